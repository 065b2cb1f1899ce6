"""The search for the best plan: most weighted coverage, then least spend."""

import time
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from planner.optimise.candidates import Candidates
from planner.optimise.model import add_floor, state_program
from planner.optimise.rows import Rows
from planner.optimise.solvers import HIGHS, Limits, Outcome, Progress, solve
from planner.types import IntArray

Status = Literal["optimal", "feasible", "infeasible", "no_plan"]
NOBODY: IntArray = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, eq=False)
class Found:
    """Candidates chosen, rising; what is proved of them; and the bound no plan's objective exceeds."""

    status: Status
    chosen: IntArray
    bound: float


def search(
    candidates: Candidates,
    rows: Rows,
    limits: Limits | None = None,
    solver: str = HIGHS,
    progress: Progress | None = None,
) -> Found:
    """The plan of most weighted coverage within `rows`, and among its equals one of least spend.

    Raises:
        SolverError: when the solver is unknown, not installed, or breaks down.
    """
    limits = limits or Limits()
    started = time.monotonic()
    if _impossible(rows):
        return Found("infeasible", NOBODY, 0.0)
    if not len(candidates):
        return Found("optimal", NOBODY, 0.0)
    program = state_program(candidates, rows)
    outcome = solve(program, solver, limits, progress)
    if outcome.state == "infeasible":
        return Found("infeasible", NOBODY, 0.0)
    if outcome.state == "nothing":
        return _nothing(candidates, rows, outcome)
    found = Found(
        "optimal" if outcome.state == "solved" else "feasible",
        program.chosen(),
        _bound(candidates, outcome),
    )
    if found.status == "optimal" and limits.gap == 0:
        spent = time.monotonic() - started
        left = None if limits.seconds is None else max(0.1, limits.seconds - spent)
        return _cheapest_equal(candidates, rows, found, replace(limits, seconds=left), solver)
    return found


def _impossible(rows: Rows) -> bool:
    """Some rule asks for something that no candidate gives."""
    return bool(((np.diff(rows.matrix.indptr) == 0) & (rows.lower > 0)).any())


def _nothing(candidates: Candidates, rows: Rows, outcome: Outcome) -> Found:
    """Stopped with no plan: to fund nothing is one, where no rule asks for something."""
    bound = _bound(candidates, outcome)
    return Found("no_plan" if (rows.lower > 0).any() else "feasible", NOBODY, bound)


def _bound(candidates: Candidates, outcome: Outcome) -> float:
    """The solver's bound; where it had none yet, the sum of the most any candidate covers in each area."""
    if outcome.bound is not None:
        return outcome.bound
    weights = candidates.scenario.policy.weights
    codes = candidates.scenario.areas.codes
    most = np.zeros(len(codes))
    np.maximum.at(most, candidates.members, candidates.covered_by_area)
    return float(sum(weights.get(code, 1.0) * value for code, value in zip(codes, most, strict=True)))


def _cheapest_equal(candidates: Candidates, rows: Rows, found: Found, limits: Limits, solver: str) -> Found:
    """Of all plans of the same weighted coverage one of least spend, as far as the limit allows."""
    best = float(candidates.value[found.chosen].sum())
    program = state_program(candidates, rows, objective=candidates.cost)
    add_floor(program, candidates.value, best - 1e-7 * max(1.0, best))
    outcome = solve(program, solver, limits)
    if outcome.state not in ("solved", "stopped"):
        return found
    cheaper = program.chosen()
    if candidates.cost[cheaper].sum() >= candidates.cost[found.chosen].sum():
        return found
    return replace(found, chosen=cheaper)
