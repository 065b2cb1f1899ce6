"""The linear program over a growing part of the columns, and the bound it proves over all of them."""

import time
from dataclasses import dataclass, replace

import highspy
import numpy as np
from scipy.sparse import csr_array

from planner.solve.exact.cuts import Cuts
from planner.solve.exact.packing import Packing
from planner.types import FloatArray, IntArray

BATCH = 3000
"""Most columns added at a time."""
PENALTY = 100.0
"""What breaking a row costs, in largest objectives of a column."""

FEASIBLE = 1e-6
"""Breaking of rows that counts for none."""


class StuckError(Exception):
    """Raised when the linear program cannot be solved for want of numerical luck."""


@dataclass(frozen=True, eq=False)
class Relaxed:
    """What the linear program says at a node.

    `bound` is proved over every column, loaded or not: for any duals p it is the rows' share of p plus
    every positive reduced cost, since no column exceeds 1. `columns` have the positive `amounts`.
    """

    bound: float
    duals: FloatArray
    reduced: FloatArray
    columns: IntArray
    amounts: FloatArray


class Relaxation:
    """The linear program of a packing, warm-started from node to node.

    It starts with some columns, prices the others with one sparse product, adds those that could improve
    it, and repeats. Rows that ask for something may be broken at a high price, so that it always has a
    solution; where one is broken at the end, a linear program that counts only what is broken decides
    whether all could be kept.
    """

    def __init__(self, packing: Packing, start: IntArray) -> None:
        self.packing = packing
        self.loaded = np.zeros(0, dtype=np.int64)
        self._is_loaded = np.zeros(len(packing), dtype=bool)
        self._objective = packing.objective
        self._penalty = PENALTY * (1.0 + float(np.abs(packing.objective).max(initial=0.0)))
        self._model = quiet_model()
        self._slacks = self._add_rows()
        self._add(start)

    def _add_rows(self) -> int:
        packing, rows = self.packing, len(self.packing.lower)
        nothing = np.zeros(0, dtype=np.int32)
        self._model.changeObjectiveSense(highspy.ObjSense.kMaximize)
        self._model.addRows(
            rows, packing.lower, packing.upper, 0, np.zeros(rows, dtype=np.int32), nothing, np.zeros(0)
        )
        counts = np.arange(packing.counts)
        asking = np.union1d(np.flatnonzero(packing.lower > -np.inf), counts).astype(np.int32)
        self._model.addCols(
            len(asking), np.full(len(asking), -self._penalty), np.zeros(len(asking)),
            np.full(len(asking), np.inf),
            len(asking), np.arange(len(asking), dtype=np.int32), asking, np.ones(len(asking)),
        )  # fmt: skip
        return len(asking)

    def _add(self, columns: IntArray) -> None:
        columns = columns[~self._is_loaded[columns]]
        part = self.packing.matrix[:, columns]
        count = len(columns)
        self._model.addCols(
            count, self._objective[columns], np.zeros(count), np.full(count, np.inf),
            part.nnz, part.indptr[:-1].astype(np.int32), part.indices.astype(np.int32), part.data,
        )  # fmt: skip
        self.loaded = np.concatenate([self.loaded, columns])
        self._is_loaded[columns] = True

    def tighten(self, cuts: Cuts) -> None:
        """Add rows that every choice keeps."""
        count = len(cuts)
        self.packing = self.packing.with_rows(cuts.matrix, np.full(count, -np.inf), cuts.upper)
        part = csr_array(cuts.matrix[:, self.loaded])
        self._model.addRows(
            count, np.full(count, -np.inf), cuts.upper, part.nnz, part.indptr[:-1].astype(np.int32),
            (part.indices + self._slacks).astype(np.int32), part.data,
        )  # fmt: skip

    def solve(self, lower: FloatArray, upper: FloatArray, seconds: float) -> Relaxed | None:
        """Solve under these row bounds; None when the time is up before anything is proved.

        Raises:
            StuckError: when the simplex method gets nowhere, twice.
        """
        rows = np.arange(len(lower), dtype=np.int32)
        self._model.changeRowsBounds(len(lower), rows, lower, upper)  # type: ignore[attr-defined]
        deadline = time.monotonic() + seconds
        relaxed = self._converge(lower, upper, deadline)
        while relaxed is not None and self._violated():
            self._set_costs(np.zeros(len(self.packing)), 1.0)
            least = self._converge(lower, upper, deadline)
            self._set_costs(self.packing.objective, self._penalty)
            if least is None or least.bound < -FEASIBLE:
                return None if least is None else replace(relaxed, bound=-np.inf)
            if self._penalty > 1e9:
                raise StuckError
            self._penalty *= 100.0
            self._set_costs(self.packing.objective, self._penalty)
            relaxed = self._converge(lower, upper, deadline)
        return relaxed

    def _violated(self) -> bool:
        """Whether some row is broken in the present solution."""
        return bool(np.array(self._model.getSolution().col_value)[: self._slacks].sum() > FEASIBLE)

    def _set_costs(self, objective: FloatArray, price: float) -> None:
        """Set the objective of the columns and the price of breaking rows."""
        self._objective = objective
        costs = np.concatenate([np.full(self._slacks, -price), objective[self.loaded]])
        self._model.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), costs)

    def _converge(self, lower: FloatArray, upper: FloatArray, deadline: float) -> Relaxed | None:
        """Solve, price and add columns until none could improve it; the best bound met on the way."""
        best: Relaxed | None = None
        while self._run(deadline):
            relaxed, wanted = self._pricing(lower, upper)
            if best is None or relaxed.bound < best.bound:
                best = relaxed
            if not len(wanted):
                break
            self._add(wanted)
        return best

    def _run(self, deadline: float) -> bool:
        """Solve the loaded part, afresh where the warm start goes round in circles; False when time is up."""
        optimal, limit = highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kTimeLimit
        for afresh in (False, True):
            if afresh:
                self._model.clearSolver()
            self._model.setOptionValue("presolve", "choose" if afresh else "off")
            self._model.setOptionValue("simplex_iteration_limit", 20_000 + 5 * len(self.loaded))
            left = max(0.01, min(deadline - time.monotonic(), 1e9))
            self._model.setOptionValue("time_limit", self._model.getRunTime() + left)
            self._model.run()
            status = self._model.getModelStatus()
            if status in (optimal, limit):
                return bool(status == optimal)
        raise StuckError

    def _pricing(self, lower: FloatArray, upper: FloatArray) -> tuple[Relaxed, IntArray]:
        solution = self._model.getSolution()
        duals = np.array(solution.row_dual)
        unbounded = np.where(duals > 0, np.isinf(upper), np.isinf(lower))
        duals[unbounded] = 0.0
        reduced = self._objective - self.packing.by_column @ duals
        bound = proved_bound(duals, reduced, lower, upper)
        amounts = np.array(solution.col_value)[self._slacks :]
        used = np.flatnonzero(amounts > 1e-9)
        relaxed = Relaxed(bound, duals, reduced, self.loaded[used], amounts[used])
        wanted = np.flatnonzero((reduced > 1e-9) & ~self._is_loaded)
        if reduced[wanted].sum() < 1e-9 * (1.0 + abs(bound)):
            return relaxed, wanted[:0]
        return relaxed, wanted[np.argsort(-reduced[wanted], kind="stable")[:BATCH]]


def proved_bound(duals: FloatArray, reduced: FloatArray, lower: FloatArray, upper: FloatArray) -> float:
    """A bound on the objective of every choice of columns from 0 to 1, for any duals of the right sign."""
    above, below = duals > 0, duals < 0
    most = duals[above] @ upper[above] + duals[below] @ lower[below]
    return float(most + reduced[reduced > 0].sum())


def quiet_model() -> "highspy.Highs":
    """A HiGHS model that prints nothing and runs on one thread, as all of this process's must."""
    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    model.setOptionValue("threads", 1)
    model.setOptionValue("presolve", "off")
    return model
