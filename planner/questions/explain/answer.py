"""Explanations: what each service of the best plan brings, and what it takes to serve an area left out."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import overload

import numpy as np

from planner.plan.plan import Kind, Plan, Service
from planner.plan.sweep import Sweep
from planner.questions.explain.entry import Change, Of, find_change
from planner.scenario.references import codes_of
from planner.scenario.scenario import Scenario
from planner.solve.solvers import Limits

KINDS: tuple[Of, ...] = ("budget", "staff_cost", "need")
MOST = 40
"""Areas left out that the short account looks at."""


@dataclass(frozen=True)
class ServiceExplained:
    """A service of the best plan: young people it brings, and the best plan without it (None: there is none).

    `share` is its part of the plan's coverage; the shares of all services add up to it.
    """

    service: Service
    share: float
    plan: Plan
    next_best: Plan | None
    settled: bool = True
    """Whether it is proved that there is none where there is none: not so where time ran out."""

    @property
    def lost(self) -> float | None:
        """Young people a year fewer without it, its money free for others; None where no plan is left."""
        return None if self.next_best is None else _fewer(self.plan, self.next_best)

    @property
    def instead(self) -> tuple[Service, ...]:
        """Services that the plan without it funds and this one does not."""
        return () if self.next_best is None else added(self.plan, self.next_best)


@dataclass(frozen=True)
class AreaExplained:
    """An area, the best plan with it in a new service, the best without, and the changes that bring it in.

    Either plan is None where no plan can be made so. `changes` has an entry for each kind that was looked
    for, None where there is nothing of the kind to change.
    """

    area: str
    name: str
    plan: Plan
    with_it: Plan | None
    without_it: Plan | None
    changes: dict[Of, Change | None]
    settled: bool = True
    """Whether it is proved that there is no plan where one is None: not so where time ran out."""

    @property
    def in_plan(self) -> bool:
        """Whether the best plan has it in a new service."""
        return any(self.area in service.areas for service in self.plan.services)

    @property
    def lost(self) -> float | None:
        """Young people a year fewer where it must take part; None where it cannot."""
        return None if self.with_it is None else _fewer(self.plan, self.with_it)

    @property
    def lost_without(self) -> float | None:
        """Young people a year fewer where it must not take part; None where no plan is left."""
        return None if self.without_it is None else _fewer(self.plan, self.without_it)


@dataclass(frozen=True)
class Explanation:
    """The best plan, each of its services, and the areas left out, most unmet need first; `more` of those."""

    plan: Plan
    services: tuple[ServiceExplained, ...]
    areas: tuple[AreaExplained, ...]
    more: int

    def __repr__(self) -> str:
        what = f"{len(self.services)} services, {len(self.areas)} areas left out, {self.more} more"
        return f"Explanation({self.plan!r}, {what})"


class Explainer:
    """Explains one scenario's best plan; candidates are built once, and each question is solved for.

    `seconds` is the most that a solve, or the search for one change, may take.
    """

    def __init__(self, scenario: Scenario, seconds: float | None = 60.0) -> None:
        self.scenario, self.seconds = scenario, seconds
        self.sweep = Sweep(scenario)
        self.plan, _ = self.sweep.solve(scenario.budget, Limits(seconds))

    def service(self, identity: str) -> ServiceExplained:
        """What a service of the plan brings, and the next best use of its money.

        The plan without it is the best that funds no service of the same type for exactly the same areas,
        wherever it is based and however many staff it has; all money is free for others.

        Raises:
            KeyError: when the plan funds no such service.
        """
        service = self.plan.service(identity)
        others = self.sweep.only(~self.sweep.offering(service))
        other = self._solve(others, "without")
        found, settled = other if other.has_plan else None, other.status != "no_plan"
        return ServiceExplained(service, share_of(self.scenario, service), self.plan, found, settled)

    def area(self, code: str, kinds: Iterable[Of] = KINDS) -> AreaExplained:
        """The best plan with an area in a new service, and each kind of change that would bring it in.

        Raises:
            KeyError: when no area has this code.
        """
        position = self.scenario.areas.position[code]
        inside = any(code in service.areas for service in self.plan.services)
        excluded = code in self.scenario.policy.closed
        with_it: Plan | None = self.plan
        if excluded or not inside:
            with_it = None if excluded else self._solve(self.sweep.requiring(code), "with")
        holding = self.sweep.candidates.holding(position)
        without_it = self._solve(self.sweep.only(~holding), "without") if inside else self.plan
        changes = {kind: None if excluded else self._change(code, kind, inside) for kind in kinds}
        made = [one if one is not None and one.has_plan else None for one in (with_it, without_it)]
        settled = all(one is None or one.status != "no_plan" for one in (with_it, without_it))
        return AreaExplained(
            code, self.scenario.areas.name(code), self.plan, made[0], made[1], changes, settled
        )

    def left_out(self) -> list[str]:
        """Codes of the areas in no new service that may be in one, most unmet need first."""
        excluded = self.scenario.policy.closed
        areas = [a for a in self.plan.areas if a.service is None and a.area not in excluded]
        unmet = {a.area: a.reached_without_capacity + a.out_of_reach for a in areas}
        return sorted(unmet, key=lambda code: (-round(unmet[code], 9), code))

    def account(self, most: int = MOST, told: Callable[[], None] | None = None) -> Explanation:
        """What each service brings, and what the first `most` areas left out would take."""
        if not self.plan.has_plan:
            return Explanation(self.plan, (), (), 0)
        tell, left_out = told or (lambda: None), self.left_out()
        services, areas = [], []
        for service in self.plan.services:
            services.append(self.service(service.id))
            tell()
        for code in left_out[:most]:
            areas.append(self.area(code, kinds=()))
            tell()
        return Explanation(self.plan, tuple(services), tuple(areas), len(left_out) - len(areas))

    def _change(self, code: str, kind: Of, inside: bool) -> Change | None:
        return find_change(self.sweep, self.plan, code, kind, self.seconds, inside)

    def _solve(self, sweep: Sweep, kind: Kind) -> Plan:
        return sweep.solve(self.scenario.budget, Limits(self.seconds), kind=kind)[0]


@overload
def explain(
    scenario: Scenario,
    *,
    time_limit: float | None = 60.0,
    most: int = MOST,
    told: Callable[[], None] | None = None,
) -> Explanation: ...
@overload
def explain(scenario: Scenario, *, service: str, time_limit: float | None = 60.0) -> ServiceExplained: ...
@overload
def explain(scenario: Scenario, *, area: str, time_limit: float | None = 60.0) -> AreaExplained: ...
def explain(
    scenario: Scenario,
    *,
    service: str | None = None,
    area: str | None = None,
    time_limit: float | None = 60.0,
    most: int = MOST,
    told: Callable[[], None] | None = None,
) -> Explanation | ServiceExplained | AreaExplained:
    """Why the best plan is what it is: each of its services, and `most` of the areas that are left out.

    Of a `service`, by its id, alone: what it brings and the next best use of its money. Of an `area` alone,
    by code or name: the plans with and without it, and the smallest changes that bring it in. `time_limit` is
    in seconds for each plan; `told` is called as each service and area is done.

    Raises:
        InputError: when no area, or several, are called that.
        KeyError: when the plan funds no such service.
        ValueError: when both a service and an area are asked for.
    """
    if service is not None and area is not None:
        raise ValueError("one of a service and an area can be explained at a time")
    code = None if area is None else codes_of(scenario.areas, [area], "area")[0]
    explainer = Explainer(scenario, time_limit)
    if service is not None:
        return explainer.service(service)
    if code is not None:
        return explainer.area(code)
    return explainer.account(most, told)


def share_of(scenario: Scenario, service: Service) -> float:
    """Young people a service supports: a year, or with a budget by year over all of them."""
    years = scenario.years
    if years is None or service.starts is None:
        return service.covered
    start = service.starts - years.first
    return service.covered * sum(years.reached(year, start) for year in range(len(years.budgets)))


def added(before: Plan, after: Plan) -> tuple[Service, ...]:
    """Services that one plan funds and another before it does not, by id."""
    known = {service.id for service in before.services}
    return tuple(service for service in after.services if service.id not in known)


def _fewer(best: Plan, other: Plan) -> float:
    """Young people fewer, differences in the last digits counting for none."""
    return float(np.round(best.coverage - other.coverage, 9)) + 0.0
