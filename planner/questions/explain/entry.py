"""Entry: the smallest change of money, staff cost or need at which the best plan takes an area in."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from planner.plan.plan import Plan
from planner.plan.sweep import Sweep
from planner.policy.reductions import Reduction
from planner.scenario.scenario import Scenario
from planner.solve.clock import Clock, started
from planner.solve.search import Status
from planner.solve.solvers import Limits

STEPS = {"budget": 1.0, "staff_cost": 100.0, "need": 0.1}
"""Pounds a year, pounds a year for one member of staff, and people, to which a change is looked for."""
CLOSE, GAP = 1e-6, 1e-7
"""Relative difference in the objective that counts for none, and to which a solve is proved."""
Of = Literal["budget", "staff_cost", "need"]
PENNY = 0.01


class OutOfTimeError(Exception):
    """Raised when a solve could not be finished in the time there is."""


@dataclass(frozen=True)
class Change:
    """The first value at which some best plan takes an area in, None where there is none up to `looked_to`.

    `smallest` says whether it is proved the first, and `stopped` whether time ended the search.
    """

    of: Of
    value: float | None
    looked_to: float
    smallest: bool = True
    stopped: bool = False
    type: str | None = None
    """For a staff cost: the type of service it is that of; those of other types fall by the same share."""


@dataclass(frozen=True)
class _SteppedChange:
    """A change step by step: the scenario after so many steps, its value there, and the most steps."""

    of: Of
    last: int
    value: Callable[[int], float]
    scenario: Callable[[int], Scenario]
    same_candidates: bool
    smallest: bool = True
    type: str | None = None


def find_change(
    sweep: Sweep, plan: Plan, area: str, of: Of, seconds: float | None, inside: bool = False
) -> Change | None:
    """The smallest change of one kind at which some best plan takes `area` in; None where it cannot be made.

    A step is a pound of budget up to twice the budget, £100 of staff cost down to nothing, or a tenth of a
    person of the area's need up to twice the largest of any area. With `W(k)` the objective of the best plan
    that takes the area in after k steps, and `V(k)` of the best that does not, the area enters at the first
    k with `W(k) >= V(k)`. Entry is not monotone, but both only rise with k: while `W(j) < V(k)` no step from
    k to j can do. So from each k the search goes on at the first j with `W(j) >= V(k)` and misses nothing.
    That j is the cost of the cheapest plan worth V(k), or is found by bisection. A need is not proved the
    smallest where a rule or an existing service could make more need there worth less.
    `inside` says that the best plan has the area.
    """
    change = _stepped(sweep, area, of)
    if change is None:
        return None
    if inside:  # at once
        return Change(of, change.value(0), change.value(0), type=change.type)
    values = _Values(sweep, plan, area, change, started(seconds))
    try:
        step = first_entry(values.first_worth, values.outside)
    except OutOfTimeError:
        return Change(of, None, change.value(values.arrived), stopped=True, type=change.type)
    value = None if step is None else change.value(step)
    looked_to = change.value(change.last if step is None else step)
    return Change(of, value, looked_to, change.smallest, type=change.type)


def first_entry(
    first_worth: Callable[[int, float], int | None], outside: Callable[[int], float]
) -> int | None:
    """The first step k at which the best plan with the area is worth `outside(k)`; None: there is none.

    `first_worth(k, target)` is the first step from k on at which it is worth `target`, None where there
    is none. Neither worth falls with k.
    """
    k: int | None = 0
    while k is not None:
        before, k = k, first_worth(k, outside(k))
        if k == before:
            break
    return k


def first_reaching(reaches: Callable[[int], bool], low: int, last: int) -> int | None:
    """The first step from `low` to `last` that reaches something, by doubling and bisection; None: no step.

    Every step after one that does does too.
    """
    if reaches(low):
        return low
    stride, high = 1, low
    while high < last:
        high = min(low + stride, last)
        if reaches(high):
            break
        low, stride = high, 2 * stride
    else:
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if reaches(middle) else (middle, high)
    return high


class _Values:
    """What the best plans with and without an area are worth step by step; `arrived` is how far it got."""

    def __init__(self, sweep: Sweep, plan: Plan, area: str, change: _SteppedChange, clock: Clock) -> None:
        self.built, self.plan, self.area, self.change, self.clock = sweep, plan, area, change, clock
        self.position = sweep.candidates.scenario.areas.position[area]
        self.arrived = 0

    def _sweep(self, step: int) -> Sweep:
        scenario = self.change.scenario(step)
        return Sweep(scenario, self.built.candidates if self.change.same_candidates or not step else None)

    def outside(self, step: int) -> float:
        """The objective of the best plan without the area; -inf where there is none."""
        self.arrived = step
        if step == 0:
            _in_time(self.plan.status)
            return self.plan.objective
        sweep = self._sweep(step)
        other = sweep.only(~sweep.candidates.holding(self.position))
        best, _ = other.solve(other.candidates.scenario.budget, Limits(self._seconds(), GAP))
        _in_time(best.status)
        return best.objective if best.has_plan else -math.inf

    def first_worth(self, step: int, target: float) -> int | None:
        """The first step from this one on at which a plan with the area is worth `target`."""
        if self.change.of == "budget" and self.built.candidates.scenario.years is None:
            cost, now = self._cheapest(step, target), self.change.value(0)
            further = math.ceil(cost - math.floor(now) - PENNY) if cost <= 2 * now else self.change.last + 1
            return max(step, further) if further <= self.change.last else None

        def reaches(at: int) -> bool:
            return self._cheapest(at, target) <= self.change.scenario(at).budget + PENNY

        return first_reaching(reaches, step, self.change.last)

    def _cheapest(self, step: int, target: float) -> float:
        """What a plan with the area that is worth `target` costs at least; endless where there is none.

        Looks beyond the budget, where that is for each year: proving that nothing fits takes longer than
        finding what would.
        """
        sweep = self._sweep(step).requiring(self.area)
        least = max(0.0, target - CLOSE * max(1.0, abs(target)))
        beyond = 2 * sweep.candidates.scenario.budget
        status, cost = sweep.cheapest(least, beyond, Limits(self._seconds()))
        _in_time(status)
        return math.inf if status == "infeasible" else cost

    def _seconds(self) -> float | None:
        if self.clock.left <= 0:
            raise OutOfTimeError
        return self.clock.seconds


def _in_time(status: Status) -> None:
    if status in ("feasible", "no_plan"):
        raise OutOfTimeError


def _stepped(sweep: Sweep, area: str, of: Of) -> _SteppedChange | None:
    scenario = sweep.candidates.scenario
    return {"budget": _budgets, "staff_cost": _staff_costs, "need": _needs}[of](scenario, area)


def _budgets(scenario: Scenario, _area: str) -> _SteppedChange | None:
    now, step = scenario.budget, STEPS["budget"]
    if now <= 0:
        return None

    def value(steps: int) -> float:
        return (math.floor(now / step) + steps) * step if steps else now

    def changed(steps: int) -> Scenario:
        if scenario.years is None:
            return scenario.with_budget(value(steps))
        more = value(steps) / now
        years = scenario.years._replace(budgets=tuple(more * one for one in scenario.years.budgets))
        return replace(scenario, years=years, budget=sum(years.budgets))

    return _SteppedChange("budget", math.ceil(now / step), value, changed, same_candidates=True)


def _staff_costs(scenario: Scenario, _area: str) -> _SteppedChange | None:
    staffed = {name: kind.staff for name, kind in scenario.services.items() if kind.staff}
    first = next(iter(staffed), None)
    if first is None or staffed[first].cost <= 0:
        return None
    now, step = staffed[first].cost, STEPS["staff_cost"]

    def value(steps: int) -> float:
        return max(0.0, (math.ceil(now / step) - steps) * step) if steps else now

    def changed(steps: int) -> Scenario:
        services = dict(scenario.services)
        for name, staff in staffed.items():
            cheaper = staff.model_copy(update={"cost": staff.cost * value(steps) / now})
            services[name] = services[name].model_copy(update={"staff": cheaper})
        return replace(scenario, services=services)

    return _SteppedChange(
        "staff_cost", math.ceil(now / step), value, changed, same_candidates=False, type=first
    )


def _needs(scenario: Scenario, area: str) -> _SteppedChange | None:
    place, step = scenario.areas.position[area], STEPS["need"]
    now, most = float(scenario.areas.need[place]), 2 * float(scenario.areas.need.max())
    if most <= 0:
        return None

    def value(steps: int) -> float:
        return round((math.floor(now / step + CLOSE) + steps) * step, 6) if steps else now

    def changed(steps: int) -> Scenario:
        need = scenario.areas.need.copy()
        need[place] = value(steps)
        return replace(scenario, areas=scenario.areas.with_need(need))

    shared = any(area in service.areas for service in scenario.existing)
    smallest = scenario.policy.allows(Reduction.MORE_NEED) and not shared
    last = math.ceil((most - now) / step)
    return _SteppedChange("need", last, value, changed, same_candidates=False, smallest=smallest)
