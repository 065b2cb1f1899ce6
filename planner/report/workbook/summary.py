"""Sheets `plan` and `frontier`: the sums of a plan, and what each budget buys."""

from collections.abc import Sequence

from planner.optimise.plan import Plan
from planner.report.backdrop import Backdrop
from planner.report.proof import EDITED, bound_named, proof, standing, unspent
from planner.report.words import already, anew, caution, each, headline
from planner.report.workbook.areas import WrittenAreas
from planner.report.workbook.services import Written
from planner.report.workbook.sheet import Formula, Sheet, Value, total

HEADINGS = (
    *("Plan", "Budget a year", "Supports", "Share of need", "Spend", "Left", "Services", "of them joint"),
    *("Proved no more than", "Status"),
)
LIVE = (
    "Yellow cells of sheet assumptions can be changed: costs, room and coverage follow. Which services are "
    "funded, with which staff, does not: run the planner again for the best plan under other figures."
)


def write_plan(sheet: Sheet, plan: Plan, behind: Backdrop, services: Written, areas: WrittenAreas) -> None:
    """The plan's sums, and in words what it does as it was made."""
    sheet.widths(34, 16, 90)
    sheet.put(0, 0, plan.scenario, "title")
    rows = _sums(sheet, plan, services, areas)
    for row, (what, value, style) in enumerate(rows, 2):
        sheet.put(row, 0, what)
        sheet.put(row, 1, value, style)
    row = len(rows) + 3
    if plan.years:
        row = _years(sheet, plan, row)
    told = [
        headline(plan),
        already(plan),
        proof(plan),
        each(plan),
        unspent(plan),
        caution(plan),
        LIVE,
        EDITED,
        behind.attribution,
    ]
    sheet.put(row, 0, "As the plan was made", "heading")
    for place, line in enumerate((line for line in told if line), row + 1):
        sheet.put(place, 0, line)


def _sums(sheet: Sheet, plan: Plan, services: Written, areas: WrittenAreas) -> list[tuple[str, Value, str]]:
    """What it is, its value and its format, from the third row on."""
    budget, spend, need, _, supports = (sheet.address(row, 1) for row in range(2, 7))
    spent: Value = plan.spend if plan.years else sum_of(services, 0, "Cost a year", plan.spend)
    covered: Value = plan.coverage if plan.years else sum_of(services, 0, "Supports", plan.coverage)
    share = Formula(f"IF({need}>0,{supports}/{need},0)", plan.coverage / plan.need if plan.need else 0.0)
    return [
        ("Budget in all years" if plan.years else "Budget a year", plan.budget, "pounds"),
        ("Spend", spent, "pounds"),
        ("Estimated need, young people a year", total(areas.span(0, "Need"), plan.need), "people"),
        (
            "Supported by existing services",
            total(areas.span(0, "Existing services"), plan.already_covered),
            "people",
        ),
        (f"Supported by the plan{anew(plan)}", covered, "people"),
        *([] if plan.years else [("Share of need", share, "share")]),
        ("Left unspent", Formula(f"{budget}-{spend}", plan.budget - plan.spend), "pounds"),
        ("Cost for each young person", _each(plan, spend, supports), "pounds"),
        *(_left(name, plan, areas) for name in ("In reach, no room", "Out of reach")),
        ("Services funded", len(plan.services), "number"),
        ("Objective, as the policy weighs people", plan.objective, "people"),
        (bound_named(plan), plan.bound, "people"),
        ("Status, as the plan was made", standing(plan), "text"),
    ]


def _left(name: str, plan: Plan, areas: WrittenAreas) -> tuple[str, Value, str]:
    """Young people whom nothing supports, in or out of reach."""
    counts = [a.out_of_reach if name == "Out of reach" else a.reached_without_capacity for a in plan.areas]
    return name, total(areas.span(0, name), sum(counts)), "people"


def _each(plan: Plan, spend: str, supports: str) -> Value:
    if plan.cost_per_person is not None:
        return plan.cost_per_person
    return Formula(
        f"IF({supports}>0,{spend}/{supports},0)", plan.spend / plan.coverage if plan.coverage else 0.0
    )


def sum_of(services: Written, plan: int, heading: str, value: float) -> Value:
    """The sum of a column over the services of a plan; 0 where it funds none."""
    span = services.span(plan, heading)
    return total(span, value) if span else value


def _years(sheet: Sheet, plan: Plan, row: int) -> int:
    for column, heading in enumerate(("Year", "Budget", "Spend", "Supports")):
        sheet.put(row, column, heading, "heading")
    styles = ("number", "pounds", "pounds", "people")
    for place, year in enumerate(plan.years or (), row + 1):
        values: Sequence[Value] = (year.year, year.budget, year.spend, year.coverage)
        for column, (value, style) in enumerate(zip(values, styles, strict=True)):
            sheet.put(place, column, value, style)
    return row + len(plan.years or ()) + 2


def write_frontier_sheet(sheet: Sheet, plans: Sequence[tuple[str, Plan]], services: Written) -> None:
    """One row a plan, its sums taken from the services."""
    sheet.head(HEADINGS, (44, 14, 10, 10, 14, 12, 9, 9, 12, 12))
    for place, (series, plan) in enumerate(plans):
        row = place + 1
        budget, supports, spend = (sheet.address(row, column) for column in (1, 2, 4))
        share = plan.coverage / plan.need if plan.need else 0.0
        joint = sum(len(service.areas) > 1 for service in plan.services)
        cells: list[tuple[Value, str]] = [
            (series, "text"),
            (plan.budget, "pounds"),
            (sum_of(services, place, "Supports", plan.coverage), "people"),
            (Formula(f"{supports}/{plan.need!r}", share) if plan.need else 0.0, "share"),
            (sum_of(services, place, "Cost a year", plan.spend), "pounds"),
            (Formula(f"{budget}-{spend}", plan.budget - plan.spend), "pounds"),
            (len(plan.services), "number"),
            (joint, "number"),
            (plan.bound, "people"),
            (standing(plan), "text"),
        ]
        for column, (value, style) in enumerate(cells):
            sheet.put(row, column, value, style)
