"""A frontier as tables."""

from itertools import groupby

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from planner.plan.plan import Plan
from planner.present.drawers.terminal import plain_table
from planner.present.naming import count_of, types_of
from planner.present.numbers import people, pounds
from planner.present.proof import budgets_told
from planner.present.rounding import apart
from planner.present.words import beside, caution, share_of
from planner.questions.frontier.answer import Frontier, Point
from planner.questions.frontier.plateaus import Plateau
from planner.scenario.scenario import Scenario

KEEPING = "Keeping every service of the budget before"
KINDS = (("single", "Single"), ("joint", "Joint"), ("expansion", "Grown"))


def print_frontier(frontier: Frontier, scenario: Scenario, plateaus: list[Plateau], console: Console) -> None:
    """The frontier for people: what each budget buys, who is reached from when, where more buys nothing."""
    console.print(escape(frontier.scenario), style="bold", highlight=False)
    console.print()
    console.print(_table(frontier.points, frontier.plans, "What each budget buys, a year"))
    if frontier.nested and frontier.nested_plans:
        console.print(_nested_table(frontier))
    if types := types_of(*frontier.plans):
        console.print(_types_table(frontier.plans, types))
    names = {code: scenario.areas.name(code) for code in scenario.areas.codes}
    for kind in ("free", "nested") if frontier.nested else ("free",):
        console.print(_entry_table(frontier, names, kind))
    told = [
        *map(plateau_sentence, plateaus),
        *budgets_told(frontier.plans, frontier.nested_plans or ()),
        beside(frontier.plans),
        caution(frontier.plans[0]),
    ]
    for sentence in filter(None, told):
        console.print(escape(sentence), highlight=False)


def _table(points: tuple[Point, ...], plans: tuple[Plan, ...], title: str) -> Table:
    table = plain_table(title)
    grown = any(service.kind == "expansion" for plan in plans for service in plan.services)
    kinds = KINDS if grown else KINDS[:2]
    counted = [heading for _, heading in kinds]
    headings = ("Budget\n£k", "Supports", "Share", "Spend\n£k", "Left\n£k", *counted, "Areas", "£ per\nextra")
    for heading in headings:
        table.add_column(heading, justify="right", no_wrap=True)
    for point, plan in zip(points, plans, strict=True):
        counts = [str(sum(service.kind == kind for service in plan.services)) for kind, _ in kinds]
        table.add_row(
            _thousands(point.budget),
            _supports(point),
            share_of(plan, (point.coverage,), plan.need),
            _thousands(point.spend),
            _thousands(point.budget - point.spend),
            *counts,
            str(point.areas_with_access),
            _money(point.cost_per_extra_person),
        )
    return table


def _types_table(plans: tuple[Plan, ...], types: tuple[str, ...]) -> Table:
    table = plain_table("Services funded, by type")
    for heading in ("Budget\n£k", *map(escape, types)):
        table.add_column(heading, justify="right")
    for plan in plans:
        table.add_row(_thousands(plan.budget), *(count_of(plan, kind) for kind in types))
    return table


def _nested_table(frontier: Frontier) -> Table:
    table = plain_table(KEEPING)
    headings = ("Budget\n£k", "Supports", "Spend\n£k", "Services", "Areas", "Free\nplan", "Keeping\ncosts")
    for heading in headings:
        table.add_column(heading, justify="right", no_wrap=True)
    for point, free in zip(frontier.nested or (), frontier.points, strict=False):
        table.add_row(
            _thousands(point.budget),
            _supports(point),
            _thousands(point.spend),
            str(len(point.services)),
            str(point.areas_with_access),
            people(free.coverage),
            people(apart(free.coverage, point.coverage)),
        )
    return table


def _entry_table(frontier: Frontier, names: dict[str, str], kind: str) -> Table:
    keeping = ", keeping what was funded before" if kind == "nested" else ""
    table = plain_table(f"Who first has access to a service at which budget{keeping}")
    table.add_column("Budget\n£k", justify="right", no_wrap=True)
    table.add_column("Areas", ratio=1)
    of_area = {code: getattr(entry, kind) for code, entry in frontier.entry.items()}
    never = float("inf")
    order = sorted(of_area, key=lambda code: (never if of_area[code] is None else of_area[code], names[code]))
    for budget, codes in groupby(order, key=lambda code: of_area[code]):
        listed = escape(", ".join(names[code] for code in codes))
        table.add_row("none" if budget is None else _thousands(budget), listed)
    return table


def _supports(point: Point) -> str:
    return people(point.coverage) if point.status in ("optimal", "feasible") else "no plan"


def _money(amount: float | None) -> str:
    return "-" if amount is None else pounds(round(amount)).removeprefix("£")


def _thousands(amount: float) -> str:
    """Thousands of pounds, to a tenth where there are any: `1,960`, `1,234.5`."""
    return f"{amount / 1000:,.1f}".removesuffix(".0")


def plateau_sentence(plateau: Plateau) -> str:
    """Where more money buys nothing more, in words."""
    weighed = "counts for nothing more, as the policy weighs people"
    nothing = weighed if plateau.weighed else "supports nobody more"
    return (
        f"From {pounds(plateau.first)} to {pounds(plateau.last)} more money {nothing} "
        f"({pounds(plateau.enough)} is enough): {plateau.why}."
    )
