"""A CSV file as rows of text."""

import csv
import re
from pathlib import Path

from planner.errors import InputError, Problem
from planner.scenario.read.cells import clean
from planner.scenario.read.excel import check_not_old
from planner.scenario.read.sheets import Sheet

MOST_CELLS = 2_000
"""Cells of a row that are kept where those after them are empty."""
MARKS = ((";", "semicolons"), ("\t", "tabs"), ("|", "bars"))
"""What stands between cells where it is not commas."""


def read_csv(path: Path) -> Sheet:
    """The rows of the file; a first line such as `sep=,`, which is meant for Excel, is none.

    Raises:
        InputError: when it is not UTF-8 text, not CSV, or has too many rows.
    """
    check_not_old(path)
    sheet, line = Sheet(path), 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            for row in reader:
                if line > 1 or not re.fullmatch(r"sep=.?", ",".join(row).strip()):
                    cells = [clean(cell) for cell in row]
                    sheet.add(line, cells if any(cells[MOST_CELLS:]) else cells[:MOST_CELLS])
                line = reader.line_num + 1
    except UnicodeDecodeError as error:
        raise InputError(Problem(str(path), "not UTF-8 text", "save it as CSV UTF-8")) from error
    except csv.Error as error:
        remedy = "close its quotes, or save the table as CSV"
        raise InputError(Problem(f"{path}:{line}", f"not CSV: {error}", remedy)) from error
    return sheet


def check_commas(sheet: Sheet) -> None:
    """Commas stand between the cells of a table in which no header was found.

    Raises:
        InputError: when something else does.
    """
    for line, cells in sheet.rows[:1]:
        for mark, called in MARKS:
            if len(cells) == 1 and mark in cells[0]:
                remedy = "save it as CSV UTF-8 with commas, and with points in its numbers"
                what = f"{called} stand between its cells, not commas"
                raise InputError(Problem(f"{sheet.path}:{line}", what, remedy))
