"""The indicators table: published counts by area, and where known those identified and the population."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from planner.errors import InputError, Problem, Problems
from planner.scenario.check.indicators import check_copies, check_identified, check_spread, check_totals
from planner.scenario.read.aggregates import leave_out_aggregates
from planner.scenario.read.cells import number
from planner.scenario.read.indicator_columns import evidence
from planner.scenario.read.needs import check_codes
from planner.scenario.read.sheets import Sheet
from planner.scenario.read.table import Table
from planner.scenario.read.tables import read_table
from planner.types import FloatArray

IDENTIFIED, EXPOSURE = "identified", "population"
NOT_INDICATORS = ("area", "name", "at_risk", "low", "high", "under_identified", "proactivity", "cost_factor")
"""Columns that a needs table may have and that are no evidence of need."""
LEAVE_OUT = "or choose other columns with --indicators"


@dataclass(frozen=True, eq=False)
class Indicators:
    """Columns with one row an area, sorted by code.

    `values` has shape (areas, indicators): counts, or numbers in proportion to counts, 0 or more.
    `identified` holds whole numbers of young people known to services, `exposure` the people they are
    among, above 0; either is None where it was not asked for. `notes` tell what was left unused.
    """

    path: Path
    codes: tuple[str, ...]
    names: tuple[str, ...]
    columns: tuple[str, ...]
    values: FloatArray
    identified: FloatArray | None = None
    exposure: FloatArray | None = None
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.codes)


def read_indicators(
    path: Path,
    *,
    counted: bool,
    identified: str = IDENTIFIED,
    exposure: str = EXPOSURE,
    columns: tuple[str, ...] = (),
    held: Sheet | None = None,
) -> Indicators:
    """The indicators table at `path`; with `counted`, those identified and the exposure are needed too.

    Without `columns`, every column but the area's, the exposure and what a needs table holds is an indicator,
    where it can be one: codes, dates, places, words and bounds of figures are left out, and so are rows
    that hold other rows; the notes tell of both. What is `held` in memory is read in the place of the file.

    Raises:
        InputError: when the table cannot be read; when a code is empty or there twice; when a number is
            missing, not a number or negative; when an indicator is the same everywhere or a copy of
            another; when those identified are not whole numbers, are none, or are more than the exposure.
    """
    needed = (identified, exposure) if counted else ()
    table = read_table(path, ("area", "name", *columns), "an indicators table", held=held)
    _check_needed(table, needed)
    others = [name for name in table.columns if name not in (*NOT_INDICATORS, identified, exposure)]
    chosen, unused = (columns, ()) if columns else evidence(table, others)
    table.check_cells(("area", "name", *chosen, *needed))
    problems = Problems()
    table = leave_out_aggregates(table, (*chosen, *needed), problems)
    check_codes(table, problems)
    if not chosen:
        problems.add(str(path), "has no indicators", "add a column of counts for each")
    values = {name: _numbers(table, name, problems) for name in (*chosen, *needed)}
    problems.raise_if_any()
    order = sorted(range(len(table.rows)), key=lambda i: table.rows[i]["area"])
    found = Indicators(
        path=path,
        codes=tuple(table.rows[i]["area"] for i in order),
        names=tuple(table.rows[i]["name"] for i in order),
        columns=chosen,
        values=np.column_stack([values[name][order] for name in chosen]),
        identified=values[identified][order] if counted else None,
        exposure=values[exposure][order] if counted else None,
        notes=(*table.notes, *unused, *_unused(table, counted, identified, chosen)),
    )
    _check_whole(found, table, (identified, exposure), [table.places[i] for i in order])
    return found


def _check_needed(table: Table, needed: tuple[str, ...]) -> None:
    problems = Problems()
    remedies = (
        "name the column with --identified, or share out a published --total",
        "name it with --exposure",
    )
    for name, remedy in zip(needed, remedies, strict=False):
        if name not in table.columns:
            problems.add(str(table.path), f"no column {name!r}", remedy)
    problems.raise_if_any()


def _numbers(table: Table, column: str, problems: Problems) -> FloatArray:
    """A column of numbers, 0 or more; every cell that is not is noted."""
    values = np.zeros(len(table.rows))
    for i, (place, row) in enumerate(table):
        text, area = row[column], row["name"] or row["area"]
        if not text:
            problems.add(place, f"{column} of {area} is missing", f"find the figure, {LEAVE_OUT}")
            continue
        try:
            values[i] = number(text)
        except ValueError:
            problems.add(place, f"{column} of {area} is {text!r}", f"give a number, {LEAVE_OUT}")
            continue
        if values[i] < 0:
            problems.add(place, f"{column} of {area} is negative ({text})", "give a count, 0 or more")
    return values


def _check_whole(found: Indicators, table: Table, names: tuple[str, str], places: list[str]) -> None:
    """Raise what is wrong with the columns as a whole."""
    problems = Problems()
    where = str(table.path)
    check_spread(where, found.columns, found.values, problems)
    if found.identified is not None and found.exposure is not None:
        check_identified(names, places, found.names, found.identified, found.exposure, problems)
        problems.raise_if_any()
        check_totals(where, found.identified, problems)
        everything = np.column_stack([found.values, found.exposure])
        check_copies(where, (*found.columns, names[1]), everything, problems)
    else:
        if len(found) < 2:
            problems.add(where, "has one area", "give two or more to share a total out over")
        check_copies(where, found.columns, found.values, problems)
    problems.raise_if_any()


def _unused(table: Table, counted: bool, identified: str, chosen: tuple[str, ...]) -> tuple[str, ...]:
    if counted or identified not in table.columns or identified in chosen:
        return ()
    return (f"column {identified} is not used: the total given is shared out by the indicators alone",)


def need_two(found: Indicators, what: str) -> None:
    """Refuse a table with one indicator where two are needed.

    Raises:
        InputError: when there is only one.
    """
    if len(found.columns) < 2:
        raise InputError(Problem(str(found.path), f"has one indicator; {what} needs two", "add another"))
