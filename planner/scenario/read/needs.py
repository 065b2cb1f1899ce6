"""The needs table: the areas, how many young people are at risk in each, and how sure that is."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from planner.errors import InputError, Problem, Problems
from planner.scenario.areas import Areas
from planner.scenario.figures import Rule, check_labels, not_negative, positive, too_large
from planner.scenario.read.aggregates import leave_out_aggregates
from planner.scenario.read.cells import is_number, number
from planner.scenario.read.sheets import Sheet
from planner.scenario.read.table import Table
from planner.scenario.read.tables import read_table
from planner.text import listed
from planner.types import FloatArray

MAX_AREAS = 50_000
"""Areas of one scenario: England and Wales have 35,672 lower layer super output areas (ONS, 2021)."""
NEEDED = ("area", "name", "at_risk")
CENTRE = ("centre_east", "centre_north")
OPTIONAL = ("low", "high", "identified", "cost_factor", *CENTRE)
WRITTEN = ("under_identified", "proactivity")
"""Columns that `planner estimate` writes beside those that are read."""


def read_needs(path: Path, notes: list[str] | None = None, held: Sheet | None = None) -> Areas:
    """The needs table at `path`, with centres where it gives them; notes on it go to `notes`.

    Raises:
        InputError: when the table cannot be read; when a code or name is empty or a code is there
            twice; when a number is missing, not a number, negative or out of its interval; when a row
            is called a total of others and is not their sum.
    """
    table = read_table(path, NEEDED, "a needs table", (*OPTIONAL, *WRITTEN), held)
    if len(table.rows) > MAX_AREAS:
        what = f"{len(table.rows):,} areas, and {MAX_AREAS:,} is the most that is planned for"
        raise InputError(Problem(str(path), what, "take larger areas, or one region at a time"))
    problems = Problems()
    table = leave_out_aggregates(table, ("at_risk",), problems)
    if notes is not None:
        notes.extend(table.notes)
    check_codes(table, problems)
    need = column_of(table, "at_risk", problems, not_negative, _called(table))
    low, high = (_optional(table, name, problems, not_negative) for name in ("low", "high"))
    identified = _optional(table, "identified", problems, not_negative)
    factor = _optional(table, "cost_factor", problems, positive)
    middles = [_optional(table, name, problems, too_large) for name in CENTRE]
    _check_intervals(table, need, low, high, problems)
    _check_middles(table, middles, problems)
    problems.raise_if_any()
    order = np.argsort(np.array([row["area"] for row in table.rows], dtype=object), kind="stable")
    rows = [table.rows[i] for i in order]

    def ordered(values: FloatArray | None) -> FloatArray | None:
        return None if values is None else values[order]

    return Areas(
        codes=tuple(row["area"] for row in rows),
        names=tuple(row["name"] for row in rows),
        need=need[order],
        cost_factor=np.ones(len(rows)) if factor is None else np.where(np.isnan(factor), 1.0, factor)[order],
        low=ordered(low),
        high=ordered(high),
        identified=ordered(identified),
        centres=ordered(_joined(middles)),
    )


def check_codes(table: Table, problems: Problems) -> None:
    """Note every area without a code or a name, and every code that is there twice."""
    labels = [(place, row["area"], row["name"]) for place, row in table]
    check_labels(labels, problems, lambda code: _differing(table, code))


def _differing(table: Table, code: str) -> str:
    """The columns of words in which the rows of one area differ, such as the year."""
    rows = [row for row in table.rows if row["area"] == code]
    words = [c for c in table.columns if c not in NEEDED and not any(is_number(row[c]) for row in rows)]
    differ = [c for c in words if len({row[c] for row in rows}) > 1]
    return f" (its rows differ in {listed(differ)})" if differ else ""


_MISSING = {"at_risk": "give a number; 0 where there is no need"}


def _called(table: Table) -> list[str]:
    return [row["name"] or row["area"] for row in table.rows]


def column_of(
    table: Table, name: str, problems: Problems, rule: Rule, named: list[str], needed: bool = True
) -> FloatArray:
    """Numbers of a column, NaN where one is missing or wrong; what is wrong goes to `problems`.

    `named` says what each row is about; a cell may be empty where the column is not `needed`.
    """
    values = np.full(len(table.rows), np.nan)
    for i, (place, row) in enumerate(table):
        text, area = row[name], named[i]
        if not text and not needed:
            continue
        if not text:
            problems.add(place, f"{name} of {area} is missing", _MISSING.get(name, "give a number"))
            continue
        try:
            values[i] = number(text)
        except ValueError:
            problems.add(place, f"{name} of {area} is {text!r}", "give a number")
            continue
        if wrong := rule(values[i]):
            problems.add(place, f"{name} of {area} {wrong} ({text})", "mend the number")
    return values


def _optional(table: Table, name: str, problems: Problems, rule: Rule) -> FloatArray | None:
    if name not in table.columns:
        return None
    return column_of(table, name, problems, rule, _called(table), needed=False)


def _check_intervals(
    table: Table, need: FloatArray, low: FloatArray | None, high: FloatArray | None, problems: Problems
) -> None:
    for i, (place, row) in enumerate(table):
        if low is not None and low[i] > need[i]:
            problems.add(place, f"low of {row['name']} is above at_risk", "mend the interval")
        if high is not None and high[i] < need[i]:
            problems.add(place, f"high of {row['name']} is below at_risk", "mend the interval")


def _check_middles(table: Table, middles: Sequence[FloatArray | None], problems: Problems) -> None:
    """Every area has a centre, or none."""
    given = [column for column in middles if column is not None]
    lacking = [name for name, column in zip(CENTRE, middles, strict=True) if column is None]
    if given and lacking:
        problems.add(str(table.path), f"no column {lacking[0]!r}", "give both, or neither")
    without = [any(np.isnan(column[i]) for column in given) for i in range(len(table.rows))]
    if any(without) and not all(without):
        named = (name for name, lacks in zip(_called(table), without, strict=True) if lacks)
        problems.add(str(table.path), f"no centre for {listed(named)}", "give each area one, or none")


def _joined(middles: Sequence[FloatArray | None]) -> FloatArray | None:
    east, north = middles
    return None if east is None or north is None or np.isnan(east).all() else np.column_stack([east, north])
