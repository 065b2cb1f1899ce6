"""One sheet of a workbook: cells with their formats, formulas with the value they have."""

import math
import textwrap
from collections.abc import Sequence
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell

from planner.plan.plan import Plan
from planner.present.numbers import SHARE_ROUNDING
from planner.present.words import MODELLED, share_of

LINE = 15.0
"""Points to a line of text."""
HEAD = 4
"""The row of column headings; above it stand the title, what the numbers are, whose data, and a notice."""
NOTICE = 3

FORMATS: dict[str, dict[str, Any]] = {
    "text": {"valign": "top", "indent": 1},
    "wrapped": {"text_wrap": True, "valign": "top", "indent": 1},
    "title": {"bold": True, "font_size": 14},
    "notice": {"bold": True, "font_color": "#B00000"},
    "heading": {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 2, "indent": 1},
    "pounds": {"num_format": "£#,##0;-£#,##0", "valign": "top"},
    "people": {"num_format": '[<0.0000001]0;[<0.5]"<1";#,##0', "valign": "top"},
    "share": {"num_format": '[<0.0000001]0%;[<0.005]"<1%";0%', "valign": "top"},
    "nearly all": {"num_format": '">99%"'},
    "number": {"num_format": "General", "valign": "top"},
    "input number": {"bg_color": "#FFF5CC", "border": 1, "valign": "top"},
    "input pounds": {"bg_color": "#FFF5CC", "border": 1, "num_format": "£#,##0.##", "valign": "top"},
}


class Styles:
    """The formats of one workbook, by name."""

    def __init__(self, book: Workbook) -> None:
        self._formats = {name: book.add_format(look) for name, look in FORMATS.items()}

    def __getitem__(self, name: str) -> Format:
        return self._formats[name]


class Formula:
    """A formula and the value it has now; only the value where a workbook is not `live`."""

    def __init__(self, text: str, value: float | str) -> None:
        self.text, self.value = text, value


Value = str | float | int | Formula | None


def shown_share(plan: Plan, part: float, whole: float, *parts: float) -> float | str:
    """A share of people as a number; of published counts, in words, what it lies between.

    `parts` are the counts that `part` is the sum of, where it is of several.
    """
    if plan.published:
        return share_of(plan, parts or (part,), whole)
    return part / whole if whole > 0 else 0.0


class Sheet:
    """A sheet that is written cell by cell; text is text, whatever it begins with."""

    def __init__(self, book: Workbook, styles: Styles, name: str, live: bool) -> None:
        self.name, self._styles, self.live = name, styles, live
        self._sheet = book.add_worksheet(name)
        nearly = {
            "criteria": "between",
            "minimum": 0.995,
            "maximum": 1 - SHARE_ROUNDING,
            "format": styles["nearly all"],
        }
        self._nearly_all = {"type": "cell", **nearly}
        self._sheet.set_landscape()
        self._sheet.set_paper(9)
        self._sheet.fit_to_pages(1, 0)

    def put(self, row: int, column: int, value: Value, style: str = "text") -> str:
        """Write one cell (counted from 0); gives its address, sheet and all."""
        look = self._styles[style]
        if isinstance(value, Formula) and not self.live:
            value = value.value
        if isinstance(value, float) and math.isnan(value):
            value = "c"
        if isinstance(value, Formula):
            now = value.value if isinstance(value.value, str) else round(value.value, 9)
            self._sheet.write_formula(row, column, f"={value.text}", look, now)
        elif isinstance(value, str):
            self._sheet.write_string(row, column, value, look)
        elif value is not None:
            self._sheet.write_number(row, column, round(value, 9), look)
        else:
            self._sheet.write_blank(row, column, None, look)
        if style == "share":
            self._sheet.conditional_format(row, column, row, column, self._nearly_all)
        return self.address(row, column)

    def address(self, row: int, column: int) -> str:
        """The address of a cell, to be used in any sheet's formulas."""
        return f"{self.name}!{xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)}"

    def span(self, first: int, last: int, column: int) -> str:
        """The address of part of a column."""
        cells = (xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True) for row in (first, last))
        return f"{self.name}!{':'.join(cells)}"

    def top(self, title: str, *told: str) -> None:
        """The title, that the numbers are modelled, and what else is told above the headings."""
        self.put(0, 0, f"{title}: {self.name}", "title")
        for row, line in enumerate((MODELLED, *told), 1):
            self.put(row, 0, line)

    def head(self, headings: Sequence[str], widths: Sequence[float], row: int = HEAD) -> None:
        """Column headings, which stay in sight."""
        for column, (heading, width) in enumerate(zip(headings, widths, strict=True)):
            self.put(row, column, heading, "heading")
            self._sheet.set_column(column, column, width)
        self.tall(row, max(lines(heading, width) for heading, width in zip(headings, widths, strict=True)))
        self._sheet.freeze_panes(row + 1, 0)
        self._sheet.repeat_rows(0, row)

    def tall(self, row: int, lines: int) -> None:
        """Make a row high enough for some lines: not every program does so for wrapped text by itself."""
        self._sheet.set_row(row, LINE * max(1, lines))

    def widths(self, *widths: float) -> None:
        """Widths of the first columns, in letters."""
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width)


def lines(text: str, width: float) -> int:
    """Lines that a text takes in a column so many letters wide."""
    return max(1, len(textwrap.wrap(text, max(4, int(width) - 2))))


def text(words: str) -> str:
    """Words as a formula has them."""
    doubled = words.replace('"', '""')
    return f'"{doubled}"'


def total(span: str, value: float) -> Formula:
    """The sum of part of a column."""
    return Formula(f"SUM({span})", value)
