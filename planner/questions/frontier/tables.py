"""A frontier as tables: what each budget buys, and who first has access at which."""

from collections.abc import Sequence
from itertools import groupby

from planner.plan.plan import Plan
from planner.present.naming import types_of
from planner.present.numbers import Kind
from planner.present.proof import budgets_told
from planner.present.rounding import apart
from planner.present.table import Column, Row, Table, Value
from planner.present.told import Title, Told
from planner.present.words import beside, caution, share_in
from planner.questions.frontier.answer import Frontier, Point
from planner.questions.frontier.plateaus import Plateau
from planner.questions.frontier.words import plateau_sentence
from planner.scenario.scenario import Scenario

BUDGET = Column("Budget", Kind.POUNDS, "Budget\n£k")


def frontier_told(frontier: Frontier, scenario: Scenario, plateaus: list[Plateau]) -> Told:
    """The frontier for people: what each budget buys, who is reached from when, where more buys nothing."""
    yield Title(frontier.scenario)
    yield ""
    yield budgets_table(frontier.plans, frontier.points)
    if frontier.nested:
        yield keeping_table(frontier)
    names = {code: scenario.areas.name(code) for code in scenario.areas.codes}
    for kind in ("free", "nested") if frontier.nested else ("free",):
        yield entry_table(frontier, names, kind)
    yield from map(plateau_sentence, plateaus)
    yield from budgets_told(frontier.plans, frontier.nested_plans or ())
    yield from (beside(frontier.plans), caution(frontier.plans[0]))


def budgets_table(plans: Sequence[Plan], points: Sequence[Point] = (), name: str = "") -> Table:
    """What each budget buys; with the points of a frontier also access and the cost of the step."""
    columns = (
        BUDGET,
        Column("Supports", Kind.PEOPLE),
        Column("Share of need", Kind.SHARE, "Share"),
        Column("Spend", Kind.POUNDS, "Spend\n£k"),
        Column("Left", Kind.POUNDS, "Left\n£k"),
        Column("Services", Kind.NUMBER),
        Column("of them joint", Kind.NUMBER, "Joint"),
        *(Column(kind, Kind.NUMBER) for kind in types_of(*plans)),
        *((Column("Areas with access", Kind.NUMBER, "Areas"),) if points else ()),
        *((Column("Cost of each further person", Kind.POUNDS, "£ per\nextra"),) if points else ()),
    )
    steps: list[tuple[Value, ...]] = [(one.areas_with_access, one.cost_per_extra_person) for one in points]
    rows: tuple[Row, ...] = tuple(
        (plan.budget, *_bought(plan, types_of(*plans)), *step)
        if plan.has_plan
        else (plan.budget, "no plan", *(None for _ in columns[2:]))
        for plan, step in zip(plans, steps or [()] * len(plans), strict=True)
    )
    caption = f"What each budget buys, a year{', ' + name if name else ''}"
    return Table(f"budgets-{name.replace(' ', '-')}" if name else "budgets", caption, columns, rows)


def _bought(plan: Plan, types: Sequence[str]) -> tuple[Value, ...]:
    return (
        plan.coverage,
        share_in(plan, (plan.coverage,), plan.need),
        plan.spend,
        plan.budget - plan.spend,
        len(plan.services),
        sum(len(service.areas) > 1 for service in plan.services),
        *(sum(service.type == kind for service in plan.services) for kind in types),
    )


def keeping_table(frontier: Frontier) -> Table:
    """What keeping every service of the budget before costs, next to the plan that is free."""
    columns = (
        BUDGET,
        Column("Supports", Kind.PEOPLE),
        Column("Spend", Kind.POUNDS, "Spend\n£k"),
        Column("Services", Kind.NUMBER),
        Column("Areas", Kind.NUMBER),
        Column("Free plan", Kind.PEOPLE, "Free\nplan"),
        Column("Keeping costs", Kind.PEOPLE, "Keeping\ncosts"),
    )
    rows: tuple[Row, ...] = tuple(
        (
            point.budget,
            point.coverage if point.status in ("optimal", "feasible") else "no plan",
            point.spend,
            len(point.services),
            point.areas_with_access,
            free.coverage,
            max(apart(free.coverage, point.coverage), 0.0),
        )
        for point, free in zip(frontier.nested or (), frontier.points, strict=False)
    )
    return Table("keeping", "Keeping every service of the budget before", columns, rows)


def entry_table(frontier: Frontier, names: dict[str, str], kind: str) -> Table:
    """Areas by the budget at which they first have access to a service."""
    keeping = ", keeping what was funded before" if kind == "nested" else ""
    of_area = {code: getattr(entry, kind) for code, entry in frontier.entry.items()}
    never = float("inf")
    order = sorted(of_area, key=lambda code: (never if of_area[code] is None else of_area[code], names[code]))
    rows: tuple[Row, ...] = tuple(
        ("none" if budget is None else budget, ", ".join(names[code] for code in codes))
        for budget, codes in groupby(order, key=lambda code: of_area[code])
    )
    caption = f"Who first has access to a service at which budget{keeping}"
    return Table("entry", caption, (BUDGET, Column("Areas", wide=True)), rows)
