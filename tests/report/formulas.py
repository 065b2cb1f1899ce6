"""A small reader of the formulas that the workbook writes, to work them out anew from its cells."""

import re
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import range_boundaries

RANGE = re.compile(r"(\w+)!(\$[A-Z]+\$\d+):(\$[A-Z]+\$\d+)")
CELL = re.compile(r"(\w+)!\$([A-Z]+)\$(\d+)")


def worked_out(book: Workbook, sheet: str, cell: str) -> Any:
    """The value of a cell, every formula under it worked out from numbers alone; empty cells are 0."""
    content = book[sheet][cell].value
    if book[sheet][cell].data_type != "f":
        return 0 if content is None else content
    python = re.sub(r"^IF\(([^,]*),(.*),0\)$", r"(\2) if \1 else 0", content.removeprefix("="))
    python = RANGE.sub(lambda m: f"span('{m[1]}','{m[2]}:{m[3]}')", python)
    python = CELL.sub(lambda m: f"at('{m[1]}','{m[2]}{m[3]}')", python)

    def at(name: str, where: str) -> Any:
        return worked_out(book, name, where)

    def span(name: str, cells: str) -> list[Any]:
        bounds: Any = range_boundaries(cells.replace("$", ""))
        west, north, east, south = bounds
        return [
            worked_out(book, name, book[name].cell(row, column).coordinate)
            for row in range(north, south + 1)
            for column in range(west, east + 1)
        ]

    return eval(python, {"at": at, "span": span, "MIN": min, "SUM": sum})
