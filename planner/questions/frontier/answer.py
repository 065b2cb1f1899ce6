"""The frontier: the best coverage at every budget, free and keeping what was funded before."""

import pickle
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import Literal

import numpy as np
from pydantic import Field

from planner.plan.audit import audit
from planner.plan.part import Part
from planner.plan.plan import SCHEMA, Plan
from planner.plan.sweep import Sweep
from planner.runs.workers import Workers
from planner.scenario.scenario import Scenario
from planner.solve.search import Status, interruptible
from planner.solve.solvers import Limits
from planner.types import IntArray

NOTHING: IntArray = np.zeros(0, dtype=np.int64)
Kind = Literal["free", "nested"]
Step = tuple[Kind, tuple[float, ...]]
"""A plan to make: a free one by its budget, a nested one by all the budgets up to it, on which it rests."""
Solved = tuple[Plan, float | None]
"""A plan and the shadow price of its budget."""


class Point(Part):
    """The best plan at one budget; pounds a year and young people a year."""

    budget: float
    coverage: float
    objective: float
    bound: float
    status: Status
    spend: float
    services: tuple[str, ...]
    """Ids of the services funded."""
    areas_with_access: int
    """Areas that take part in a service, new or existing."""
    cost_per_extra_person: float | None
    """Pounds a year for each further young person since the point before; null where there is none more."""
    shadow_price: float | None
    """Young people a year (weighted) for a last pound in the linear program: what more money brings over many
    steps, not in the next. Null where the plan is that of a larger budget."""


class Entry(Part):
    """The smallest budget of the frontier at which an area has access to a service; null: at none."""

    free: float | None
    nested: float | None = None


class Frontier(Part):
    """Best coverage at every budget. `nested` keeps at each budget every service of the one before."""

    in_short = ("scenario", "points", "nested")

    schema_: int = Field(SCHEMA, alias="schema")
    scenario: str
    points: tuple[Point, ...]
    nested: tuple[Point, ...] | None = None
    entry: dict[str, Entry]
    published: bool = False
    """Whether counts are as anybody may see them."""
    plans: tuple[Plan, ...] = Field(exclude=True)
    """The free plans, one a point."""
    nested_plans: tuple[Plan, ...] | None = Field(None, exclude=True)


def frontier(
    scenario: Scenario,
    budgets: Sequence[float],
    *,
    nested: bool = False,
    time_limit: float | None = 60.0,
    done: Mapping[Step, Solved] | None = None,
    told: Callable[[Step, Solved], None] | None = None,
    workers: Workers | None = None,
) -> Frontier:
    """The best plan at each of `budgets` (pounds a year), and nested ones where asked.

    Budgets are taken from the largest down: a plan of least spend is the best for every smaller budget
    that still pays for it. Nested plans go up: each is the best that funds all services of the one before.
    Ctrl-C ends it with the budgets done so far. `time_limit` is in seconds for each plan. `done` are plans
    known from before, by step; `told` hears of each new one. With several `workers` free plans are made side
    by side, and nested ones, which rest on each other, here.

    Raises:
        ValueError: when there is no budget, or one is not above 0.
        TooManyCatchmentsError: when the areas have too many connected groups.
    """
    if not budgets or min(budgets) <= 0:
        raise ValueError("a frontier needs budgets above 0")
    walk = _Walk(scenario, sorted(set(budgets)), Limits(time_limit), dict(done or {}), told)
    with interruptible(walk.stop):
        walk.ahead(workers or Workers())
        free = walk.free()
        steps = walk.nested(free[0]) if nested and free and not walk.stop.is_set() else None
    return Frontier(
        scenario=scenario.name,
        points=_points(scenario, free),
        nested=None if steps is None else _points(scenario, steps),
        entry=_entries(scenario, free, steps),
        published=scenario.published,
        plans=tuple(plan for plan, _ in free),
        nested_plans=None if steps is None else tuple(plan for plan, _ in steps),
    )


def steps_of(budgets: Sequence[float], nested: bool) -> list[Step]:
    """Every plan that a frontier over these rising budgets makes; the first free one begins the nested."""
    free: list[Step] = [("free", (budget,)) for budget in budgets]
    return free + [("nested", tuple(budgets[:place])) for place in range(2, len(budgets) + 1) if nested]


class _Walk:
    """Goes over the budgets; the candidates are built when the first plan is not known yet."""

    def __init__(
        self,
        scenario: Scenario,
        budgets: list[float],
        limits: Limits,
        done: dict[Step, Solved],
        told: Callable[[Step, Solved], None] | None,
    ) -> None:
        self.scenario, self.budgets, self.limits = scenario, budgets, limits
        self.done, self.told, self.before = done, told, frozenset(done)
        self.stop, self.elsewhere = threading.Event(), False
        self._sweep: Sweep | None = None
        self._coming: Iterator[Solved] = iter(())
        """Free plans that workers make, from the largest budget down."""

    def ahead(self, workers: Workers) -> None:
        """Begin on all free plans that are not known yet, where there are workers for it."""
        missing = [budget for budget in reversed(self.budgets) if ("free", (budget,)) not in self.done]
        self.elsewhere = workers.elsewhere
        if workers.several and len(missing) > 1:
            self._coming = workers.over(partial(solve_budget, self.scenario, self.limits), missing)

    @property
    def sweep(self) -> Sweep:
        self._sweep = self._sweep or Sweep(self.scenario)
        return self._sweep

    def free(self) -> list[Solved]:
        """The best plan at each budget, from the largest down, in rising order."""
        plans: list[Solved] = []
        for budget in reversed(self.budgets):
            larger = plans[-1][0] if plans else None
            solved = self._known(("free", (budget,)), partial(self._free, budget, larger))
            if solved is None:
                break
            plans.append(solved)
        return plans[::-1]

    def _free(self, budget: float, larger: Plan | None) -> Solved:
        made = next(self._coming, None)
        if made is not None and self.elsewhere:
            audit(made[0], self.scenario.with_budget(budget))
        if larger is not None and _still_best(larger, budget):
            return larger.model_copy(update={"budget": budget}), None
        return made or self.sweep.solve(budget, self.limits)

    def nested(self, first: Solved) -> list[Solved]:
        """From the first free plan up, each the best that funds every service of the one before.

        One from before is taken only where all that it rests on are from before too.
        """
        plans, rests = [first], ("free", (self.budgets[0],)) in self.before
        for place, budget in enumerate(self.budgets[1:], 2):
            step: Step = ("nested", tuple(self.budgets[:place]))
            rests = rests and step in self.before
            if not rests:
                self.done.pop(step, None)
            solved = self._known(step, partial(self._keeping, budget, plans[-1][0]))
            if solved is None:
                break
            plans.append(solved)
        return plans

    def _keeping(self, budget: float, below: Plan) -> Solved:
        kept = self.sweep.chosen(below) if below.has_plan else NOTHING
        return self.sweep.solve(budget, self.limits, kept=kept)

    def _known(self, step: Step, solve: Callable[[], Solved]) -> Solved | None:
        """The plan from before, or a new one; None once stopped, since what was cut short is not kept."""
        if step not in self.done and not self.stop.is_set():
            solved = solve()
            if not self.stop.is_set():
                self.done[step] = solved
                if self.told:
                    self.told(step, solved)
        return self.done.get(step)


@lru_cache(maxsize=1)
def _sweep_of(pickled: bytes) -> Sweep:
    """One scenario's candidates, built once in each worker."""
    return Sweep(pickle.loads(pickled))


def solve_budget(scenario: Scenario, limits: Limits, budget: float) -> Solved:
    """The best plan at one budget and its shadow price; a function that workers can be sent."""
    return _sweep_of(pickle.dumps(scenario)).solve(budget, limits)


def _still_best(plan: Plan, budget: float) -> bool:
    """Whether the best plan for a larger budget is that for this one: it fits, or there is none at all."""
    return plan.status == "infeasible" or (plan.status == "optimal" and plan.spend <= budget)


def _points(scenario: Scenario, solved: list[Solved]) -> tuple[Point, ...]:
    points: list[Point] = []
    last: Plan | None = None
    for plan, price in solved:
        points.append(
            Point(
                budget=plan.budget,
                coverage=plan.coverage,
                objective=plan.objective,
                bound=plan.bound,
                status=plan.status,
                spend=plan.spend,
                services=tuple(service.id for service in plan.services),
                areas_with_access=len(with_access(scenario, plan)),
                cost_per_extra_person=_extra(last, plan),
                shadow_price=price,
            )
        )
        last = plan if plan.has_plan else last
    return tuple(points)


def _extra(last: Plan | None, plan: Plan) -> float | None:
    """Pounds for each further young person since the last plan (since nothing, at the first)."""
    coverage, spend = (last.coverage, last.spend) if last else (0.0, 0.0)
    more = plan.coverage - coverage
    return (plan.spend - spend) / more if more > 1e-6 * max(1.0, plan.coverage) else None


def with_access(scenario: Scenario, plan: Plan) -> set[str]:
    """Codes of the areas that take part in a service, new or existing."""
    new = {code for service in plan.services for code in service.areas}
    return new | {code for service in scenario.existing for code in service.areas}


def _entries(scenario: Scenario, free: list[Solved], steps: list[Solved] | None) -> dict[str, Entry]:
    first, nested = _entry(scenario, free), _entry(scenario, steps or [])
    return {code: Entry(free=first.get(code), nested=nested.get(code)) for code in scenario.areas.codes}


def _entry(scenario: Scenario, solved: list[Solved]) -> dict[str, float]:
    """The smallest budget at which each area that ever has access has it."""
    entry: dict[str, float] = {}
    for plan, _ in solved:
        for code in with_access(scenario, plan):
            entry.setdefault(code, plan.budget)
    return entry
