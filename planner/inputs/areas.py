"""The areas a plan is for: their codes, names, need and centres."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

import numpy as np

from planner.errors import InputError, Problem, Problems
from planner.inputs.cells import is_number, loosely, number
from planner.inputs.holders import leave_out_holders
from planner.inputs.journeys import Journeys
from planner.inputs.table import Table
from planner.inputs.tables import read_table
from planner.printable import hidden
from planner.types import FloatArray

MAX_AREAS = 50_000
"""Areas of one scenario: England and Wales have 35,672 lower layer super output areas (ONS, 2021)."""
MAX_NUMBER = 1e9
"""Young people, or any other number in a table; more is a slip, and sums would lose their last digits."""
SHORTEST_PART = 3
"""Letters that can stand for the name they are part of."""
MAX_HINTS = 10_000
"""Names among which one that is misspelt is looked for; among more it would take too long."""


@dataclass(frozen=True, eq=False)
class Areas:
    """Columns with one row an area, sorted by code.

    `need` is the estimated number of young people at risk a year, `cost_factor` what the costs of a
    service based there are multiplied by. `low` and `high` bound a 90% interval of need, `identified`
    counts those known to services; NaN where not given. `centres` has shape (areas, 2), in km east and
    north, or is None where no boundaries are known; `journeys` are None where no travel table is given.
    """

    codes: tuple[str, ...]
    names: tuple[str, ...]
    need: FloatArray
    cost_factor: FloatArray
    low: FloatArray | None = None
    high: FloatArray | None = None
    identified: FloatArray | None = None
    centres: FloatArray | None = None
    journeys: Journeys | None = None

    def __len__(self) -> int:
        return len(self.codes)

    @cached_property
    def position(self) -> dict[str, int]:
        """Row of each code."""
        return {code: i for i, code in enumerate(self.codes)}

    @cached_property
    def _called(self) -> dict[str, list[str]]:
        """Codes by name as it stands, by name as it is compared, and by code without regard to case."""
        found: dict[str, list[str]] = {}
        for code, name in zip(self.codes, self.names, strict=True):
            for called in {name, f"\0{loosely(name)}", f"\0\0{code.casefold()}"}:
                found.setdefault(called, []).append(code)
        return found

    def name(self, code: str) -> str:
        """The name people know an area by."""
        return self.names[self.position[code]]

    def code(self, reference: str, by_part: bool = False) -> str:
        """The code of an area given by code or by name, without regard to case, marks and spaces.

        With `by_part` the beginning of a word of its name will do, where no other area has it too.

        Raises:
            KeyError: when no area, or more than one, is called that; its argument says so in words.
        """
        if reference in self.position:
            return reference
        keys = (reference, f"\0\0{reference.casefold()}", f"\0{loosely(reference)}")
        codes = next((self._called[key] for key in keys if key in self._called), [])
        if len(codes) == 1:
            return codes[0]
        if codes:
            raise KeyError(f"{reference!r} is the name of {len(codes)} areas; use one of {', '.join(codes)}")
        codes = self._having(loosely(reference)) if by_part else []
        if len(codes) == 1:
            return codes[0]
        if codes:
            found = listed(map(self.name, codes))
            raise KeyError(f"{reference!r} is part of the names of {len(codes)} areas; write one of {found}")
        names, codes_too = (self.names, self.codes) if len(self) <= MAX_HINTS else ((), ())
        close = get_close_matches(reference, names, n=1, cutoff=0.5)
        close = close or get_close_matches(reference, codes_too, n=1, cutoff=0.8)  # X03 is no slip for X01
        hint = f"did you mean {close[0]}?" if close else "name one of the needs table"
        raise KeyError(f"no area is called {reference!r}; {hint}")

    def _having(self, part: str) -> list[str]:
        """Codes of the areas in whose name a word begins with a part."""
        named = zip(self.codes, self.names, strict=True) if len(part) >= SHORTEST_PART else ()
        return [code for code, name in named if f" {part}" in f" {loosely(name)}"]


NEEDED = ("area", "name", "at_risk")
OPTIONAL = ("low", "high", "identified", "cost_factor")
WRITTEN = ("under_identified", "proactivity")
"""Columns that `planner estimate` writes beside those that are read."""


def read_needs(path: Path, notes: list[str] | None = None) -> Areas:
    """The needs table at `path`, without centres; what is to be told of how it was read goes to `notes`.

    Raises:
        InputError: when the table cannot be read; when a code or name is empty or a code is there
            twice; when a number is missing, not a number, negative or out of its interval; when a row
            is called a total of others and is not their sum.
    """
    table = read_table(path, NEEDED, "a needs table", (*OPTIONAL, *WRITTEN))
    if len(table.rows) > MAX_AREAS:
        what = f"{len(table.rows):,} areas, and {MAX_AREAS:,} is the most that is planned for"
        raise InputError(Problem(str(path), what, "take larger areas, or one region at a time"))
    problems = Problems()
    table = leave_out_holders(table, ("at_risk",), problems)
    if notes is not None:
        notes.extend(table.notes)
    check_codes(table, problems)
    need = column_of(table, "at_risk", problems, not_negative, _called(table))
    low, high = (_optional(table, name, problems, not_negative) for name in ("low", "high"))
    identified = _optional(table, "identified", problems, not_negative)
    factor = _optional(table, "cost_factor", problems, _positive)
    _check_intervals(table, need, low, high, problems)
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
    )


def check_codes(table: Table, problems: Problems) -> None:
    """Note every area without a code or a name, and every code that is there twice."""
    counts = Counter(row["area"] for row in table.rows)
    for place, row in table:
        if not row["area"]:
            problems.add(place, f"no code in column area (name {row['name']!r})", "give each area a code")
        elif counts[row["area"]] > 1:
            what = f"area {row['area']} ({row['name']}) is there twice"
            problems.add(place, what, f"keep one row an area{_differing(table, row['area'])}")
        if not row["name"]:
            problems.add(place, f"area {row['area']} has no name", "give it one")
        _check_letters(place, row, problems)


def _differing(table: Table, code: str) -> str:
    """The columns of words in which the rows of one area differ, such as the year."""
    rows = [row for row in table.rows if row["area"] == code]
    words = [c for c in table.columns if c not in NEEDED and not any(is_number(row[c]) for row in rows)]
    differ = [c for c in words if len({row[c] for row in rows}) > 1]
    return f" (its rows differ in {listed(differ)})" if differ else ""


def _check_letters(place: str, row: dict[str, str], problems: Problems) -> None:
    """A code can stand in the id of a service, and neither code nor name moves the cursor."""
    marks = [mark for mark in ":+" if mark in row["area"]]
    if marks:
        what = f"code {row['area']!r} holds {marks[0]!r}, which divides codes in the id of a service"
        problems.add(place, what, "write the code without it")
    for column in ("area", "name"):
        if letter := hidden(row[column]):
            remedy = "take it out (it may be a line break inside the cell)"
            problems.add(place, f"{column} {row[column]!r} holds a control character ({letter})", remedy)


Rule = Callable[[float], str | None]
_MISSING = {"at_risk": "give a number; 0 where there is no need"}


def not_negative(value: float) -> str | None:
    """What is wrong with a number that has to be 0 or more."""
    return "is negative" if value < 0 else None


def _too_large(value: float) -> str | None:
    return f"is more than {MAX_NUMBER:,.0f}" if value > MAX_NUMBER else None


def _positive(value: float) -> str | None:
    return "is not above 0" if value <= 0 else None


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
        if wrong := rule(values[i]) or _too_large(values[i]):
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


def listed(names: Iterable[str], most: int = 12) -> str:
    """Names for a sentence; past `most` of them, how many more."""
    names = list(names)
    rest = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + rest
