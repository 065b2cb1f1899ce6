"""Sheet `assumptions`: the figures a plan rests on, in cells that the services' formulas read."""

from planner.inputs.scenario import Scenario
from planner.report.page.assumptions import MONEY, assumptions, in_words, value_in_words
from planner.report.workbook.sheet import Sheet

HEADINGS = ("Figure", "Value", "What it is", "Where it is from", "Key in the scenario")


class Costs:
    """Addresses of the figures, by dotted key; `of` gives 0 for one that a service does not have."""

    def __init__(self, cells: dict[str, str]) -> None:
        self._cells = cells

    def of(self, key: str) -> str:
        """What a formula calls the figure with this key."""
        return self._cells.get(key, "0")


def write_costs(sheet: Sheet, scenario: Scenario) -> Costs:
    """Write the sheet; numbers are marked as cells to change."""
    sheet.head(HEADINGS, (34, 14, 60, 60, 34))
    cells = {}
    for row, one in enumerate(assumptions(scenario), 1):
        number = isinstance(one.value, int | float)
        money = one.key.rpartition(".")[2] in MONEY
        style = ("input pounds" if money else "input") if number else "wrapped"
        sheet.put(row, 0, in_words(one.key))
        cells[one.key] = sheet.put(row, 1, one.value if number else value_in_words(scenario, one), style)
        for column, text in enumerate((one.meaning, one.source, one.key), 2):
            sheet.put(row, column, text, "wrapped")
    return Costs(cells)
