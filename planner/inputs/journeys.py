"""Journeys: minutes between areas, the same both ways."""

from dataclasses import dataclass

import numpy as np

from planner.types import FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class Journeys:
    """Minutes between pairs of areas.

    `pairs` has shape (pairs, 2): rows of the areas, smaller first, sorted; `minutes` one entry a pair.
    """

    pairs: IntArray
    minutes: FloatArray

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
