"""Sheet `frontier`: what each budget buys, a row a plan."""

from collections.abc import Sequence

from planner.plan.plan import Plan
from planner.present.proof import standing
from planner.present.workbook.about import FIXED
from planner.present.workbook.notice import DIFFERENT, SAME, Totals
from planner.present.workbook.sheet import HEAD, NOTICE, Formula, Sheet, Value, shown_share, text

HEADINGS = (
    *("Plan", "Budget a year", "Supports", "Share of need", "Spend", "Left", "Services", "of them joint"),
    *("As solved: proved no more than", "Status"),
)
WIDTHS = (44, 14, 10, 10, 14, 12, 9, 9, 14, 30)
CHANGED = "figures changed: not proved"


def write_frontier_sheet(sheet: Sheet, plans: Sequence[tuple[str, Plan]], totals: Sequence[Totals]) -> None:
    """One row a plan, its sums taken from the services; its status holds while nothing is changed."""
    statuses = sheet.span(HEAD + 1, HEAD + len(plans), HEADINGS.index("Status"))
    unchanged = Formula(f"IF(COUNTIF({statuses},{text(CHANGED)})=0,{text(SAME)},{text(DIFFERENT)})", SAME)
    sheet.put(NOTICE, 0, unchanged if sheet.live else FIXED, "notice")
    sheet.head(HEADINGS, WIDTHS)
    for row, ((series, plan), sums) in enumerate(zip(plans, totals, strict=True), HEAD + 1):
        for column, (value, style) in enumerate(_cells(sheet, row, series, plan, sums)):
            sheet.put(row, column, value, style)


def _cells(sheet: Sheet, row: int, series: str, plan: Plan, sums: Totals) -> list[tuple[Value, str]]:
    budget, supports, spend = (sheet.address(row, column) for column in (1, 2, 4))
    share = shown_share(plan, plan.coverage, plan.need)
    return [
        (series, "text"),
        (plan.budget, "pounds"),
        (sums.supports, "people"),
        (Formula(f"{supports}/{plan.need!r}", share) if plan.need else 0.0, "share"),
        (sums.spend, "pounds"),
        (Formula(f"{budget}-{spend}", plan.budget - plan.spend), "pounds"),
        (len(plan.services), "number"),
        (sum(len(service.areas) > 1 for service in plan.services), "number"),
        (plan.bound, "people"),
        (sums.if_as_solved(standing(plan), CHANGED), "text"),
    ]
