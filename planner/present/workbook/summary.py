"""Sheet `plan`: the sums of a plan, which follow an edit, and in words what it does as it was solved."""

from planner.plan.plan import Plan
from planner.present.context import ReportContext
from planner.present.proof import bound_named, proof, standing, unspent
from planner.present.ties import ties
from planner.present.words import already, anew, caution, each, headline
from planner.present.workbook.about import FIXED, edits
from planner.present.workbook.areas import WrittenAreas
from planner.present.workbook.notice import Totals
from planner.present.workbook.sheet import HEAD, NOTICE, Formula, Sheet, Value, shown_share, total

CHANGED = "figures changed: nothing is proved of them"
SOLVED = "As the plan was solved, before any change"


def write_plan(sheet: Sheet, plan: Plan, behind: ReportContext, areas: WrittenAreas, totals: Totals) -> None:
    """The plan's sums, a notice of edits over them, and in words what it does as it was solved."""
    sheet.widths(40, 16, 90)
    sheet.put(NOTICE, 0, totals.notice() if sheet.live else FIXED, "notice")
    rows = _sums(sheet, plan, areas, totals)
    for row, (what, value, style) in enumerate(rows, HEAD + 1):
        sheet.put(row, 0, what)
        sheet.put(row, 1, value, style)
    start = HEAD + len(rows) + 2
    sheet.put(start, 0, SOLVED, "heading")
    told = [headline(plan), already(plan), proof(plan), ties(plan), each(plan), unspent(plan), caution(plan)]
    for place, line in enumerate((*filter(None, told), *edits(behind.scenario, sheet.live)), start + 1):
        sheet.put(place, 0, line)


def _sums(sheet: Sheet, plan: Plan, areas: WrittenAreas, totals: Totals) -> list[tuple[str, Value, str]]:
    """What it is, its value and its format, from under the notice on."""
    budget, spend, need, _, supports = (sheet.address(row, 1) for row in range(HEAD + 1, HEAD + 6))
    share = Formula(f"IF({need}>0,{supports}/{need},0)", shown_share(plan, plan.coverage, plan.need))
    return [
        ("Budget in all years" if plan.years else "Budget a year", plan.budget, "pounds"),
        ("Spend", totals.spend, "pounds"),
        ("Estimated need, young people a year", total(areas.span(0, "Need"), plan.need), "people"),
        (
            "Supported by existing services",
            total(areas.span(0, "Existing services"), plan.already_covered),
            "people",
        ),
        (f"Supported by the plan{anew(plan)}", totals.supports, "people"),
        *([] if plan.years else [("Share of need", share, "share")]),
        ("Left unspent", Formula(f"{budget}-{spend}", plan.budget - plan.spend), "pounds"),
        ("Cost for each young person", totals.each, "pounds"),
        *(_left(name, plan, areas) for name in ("In reach, no room", "Out of reach")),
        ("Services funded", len(plan.services), "number"),
        ("Objective, as solved", plan.objective, "people"),
        (f"{bound_named(plan)}, as solved", plan.bound, "people"),
        ("Status", totals.if_as_solved(standing(plan), CHANGED), "text"),
    ]


def _left(name: str, plan: Plan, areas: WrittenAreas) -> tuple[str, Value, str]:
    """Young people whom nothing supports, in or out of reach."""
    counts = [a.out_of_reach if name == "Out of reach" else a.reached_without_capacity for a in plan.areas]
    return name, total(areas.span(0, name), sum(counts)), "people"
