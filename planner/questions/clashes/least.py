"""The least that would do: money, services, or areas left out, each by solving for it."""

import math
from dataclasses import dataclass, replace

import numpy as np
import pulp
from scipy.sparse import csr_array, hstack

from planner.model.candidates import Candidates
from planner.model.lp_model import state_program
from planner.model.rows import Rows
from planner.policy.protocols import Left
from planner.scenario.years import Years
from planner.solve.clock import Clock
from planner.solve.search import PENNY, search_cheapest
from planner.solve.solvers import HIGHS, Limits, solve
from planner.types import FloatArray, IntArray

WHOLE = 0.99
"""Step to which a count is proved: what is less than one fewer is none."""


@dataclass(frozen=True)
class Least:
    """No choice takes less than `least`, and one takes `enough` (endless: none was found in time)."""

    least: float
    enough: float
    proved: bool


@dataclass(frozen=True)
class More:
    """Pounds more in each year that would do, and that in all no less than `least` more does."""

    more: tuple[float, ...]
    least: float
    proved: bool


def least_cost(
    candidates: Candidates, rows: Rows, cost: FloatArray, clock: Clock, step: float = PENNY
) -> Least | None:
    """The least that a choice within `rows` costs, to a `step`; None where there is none.

    `cost` has an entry for each candidate.
    """
    everything = np.ones(len(candidates), dtype=bool)
    priced = replace(candidates, cost=cost)
    found = search_cheapest(priced, rows, -math.inf, Limits(clock.seconds), everything, step=step)
    if found.status == "infeasible":
        return None
    enough = math.inf if found.status == "no_plan" else float(cost[found.chosen].sum())
    return Least(max(0.0, min(found.bound, enough)), enough, found.status == "optimal")


def least_more(candidates: Candidates, rows: Rows, years: Years, clock: Clock) -> More | None:
    """The least more money over the years within which all other rules can be kept."""
    program = state_program(candidates, rows.without("budget"), objective=np.zeros(len(candidates)))
    problem = program.problem
    more = [problem.add_variable(f"more_{year}", lowBound=0) for year in range(len(years.budgets))]
    for year, budget in enumerate(years.budgets):
        cost = zip(candidates.cost_in(year).tolist(), program.variables, strict=True)
        problem += pulp.lpSum(c * y for c, y in cost if c) - more[year] <= budget, f"budget_{year}"
    problem.setObjective(pulp.lpSum(more))
    outcome = solve(program, HIGHS, Limits(clock.seconds))
    if outcome.state not in ("solved", "stopped"):
        return None
    values = tuple(one.varValue or 0.0 for one in more)
    return More(values, max(0.0, outcome.bound or 0.0), outcome.state == "solved")


def fewest_dropped(candidates: Candidates, rows: Rows, clock: Clock) -> Left | None:
    """Areas whose rules are left unkept when as few as possible are; None where none was found in time.

    An area that is left out is stated as a candidate for it alone, which costs 1 where all others cost 0.
    """
    asks = (rows.lower > 0) & (rows.areas >= 0)
    areas = np.unique(rows.areas[asks])
    held = (rows.areas[:, None] == areas) & (asks | (np.array(rows.kinds) == "one_decision"))[:, None]
    matrix = csr_array(hstack([rows.matrix, csr_array(held.astype(np.float64))], format="csr"))
    cost = np.append(np.zeros(len(candidates)), np.ones(len(areas)))
    priced = replace(_and_left_out(candidates, areas), cost=cost)
    found = search_cheapest(
        priced, replace(rows, matrix=matrix), -math.inf, Limits(clock.seconds), cost >= 0, step=WHOLE
    )
    if found.status in ("infeasible", "no_plan"):
        return None
    dropped = found.chosen[found.chosen >= len(candidates)] - len(candidates)
    return Left(tuple(areas[dropped].tolist()), found.status == "optimal")


def _and_left_out(candidates: Candidates, areas: IntArray) -> Candidates:
    """These candidates, and one for each of some areas that does nothing."""
    nothing = Candidates.blank(candidates.scenario, candidates.served, np.ones(len(areas), dtype=np.int64))
    return candidates.join(replace(nothing, hub=areas, members=areas))
