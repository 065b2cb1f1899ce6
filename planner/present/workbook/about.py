"""Sheet `about`: what the numbers are, what follows a change, and whose data they are made from."""

from planner.plan.plan import Plan
from planner.present.context import ReportContext
from planner.present.page.origins import sources
from planner.present.proof import EDITED
from planner.present.words import caution
from planner.present.workbook.sheet import HEAD, Sheet, lines
from planner.scenario.scenario import Scenario

WIDTH = 110
LIVE = (
    "Yellow cells of sheet assumptions can be changed: costs, room and coverage follow, and with them every "
    "total. Which services are funded, with which staff, does not: run the planner again for the best plan "
    "under other figures."
)
EXPECTED = (
    "Yellow cells of sheet assumptions can be changed: costs and room follow, and with them what is spent. "
    "Coverage does not, since it is a mean over draws of need, nor which services are funded, with which "
    "staff: run the planner again for the best plan under other figures."
)
FIXED = "These are numbers alone, as solved: nothing here follows a change."


def edits(scenario: Scenario, live: bool) -> tuple[str, ...]:
    """What follows a change of a cell, and what does not."""
    if not live:
        return (FIXED,)
    return (LIVE if scenario.draws is None else EXPECTED, EDITED)


def write_about(sheet: Sheet, plan: Plan, behind: ReportContext) -> None:
    """Write the sheet: caution, what follows a change, attribution, sources and licences."""
    origin = sources(behind)
    told = [caution(plan), *edits(behind.scenario, sheet.live), *origin.sentences]
    told += [f"Source: {row[0]}" for table in origin.tables for row in table.rows]
    told.append(f"Made by planner {plan.run.planner} with {plan.run.solver}.")
    sheet.widths(WIDTH)
    for row, line in enumerate(told, HEAD):
        sheet.put(row, 0, line, "wrapped")
        sheet.tall(row, lines(line, WIDTH))
