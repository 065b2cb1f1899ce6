"""Sheet `years`: what a plan over years spends and supports in each, following its services."""

from typing import NamedTuple

from planner.plan.plan import Plan
from planner.present.workbook.services import Written, yearly
from planner.present.workbook.sheet import HEAD, Formula, Sheet, Value, total
from planner.scenario.scenario import Scenario

COLUMNS = (
    ("Year", 8, "number"),
    ("Budget", 14, "pounds"),
    ("Spend", 14, "pounds"),
    ("Left", 14, "pounds"),
    ("Supports", 10, "people"),
    ("Counts for", 10, "number"),
    ("Spend, as it counts", 14, "pounds"),
    ("Supports, as it counts", 12, "people"),
)


class YearsWritten(NamedTuple):
    """Cells of the sheet: what is spent and supported, and the sums of both as later years count."""

    spend: str
    supports: str
    discounted: tuple[str, str]


def write_years(sheet: Sheet, plan: Plan, scenario: Scenario, services: Written) -> YearsWritten:
    """Write the sheet: a year's sums are over the services that have started by then."""
    sheet.head([heading for heading, _, _ in COLUMNS], [width for _, width, _ in COLUMNS])
    years = scenario.years
    assert years is not None
    last = HEAD
    for last, (year, (cost, supports, _)) in enumerate(
        zip(plan.years or (), yearly(plan), strict=True), HEAD + 1
    ):
        budget, spend, people, weight = (sheet.address(last, column) for column in (1, 2, 4, 5))
        later = year.year - years.first
        counts = years.present(later)
        values: list[Value] = [
            year.year,
            year.budget,
            _over(services, cost, year.spend),
            Formula(f"{budget}-{spend}", year.budget - year.spend),
            _over(services, supports, year.coverage),
            Formula(f"1/{1.0 + years.discount!r}^{later}", counts),
            Formula(f"{spend}*{weight}", year.spend * counts),
            Formula(f"{people}*{weight}", year.coverage * counts),
        ]
        for column, (value, (_, _, style)) in enumerate(zip(values, COLUMNS, strict=True)):
            sheet.put(last, column, value, style)
    spans = [sheet.span(HEAD + 1, last, column) for column in (2, 4, 6, 7)]
    return YearsWritten(spans[0], spans[1], (f"SUM({spans[2]})", f"SUM({spans[3]})"))


def _over(services: Written, heading: str, value: float) -> Value:
    span = services.span(0, heading)
    return total(span, value) if span else value
