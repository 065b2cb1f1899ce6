"""The table of joint draws of need: a row a draw, a column an area's code."""

from pathlib import Path

import numpy as np

from planner.errors import Problems
from planner.scenario.areas import Areas
from planner.scenario.figures import not_negative
from planner.scenario.read.cells import number
from planner.scenario.read.csv_file import read_csv
from planner.scenario.read.readable import check_readable
from planner.scenario.read.sheets import Sheet
from planner.text import listed
from planner.types import FloatArray

MAX_BYTES = 300_000_000
DRAW_NUMBER = "draw"
"""A column that numbers the draws, and is not read."""


def read_draws(path: Path, areas: Areas, held: Sheet | None = None) -> FloatArray:
    """Needs that might be true, in the order of `areas`: shape (draws, areas), young people a year.

    Raises:
        InputError: when the table cannot be read, an area has no column or two, a column is of no area, or a
            need is missing, not a number or negative; each is named.
    """
    if held is None:
        check_readable(path, MAX_BYTES, str(path), "keep fewer draws")
    sheet, found = held or read_csv(path), Problems()
    head, *rows = sheet.rows or [(0, [])]
    columns = {code: i for i, code in enumerate(head[1])}
    lacking = [code for code in areas.codes if code not in columns]
    unknown = [code for code in columns if code not in areas.position and code != DRAW_NUMBER]
    if lacking:
        found.add(sheet.where, f"no column for {listed(lacking)}", "give each area one, called by its code")
    if unknown:
        found.add(sheet.where, f"no area has the code {listed(unknown)}", "take the column out")
    if len(columns) < len(head[1]):
        found.add(sheet.where, "a column is there twice", "keep one")
    if not rows:
        found.add(sheet.where, "has no draws", "add a row for each")
    found.raise_if_any()
    drawn = [[_need(sheet, row, columns[code], code, found) for code in areas.codes] for row in rows]
    found.raise_if_any()
    return np.array(drawn, dtype=np.float64)


def _need(sheet: Sheet, row: tuple[int, list[str]], column: int, code: str, found: Problems) -> float:
    text = row[1][column] if column < len(row[1]) else ""
    try:
        need = number(text)
    except ValueError:
        found.add(sheet.place(row[0]), f"the draw of {code} is {text!r}", "give a number")
        return 0.0
    if wrong := not_negative(need):
        found.add(sheet.place(row[0]), f"the draw of {code} {wrong} ({text})", "mend the number")
    return need
