"""The sub-MIP: a program over the columns that survive at a node, or restricted to the best of them."""

import math
import threading
import time
from dataclasses import dataclass

import highspy
import numpy as np
from scipy.sparse import csc_matrix

from planner.solve.exact.packing import Packing
from planner.solve.exact.relaxation import StuckError, quiet_model
from planner.types import FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class Solved:
    """Columns of the best choice found (None: none found), and a bound on any choice among those offered."""

    columns: IntArray | None
    bound: float


def solve_submip(
    packing: Packing,
    columns: IntArray,
    lower: FloatArray,
    upper: FloatArray,
    *,
    above: float,
    seconds: float,
    stop: threading.Event | None = None,
    nodes: int | None = None,
) -> Solved:
    """The best choice among `columns` under these row bounds whose objective is at least `above`."""
    if not len(columns):
        kept = bool((lower <= 0).all()) and above <= 0
        return Solved(columns, 0.0) if kept else Solved(None, -math.inf)
    model = _model(packing, columns, lower, upper, above)
    model.setOptionValue("time_limit", max(0.01, seconds))
    if nodes is not None:
        model.setOptionValue("mip_max_nodes", nodes)
    _watch(model, time.monotonic() + seconds, stop)
    model.run()
    status, statuses = model.getModelStatus(), highspy.HighsModelStatus
    if status in (statuses.kInfeasible, statuses.kUnboundedOrInfeasible):
        return Solved(None, -math.inf)
    if status not in (statuses.kOptimal, statuses.kTimeLimit, statuses.kInterrupt, statuses.kSolutionLimit):
        raise StuckError
    info = model.getInfo()
    bound = info.mip_dual_bound
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Solved(None, bound)
    chosen = np.flatnonzero(np.array(model.getSolution().col_value) > 0.5)
    return Solved(np.sort(columns[chosen]), bound)


def _model(
    packing: Packing, columns: IntArray, lower: FloatArray, upper: FloatArray, above: float
) -> "highspy.Highs":
    matrix = csc_matrix(packing.matrix[:, columns])
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = len(columns), len(lower)
    program.sense_ = highspy.ObjSense.kMaximize
    program.col_cost_ = packing.objective[columns]
    program.col_lower_, program.col_upper_ = np.zeros(len(columns)), np.ones(len(columns))
    program.row_lower_, program.row_upper_ = lower, upper
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_ = matrix.indptr
    program.a_matrix_.index_ = matrix.indices
    program.a_matrix_.value_ = matrix.data
    program.integrality_ = [highspy.HighsVarType.kInteger] * len(columns)
    model = quiet_model()
    options: dict[str, str | float] = {
        "presolve": "choose",
        "mip_rel_gap": 0.0,
        "mip_abs_gap": 1e-7,
        "mip_feasibility_tolerance": 1e-9,
        "primal_feasibility_tolerance": 1e-9,
    }
    for option, value in options.items():
        model.setOptionValue(option, value)
    model.passModel(program)
    if math.isfinite(above):
        everywhere = np.arange(len(columns), dtype=np.int32)
        model.addRow(above, np.inf, len(columns), everywhere, packing.objective[columns])
    return model


def _watch(model: "highspy.Highs", deadline: float, stop: threading.Event | None) -> None:
    def watch(
        _kind: object, _message: str, _out: object, into: "highspy.cb.HighsCallbackInput", _data: object
    ) -> None:
        into.user_interrupt = time.monotonic() > deadline or (stop is not None and stop.is_set())

    model.setCallback(watch, None)
    model.startCallback(highspy.cb.HighsCallbackType.kCallbackMipInterrupt)
