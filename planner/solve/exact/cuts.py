"""Cuts: rows that every plan keeps and the linear program does not.

Where money is not scarce the linear program is fractional by geometry: three overlapping catchments at one
half each. At most one catchment can hold two of any three areas, and the program is not told. Rows of this
kind add up the rows "one new funding decision an area" of a few areas, each times a multiplier, and round
down: valid since the left side of a plan is whole (rank-1 Chvatal-Gomory cuts; on three areas, subset-row
inequalities: Jepsen, Petersen, Spoorendonk and Pisinger 2008, doi:10.1287/opre.1070.0449; multipliers on four
and five: Pecin, Pessoa, Poggi, Uchoa and Santos 2017, doi:10.1016/j.orl.2017.02.006).
"""

from dataclasses import dataclass
from itertools import permutations

import numpy as np
from scipy.sparse import csr_array, vstack

from planner.solve.exact.packing import Packing
from planner.types import FloatArray, IntArray

MULTIPLIERS = (
    ((1, 1, 1), 2),
    ((2, 1, 1, 1), 3),
    ((1, 1, 1, 1, 1), 2),
    ((1, 1, 1, 1, 1), 3),
    ((2, 2, 1, 1, 1), 3),
    ((3, 1, 1, 1, 1), 4),
    ((2, 2, 1, 1, 1), 5),
    ((3, 2, 2, 1, 1), 5),
)
"""Whole multipliers and what their sum is divided by; areas in any order."""
MIN_VIOLATION = 0.02
"""By how much the linear program must break a cut for it to be worth a row."""
MAX_PER_AREA = 8
"""Cuts an area may be in of those found at a time; more say the same thing twice."""
MAX_GROUPS = 300_000
"""Groups of areas to look at, at most, of each size."""


@dataclass(frozen=True, eq=False)
class Cuts:
    """Rows `matrix @ y <= upper` over the columns of a packing."""

    matrix: csr_array
    upper: FloatArray

    def __len__(self) -> int:
        return len(self.upper)


def find_cuts(packing: Packing, columns: IntArray, amounts: FloatArray) -> Cuts:
    """Cuts that the fractional choice of `amounts` of `columns` breaks, most broken first."""
    fractional = (amounts > 1e-6) & (amounts < 1 - 1e-6)
    areas = csr_array(packing.matrix[packing.single][:, columns[fractional]])
    areas.data[:] = 1.0
    parts = [
        _violated(groups, areas, amounts[fractional], len(packing.single)) for groups in _close_groups(areas)
    ]
    found = [part for part in parts if part is not None]
    if not found:
        return Cuts(csr_array((0, len(packing))), np.zeros(0))
    multipliers = csr_array(vstack([part[0] for part in found], format="csr"))
    divisors, excess = (np.concatenate([part[i] for part in found]) for i in (1, 2))
    chosen = _diverse(multipliers, np.argsort(-np.round(excess, 9), kind="stable"))
    return _state(packing, multipliers[chosen], divisors[chosen])


def _close_groups(areas: csr_array) -> list[IntArray]:
    """Groups of 3, 4 and 5 areas, each sharing columns with two others of its group when it joined."""
    links = csr_array(areas @ areas.T)
    links.data[:] = 1.0
    upper = links.tocoo()
    pairs = np.column_stack([upper.row, upper.col])[upper.row < upper.col].astype(np.int64)
    levels = [pairs]
    for _ in range(3):
        level = levels[-1][:MAX_GROUPS]
        touching = (_indicator(level, links.shape[0]) @ links).tocoo()
        close = touching.data > 1.5
        rows, added = touching.row[close], touching.col[close]
        new = (level[rows] != added[:, None]).all(axis=1)
        grown = np.sort(np.column_stack([level[rows[new]], added[new]]), axis=1)
        levels.append(np.unique(grown, axis=0))
    return levels[1:]


def _indicator(groups: IntArray, areas: int, values: FloatArray | IntArray | None = None) -> csr_array:
    """One row a group: `values` (1 where left out) at its areas."""
    count, size = groups.shape
    data = np.tile(np.ones(size) if values is None else values, count)
    return csr_array((data, groups.ravel(), np.arange(count + 1) * size), shape=(count, areas))


def _violated(
    groups: IntArray, areas: csr_array, amounts: FloatArray, count: int
) -> tuple[csr_array, IntArray, FloatArray] | None:
    """The worst broken cut of each group that breaks one: its multipliers, divisor, and by how much."""
    if not len(groups):
        return None
    size = groups.shape[1]
    held = _held(groups, areas, amounts)
    orders, divisors, coefficients = _orders(size)
    excess = held @ coefficients.T - (orders.sum(axis=1) // divisors)
    worst = excess.argmax(axis=1)
    excess = excess[np.arange(len(groups)), worst]
    which = np.flatnonzero(excess > MIN_VIOLATION)
    if not len(which):
        return None
    data = orders[worst[which]].ravel().astype(np.float64)
    starts = np.arange(len(which) + 1) * size
    multipliers = csr_array((data, groups[which].ravel(), starts), shape=(len(which), count))
    return multipliers, divisors[worst[which]], excess[which]


def _held(groups: IntArray, areas: csr_array, amounts: FloatArray) -> FloatArray:
    """Amount of columns by which of a group's areas they hold: shape (groups, 2^size), one bit an area."""
    size = groups.shape[1]
    patterns = (_indicator(groups, areas.shape[0], 2 ** np.arange(size)) @ areas).tocoo()
    place = patterns.row.astype(np.int64) * 2**size + np.rint(patterns.data).astype(np.int64)
    held = np.zeros(len(groups) * 2**size)
    np.add.at(held, place, amounts[patterns.col])
    return held.reshape(len(groups), 2**size)


def _orders(size: int) -> tuple[IntArray, IntArray, IntArray]:
    """Multipliers on `size` areas in every order, their divisors, and what each pattern of areas counts."""
    kinds = [(order, by) for numbers, by in MULTIPLIERS if len(numbers) == size
             for order in sorted(set(permutations(numbers)))]  # fmt: skip
    orders, divisors = np.array([order for order, _ in kinds]), np.array([by for _, by in kinds])
    bits = (np.arange(2**size)[:, None] >> np.arange(size)) & 1
    return orders, divisors, (orders @ bits.T) // divisors[:, None]


def _diverse(multipliers: csr_array, order: IntArray) -> IntArray:
    """The first of these cuts, in this order, that leave no area in more than MAX_PER_AREA."""
    used, chosen = np.zeros(multipliers.shape[1], dtype=np.int64), []
    for cut in order:
        areas = multipliers.indices[multipliers.indptr[cut] : multipliers.indptr[cut + 1]]
        if (used[areas] < MAX_PER_AREA).all():
            used[areas] += 1
            chosen.append(cut)
    return np.array(chosen, dtype=np.int64)


def _state(packing: Packing, multipliers: csr_array, divisors: IntArray) -> Cuts:
    """The cuts as rows over all columns."""
    inside = csr_array(packing.matrix[packing.single])
    matrix = csr_array(multipliers @ inside)
    matrix.data = np.floor(matrix.data / np.repeat(divisors, np.diff(matrix.indptr)) + 1e-9)
    matrix.eliminate_zeros()
    return Cuts(matrix, np.floor(multipliers.sum(axis=1) / divisors + 1e-9))
