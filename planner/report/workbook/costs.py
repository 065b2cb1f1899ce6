"""Sheet `assumptions`: the figures a plan rests on, in cells that the services' formulas read."""

from planner.inputs.scenario import Scenario
from planner.report.page.assumptions import MONEY, assumptions, in_words, value_in_words
from planner.report.workbook.sheet import Sheet, lines

HEADINGS = ("Figure", "Value", "What it is", "Where it is from", "Key in the scenario")
WIDTHS = (34, 18, 60, 60, 38)


READ = ("setup_cost", "annual_cost", "joint_cost", "staff.cost", "staff.caseload", "capacity")
"""Figures of a type of service that the formulas read; the term is another."""


def _is_read(key: str) -> bool:
    return key == "term" or (key.startswith("services.") and key.endswith(READ))


class Costs:
    """Addresses of the figures, by dotted key; `of` gives 0 for one that a service does not have."""

    def __init__(self, cells: dict[str, str]) -> None:
        self._cells = cells

    def of(self, key: str) -> str:
        """What a formula calls the figure with this key."""
        return self._cells.get(key, "0")


def write_costs(sheet: Sheet, scenario: Scenario) -> Costs:
    """Write the sheet; numbers that formulas read are marked as cells to change."""
    sheet.head(HEADINGS, WIDTHS)
    cells = {}
    for row, one in enumerate(assumptions(scenario), 1):
        number = isinstance(one.value, int | float)
        money = one.key.rpartition(".")[2] in MONEY
        style = "pounds" if money else "number"
        style = f"input {style}" if _is_read(one.key) else style if number else "wrapped"
        sheet.put(row, 0, in_words(one.key))
        cells[one.key] = sheet.put(row, 1, one.value if number else value_in_words(scenario, one), style)
        texts = (one.meaning, one.source, one.key)
        for column, text in enumerate(texts, 2):
            sheet.put(row, column, text, "wrapped")
        told = zip((value_in_words(scenario, one), *texts), WIDTHS[1:], strict=True)
        sheet.tall(row, max(lines(text, width) for text, width in told))
    return Costs(cells)
