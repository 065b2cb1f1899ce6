"""The robust plan: one plan for several scenarios, of least worst regret or of best expected coverage."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from planner.errors import InputError, Problem
from planner.model.candidates import Candidates
from planner.model.common_candidates import CommonCandidates, common_candidates
from planner.model.rows import Rows
from planner.plan.assemble import asked_of, assemble
from planner.plan.audit import audit
from planner.plan.plan import Part, Plan, Run
from planner.scenario.scenario import Scenario
from planner.solve.certificate import met
from planner.solve.clock import Best, Clock, started
from planner.solve.exact.lexicographic import search_exactly
from planner.solve.exact.relaxation import StuckError
from planner.solve.search import Found, interruptible
from planner.solve.solvers import HIGHS, begin_highs, solver_name
from planner.solve.whole_program import search_as_stated
from planner.types import FloatArray, IntArray
from planner.version import __version__

CLOSE = 1e-6
"""Young people by which a worst regret has to be better to count."""
MOST_PLANES = 40
"""Times the scenarios are weighed anew."""
NARROW = 0.02
"""Share of the worst regret within which the search stops halving and asks for any improvement."""


_Lacking = Literal["infeasible", "no_plan"]


class Robust(Part):
    """One plan that keeps the budget and the rules of every scenario, and what it does in each."""

    in_short = ("rule", "status", "value", "bound", "regret", "plan")

    rule: Literal["regret", "expected"]
    """Least worst regret, or best expected coverage."""
    status: Literal["optimal", "feasible"]
    value: float
    """The worst regret, or the expected (weighted) coverage."""
    bound: float
    """No plan's worst regret is less, or no plan's expected coverage is more."""
    probabilities: tuple[float, ...] | None
    regret: tuple[float, ...]
    """(Weighted) young people fewer than with each scenario's own plan."""
    coverage: tuple[float, ...]
    spend: tuple[float, ...]
    plan: Plan
    """The plan as the first scenario has it; its bound is that scenario's own."""


class NoRobust(Part):
    """That there is no one plan for several scenarios, or that none was found."""

    rule: Literal["regret", "expected"]
    status: _Lacking
    """`infeasible`: it is proved that no plan suits them all; `no_plan`: the search stopped before that."""
    probabilities: tuple[float, ...] | None


@dataclass(frozen=True, eq=False)
class _Choice:
    columns: IntArray
    value: float
    bound: float
    proved: bool


def robust(
    scenarios: Sequence[Scenario],
    plans: Sequence[Plan],
    *,
    probabilities: Sequence[float] | None = None,
    time_limit: float | None = 300.0,
) -> Robust | NoRobust:
    """The one plan of least worst regret over all scenarios, or why there is none.

        minimise    max_s (best_s - sum_c value_sc y_c)
        subject to  every scenario's budget and rules, y_c in {0, 1}

    where best_s is what `plans[s]`, the scenario's own, is worth. With `probabilities` the plan of best
    expected value instead, sum_s p_s sum_c value_sc y_c. Both by the planner's exact search, with a row for
    each scenario: for the regret, whether a plan with less of it exists is asked until none does.

    Raises:
        InputError: when the scenarios differ in their areas, one has a budget by year or no plan, or the
            probabilities are not one for each, of 0 or more and 1 in all.
        TooManyCatchmentsError: when the areas have too many connected groups.
    """
    _check(scenarios, plans, probabilities)
    begin_highs()
    clock = started(time_limit)
    with interruptible(clock.stop):
        common = common_candidates(scenarios)
        best = np.array([plan.objective for plan in plans])
        if probabilities is None:
            choice = _least_regret(common, best, clock)
        else:
            choice = _most_expected(common, np.array(probabilities), clock)
    rule: Literal["regret", "expected"] = "regret" if probabilities is None else "expected"
    shares = None if probabilities is None else tuple(probabilities)
    if not isinstance(choice, _Choice):
        return NoRobust(rule=rule, status=choice, probabilities=shares)
    own = all(plan.status == "optimal" for plan in plans)  # what a regret is measured from
    outcomes = [_as_plan(common, s, choice.columns, plan) for s, plan in enumerate(plans)]
    return Robust(
        rule=rule,
        status="optimal" if choice.proved and (probabilities is not None or own) else "feasible",
        value=choice.value,
        bound=choice.bound,
        probabilities=shares,
        regret=tuple(plan.objective - one.objective for plan, one in zip(plans, outcomes, strict=True)),
        coverage=tuple(one.coverage for one in outcomes),
        spend=tuple(one.spend for one in outcomes),
        plan=outcomes[0],
    )


def _check(
    scenarios: Sequence[Scenario], plans: Sequence[Plan], probabilities: Sequence[float] | None
) -> None:
    first = scenarios[0]
    for scenario, plan in zip(scenarios, plans, strict=True):
        remedy = "compare it without --robust"
        if scenario.areas.codes != first.areas.codes:
            what = f"its areas are not those of {first.name!r}"
            raise InputError(Problem(scenario.name, what, remedy))
        if scenario.years is not None:
            raise InputError(Problem(scenario.name, "its budget is by year", remedy))
        if not plan.has_plan:
            raise InputError(Problem(scenario.name, "it has no plan of its own", remedy))
    if probabilities is not None and (
        len(probabilities) != len(scenarios)
        or min(probabilities) < 0
        or not np.isclose(sum(probabilities), 1.0, atol=1e-9)
    ):
        told = ", ".join(f"{one:g}" for one in probabilities)
        what = f"{told} are not a share for each of {len(scenarios)} scenarios, 1 in all"
        raise InputError(Problem("--probabilities", what, "give as many as scenarios, in their order"))


def _most_expected(common: CommonCandidates, shares: FloatArray, clock: Clock) -> _Choice | _Lacking:
    candidates = replace(common.candidates[0], value=shares @ common.values, cost=shares @ common.costs)
    found = _search(candidates, common.rows, clock)
    if found.chosen is None:
        return _lacking(found)
    value = float(candidates.value[found.chosen].sum())
    return _Choice(found.chosen, value, met(found.bound, value), found.proved)


def _least_regret(common: CommonCandidates, best: FloatArray, clock: Clock) -> _Choice | _Lacking:
    """Bounds the least worst regret by weighing the scenarios, then asks for less until there is none."""
    mixed = _mixed(common, best, clock)
    if not isinstance(mixed, _Mixed):
        return mixed
    columns, worst = mixed.columns, _worst(common, best, mixed.columns)
    least = min(mixed.least, worst)
    step = CLOSE * max(1.0, float(np.abs(best).max()))
    while worst - least > step and clock.left > 0:
        wide = worst - least > NARROW * max(worst, 1.0)
        most = (worst + least) / 2 if wide else worst - step
        found = _within(common, best, most, mixed.shares, clock)
        if found is None:
            break  # stopped
        if not len(found) or _worst(common, best, found) >= worst - step / 2:
            least = most if wide and not len(found) else worst
        else:
            columns, worst = found, _worst(common, best, found)
    return _Choice(columns, worst, least, worst - least <= step)


@dataclass(frozen=True, eq=False)
class _Mixed:
    """The best plan met, a bound on any plan's worst regret, and the shares that prove it."""

    columns: IntArray
    least: float
    shares: FloatArray


def _mixed(common: CommonCandidates, best: FloatArray, clock: Clock) -> _Mixed | _Lacking:
    """Weighs the scenarios so that their mean regret is as large as can be: a bound on the worst regret.

    No plan's worst regret is less than its mean one, whatever the shares, so the least mean regret bounds it.
    The shares that make that largest come from cutting planes (Kelley 1960, doi:10.1137/0108053): each plan
    met is a plane, and a linear program over the shares gives the next ones to try.
    """
    count = len(best)
    shares, regrets = np.full(count, 1.0 / count), []
    kept: _Mixed | None = None
    for _ in range(MOST_PLANES):
        candidates = replace(common.candidates[0], value=shares @ common.values, cost=shares @ common.costs)
        found = _search(candidates, common.rows, clock)
        if found.chosen is None:
            return kept or _lacking(found)
        least = float(shares @ best - found.bound)
        worse = kept is not None and _worst(common, best, kept.columns) <= _worst(common, best, found.chosen)
        columns = kept.columns if kept is not None and worse else found.chosen
        better = kept is None or least > kept.least
        kept = _Mixed(columns, max(0.0, least if better or kept is None else kept.least),
                      shares if better or kept is None else kept.shares)  # fmt: skip
        regrets.append(best - common.values[:, found.chosen].sum(axis=1))
        shares, most = _shares(np.array(regrets))
        if (
            min(most, _worst(common, best, kept.columns)) - kept.least <= 1e-4 * max(1.0, most)
            or clock.left <= 0
        ):
            break
    assert kept is not None
    return kept


def _shares(regrets: FloatArray) -> tuple[FloatArray, float]:
    """Shares of the scenarios under which the least mean regret of the plans met is largest, and that."""
    from scipy.optimize import linprog  # slow to load, and few need it

    plans, count = regrets.shape
    above = np.column_stack([-regrets, np.ones(plans)])
    whole = np.append(np.ones(count), 0.0)[None, :]
    bounds = [(0.0, 1.0)] * count + [(None, None)]
    solved = linprog(np.append(np.zeros(count), -1.0), above, np.zeros(plans), whole, [1.0], bounds)
    found: FloatArray = np.asarray(solved.x)
    return np.clip(found[:count], 0.0, 1.0), float(found[-1])


def _within(
    common: CommonCandidates, best: FloatArray, most: float, shares: FloatArray, clock: Clock
) -> IntArray | None:
    """A plan whose regret is nowhere more than `most`; nothing chosen where none is, None when stopped.

    Its mean regret is at most that too, so that nothing worth less under the shares is looked for.
    """
    candidates = replace(common.candidates[0], value=shares @ common.values)
    found = _search(candidates, common.regret_rows(best, most), clock, 1.0, float(shares @ best) - most)
    if found.chosen is not None:
        return found.chosen
    return np.zeros(0, dtype=np.int64) if found.proved else None


def _lacking(found: Best) -> _Lacking:
    """Why nothing was found: a matter of the rows that a plan has to keep, not of what it is worth."""
    return "infeasible" if found.proved else "no_plan"


def _search(
    candidates: Candidates, rows: Rows, clock: Clock, gap: float = 0.0, at_least: float = -math.inf
) -> Best:
    """The plan worth most within the rows, by the exact search, or where that gets nowhere as stated."""
    if not len(candidates) or bool(((np.diff(rows.matrix.indptr) == 0) & (rows.lower > 0)).any()):
        nothing = None if bool((rows.lower > 1e-9).any()) else np.zeros(0, dtype=np.int64)
        return Best(nothing, 0.0, proved=True)
    everything = np.ones(len(candidates), dtype=bool)
    try:
        return search_exactly(candidates, rows, clock, gap, keep=everything, at_least=at_least)
    except StuckError:
        return search_as_stated(candidates, rows, clock, gap, HIGHS, None)


def _worst(common: CommonCandidates, best: FloatArray, columns: IntArray) -> float:
    return max(0.0, float((best - common.values[:, columns].sum(axis=1)).max()))


def _as_plan(common: CommonCandidates, s: int, columns: IntArray, own: Plan) -> Plan:
    """The choice as one scenario's plan, audited; its bound is what that scenario's own plan proved."""
    candidates = common.candidates[s]
    run = Run(
        planner=__version__,
        solver=solver_name(None),
        seconds=0.0,
        candidates=len(candidates),
        inputs=own.run.inputs,
    )
    plan = assemble(
        candidates, Found("feasible", columns, own.bound), run, asked_of(candidates.scenario, "for_all")
    )
    audit(plan, candidates.scenario)
    return plan
