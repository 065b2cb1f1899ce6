"""The core: the few columns of least reduced cost, in which good choices are likely to differ."""

import numpy as np

from planner.solve.exact.packing import Packing
from planner.solve.exact.relaxation import Relaxed
from planner.types import FloatArray, IntArray

SUBMIP_SIZES = (1, 3, 9)
"""How many columns restricted sub-MIPs have, as `core_of` has it; one of each size is solved in each node."""
SUBMIP_NODES = 20
"""Branchings that one may take."""
WHOLE = 0.5
"""Share of the surviving columns from which one would cost as much as solving the node whole."""


def core_of(packing: Packing, survivors: IntArray, relaxed: Relaxed, times: int) -> IntArray:
    """The survivors that the linear program gives up least for, some hundreds `times`, and those in it.

    A choice of columns of reduced cost near 0 loses next to nothing, and there are enough of them to spend
    the budget to nearly the last pound (the core of a knapsack problem: Balas and Zemel 1980,
    doi:10.1287/opre.28.5.1130).
    """
    most = int(times * (600 + 1.5 * len(packing.single)))
    order = survivors[np.argsort(-np.round(relaxed.reduced[survivors], 7), kind="stable")]
    return np.union1d(order[:most], relaxed.columns)


def initial_columns(packing: Packing) -> IntArray:
    """Columns to start with: of most objective for what they take of every row, a few thousand."""
    if len(packing) <= 8000:
        return np.arange(len(packing))
    everything = np.arange(len(packing))
    return np.sort(np.argsort(-efficiency(packing, everything), kind="stable")[:6000])


def efficiency(packing: Packing, columns: IntArray) -> FloatArray:
    """Objective of each column for the share it takes of every row."""
    upper = packing.upper[packing.counts :]
    scale = np.where(np.isfinite(upper), np.maximum(upper, 1e-9), np.inf)
    demand = packing.by_column[columns][:, packing.counts :] @ (1.0 / scale)
    each: FloatArray = packing.objective[columns] / np.maximum(demand, 1e-12)
    return each
