"""Stability: which parts of the best plan stand when the needs are drawn from what they might be."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
from pydantic import Field

from planner.errors import AuditError, InputError, Problem
from planner.plan.audit import audit
from planner.plan.evaluate import value_of, values_over
from planner.plan.identity import Identity
from planner.plan.optimise import optimise
from planner.plan.plan import SCHEMA, Part, Plan, Published, Service
from planner.questions.stability.value_of_information import Improvement, worth_improving
from planner.runs.workers import Workers
from planner.scenario.draws import draw_needs
from planner.scenario.scenario import Scenario
from planner.scenario.schema import Uncertainty
from planner.types import FloatArray

BATCH = 4
"""Draws that a worker is sent at once."""


class Drawn(Part):
    """The best plan of one draw, without its areas."""

    draw: int
    proved: bool
    objective: float
    bound: float
    services: tuple[Service, ...]


class Interval(Part):
    """Young people a year: 5, 50 and 95 in 100 draws come to less."""

    p5: float
    p50: float
    p95: float


class Stability(Published, Part):
    """How the best plan changes with the needs. Shares are of draws; people are weighted by the policy."""

    in_short = ("scenario", "draws", "services", "mean_coverage", "best_mean_coverage")

    schema_: int = Field(SCHEMA, alias="schema")
    scenario: str
    draws: int
    seed: int
    spread: float | None
    common: float
    proved: int
    """Draws whose plan was proved best."""
    services: dict[str, float]
    """How often each service is in the best plan, most often first."""
    hubs: dict[str, float]
    areas: dict[str, float]
    """How often each area takes part in something newly funded."""
    coverage: Interval
    """What today's plan would cover."""
    mean_coverage: float
    """Mean coverage of today's plan."""
    best_mean_coverage: float
    """Mean coverage of the plan that is best on average over the draws."""
    value_of_perfect_information: float
    """Mean coverage with the best plan for each draw, less that of the plan that is best on average."""
    best_mean_proved: bool = True
    """Whether it is proved that no plan is better on average over these draws."""
    worth_improving: tuple[Improvement, ...]
    published: bool = False
    """Whether counts are as anybody may see them."""
    plan: Plan = Field(exclude=True)
    """Today's plan: the best for the estimated needs."""
    identities: dict[str, Identity] = Field(exclude=True)
    """What the ids under `services` stand for."""


def stability(
    scenario: Scenario,
    *,
    uncertainty: Uncertainty | None = None,
    time_limit: float | None = 60.0,
    workers: Workers | None = None,
    done: Mapping[int, Drawn] | None = None,
    told: Callable[[Drawn], None] | None = None,
) -> Stability:
    """The scenario solved anew for each of many draws of its needs (`inputs.draws` says how they are drawn).

    `uncertainty` is the scenario's own where it is not given, `time_limit` in seconds for each draw. `done`
    are draws known from before, `told` hears of each new one, in order.

    Raises:
        InputError: when how sure the needs are is not known, or the budget is by year.
        ValueError: when the scenario's own plan does not exist or was not found.
        WorkerError: when the workers cannot be reached, or die again and again.
    """
    if scenario.years is not None:
        problem = Problem(scenario.name, "its budget is by year", "give one budget a year for stability")
        raise InputError(problem)
    asked = uncertainty or scenario.uncertainty
    plain = _plain(scenario)
    needs = draw_needs(scenario.areas, asked, scenario.name)
    plan = optimise(scenario, time_limit=time_limit)
    if not plan.has_plan:
        raise ValueError("there is no plan whose stability could be told; planner optimise says why")
    every = _every(plain, needs, time_limit, workers or Workers(), dict(done or {}), told)
    expected = optimise(_expecting(plain, needs), time_limit=time_limit)
    return _summary(scenario, asked, plan, expected, needs, every)


def _plain(scenario: Scenario) -> Scenario:
    """The scenario planned on its need alone, which as a mean of draws may lie outside its interval."""
    return replace(scenario, areas=scenario.areas.with_need(scenario.areas.need), draws=None)


def _every(
    scenario: Scenario,
    needs: FloatArray,
    seconds: float | None,
    workers: Workers,
    done: dict[int, Drawn],
    told: Callable[[Drawn], None] | None,
) -> list[Drawn]:
    """The best plan of every draw, in order."""
    missing = [draw for draw in range(len(needs)) if draw not in done]
    batches = [missing[place : place + BATCH] for place in range(0, len(missing), BATCH)]
    work = [[(draw, needs[draw]) for draw in batch] for batch in batches]
    for results in workers.over(partial(solve_draws, scenario, seconds), work):
        for drawn in results:
            if workers.elsewhere:
                _audit(scenario, needs[drawn.draw], drawn)
            done[drawn.draw] = drawn
            if told:
                told(drawn)
    return [done[draw] for draw in range(len(needs))]


def _audit(scenario: Scenario, need: FloatArray, drawn: Drawn) -> None:
    """Hold what a worker says is the plan for a draw to the draw and to the rules.

    Raises:
        AuditError: when they disagree.
    """
    here = replace(scenario, areas=scenario.areas.with_need(need))
    if not drawn.services:
        return
    try:
        plan = value_of(here, drawn.services)
    except KeyError as error:
        raise AuditError(f"draw {drawn.draw}: a worker's plan is of another scenario ({error})") from error
    audit(plan, here)
    close = abs(plan.objective - drawn.objective) <= 1e-6 * max(1.0, plan.objective)
    if not close or not drawn.bound >= plan.objective - 1e-6 * max(1.0, plan.objective):
        said = f"{drawn.objective:.3f} with a bound of {drawn.bound:.3f}"
        raise AuditError(f"draw {drawn.draw}: a worker's plan is said to be worth {said}, and is not")


def solve_draws(
    scenario: Scenario, seconds: float | None, work: Sequence[tuple[int, FloatArray]]
) -> list[Drawn]:
    """The best plan for each numbered draw of the needs; a function that workers can be sent."""
    found = []
    for draw, need in work:
        plan = optimise(replace(scenario, areas=scenario.areas.with_need(need)), time_limit=seconds)
        proved = plan.status in ("optimal", "infeasible")
        services = tuple(plan.services)
        found.append(
            Drawn(draw=draw, proved=proved, objective=plan.objective, bound=plan.bound, services=services)
        )
    return found


def _expecting(scenario: Scenario, needs: FloatArray) -> Scenario:
    """The scenario with its objective expected over these needs."""
    return replace(scenario, areas=replace(scenario.areas, need=needs.mean(axis=0)), draws=needs)


def _summary(
    scenario: Scenario, asked: Uncertainty, plan: Plan, expected: Plan, needs: FloatArray, every: list[Drawn]
) -> Stability:
    plain = _plain(scenario)
    plans = [plan.services, expected.services, *(drawn.services for drawn in every)]
    worth = _worth(plain, plans, needs)
    best = np.array([drawn.objective for drawn in every])
    unweighed = replace(plain, policy=plain.policy.keeping(lambda rule: not rule.weighs))
    people = _worth(unweighed, plans[:1], needs)[0]
    best_mean = float(worth.mean(axis=1).max())
    low, middle, high = (float(p) for p in np.percentile(people, [5, 50, 95]))
    count = len(every)
    return Stability(
        scenario=scenario.name,
        draws=count,
        seed=asked.seed,
        spread=asked.spread,
        common=asked.common,
        proved=sum(drawn.proved for drawn in every),
        services=_shares(((service.id for service in drawn.services) for drawn in every), count),
        hubs=_shares(({service.hub for service in drawn.services} for drawn in every), count),
        areas=_shares(({code for one in drawn.services for code in one.areas} for drawn in every), count),
        coverage=Interval(p5=low, p50=middle, p95=high),
        mean_coverage=float(people.mean()),
        best_mean_coverage=best_mean,
        best_mean_proved=expected.status == "optimal",
        value_of_perfect_information=max(0.0, float(np.maximum(best, worth.max(axis=0)).mean()) - best_mean),
        worth_improving=worth_improving(scenario.areas, needs, worth),
        published=scenario.published,
        plan=plan,
        identities={
            one.id: Identity(one.type, one.areas, one.expands) for drawn in every for one in drawn.services
        },
    )


def _shares(found: Any, count: int) -> dict[str, float]:
    """In which share of draws each of these is found, most often first."""
    times = Counter(one for draw in found for one in draw)
    return {one: times[one] / count for one in sorted(times, key=lambda one: (-times[one], one))}


def _worth(scenario: Scenario, plans: Sequence[Sequence[Service]], needs: FloatArray) -> FloatArray:
    """What each different plan is worth in each draw; shape (plans, draws), the first ones first."""
    distinct = {tuple(_key(service) for service in plan): plan for plan in plans}
    services = {_key(service): service for plan in distinct.values() for service in plan}
    place = {key: row for row, key in enumerate(services)}
    values = values_over(scenario, list(services.values()), needs)
    rows = [[place[key] for key in keys] for keys in distinct]
    return np.array([values[row].sum(axis=0) if row else np.zeros(len(needs)) for row in rows])


def _key(service: Service) -> tuple[str, str, int | None]:
    return service.id, service.hub, service.staff
