"""Rows of a table that hold other rows of it, such as totals, or regions among boroughs."""

import math
import re
from collections.abc import Sequence

import numpy as np

from planner.errors import Problems
from planner.scenario.note import Note
from planner.scenario.read.cells import loosely, number
from planner.scenario.read.table import Table
from planner.types import FloatArray

_TOTAL = re.compile(
    r"((grand|overall|sub) ?)?totals?( .*)?|.* (sub ?)?totals?|sum|overall|aggregate|"
    r"all( the)?( (areas|districts|boroughs|wards|councils|authorities|local authorities|counties|regions))?"
)
"""What a row is called that is the total of others."""
_WHOLE = re.compile(
    r"england( and wales)?|wales|scotland|northern ireland|united kingdom|uk|great britain|gb|"
    r"(greater |inner |outer )?london|(north|south) (east|west)|(east|west) midlands|east of england|"
    r"yorkshire and (the )?humber"
)
"""Regions and countries: a total where the others come to it, else areas like any other."""
_REGION = re.compile(r"[EWSN]92\d{6}|K0[1-5]\d{6}|E1[23]\d{6}")
"""Codes of countries, of England's regions, and of inner and outer London (ONS, Code History Database)."""
_SMALLER = re.compile(r"[EWSN](0[1-9]|10|11)\d{6}")
"""Codes of wards, districts, boroughs and counties."""
ROUNDED = 0.02
"""How far a total may be from the sum of its parts, as a share of it, where all are rounded."""
FEWEST = 4
"""Rows from which one that the others come to is worth a word."""


def leave_out_aggregates(table: Table, columns: Sequence[str], problems: Problems) -> Table:
    """The table without rows that hold others; each is told by name.

    A row goes that is called a total, or a region, and is what the others come to in one of the `columns`,
    and so does a region among districts by its code. One that is called a total and is not their sum is
    noted in `problems`: what it holds cannot be known. One that is their sum and not called so stays, with
    a word of warning.
    """
    called = [_called(row) for row in table.rows]
    among = any(_SMALLER.fullmatch(row["area"]) for row in table.rows)
    regions = {i for i, row in enumerate(table.rows) if among and _REGION.fullmatch(row["area"])}
    totals = {i for i, names in enumerate(called) if any(_TOTAL.fullmatch(name) for name in names)}
    wholes = {i for i, names in enumerate(called) if any(_WHOLE.fullmatch(name) for name in names)}
    numbers = {column: np.array([_number(row[column]) for row in table.rows]) for column in columns}
    parts = set(range(len(table.rows))) - regions - totals
    if not parts:
        return table
    sums = {column: _sum_of(values[sorted(parts)]) for column, values in numbers.items()}
    out = set(regions)
    for i in sorted((totals | wholes) - regions):
        own = i in parts
        if any(_comes_to(numbers[c][i], sums[c] - own * numbers[c][i]) for c in columns):
            out.add(i)
        elif i in totals:
            what = f"{table.rows[i]['name']} is called a total, and the other rows do not come to it"
            problems.add(
                table.places[i], what, "take the row out if it holds others, or give it another name"
            )
    return _without(table, out, numbers)


def _without(table: Table, out: set[int], numbers: dict[str, FloatArray]) -> Table:
    notes = [
        f"{table.places[i]}: {table.rows[i]['name'] or 'a row with no name'} holds other rows and is left out"
        for i in sorted(out)
    ]
    kept = [i for i in range(len(table.rows)) if i not in out]
    for column, values in numbers.items():
        if len(kept) < FEWEST or not np.isfinite(values[kept]).all():
            continue
        whole = _sum_of(values[kept])
        for i in kept:
            if values[i] > 0 and math.isclose(values[i], whole - values[i], rel_tol=1e-9):
                what = f"{column} of {table.rows[i]['name']} is what all others come to"
                notes.append(Note(f"{table.places[i]}: {what}", "if it is their total, take the row out"))
    return table.only(kept).noting(notes)


def _called(row: dict[str, str]) -> list[str]:
    return [loosely(row["area"]), loosely(row["name"])]


def _number(text: str) -> float:
    try:
        return number(text)
    except ValueError:
        return math.nan


def _sum_of(values: FloatArray) -> float:
    """The sum of those that are numbers."""
    return math.fsum(values[~np.isnan(values)])


def _comes_to(value: float, total: float) -> bool:
    return bool(value > 0 and total > 0 and abs(value - total) <= max(ROUNDED * total, 0.5))
