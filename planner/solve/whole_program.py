"""The program as stated, given whole to a solver: the second opinion on the exact search."""

import math
from collections.abc import Callable

from planner.model.candidates import Candidates
from planner.model.lp_model import add_floor, state_program
from planner.model.rows import Rows
from planner.solve.clock import Best, Clock
from planner.solve.solvers import Limits, solve
from planner.types import IntArray


def search_as_stated(
    candidates: Candidates,
    rows: Rows,
    clock: Clock,
    gap: float,
    solver: str,
    progress: Callable[[float, float], None] | None = None,
) -> Best:
    """The plan that a solver finds for the stated program, then one of least spend among its equals.

    Raises:
        SolverError: when the solver is unknown, not installed, or breaks down.
    """
    program = state_program(candidates, rows)
    outcome = solve(program, solver, Limits(clock.seconds, gap), progress, clock.stop)
    bound = math.inf if outcome.bound is None else outcome.bound
    if outcome.state in ("infeasible", "nothing"):
        return Best(None, bound, outcome.state == "infeasible")
    chosen = program.chosen()
    cheapest = False
    if outcome.state == "solved" and gap == 0:
        chosen, cheapest = _cheapest(candidates, rows, chosen, clock, solver)
    return Best(chosen, bound, outcome.state == "solved", cheapest)


def _cheapest(
    candidates: Candidates, rows: Rows, best: IntArray, clock: Clock, solver: str
) -> tuple[IntArray, bool]:
    """Of all plans of the same weighted coverage one of least spend, and whether that was proved in time."""
    value = float(candidates.value[best].sum())
    least = value - 1e-9 * max(1.0, value)
    found = cheapest_as_stated(candidates, rows, least, clock, solver)
    if found.chosen is None:
        return best, False
    better = candidates.cost[found.chosen].sum() < candidates.cost[best].sum()
    return found.chosen if better else best, found.proved


def cheapest_as_stated(candidates: Candidates, rows: Rows, least: float, clock: Clock, solver: str) -> Best:
    """Of all plans whose objective is at least `least` one of least cost; the bound is of the cost."""
    program = state_program(candidates, rows, objective=candidates.cost)
    add_floor(program, candidates.value, least)
    outcome = solve(program, solver, Limits(clock.seconds, 0.0), None, clock.stop)
    bound = -math.inf if outcome.bound is None else outcome.bound
    if outcome.state in ("infeasible", "nothing"):
        return Best(None, bound, outcome.state == "infeasible")
    return Best(program.chosen(), bound, outcome.state == "solved")
