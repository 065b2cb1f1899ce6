"""First incumbents: one by rounding the linear program, or any that keeps the rules."""

import numpy as np

from planner.solve.clock import Clock
from planner.solve.exact.core import SUBMIP_NODES, SUBMIP_SIZES, WHOLE, core_of, efficiency, initial_columns
from planner.solve.exact.packing import Packing
from planner.solve.exact.relaxation import Relaxed
from planner.solve.exact.submip import solve_submip
from planner.types import IntArray


def rounded(packing: Packing, relaxed: Relaxed) -> IntArray:
    """A choice that breaks no upper bound: columns taken in turn, as the linear program likes them best."""
    amounts = np.zeros(len(packing))
    amounts[relaxed.columns] = relaxed.amounts
    likely = np.flatnonzero(relaxed.reduced > -0.05 * (1.0 + float(packing.objective.max(initial=0.0))))
    order = likely[np.lexsort((-packing.objective[likely], -relaxed.reduced[likely], -amounts[likely]))]
    return _filled(packing, order)


def greedy(packing: Packing) -> IntArray:
    """A choice that breaks no upper bound, without a linear program: the most objective for what it takes."""
    few = initial_columns(packing)
    return _filled(packing, few[np.lexsort((few, -np.round(efficiency(packing, few), 9)))])


def _filled(packing: Packing, order: IntArray) -> IntArray:
    """These columns taken in turn where they still fit."""
    matrix, upper = packing.by_column, packing.upper
    used, taken = np.zeros(len(upper)), []
    full = np.zeros(len(upper), dtype=bool)
    for column in order:
        span = slice(matrix.indptr[column], matrix.indptr[column + 1])
        rows, demand = matrix.indices[span], matrix.data[span]
        if full[rows].any() or (used[rows] + demand > upper[rows] + 1e-9).any():
            continue
        used[rows] += demand
        full[rows] = used[rows] >= upper[rows]
        taken.append(int(column))
    return np.sort(np.array(taken, dtype=np.int64))


def feasible(packing: Packing, relaxed: Relaxed, clock: Clock) -> tuple[IntArray | None, bool]:
    """Any choice that keeps every row, and whether the answer is final (None and final: there is none).

    First among the columns that the linear program likes best; only then among all, whatever their worth.
    """
    everything = np.arange(len(packing))
    for times in SUBMIP_SIZES:
        few = core_of(packing, everything, relaxed, times)
        if len(few) < WHOLE * len(packing):
            found = _any_of(packing, few, clock, SUBMIP_NODES)
            if found is not None:
                return found, True
    found = _any_of(packing.with_objective(np.zeros(len(packing))), everything, clock, None)
    return found, found is not None or clock.left > 0


def _any_of(packing: Packing, columns: IntArray, clock: Clock, nodes: int | None) -> IntArray | None:
    return solve_submip(
        packing, columns, packing.lower, packing.upper, above=-np.inf, seconds=clock.left, stop=clock.stop,
        nodes=nodes,
    ).columns  # fmt: skip
