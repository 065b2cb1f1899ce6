"""The search for the best plan: most weighted coverage, then least spend."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import FrameType
from typing import Literal

import numpy as np

from planner.model.candidates import Candidates, area_weights
from planner.model.coverage import value
from planner.model.rows import Rows
from planner.solve.clock import Best, started
from planner.solve.exact.lexicographic import cheapest_exactly, search_exactly
from planner.solve.exact.relaxation import StuckError
from planner.solve.presolve import idle
from planner.solve.solvers import HIGHS, Limits, Progress, begin_highs
from planner.solve.whole_program import cheapest_as_stated, search_as_stated
from planner.types import BoolArray, FloatArray, IntArray

Status = Literal["optimal", "feasible", "infeasible", "no_plan"]
PENNY = 0.01
NONE_CHOSEN: IntArray = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Found:
    """Candidates chosen, rising; what is proved of them; and the bound no plan's objective exceeds.

    `cheapest` says whether least spend is proved too, and `prices`, one a row, prove a bound by themselves.
    """

    status: Status
    chosen: IntArray
    bound: float
    cheapest: bool = False
    prices: FloatArray | None = None


def search(
    candidates: Candidates,
    rows: Rows,
    limits: Limits | None = None,
    solver: str | None = None,
    progress: Progress | None = None,
    keep: BoolArray | None = None,
) -> Found:
    """The plan of most weighted coverage within `rows`, and among its equals one of least spend.

    By the planner's own exact search, or where `solver` is named by giving that the program as stated.
    Ctrl-C ends it with the best plan so far. The exact search looks at the candidates to `keep`, those
    that presolve leaves where none are named.

    Raises:
        SolverError: when the solver is unknown, not installed, or breaks down.
    """
    limits = limits or Limits()
    if bool(((np.diff(rows.matrix.indptr) == 0) & (rows.lower > 0)).any()):
        return Found("infeasible", NONE_CHOSEN, 0.0)  # some rule asks for what no candidate gives
    if not (len(candidates) if keep is None else keep.any()):
        asked = bool((rows.lower > 1e-9).any())
        return Found("infeasible" if asked else "optimal", NONE_CHOSEN, 0.0, cheapest=not asked)
    begin_highs()
    clock = started(limits.seconds)
    with interruptible(clock.stop):
        try:
            if solver is None:
                best = search_exactly(candidates, rows, clock, limits.gap, progress, keep)
                return _found(candidates, best)
        except StuckError:
            pass  # rare numerical trouble: the program as stated takes other paths
        stated = search_as_stated(candidates, rows, clock, limits.gap, solver or HIGHS, progress)
        if stated.chosen is not None:
            stated = replace(stated, chosen=stated.chosen[~idle(candidates)[stated.chosen]])
        if stated.chosen is None and not stated.proved and not (rows.lower > 0).any():
            return _found(candidates, replace(stated, chosen=NONE_CHOSEN))  # to fund nothing is a plan
        return _found(candidates, stated)


def search_cheapest(
    candidates: Candidates, rows: Rows, least: float, limits: Limits, keep: BoolArray, step: float = PENNY
) -> Found:
    """A plan of least spend within `rows` whose objective is at least `least`; `bound` is of the spend.

    Looks at the candidates to `keep`; a difference in spend of less than a `step` counts for none.
    """
    nothing = not keep.any() or bool(((np.diff(rows.matrix.indptr) == 0) & (rows.lower > 0)).any())
    if nothing:
        asked = bool((rows.lower > 1e-9).any()) or least > 0
        return Found("infeasible" if asked else "optimal", NONE_CHOSEN, 0.0, cheapest=not asked)
    begin_highs()
    clock = started(limits.seconds)
    with interruptible(clock.stop):
        try:
            best = cheapest_exactly(candidates, rows, least, clock, keep, step)
        except StuckError:
            best = cheapest_as_stated(candidates, rows, least, clock, HIGHS)
    if best.chosen is None:
        return Found("infeasible" if best.proved else "no_plan", NONE_CHOSEN, best.bound)
    return Found("optimal" if best.proved else "feasible", best.chosen, best.bound, best.proved)


def _found(candidates: Candidates, best: Best) -> Found:
    bound = max(0.0, min(best.bound, _bound_by_area(candidates)))
    if best.chosen is None:
        return Found("infeasible", NONE_CHOSEN, 0.0) if best.proved else Found("no_plan", NONE_CHOSEN, bound)
    status: Status = "optimal" if best.proved else "feasible"
    return Found(status, best.chosen, bound, best.cheapest, best.prices)


def _bound_by_area(candidates: Candidates) -> float:
    """A bound that needs no search: the sum of the most any candidate adds to the objective in each area.

    An area is in one candidate of a plan at most.
    """
    most = np.zeros(len(candidates.scenario.areas))
    weights = area_weights(candidates.scenario)[candidates.members]
    each = value(candidates.covered_by_area, weights) * candidates.worth[candidates.owners]
    np.maximum.at(most, candidates.members, each)
    return float(most.sum())


@contextmanager
def interruptible(stop: threading.Event) -> Iterator[None]:
    """Let Ctrl-C set `stop`, once; a second one ends the program as usual. One inside another sets both."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    usual = signal.getsignal(signal.SIGINT)

    def first(_number: int, _frame: FrameType | None) -> None:
        stop.set()
        signal.signal(signal.SIGINT, usual)
        if callable(usual) and usual is not signal.default_int_handler:
            usual(_number, _frame)  # whoever called this search wants to know too

    signal.signal(signal.SIGINT, first)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)
