"""The areas a plan is for: their codes, names, need and centres."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np

from planner.errors import InputError, Problem, Problems
from planner.inputs.cells import is_number, loosely, number
from planner.inputs.figures import Rule, check_figures, check_labels, frozen, not_negative, positive
from planner.inputs.holders import leave_out_holders
from planner.inputs.journeys import Journeys
from planner.inputs.sheets import Sheet
from planner.inputs.table import Table
from planner.inputs.tables import read_table
from planner.types import FloatArray

MAX_AREAS = 50_000
"""Areas of one scenario: England and Wales have 35,672 lower layer super output areas (ONS, 2021)."""
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

    def __post_init__(self) -> None:
        """Nothing is held that the tables of a scenario could not; arrays are copied, and read only.

        Raises:
            InputError: when codes or names are missing, twice, not in order or none; when a column has not
                one row an area; when a figure is not finite, is negative or too large.
        """
        found = Problems()
        _check_named(self.codes, self.names)
        for name, told, rule, needed in _COLUMNS:
            values = getattr(self, name)
            if values is None and not needed:
                continue
            values = frozen(values, np.float64)
            object.__setattr__(self, name, values)
            if values.shape != (len(self.codes),):
                found.add(PLACE, f"{told} has shape {values.shape}", f"give {len(self.codes)}, one an area")
            else:
                check_figures(PLACE, told, values, self.names, found, rule, needed)
        if self.low is not None and self.high is not None:
            for area in np.array(self.names, dtype=object)[self.low > self.high]:
                found.add(PLACE, f"low of {area} is above high", "mend the interval")
        if self.centres is not None:
            object.__setattr__(self, "centres", frozen(self.centres, np.float64))
            _check_centres(self.centres, len(self.codes), found)
        if self.journeys is not None and self.journeys.pairs.max(initial=0) >= len(self.codes):
            what = f"a journey is to row {self.journeys.pairs.max()}, and there are {len(self.codes)} areas"
            found.add("areas.travel", what, "give rows of the areas, from 0")
        found.raise_if_any()

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


PLACE = "areas.needs"
"""What errors call the place of areas that are read from no file."""
_COLUMNS = (
    ("need", "at_risk", not_negative, True),
    ("cost_factor", "cost_factor", positive, True),
    ("low", "low", not_negative, False),
    ("high", "high", not_negative, False),
    ("identified", "identified", not_negative, False),
)
"""Field, what its column is called, what its figures may be, and whether each area has one."""


@lru_cache(maxsize=8)
def _check_named(codes: tuple[str, ...], names: tuple[str, ...]) -> None:
    """Codes and names are whole; looked at once for all figures of the same areas."""
    found = Problems()
    if not codes:
        found.add(PLACE, "has no areas", "give one or more")
    if len(codes) != len(names):
        found.add(PLACE, f"{len(codes)} codes and {len(names)} names", "give each area a code and a name")
    else:
        check_labels([(PLACE, *label) for label in zip(codes, names, strict=True)], found)
    if list(codes) != sorted(codes):
        found.add(PLACE, "the areas are not in the order of their codes", "sort them by code")
    found.raise_if_any()


def _check_centres(centres: FloatArray, size: int, found: Problems) -> None:
    if centres.shape != (size, 2):
        found.add(PLACE, f"centres have shape {centres.shape}", f"give ({size}, 2): km east and north")
    elif not np.isfinite(centres).all():
        found.add(PLACE, "a centre is not a finite number of km", "give each area one, or none at all")


NEEDED = ("area", "name", "at_risk")
OPTIONAL = ("low", "high", "identified", "cost_factor")
WRITTEN = ("under_identified", "proactivity")
"""Columns that `planner estimate` writes beside those that are read."""


def read_needs(path: Path, notes: list[str] | None = None, held: Sheet | None = None) -> Areas:
    """The needs table at `path`, without centres; what is to be told of how it was read goes to `notes`.

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
    table = leave_out_holders(table, ("at_risk",), problems)
    if notes is not None:
        notes.extend(table.notes)
    check_codes(table, problems)
    need = column_of(table, "at_risk", problems, not_negative, _called(table))
    low, high = (_optional(table, name, problems, not_negative) for name in ("low", "high"))
    identified = _optional(table, "identified", problems, not_negative)
    factor = _optional(table, "cost_factor", problems, positive)
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


def listed(names: Iterable[str], most: int = 12) -> str:
    """Names for a sentence; past `most` of them, how many more."""
    names = list(names)
    rest = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + rest
