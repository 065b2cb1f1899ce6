"""The workbook: sheets plan or frontier, services, areas and assumptions."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from planner.optimise.plan import Plan
from planner.report.backdrop import Backdrop
from planner.report.workbook.areas import write_areas
from planner.report.workbook.costs import write_costs
from planner.report.workbook.services import write_services
from planner.report.workbook.sheet import Sheet, Styles
from planner.report.workbook.summary import write_frontier_sheet, write_plan

MADE = datetime(2000, 1, 1)
"""The date written into every workbook, so that the same plan gives the same bytes."""


def write_workbook(
    path: Path, plans: Mapping[str, Sequence[Plan]], behind: Backdrop, *, live: bool = True
) -> None:
    """Write one plan, or the plans of several budgets by the name of their series.

    Costs, room and coverage are formulas over the cells of sheet `assumptions`, each with the plan's own
    number as its value; not `live`, only these numbers are written.
    """
    from xlsxwriter import Workbook

    every = [(series, plan) for series, several in plans.items() for plan in several]
    safe = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(str(path), safe) as book:
        book.set_properties({"title": every[0][1].scenario, "created": MADE})
        styles = Styles(book)
        first = "plan" if len(every) == 1 else "frontier"
        sheets = {
            name: Sheet(book, styles, name, live) for name in (first, "services", "areas", "assumptions")
        }
        costs = write_costs(sheets["assumptions"], behind.scenario)
        services = write_services(sheets["services"], every, behind.scenario, costs)
        areas = write_areas(sheets["areas"], every, services)
        if first == "plan":
            write_plan(sheets["plan"], every[0][1], behind, services, areas)
        else:
            write_frontier_sheet(sheets["frontier"], every, services)
