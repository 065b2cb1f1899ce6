"""The areas a plan is for: their codes, names, need and centres."""

from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cached_property, lru_cache

import numpy as np

from planner.errors import Problems
from planner.scenario.figures import (
    check_figures,
    check_labels,
    frozen,
    not_negative,
    positive,
)
from planner.scenario.journeys import Journeys
from planner.scenario.key import unkeyed
from planner.scenario.read.cells import loosely
from planner.scenario.shapes import Shapes
from planner.text import listed
from planner.types import FloatArray

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
    shapes: Shapes | None = field(default=None, metadata=unkeyed("centres and links are what counts"))
    """Outlines, for maps; None where no boundaries are known."""

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
        if self.shapes is not None:
            _check_shapes(len(self.shapes), self.centres, len(self.codes), found)
        found.raise_if_any()

    def __len__(self) -> int:
        return len(self.codes)

    def __repr__(self) -> str:
        there = [name for name in ("centres", "journeys", "shapes") if getattr(self, name) is not None]
        beside = f", with {', '.join(there)}" if there else ""
        return f"Areas({len(self):,}, {self.need.sum():,.0f} young people at risk{beside})"

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

    def with_need(self, need: FloatArray) -> "Areas":
        """The same areas were their need another, without intervals: those are of the need that was given."""
        return replace(self, need=need, low=None, high=None)

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


def _check_shapes(shapes: int, centres: FloatArray | None, size: int, found: Problems) -> None:
    if shapes != size:
        found.add(PLACE, f"{shapes} shapes and {size} areas", "give one an area, or none at all")
    if centres is None:
        found.add(PLACE, "has shapes and no centres", "give each area its centre, km east and north")
