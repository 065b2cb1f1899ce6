"""Blocks: candidates over catchments of one size, before they are joined into columns."""

from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from planner.model.catchments import TooManyCatchmentsError
from planner.types import BoolArray, FloatArray, IntArray

NEW = -1
MAX_BYTES, EACH_ROW, EACH_ENTRY = 1_500_000_000, 80, 24
"""Memory for services of one type on catchments of one size, one for each number of staff: in all, for each
and for each area of each."""


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
    expected: FloatArray | None = None
    """Coverage by area where that is a mean over draws of need, shaped as `reached`, then a mean too."""

    def __len__(self) -> int:
        return len(self.hub)

    @property
    def covered(self) -> FloatArray:
        """Young people supported by each: `min(R, capacity)`, or its mean over draws."""
        if self.expected is not None:
            by_draws: FloatArray = self.expected.sum(axis=1)
            return by_draws
        supported: FloatArray = np.minimum(self.reached.sum(axis=1), self.capacity)
        return supported

    @property
    def covered_by_area(self) -> FloatArray:
        """Young people supported in each area, in proportion to those reached there."""
        if self.expected is not None:
            return self.expected
        total = self.reached.sum(axis=1)
        share = np.divide(self.covered, total, out=np.zeros_like(total), where=total > 0)
        by_area: FloatArray = self.reached * share[:, None]
        return by_area

    def take(self, rows: IntArray | BoolArray) -> "Block":
        """Some of the candidates."""
        columns = {f.name: getattr(self, f.name) for f in fields(self)}
        taken: dict[str, Any] = {n: None if column is None else column[rows] for n, column in columns.items()}
        return Block(**taken)

    def over_draws(self, mean: FloatArray, drawn: FloatArray) -> "Block":
        """The same candidates with coverage expected over draws.

        `mean` is the residual need of each area that `reached` was worked out from, the mean of `drawn`,
        which has shape (draws, areas).

            covered_ci = mean over draws k of d_ki reach_ci min(1, capacity_c / R_kc)
        """
        share = np.divide(
            self.reached, mean[self.members], out=np.zeros_like(self.reached), where=mean[self.members] > 0
        )
        expected = np.zeros_like(self.reached)
        for need in drawn:
            reached = need[self.members] * share
            total = reached.sum(axis=1)
            room = np.divide(self.capacity, total, out=np.ones_like(total), where=total > self.capacity)
            expected += reached * room[:, None]
        return replace(self, expected=expected / len(drawn))


def staff_for(reached: FloatArray, caseload: float) -> IntArray:
    """Fewest staff that support all who are reached; a sliver above a whole number counts as none."""
    return np.maximum(1, np.ceil(np.round(reached / caseload, 9))).astype(np.int64)


def levels(fewest: int, most: IntArray, areas: int) -> tuple[IntArray, IntArray]:
    """Each row, of so many `areas`, once for each number of staff from `fewest` to its `most`.

    Gives the rows and the numbers.
    """
    counts = most - fewest + 1
    if counts.sum() * (EACH_ROW + EACH_ENTRY * areas) > MAX_BYTES:
        raise TooManyCatchmentsError(
            f"about {counts.sum():,} services of one type, by areas and staff, more than there is memory to "
            "weigh up; lower max_areas or staff.max, or allow fewer links"
        )
    rows = np.repeat(np.arange(len(most)), counts)
    first = np.repeat(np.cumsum(counts) - counts, counts)
    return rows, np.arange(counts.sum()) - first + fewest
