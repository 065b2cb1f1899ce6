"""The workbook: sheets plan or frontier, services, areas, years, assumptions and about."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from planner.plan.plan import Plan
from planner.present.context import ReportContext
from planner.present.workbook.about import write_about
from planner.present.workbook.areas import write_areas
from planner.present.workbook.costs import write_costs
from planner.present.workbook.frontier import write_frontier_sheet
from planner.present.workbook.notice import totals
from planner.present.workbook.services import write_services
from planner.present.workbook.sheet import Sheet, Styles
from planner.present.workbook.summary import write_plan
from planner.present.workbook.years import write_years

MADE = datetime(2000, 1, 1)
"""The date written into every workbook, so that the same plan gives the same bytes."""


def write_workbook(
    path: Path, plans: Mapping[str, Sequence[Plan]], behind: ReportContext, *, live: bool = True
) -> None:
    """Write one plan, or the plans of several budgets by the name of their series.

    Costs, room, coverage and every total are formulas over the cells of sheet `assumptions`, each with the
    plan's own number as its value; not `live`, only these numbers are written. Every sheet says under its
    title that its numbers are modelled, and whose data they are made from.
    """
    from xlsxwriter import Workbook

    every = [(series, plan) for series, several in plans.items() for plan in several]
    first, plan = "plan" if len(every) == 1 else "frontier", every[0][1]
    names = (first, "services", "areas", *(("years",) if plan.years else ()), "assumptions", "about")
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(str(path), safe) as book:
        book.set_properties({"title": plan.scenario, "comments": behind.attribution, "created": MADE})
        styles = Styles(book)
        sheets = {name: Sheet(book, styles, name, live) for name in names}
        for sheet in sheets.values():
            sheet.top(plan.scenario, behind.attribution)
        costs = write_costs(sheets["assumptions"], behind.scenario)
        services = write_services(sheets["services"], every, behind.scenario, costs)
        areas = write_areas(sheets["areas"], every, services)
        years = write_years(sheets["years"], plan, behind.scenario, services) if plan.years else None
        sums = [totals(one, place, services, costs, years) for place, (_, one) in enumerate(every)]
        write_about(sheets["about"], plan, behind)
        if first == "plan":
            write_plan(sheets["plan"], plan, behind, areas, sums[0])
        else:
            write_frontier_sheet(sheets["frontier"], every, sums)
