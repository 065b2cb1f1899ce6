"""The first sheet of an Excel workbook, as rows of text."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from planner.errors import InputError, Problem
from planner.inputs.cells import as_text
from planner.inputs.unpacked import bounded, check_unpacked

MAX_SHEET_ROWS = 1_048_576
"""Rows an Excel sheet can have."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a workbook begins that is in the form of before 2007, or has a password."""


def check_not_old(path: Path) -> None:
    """The file is no workbook in the old form, and none with a password.

    Raises:
        InputError: when it is.
    """
    with path.open("rb") as stream:
        if stream.read(len(OLE)) == OLE:
            what = "an Excel workbook in the old form, or with a password"
            raise InputError(Problem(str(path), what, "save it as .xlsx without a password, or as CSV UTF-8"))


def read_sheet(path: Path, most_columns: int) -> Iterator[tuple[int, list[str]]]:
    """The rows of the first sheet that hold anything, each with its number from 1.

    One cell past the most columns shows that there are more.

    Raises:
        InputError: when it is not a workbook, has no sheet, or is too large once unpacked.
    """
    import openpyxl

    check_not_old(path)
    try:
        check_unpacked(path)
        book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
        for number, row in enumerate(islice(bounded(path, _first(book.worksheets)), MAX_SHEET_ROWS), 1):
            cells = [as_text(cell) for cell in islice(row, most_columns + 1)]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                yield number, cells
        book.close()
    except InputError:
        raise
    except Exception as error:  # openpyxl raises whatever the broken part of the file gives rise to
        raise InputError(Problem(str(path), f"not an Excel workbook: {error}", "save it as .xlsx")) from error


def _first(sheets: list) -> Iterator[tuple[object, ...]]:  # type: ignore[type-arg]
    if not sheets:
        raise ValueError("it has no sheet")
    rows: Iterator[tuple[object, ...]] = sheets[0].iter_rows(values_only=True)
    return rows
