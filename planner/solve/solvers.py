"""Solvers through PuLP, and the one place where what a solver reports is read.

PuLP's own status says "Optimal" for a plan found at a time limit or within a loose gap, so HiGHS is asked
itself: its model status, its dual bound. Values of an infeasible model are noise and are not read.
"""

import math
import os
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal

import highspy
import pulp

from planner.errors import SolverError
from planner.model.lp_model import Program
from planner.model.pulp_types import Problem, Statistics

HIGHS = "HiGHS"
State = Literal["solved", "stopped", "infeasible", "nothing"]
Progress = Callable[[float, float], None]
"""Called now and then during a solve with the value of the best plan so far and the bound on any plan's."""


@dataclass(frozen=True)
class Limits:
    """When a solve may stop: after `seconds` (None: when done), or once the proved gap is at most `gap`."""

    seconds: float | None = None
    gap: float = 0.0


@dataclass(frozen=True)
class Outcome:
    """What a solver reports.

    `solved` to the gap asked for, `stopped` early with a plan, `infeasible`, or `nothing` found before the
    limit; and its bound in the problem's own sense, None where it gave none.
    """

    state: State
    bound: float | None


def solve(
    program: Program,
    solver: str,
    limits: Limits,
    progress: Progress | None = None,
    stop: threading.Event | None = None,
) -> Outcome:
    """Solve `program` with HiGHS, or with any solver that PuLP finds by the name `solver`.

    HiGHS ends with the best so far once `stop` is set.

    Raises:
        SolverError: when the solver is unknown, not installed, or breaks down.
    """
    if solver == HIGHS:
        return _solve_highs(program, limits, progress, stop or threading.Event())
    return _solve_other(program, solver, limits)


def solver_name(solver: str | None) -> str:
    """The solver and, where it says, its version; the planner's own search stands on HiGHS."""
    if solver not in (None, HIGHS):
        return str(solver)
    begin_highs()
    return f"HiGHS {highspy.Highs().version()}" + (", program as stated" if solver else "")


def begin_highs() -> None:
    """Ready HiGHS for solves of one thread, whoever used it in this process before and with how many.

    Its scheduler is one for all of a process, and a solve that asks for another number of threads than the
    first one did is refused without a word.
    """
    _silence_banner()
    highspy.Highs.resetGlobalScheduler(True)


@cache
def _silence_banner() -> None:
    """Make HiGHS print its banner, which no option stops, once and not to stdout, which is for data."""
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        highspy.Highs()
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def _solve_highs(
    program: Program, limits: Limits, progress: Progress | None, stop: threading.Event
) -> Outcome:
    begin_highs()
    program.problem.solve(
        pulp.HiGHS(
            msg=False,
            output_flag=False,
            threads=1,
            gapRel=limits.gap,
            gapAbs=1e-7,
            timeLimit=limits.seconds,
            mip_feasibility_tolerance=1e-9,
            primal_feasibility_tolerance=1e-9,
            callbackTuple=(_watch(program, limits, progress, stop), None),
            callbacksToActivate=[highspy.cb.HighsCallbackType.kCallbackMipInterrupt],
        )
    )
    return _highs_report(program.problem)


def _watch(
    program: Program, limits: Limits, progress: Progress | None, stop: threading.Event
) -> Callable[..., None]:
    started = time.monotonic()

    def watch(
        _kind: object,
        _message: str,
        out: "highspy.cb.HighsCallbackOutput",
        into: "highspy.cb.HighsCallbackInput",
        _data: object,
    ) -> None:
        if progress is not None and math.isfinite(out.mip_primal_bound):
            sign = _sign(program.problem)
            progress(sign * out.mip_primal_bound, sign * out.mip_dual_bound)
        late = limits.seconds is not None and time.monotonic() - started > limits.seconds
        into.user_interrupt = stop.is_set() or late

    return watch


def _sign(problem: Problem) -> int:
    """-1 where PuLP handed HiGHS a maximisation negated (PuLP 3 does), else 1."""
    minimised = problem.solverModel.getObjectiveSense()[1] == highspy.ObjSense.kMinimize
    return -1 if minimised and problem.sense == pulp.LpMaximize else 1


def _highs_report(problem: Problem) -> Outcome:
    model = problem.solverModel
    status, statuses, info = model.getModelStatus(), highspy.HighsModelStatus, model.getInfo()
    bound = _sign(problem) * info.mip_dual_bound if math.isfinite(info.mip_dual_bound) else None
    if status == statuses.kOptimal:
        return Outcome("solved", bound)
    if status in (statuses.kInfeasible, statuses.kUnboundedOrInfeasible):
        return Outcome("infeasible", None)
    if status in (statuses.kTimeLimit, statuses.kInterrupt, statuses.kSolutionLimit):
        has_plan = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        return Outcome("stopped" if has_plan else "nothing", bound)
    raise SolverError(f"HiGHS ended with status {model.modelStatusToString(status)!r}")


def _solve_other(program: Program, name: str, limits: Limits) -> Outcome:
    """Solve with another solver.

    What it proves is taken from it only where no gap was allowed: PuLP 3 passes no bound on, so else the
    bound is that of the linear program, by HiGHS.
    """
    chosen = _other(name, limits)
    try:
        stats = program.problem.solve(chosen)
    except pulp.PulpSolverError as error:
        raise SolverError(f"solver {name} broke down: {error}") from error
    state = _pulp_state(program.problem, stats)
    if state in ("infeasible", "nothing"):
        return Outcome(state, None)
    if state == "solved" and limits.gap == 0:
        return Outcome("solved", float(pulp.value(program.problem.objective)))
    return Outcome(state, _relaxed_bound(program))


def _other(name: str, limits: Limits) -> object:
    available = pulp.listSolvers(onlyAvailable=True)
    if name not in available:
        raise SolverError(f"no solver {name!r} here; this machine has {', '.join(available)}")
    return pulp.getSolver(name, msg=False, timeLimit=limits.seconds, gapRel=limits.gap)


def _pulp_state(
    problem: Problem, stats: int | Statistics
) -> Literal["solved", "stopped", "infeasible", "nothing"]:
    """What PuLP says of a solve: statistics in PuLP 4, two numbers in PuLP 3."""
    if isinstance(stats, int):
        solved, infeasible = problem.sol_status == pulp.LpSolutionOptimal, stats == pulp.LpStatusInfeasible
        has_plan = problem.sol_status in (pulp.LpSolutionOptimal, pulp.LpSolutionIntegerFeasible)
    else:
        solved, infeasible = stats.status.name == "Optimal", stats.status.name == "Infeasible"
        has_plan = stats.has_solution
    if infeasible:
        return "infeasible"
    return ("solved" if solved else "stopped") if has_plan else "nothing"


def _relaxed_bound(program: Program) -> float:
    values = [variable.varValue for variable in program.variables]
    begin_highs()
    program.problem.solve(pulp.HiGHS(mip=False, msg=False, output_flag=False, threads=1))
    model = program.problem.solverModel
    bound = _sign(program.problem) * model.getInfo().objective_function_value
    for variable, value in zip(program.variables, values, strict=True):
        variable.varValue = value
    return float(bound)
