"""Plateaus: where a larger budget buys nothing more, and why."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from pydantic import BaseModel, ConfigDict

from planner.plan.optimise import optimise
from planner.plan.plan import Plan
from planner.questions.frontier.answer import Frontier, Point
from planner.scenario.cost import expansion_cost, largest_cost
from planner.scenario.scenario import Scenario
from planner.scenario.schema import ServiceType

SECONDS = 20.0


class Plateau(BaseModel):
    """Budgets from `first` to `last` (pounds a year) that all buy the same, what would help, and why."""

    model_config = ConfigDict(frozen=True)

    first: float
    last: float
    enough: float
    """What the plan at all of them costs."""
    why: str
    weighed: bool = False
    """Whether people count as the policy weighs them: as much may be of others, and of more or fewer."""


def plateaus(scenario: Scenario, frontier: Frontier) -> list[Plateau]:
    """The plateaus of the free plans of a frontier, in rising order; reasons are found by solving anew."""
    return list(_plateaus(scenario, frontier))


def _plateaus(scenario: Scenario, frontier: Frontier) -> Iterator[Plateau]:
    pairs = zip(frontier.points, frontier.plans, strict=True)
    proved = [pair for pair in pairs if pair[0].status == "optimal"]
    for _, run in groupby(proved, key=lambda pair: round(pair[0].objective, 6)):
        same = list(run)
        point, plan = same[-1]
        if len(same) < 2:
            continue
        larger = [
            other
            for other in frontier.points
            if other.budget > point.budget and other.objective > point.objective * (1 + 1e-6)
        ]
        why = _until(larger[0]) if larger else why_no_more(scenario, plan)
        first = same[0][0]
        weighed = plan.asked.weighed
        yield Plateau(first=first.budget, last=point.budget, enough=first.spend, why=why, weighed=weighed)


def _until(next_point: Point) -> str:
    return f"the next step that helps anybody takes up to £{next_point.spend:,.0f}"


def why_no_more(scenario: Scenario, plan: Plan) -> str:
    """Why more money than the best plan's budget buys nothing more; each reason is solved for."""
    if sum(area.reached_without_capacity + area.out_of_reach for area in plan.areas) <= 1e-6:
        return "all need is reached"
    endless = scenario.with_budget(_everything(scenario))
    free = replace(endless, policy=scenario.policy.keeping(lambda rule: rule.weighs))
    larger = replace(endless, services={name: _larger(kind) for name, kind in scenario.services.items()})
    for changed, why in (
        (endless, ""),
        (free, "the policy's rules keep services from whom they could reach"),
        (larger, "every service that could help has the most staff it may have"),
    ):
        rich = optimise(changed, time_limit=SECONDS)
        if rich.objective > plan.objective * (1 + 1e-6):
            all_that = "all that money can" if rich.status == "optimal" else "more"
            return why or f"£{rich.spend:,.0f} would buy {all_that}"
        if rich.status != "optimal":
            return "why was not settled in time"
    return "the rest is out of reach of every service"


def _everything(scenario: Scenario) -> float:
    """Pounds a year that no plan could exceed: in every area the dearest service of every type."""
    dearest = max(largest_cost(kind, scenario.term, kind.max_areas) for kind in scenario.services.values())
    grown = sum(
        float(expansion_cost(scenario.services[one.type], one.expand.areas, one.expand.staff))
        for one in scenario.existing
        if one.expand and scenario.services[one.type].staff
    )
    return float(scenario.areas.cost_factor.max()) * (dearest * len(scenario.areas) + grown) + 1.0


def _larger(kind: ServiceType) -> ServiceType:
    """The same type with as many staff as any need could use."""
    if kind.staff is None:
        return kind.model_copy(update={"capacity": (kind.capacity or 0.0) * 100})
    return kind.model_copy(update={"staff": kind.staff.model_copy(update={"max": kind.staff.max * 20})})
