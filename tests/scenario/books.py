"""Needs tables of four areas for tests of how tables are read: as CSV text, and as Excel workbooks."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl

HEADER = ["area", "name", "at_risk"]
ROWS: list[list[Any]] = [
    ["E01", "Ashby", 12],
    ["E02", "Barlow", 8],
    ["E03", "Corley", 20],
    ["E04", "Denham", 5],
]
NEED = [12.0, 8.0, 20.0, 5.0]


def csv_table(folder: Path, *lines: str) -> Path:
    """A needs table with these lines."""
    path = folder / "needs.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def lines_of(rows: Sequence[Sequence[Any]] = (HEADER, *ROWS)) -> list[str]:
    """Rows as lines of a CSV file."""
    return [",".join(map(str, row)) for row in rows]


def workbook(folder: Path, **sheets: Sequence[Sequence[Any]]) -> Path:
    """A workbook of sheets with these rows; those whose name begins with `hidden` are hidden."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name.startswith("hidden") else "visible"
        for row in rows:
            sheet.append(list(row))
    path = folder / "needs.xlsx"
    book.save(path)
    return path
