"""Scenarios side by side: what each plan does, what differs, and what each is worth if another comes true."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import Field

from planner.plan.audit import audit, broken_rules
from planner.plan.evaluate import value_of
from planner.plan.optimise import optimise
from planner.plan.plan import SCHEMA, Part, Plan, Service
from planner.questions.frontier.answer import with_access
from planner.runs.workers import Workers
from planner.scenario.read.yaml_file import shown
from planner.scenario.scenario import Scenario
from planner.scenario.schema import TABLES
from planner.solve.search import Status

PENNY = 0.005


class LeastServed(Part):
    """The area with the least share of its need supported; of equals the one with most need."""

    area: str
    name: str
    share: float
    """NaN (null in JSON) in what is published, as are the other shares of people there."""


class Metrics(Part):
    """What one scenario's plan does; pounds and young people a year (over the years, with several)."""

    name: str
    status: Status
    coverage: float
    bound: float
    share_of_need: float | None
    """Share of the need that is supported, existing services counted; null where there is no need."""
    budget: float
    spend: float
    cost_per_person: float | None
    services: int
    joint_services: int
    areas_with_access: int
    """Areas that take part in a service, new or existing."""
    least_served: LeastServed | None
    gap_in_share: float | None
    """Share of need supported in the best-served area, less that in the least-served."""
    years: tuple[int, int] | None = None
    """First and last year where the budget is by year: coverage, bound, budget and spend are then sums over
    these, and the share of need is that of the last."""


class Comparison(Part):
    """Scenarios side by side, in the order in which they were given.

    In `regret` and beside it a row is a plan and a column a scenario in which it finds itself: the
    (weighted) young people fewer than with that scenario's own plan. Null where it cannot be valued there:
    a type, area or existing service is lacking, the budget is by year, or the scenario has no plan.
    """

    in_short = ("plans", "differences", "in_every_plan", "in_some_plans")

    schema_: int = Field(SCHEMA, alias="schema")
    scenarios: tuple[Metrics, ...]
    differences: dict[str, tuple[Any, ...]]
    """Dotted keys of the resolved scenarios that are not the same in all, and what each says."""
    in_every_plan: tuple[str, ...]
    """Ids of services that every plan funds."""
    in_some_plans: dict[str, tuple[bool, ...]]
    """Ids of the other services, and which plans fund them."""
    regret: tuple[tuple[float | None, ...], ...]
    fits_budget: tuple[tuple[bool | None, ...], ...]
    keeps_rules: tuple[tuple[bool | None, ...], ...]
    published: bool = False
    """Whether counts are as anybody may see them."""
    plans: tuple[Plan, ...] = Field(exclude=True)

    @property
    def services(self) -> dict[str, Service]:
        """A service of each id that some plan funds; its hub and staff may be others in other plans."""
        return {service.id: service for plan in self.plans for service in plan.services}


def compare(
    scenarios: Sequence[Scenario],
    *,
    time_limit: float | None = 60.0,
    workers: Workers | None = None,
    done: Mapping[int, Plan] | None = None,
    told: Callable[[int, Plan], None] | None = None,
) -> Comparison:
    """The best plan of each scenario, what they share, and their regret under each other's assumptions.

    `time_limit` is in seconds for each plan; `done` are plans known from before, by the scenario's place, and
    `told` hears of each new one, in order.

    Raises:
        ValueError: when there are fewer than two scenarios.
        WorkerError: when the workers cannot be reached, or die again and again.
    """
    if len(scenarios) < 2:
        raise ValueError("there are fewer than two scenarios to compare")
    plans = _plans(scenarios, time_limit, workers or Workers(), dict(done or {}), told)
    every = [{service.id for service in plan.services} for plan in plans]
    shared = set.intersection(*every)
    worth = [[_worth(plan, plans[j], scenarios[j]) for j in range(len(plans))] for plan in plans]
    return Comparison(
        scenarios=tuple(metrics(plan, one) for plan, one in zip(plans, scenarios, strict=True)),
        differences=differences(scenarios),
        in_every_plan=tuple(sorted(shared)),
        in_some_plans={one: tuple(one in ids for ids in every) for one in sorted(set.union(*every) - shared)},
        regret=tuple(tuple(one and one[0] for one in row) for row in worth),
        fits_budget=tuple(tuple(one and one[1] for one in row) for row in worth),
        keeps_rules=tuple(tuple(one and one[2] for one in row) for row in worth),
        published=all(one.published for one in scenarios),
        plans=tuple(plans),
    )


def _plans(
    scenarios: Sequence[Scenario],
    seconds: float | None,
    workers: Workers,
    done: dict[int, Plan],
    told: Callable[[int, Plan], None] | None,
) -> list[Plan]:
    missing = [place for place in range(len(scenarios)) if place not in done]
    found = workers.over(partial(best_plan, seconds=seconds), [scenarios[place] for place in missing])
    for place, plan in zip(missing, found, strict=True):
        if workers.elsewhere:
            audit(plan, scenarios[place])
        done[place] = plan
        if told:
            told(place, plan)
    return [done[place] for place in range(len(scenarios))]


def best_plan(scenario: Scenario, seconds: float | None) -> Plan:
    """The best plan of a scenario; a function that workers can be sent."""
    return optimise(scenario, time_limit=seconds)


def metrics(plan: Plan, scenario: Scenario) -> Metrics:
    """The measures of one scenario's plan, from the numbers it shows."""
    shares = {
        area.area: (area.already_covered + area.covered) / area.need
        for area in plan.areas
        if area.need > 0 and not math.isnan(area.already_covered + area.covered)
    }
    least = min(
        (area for area in plan.areas if area.area in shares),
        key=lambda area: (round(shares[area.area], 9), -area.need, area.area),
        default=None,
    )
    both = plan.already_covered + (plan.years[-1].coverage if plan.years else plan.coverage)
    each = plan.spend / plan.coverage if plan.coverage > 0 else None
    return Metrics(
        name=plan.scenario,
        status=plan.status,
        coverage=plan.coverage,
        bound=plan.bound,
        share_of_need=both / plan.need if plan.need > 0 and not math.isnan(both) else None,
        budget=plan.budget,
        spend=plan.spend,
        cost_per_person=plan.cost_per_person if plan.years else each,
        services=len(plan.services),
        joint_services=sum(service.kind == "joint" for service in plan.services),
        areas_with_access=len(with_access(scenario, plan)),
        least_served=least and LeastServed(area=least.area, name=least.name, share=shares[least.area]),
        gap_in_share=max(shares.values()) - min(shares.values()) if shares else None,
        years=(plan.years[0].year, plan.years[-1].year) if plan.years else None,
    )


def _worth(plan: Plan, best: Plan, scenario: Scenario) -> tuple[float, bool, bool] | None:
    """Regret of a plan in a scenario whose own is `best`, whether it fits its budget, and keeps its rules."""
    if plan is best and plan.has_plan:
        return 0.0, True, True
    if not plan.has_plan or not best.has_plan or plan.years or scenario.years:
        return None
    try:
        there = value_of(scenario, plan.services)
    except KeyError:
        return None
    fits = there.spend <= scenario.budget + max(PENNY, 1e-9 * scenario.budget)
    lost = best.objective - there.objective
    rounding = abs(lost) <= 1e-6 * max(1.0, best.objective)
    return 0.0 if rounding else lost, fits, not broken_rules(there, scenario)


def differences(scenarios: Sequence[Scenario]) -> dict[str, tuple[Any, ...]]:
    """Dotted keys of the resolved scenarios whose values differ, with each one's; None where it has none."""
    flat = [dict(_flat(scenario.resolved, ())) for scenario in scenarios]
    keys = sorted({key for one in flat for key in one} - {"name", "extends"})
    values = {key: tuple(one.get(key) for one in flat) for key in keys}
    return {key: said for key, said in values.items() if any(one != said[0] for one in said)}


def _flat(value: Any, keys: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict) and value and keys[:1] != ("variants",):
        for key, inner in value.items():
            yield from _flat(inner, (*keys, str(key)))
    elif keys[:1] != ("variants",):
        files = len(keys) == 2 and keys[0] == "areas" and keys[1] in TABLES
        yield ".".join(keys), shown(Path(value)) if files else value
