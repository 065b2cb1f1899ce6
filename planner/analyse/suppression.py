"""Suppression: which counts of a table to leave out so that none of 1 to 5 can be worked out."""

import math
from dataclasses import dataclass, field

import numpy as np

from planner.types import FloatArray

SMALL = 5.5
"""Counts below this are of 1 to 5 young people, once rounded to whole ones."""
BASE = 5.0
NOBODY = 1e-6


@dataclass
class Sheet:
    """Counts, and which of them add up to which.

    `protected` gives every count as it may leave the building: not at all (NaN) where it is of 1 to 5, 0
    where it is 0, else rounded to 5; and where the published counts and what adds up to what would still
    narrow a count of 1 to 5 down, the next smallest beside it is left out too, until they do not.
    """

    counts: list[float] = field(default_factory=list)
    sums: list[tuple[int, tuple[int, ...]]] = field(default_factory=list)

    def add(self, count: float) -> int:
        """One more count; its place."""
        self.counts.append(count if count > NOBODY else 0.0)
        return len(self.counts) - 1

    def add_up(self, total: int, parts: list[int]) -> None:
        """Say that the counts at `parts` add up to that at `total`, where they do."""
        whole = math.fsum(self.counts[part] for part in parts)
        if parts and math.isclose(whole, self.counts[total], rel_tol=1e-9, abs_tol=1e-4):
            self.sums.append((total, tuple(parts)))

    def protected(self) -> FloatArray:
        """Every count as it may be published."""
        hidden = {place for place, count in enumerate(self.counts) if 0 < count < SMALL}
        small = sorted(hidden)
        while (weak := self._narrowed(small, hidden)) is not None:
            beside = self._beside(weak, hidden)
            if beside is None:
                break  # all that could give it away is left out
            hidden.add(beside)
        shown = np.array([rounded_to_base(count) for count in self.counts])
        shown[sorted(hidden)] = np.nan
        return shown

    def _beside(self, weak: int, hidden: set[int]) -> int | None:
        """The smallest count still shown, other than 0, in a sum with one that is narrowed down.

        Where each of those is left out, in a sum with any of these, and so on outwards.
        """
        near, seen = {weak}, set[int]()
        while near - seen:
            seen |= near
            near = {one for total, parts in self.sums if seen & {total, *parts} for one in (total, *parts)}
            shown = [one for one in near - hidden if self.counts[one] > 0]
            if shown:
                return min(shown, key=lambda one: (self.counts[one], one))
        return None

    def _narrowed(self, small: list[int], hidden: set[int]) -> int | None:
        """A count of 1 to 5 that somebody could narrow down from what is shown; None where there is none."""
        if not small:
            return None
        attack = _Attack(self, hidden)
        for floor, ends in ((True, 1.0), (False, SMALL - 0.5)):
            if not attack.all_reach(small, ends, floor):
                for place in small:
                    if not attack.reaches(place, ends, floor):
                        return place
        return None


def rounded_to_base(count: float) -> float:
    """A count to the nearest 5, halves up."""
    return BASE * math.floor(count / BASE + 0.5)


class _Attack:
    """What somebody could know: what is shown is within rounding, what is not is above 0, sums hold."""

    def __init__(self, sheet: Sheet, hidden: set[int]) -> None:
        size = len(sheet.counts)
        self.lower, self.upper = np.zeros(size), np.full(size, np.inf)
        for place, count in enumerate(sheet.counts):
            if place not in hidden:
                shown = rounded_to_base(count)
                low = max(shown - BASE / 2, SMALL)
                self.lower[place], self.upper[place] = (low, shown + BASE / 2) if shown else (0.0, 0.0)
        self.rows = np.zeros((len(sheet.sums), size))
        for row, (total, parts) in enumerate(sheet.sums):
            self.rows[row, list(parts)] += 1.0
            self.rows[row, total] -= 1.0

    def all_reach(self, places: list[int], end: float, floor: bool) -> bool:
        """Whether all these counts could be as small (or as large) as `end` at once."""
        lower, upper = self.lower.copy(), self.upper.copy()
        if floor:
            upper[places] = np.minimum(upper[places], end)
        else:
            lower[places] = np.maximum(lower[places], end)
        return self._possible(lower, upper)

    def reaches(self, place: int, end: float, floor: bool) -> bool:
        """Whether this count could be as small (or as large) as `end`."""
        return self.all_reach([place], end, floor)

    def _possible(self, lower: FloatArray, upper: FloatArray) -> bool:
        from scipy.optimize import linprog  # slow to load, and few need it

        if not len(self.rows):
            return True
        bounds = np.column_stack([lower, upper])
        nothing = np.zeros(self.rows.shape[1])
        solved = linprog(nothing, A_eq=self.rows, b_eq=np.zeros(len(self.rows)), bounds=bounds)
        return bool(solved.status == 0)
