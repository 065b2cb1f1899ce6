"""Excel workbooks as rows of text: the sheets that are seen, and what is odd in their cells."""

import datetime
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.errors import InputError, Problem
from planner.scenario.read.cells import as_text
from planner.scenario.read.readable import MB
from planner.scenario.read.sheets import Odd, Sheet
from planner.scenario.read.zip_size import bounded, check_unpacked

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell

MAX_SHEET_ROWS = 1_048_576
"""Rows an Excel sheet can have."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a workbook begins that is in the form of before 2007, or has a password."""
DATE = "set the column to Text and write it again, as it should be"
FORMULA = "open the workbook in Excel or LibreOffice, save it, and run again"


def check_not_old(path: Path) -> None:
    """The file is no workbook in the old form, and none with a password.

    Raises:
        InputError: when it is.
    """
    with path.open("rb") as stream:
        if stream.read(len(OLE)) == OLE:
            what = "an Excel workbook in the old form, or with a password"
            raise InputError(Problem(str(path), what, "save it as .xlsx without a password, or as CSV UTF-8"))


@contextmanager
def opened(path: Path, values: bool = True) -> Iterator["Workbook"]:
    """A workbook whose cells have their `values`, or else their formulas.

    Raises:
        InputError: when it is not a workbook, or is too large once unpacked.
    """
    import openpyxl

    check_not_old(path)
    try:
        check_unpacked(path)
        book = openpyxl.load_workbook(path, read_only=True, data_only=values, keep_links=False)
        yield book
        book.close()
    except InputError:
        raise
    except Exception as error:  # openpyxl raises whatever the broken part of the file gives rise to
        raise InputError(Problem(str(path), f"not an Excel workbook: {error}", "save it as .xlsx")) from error


def seen_and_hidden(book: "Workbook") -> tuple[list[Any], list[Any]]:
    """The sheets with cells that Excel shows, in their order, and those that it hides."""
    seen = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if not seen:
        raise ValueError("it has no sheet")
    return seen, [sheet for sheet in book.worksheets if sheet.sheet_state != "visible"]


def read_sheet(path: Path, worksheet: Any, most_columns: int, most_rows: int = MAX_SHEET_ROWS) -> Sheet:
    """The rows of a sheet that hold anything, whatever size the file says that it has.

    One cell past the most columns shows that there are more.

    Raises:
        InputError: when it has too many rows.
    """
    sheet = Sheet(path, worksheet.title, padded=False)
    for line, row in _rows(path, worksheet, most_columns, most_rows):
        for column, cell in enumerate(row):
            if isinstance(cell.value, datetime.date | datetime.time):
                sheet.odd[line, column] = _date(cell.value)
        cells = [_as_shown(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        sheet.add(line, cells)
    return sheet


def note_formulas(sheet: Sheet, most_columns: int) -> None:
    """Note in `sheet.odd` every empty cell that holds a formula whose result the file does not have."""
    if not _has_formulas(sheet.path):
        return
    rows = dict(sheet.rows)
    with opened(sheet.path, values=False) as book:
        for line, row in _rows(sheet.path, book[sheet.name], most_columns, MAX_SHEET_ROWS):
            for column, cell in enumerate(row):
                if cell.data_type == "f" and not any(rows.setdefault(line, [])[column : column + 1]):
                    what = f"a formula that was never worked out ({cell.coordinate}: {cell.value})"
                    sheet.odd[line, column] = (what, FORMULA)
    sheet.rows = sorted(rows.items())


def _has_formulas(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        for name in sheets:
            end = b""
            with archive.open(name) as stream:
                while part := stream.read(MB):
                    if b"<f>" in end + part or b"<f " in end + part:
                        return True
                    end = part[-2:]
    return False


def _rows(
    path: Path, worksheet: Any, most_columns: int, most_rows: int
) -> Iterator[tuple[int, "list[Cell]"]]:
    worksheet.reset_dimensions()  # many programs state a size that is not so
    rows: Iterator[tuple[Cell, ...]] = bounded(path, worksheet.iter_rows())
    for number, row in enumerate(islice(rows, most_rows), 1):
        yield number, list(islice(row, most_columns + 1))


def _as_shown(cell: "Cell") -> str:
    """A cell's text; a share that Excel shows in per cent as per cent."""
    if isinstance(cell.value, int | float) and "%" in str(cell.number_format):
        return f"{cell.value * 100:.10g}%"
    return as_text(cell.value)


def _date(value: datetime.date | datetime.time) -> Odd:
    return f"a date in Excel ({as_text(value)})", DATE
