"""Blocks: candidates over catchments of one size, before they are joined into columns."""

from dataclasses import dataclass, fields

import numpy as np

from planner.types import BoolArray, FloatArray, IntArray

NEW = -1


@dataclass(frozen=True, eq=False)
class Block:
    """Candidates of one type over catchments of one size; one row each, and `members` their areas.

    `reached[c, i]` is the residual need that candidate c reaches in its i-th area, and `expands` the
    existing service it adds to, NEW where it is a service of its own.
    """

    members: IntArray
    reached: FloatArray
    type: IntArray
    hub: IntArray
    staff: IntArray
    capacity: FloatArray
    cost: FloatArray
    expands: IntArray

    def __len__(self) -> int:
        return len(self.hub)

    @property
    def covered(self) -> FloatArray:
        """Young people supported by each: `min(R, capacity)`."""
        supported: FloatArray = np.minimum(self.reached.sum(axis=1), self.capacity)
        return supported

    @property
    def covered_by_area(self) -> FloatArray:
        """Young people supported in each area, in proportion to those reached there."""
        total = self.reached.sum(axis=1)
        share = np.divide(self.covered, total, out=np.zeros_like(total), where=total > 0)
        by_area: FloatArray = self.reached * share[:, None]
        return by_area

    def take(self, rows: IntArray | BoolArray) -> "Block":
        """Some of the candidates."""
        return Block(**{f.name: getattr(self, f.name)[rows] for f in fields(self)})


def staff_for(reached: FloatArray, caseload: float) -> IntArray:
    """Fewest staff that support all who are reached; a sliver above a whole number counts as none."""
    return np.maximum(1, np.ceil(np.round(reached / caseload, 9))).astype(np.int64)


def levels(fewest: int, most: IntArray) -> tuple[IntArray, IntArray]:
    """Each row once for each number of staff from `fewest` to its `most`: the rows and the numbers."""
    counts = most - fewest + 1
    rows = np.repeat(np.arange(len(most)), counts)
    first = np.repeat(np.cumsum(counts) - counts, counts)
    return rows, np.arange(counts.sum()) - first + fewest
