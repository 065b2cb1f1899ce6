"""Journeys: minutes between areas, the same both ways."""

from dataclasses import dataclass

import numpy as np

from planner.errors import InputError, Problem, Problems
from planner.scenario.figures import check_figures, frozen
from planner.types import FloatArray, IntArray

PLACE = "areas.travel"
"""What errors call the place of journeys that are read from no file."""


@dataclass(frozen=True, eq=False)
class Journeys:
    """Minutes between pairs of areas.

    `pairs` has shape (pairs, 2): rows of the areas, smaller first, sorted; `minutes` one entry a pair.
    """

    pairs: IntArray
    minutes: FloatArray

    def __post_init__(self) -> None:
        """Pairs are put in order; arrays are copied, and read only.

        Raises:
            InputError: when a pair is of an area with itself, there twice or not of two rows; when there
                is not one number of minutes a pair, finite and 0 or more.
        """
        pairs = np.sort(frozen(self.pairs, np.int64).reshape(-1, 2), axis=1)
        minutes, found = frozen(self.minutes, np.float64), Problems()
        if minutes.shape != (len(pairs),):
            what = f"{len(pairs)} pairs of areas and minutes of shape {minutes.shape}"
            raise InputError(Problem(PLACE, what, "give one number a pair"))
        named = [f"the journey from row {a} to row {b}" for a, b in pairs.tolist()]
        check_figures(PLACE, "minutes", minutes, named, found)
        if (pairs < 0).any():
            found.add(PLACE, "a journey is to a row below 0", "give rows of the areas, from 0")
        if (pairs[:, 0] == pairs[:, 1]).any():
            found.add(PLACE, "a journey is from an area to itself", "leave it out: it takes no time")
        if len(np.unique(pairs, axis=0)) < len(pairs):
            found.add(PLACE, "a pair of areas has two journeys", "keep each pair once")
        found.raise_if_any()
        order = np.lexsort((pairs[:, 1], pairs[:, 0]))
        object.__setattr__(self, "pairs", frozen(pairs[order], np.int64))
        object.__setattr__(self, "minutes", frozen(minutes[order], np.float64))

    def __repr__(self) -> str:
        return f"Journeys({len(self.minutes):,})"

    def between(self, starts: IntArray, ends: IntArray) -> FloatArray:
        """Minutes from `starts` to `ends`, which broadcast together; 0 at home, NaN where not known."""
        starts, ends = np.broadcast_arrays(starts, ends)
        low, high = np.minimum(starts, ends), np.maximum(starts, ends)
        size = 1 + int(max(self.pairs.max(initial=0), high.max(initial=0)))
        keys = self.pairs[:, 0] * size + self.pairs[:, 1]
        wanted = low * size + high
        place = np.minimum(np.searchsorted(keys, wanted), max(0, len(keys) - 1))
        known = keys[place] == wanted if len(keys) else np.zeros(wanted.shape, dtype=bool)
        found = np.where(known, self.minutes[place], np.nan) if len(keys) else np.full(wanted.shape, np.nan)
        return np.where(low == high, 0.0, found)
