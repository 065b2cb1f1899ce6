"""Sheet `assumptions`: the figures a plan rests on, in cells that the services' formulas read."""

from planner.present.page.assumptions import MONEY, Assumption, assumptions, in_words, value_in_words
from planner.present.workbook.sheet import HEAD, Formula, Sheet, lines, total
from planner.scenario.scenario import Scenario

HEADINGS = (
    *("Figure", "Value", "What it is", "Where it is from", "Key in the scenario"),
    *("As solved", "Changed since"),
)
WIDTHS = (34, 18, 60, 60, 38, 18, 10)
SOLVED, CHANGED = 5, 6
READ = ("setup_cost", "annual_cost", "joint_cost", "staff.cost", "staff.caseload", "capacity")
"""Figures of a type of service that the formulas read; the term is another."""


def _is_read(key: str) -> bool:
    return key == "term" or (key.startswith("services.") and key.endswith(READ))


class Costs:
    """Addresses of the figures, by dotted key, and of how many of them are no longer as solved.

    `of` gives 0 for a figure that a service does not have.
    """

    def __init__(self, cells: dict[str, str], changed: str) -> None:
        self._cells, self.changed = cells, changed

    def of(self, key: str) -> str:
        """What a formula calls the figure with this key."""
        return self._cells.get(key, "0")


def write_costs(sheet: Sheet, scenario: Scenario) -> Costs:
    """Write the sheet; numbers that formulas read are marked as cells to change, beside what they were."""
    sheet.head(HEADINGS, WIDTHS)
    cells, row = {}, HEAD
    for row, one in enumerate(assumptions(scenario), HEAD + 1):
        cells[one.key] = _line(sheet, row, one, scenario)
    sheet.put(row + 1, CHANGED - 1, "Figures changed", "heading")
    count = total(sheet.span(HEAD + 1, row, CHANGED), 0) if cells else 0
    return Costs(cells, sheet.put(row + 1, CHANGED, count, "number"))


def _line(sheet: Sheet, row: int, one: Assumption, scenario: Scenario) -> str:
    number = isinstance(one.value, int | float)
    style = "pounds" if one.key.rpartition(".")[2] in MONEY else "number"
    told, texts = value_in_words(scenario, one), (one.meaning, one.source, one.key)
    sheet.put(row, 0, in_words(one.key))
    look = f"input {style}" if _is_read(one.key) else style if number else "wrapped"
    cell = sheet.put(row, 1, one.value if number else told, look)
    for column, words in enumerate(texts, 2):
        sheet.put(row, column, words, "wrapped")
    if _is_read(one.key):
        before = sheet.put(row, SOLVED, one.value, style)
        sheet.put(row, CHANGED, Formula(f"IF({cell}={before},0,1)", 0), "number")
    high = (lines(words, width) for words, width in zip((told, *texts), WIDTHS[1:SOLVED], strict=True))
    sheet.tall(row, max(high))
    return cell
