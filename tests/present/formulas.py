"""A small reader of the formulas that the workbook writes, to work them out anew from its cells."""

import re
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import range_boundaries

RANGE = re.compile(r"(\w+)!(\$[A-Z]+\$\d+):(\$[A-Z]+\$\d+)")
CELL = re.compile(r"(\w+)!\$([A-Z]+)\$(\d+)")
TEXT = re.compile(r'"(?:[^"]|"")*"')


def worked_out(book: Workbook, sheet: str, cell: str) -> Any:
    """The value of a cell, every formula under it worked out from numbers alone; empty cells are 0."""
    content = book[sheet][cell].value
    if book[sheet][cell].data_type != "f":
        return 0 if content is None else content
    words: list[str] = []

    def kept(match: re.Match[str]) -> str:
        words.append(match[0][1:-1].replace('""', '"'))
        return f"words[{len(words) - 1}]"

    python = _lazy(TEXT.sub(kept, content.removeprefix("=")))
    python = re.sub(r"(?<![<>=])=(?!=)", "==", python)
    python = python.replace("^", "**")
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

    def count(cells: list[Any], wanted: Any) -> int:
        return cells.count(wanted)

    known = {"COUNTIF": count, "at": at, "span": span, "MIN": min, "SUM": sum, "ABS": abs, "words": words}
    return eval(python, {**known, "AND": lambda *all_of: all(all_of)})


def _lazy(formula: str) -> str:
    """A formula whose IF, where it is the whole of it, works out only the side that holds."""
    if not (formula.startswith("IF(") and formula.endswith(")")):
        return formula
    parts, depth, last = [], 0, 3
    for place in range(3, len(formula) - 1):
        depth += {"(": 1, ")": -1}.get(formula[place], 0)
        if formula[place] == "," and depth == 0:
            parts.append(formula[last:place])
            last = place + 1
    condition, then = parts
    return f"({then}) if ({condition}) else ({formula[last:-1]})"
