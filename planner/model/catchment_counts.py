"""How many connected groups there are of sizes not made yet: estimated by growing a few at random."""

from collections.abc import Iterator
from random import Random

import numpy as np
from scipy.sparse import csr_array

from planner.types import IntArray

SAMPLES = 200
"""Groups grown; on London, up to 12 areas, the estimate is within some per cent."""


def estimated_counts(neighbours: csr_array, level: IntArray, most: int) -> list[int]:
    """About how many connected groups there are of each size above that of `level`, up to `most`.

    `neighbours` has an entry for each pair of linked areas, both ways round, and `level` holds all groups of
    one size, a row each. A group G drawn from them and grown by a neighbour
    drawn from all of its own gives

        groups one larger = groups * E[neighbours of G / areas of the larger group that it does not need]

    since that group is met once for each area without which it stays connected (as Knuth 1975,
    doi:10.1090/S0025-5718-1975-0373371-6, for trees). So for every size after it. The draws are always the
    same.
    """
    rng, near = Random(1), _Near(neighbours)
    weights = np.zeros(most - level.shape[1])
    for _ in range(SAMPLES):
        weights += np.array(list(_grown(rng, near, level[rng.randrange(len(level))].tolist(), len(weights))))
    return [round(len(level) * weight / SAMPLES) for weight in weights.tolist()]


class _Near(dict[int, int]):
    """The neighbours of each area that is asked for, one bit an area."""

    def __init__(self, neighbours: csr_array) -> None:
        super().__init__()
        self.neighbours = neighbours

    def __missing__(self, area: int) -> int:
        span = slice(self.neighbours.indptr[area], self.neighbours.indptr[area + 1])
        self[area] = sum(1 << other for other in self.neighbours.indices[span].tolist())
        return self[area]


def _grown(rng: Random, near: _Near, group: list[int], sizes: int) -> Iterator[float]:
    """How many groups a group stands for once it is 1, 2, ... areas larger; 0 from where it cannot grow."""
    held, weight = sum(1 << area for area in group), 1.0
    for _ in range(sizes):
        around = list(_bits(_around(near, held) & ~held))
        if around:
            held |= 1 << rng.choice(around)
            weight *= len(around) / sum(_connected(near, held & ~(1 << area)) for area in _bits(held))
        yield weight if around else 0.0
        weight = weight if around else 0.0


def _around(near: _Near, held: int) -> int:
    around = 0
    for area in _bits(held):
        around |= near[area]
    return around


def _connected(near: _Near, held: int) -> bool:
    found = held & -held
    edge = found
    while edge:
        edge = _around(near, edge) & held & ~found
        found |= edge
    return found == held


def _bits(number: int) -> Iterator[int]:
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest
