"""Ways to solve a world: the planner's, and those that any analyst would try."""

import time
from collections.abc import Callable

import numpy as np

from planner.model.build import build_candidates
from planner.model.candidates import Candidates
from planner.model.lp_model import state_program
from planner.model.rows import Rows, state_rows
from planner.scenario.scenario import Scenario
from planner.solve.clock import started
from planner.solve.search import search
from planner.solve.solvers import Limits, begin_highs, solve

Answer = tuple[float, float]
"""Objective of the best plan found, and the bound; minus and plus infinity where there is none."""


def planner(candidates: Candidates, rows: Rows, seconds: float) -> Answer:
    """The exact search, its second pass for least spend included."""
    found = search(candidates, rows, Limits(seconds))
    return float(candidates.value[found.chosen].sum()), found.bound


def textbook(candidates: Candidates, rows: Rows, seconds: float, solver: str) -> Answer:
    """The program as stated, whole, to a solver through PuLP; no second pass."""
    program = state_program(candidates, rows)
    outcome = solve(program, solver, Limits(seconds))
    if outcome.state not in ("solved", "stopped"):
        return -np.inf, np.inf
    value = float(candidates.value[program.chosen()].sum())
    return value, outcome.bound if outcome.bound is not None else np.inf


def cp_sat(candidates: Candidates, rows: Rows, seconds: float) -> Answer:
    """OR-Tools' CP-SAT on the same candidates; coverage to a millionth, money to a penny."""
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    take = [model.new_bool_var(str(i)) for i in range(len(candidates))]
    for i in range(len(rows.kinds)):
        span = slice(rows.matrix.indptr[i], rows.matrix.indptr[i + 1])
        scale = 100 if rows.kinds[i] == "budget" else 1
        weights = np.round(rows.matrix.data[span] * scale).astype(int).tolist()
        total = cp_model.LinearExpr.weighted_sum([take[c] for c in rows.matrix.indices[span]], weights)
        model.add(total <= int(rows.upper[i] * scale))
    model.maximize(
        cp_model.LinearExpr.weighted_sum(take, np.round(candidates.value * 1e6).astype(int).tolist())
    )
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    solver.parameters.random_seed = 1
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return -np.inf, np.inf
    return solver.objective_value / 1e6, solver.best_objective_bound / 1e6


METHODS: dict[str, Callable[[Candidates, Rows, float], Answer]] = {
    "planner": planner,
    "HiGHS": lambda candidates, rows, seconds: textbook(candidates, rows, seconds, "HiGHS"),
    "CBC": lambda candidates, rows, seconds: textbook(candidates, rows, seconds, "PULP_CBC_CMD"),
    "CP-SAT": cp_sat,
}


def timed(scenario: Scenario, method: str, seconds: float) -> dict[str, float]:
    """Seconds for candidates and search together, coverage and gap, by one method."""
    begin_highs()
    began = time.perf_counter()
    candidates = build_candidates(scenario)
    rows = state_rows(candidates)
    limit = started(seconds).left
    value, bound = METHODS[method](candidates, rows, limit)
    return {
        "seconds": time.perf_counter() - began,
        "objective": value,
        "gap": max(0.0, (bound - value) / value) if value > 0 else float("inf"),
        "candidates": float(len(candidates)),
    }
