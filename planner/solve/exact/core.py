"""The core: the few columns in which good choices are likely to differ."""

import numpy as np

from planner.solve.exact.packing import Packing
from planner.solve.exact.relaxation import Relaxed
from planner.types import FloatArray, IntArray

LOOKS = (1, 3, 9)
"""How many columns looks keep, as `near` has it; each part is looked into once for each."""
LOOK_NODES = 20
"""Branchings that a look may take."""
WHOLE = 0.5
"""Share of the surviving columns from which a look would cost as much as ending the part."""


def near(packing: Packing, survivors: IntArray, relaxed: Relaxed, times: int) -> IntArray:
    """The survivors that the linear program gives up least for, some hundreds `times`, and those in it.

    A choice of columns of reduced cost near 0 loses next to nothing, and there are enough of them to spend
    the budget to nearly the last pound (the core of a knapsack problem: Balas and Zemel 1980,
    doi:10.1287/opre.28.5.1130).
    """
    most = int(times * (600 + 1.5 * len(packing.single)))
    order = survivors[np.argsort(-np.round(relaxed.reduced[survivors], 7), kind="stable")]
    return np.union1d(order[:most], relaxed.columns)


def promising(packing: Packing) -> IntArray:
    """Columns to start with: of most objective for what they take of every row, a few thousand."""
    if len(packing) <= 8000:
        return np.arange(len(packing))
    everything = np.arange(len(packing))
    return np.sort(np.argsort(-worth(packing, everything), kind="stable")[:6000])


def worth(packing: Packing, columns: IntArray) -> FloatArray:
    """Objective of each column for the share it takes of every row."""
    upper = packing.upper[packing.counts :]
    scale = np.where(np.isfinite(upper), np.maximum(upper, 1e-9), np.inf)
    demand = packing.by_column[columns][:, packing.counts :] @ (1.0 / scale)
    each: FloatArray = packing.objective[columns] / np.maximum(demand, 1e-12)
    return each
