"""Publishing: results as anybody may see them, counts of 1 to 5 left out and the rest rounded to 5.

What keeps a count from being worked out is not this but that the result was made from a published scenario
(`suppression.protected`): it knows no more than is shown. Here its numbers are put into the form of published
ones, each by itself.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from pydantic import BaseModel

from planner.plan.evaluate import value_of
from planner.plan.plan import InputRecord, Plan, Service
from planner.questions.alternatives.answer import Alternatives
from planner.questions.compare.answer import Comparison, Metrics, metrics
from planner.questions.compare.robust import NoRobust, Robust
from planner.questions.frontier.answer import Frontier, Point
from planner.questions.joint.answer import Joint, Split
from planner.questions.partners.answer import Partners
from planner.questions.stability.answer import Stability
from planner.scenario.scenario import Scenario
from planner.scenario.suppression import NOBODY, SMALL, rounded_to_base

PARTS = ("already_covered", "covered", "reached_without_capacity", "out_of_reach")
SHARES = ("share_of_need", "gap_in_share")
Model = TypeVar("Model", bound=BaseModel)


def public(count: float) -> float:
    """One count: NaN where it is of 1 to 5, 0 where it is 0, else to the nearest 5."""
    size = abs(count)
    if size <= NOBODY:
        return 0.0
    return math.nan if size < SMALL else math.copysign(rounded_to_base(size), count)


def publish_counts(model: Model, *names: str) -> Model:
    """A result with these counts, mappings or rows of counts made public."""
    return model.model_copy(update={name: _public(getattr(model, name)) for name in names})


def _public(value: float | dict[str, float] | tuple[float, ...] | None) -> object:
    if isinstance(value, dict):
        return {key: public(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return tuple(map(public, value))
    return None if value is None else public(value)


def publish_plan(plan: Plan) -> Plan:
    """A plan as anybody may see it.

    Raises:
        ValueError: when it was not made from a published scenario.
    """
    _check(plan.published)
    shown = publish_counts(plan, "need", "already_covered", "coverage", "objective", "bound")
    bound = shown.objective if _proved(plan) else max(shown.bound, shown.objective)
    years = tuple(publish_counts(year, "coverage") for year in plan.years or ())
    return shown.model_copy(
        update={
            "bound": bound,
            "services": tuple(map(_service, plan.services)),
            "areas": tuple(publish_counts(area, "need", *PARTS) for area in plan.areas),
            "years": years or None,
        }
    )


def _proved(plan: Plan) -> bool:
    """Whether no plan is worth more, but for the last digits."""
    return plan.gap is not None and plan.gap <= 1e-6


def decided(plan: Plan, scenario: Scenario) -> Plan:
    """The services of a plan made from the full needs, as a published scenario has them.

    Which services they are is then the one thing that rests on the full needs, with whether they were proved
    best: that is kept, and the bound of a plan that is not proved is not shown.
    """
    there = value_of(replace(scenario, budget=plan.budget), plan.services)
    proved = _proved(plan)
    kept = {name: getattr(plan, name) for name in ("status", "least_spend", "asked")}
    bound = there.objective if proved else math.nan
    files = tuple(InputRecord(file=one.file, sha256=None) for one in scenario.inputs)
    told = {"solver": plan.run.solver, "seconds": plan.run.seconds, "inputs": files}
    run = there.run.model_copy(update=told)
    return there.model_copy(update={**kept, "bound": bound, "gap": 0.0 if proved else None, "run": run})


def _check(published: bool) -> None:
    """Numbers made from needs that are not published could be worked out from, however they are rounded."""
    if not published:
        raise ValueError("only what was made from a published scenario can be published: load it so")


def _service(service: Service) -> Service:
    """A service; its capacity, which is the scenario's, stays as it is but where it looks like a count."""
    shown = publish_counts(service, "covered", "reachable")
    return shown.model_copy(update={"capacity": math.nan}) if 0 < service.capacity < SMALL else shown


def publish_joint(joint: Joint) -> Joint:
    """A joint service as anybody may see it.

    Raises:
        ValueError: when it was not made from a published scenario.
    """
    _check(joint.published)
    return publish_counts(joint, "need", "supported", "only_jointly").model_copy(
        update={
            "joint": joint.joint and _service(joint.joint),
            "alone": {code: one and _service(one) for code, one in joint.alone.items()},
            "best_split": joint.best_split and _split(joint.best_split),
            "each_alone": joint.each_alone and _split(joint.each_alone),
            "hubs": tuple(publish_counts(one, "covered", "reachable") for one in joint.hubs),
        }
    )


def _split(split: Split) -> Split:
    services = tuple(map(_service, split.services))
    return publish_counts(split, "covered").model_copy(update={"services": services})


def publish_partners(partners: Partners) -> Partners:
    """Options as anybody may see them.

    Raises:
        ValueError: when they were not made from a published scenario.
    """
    _check(partners.published)
    counts = ("covered", "own_covered", "extra_covered")
    options = tuple(publish_counts(one, *counts) for one in partners.options)
    return partners.model_copy(
        update={"options": options, "alone": partners.alone and _service(partners.alone)}
    )


def publish_comparison(comparison: Comparison, scenarios: Sequence[Scenario]) -> Comparison:
    """Scenarios side by side as anybody may see them.

    Raises:
        ValueError: when one of them is not a published scenario.
    """
    plans = tuple(map(publish_plan, comparison.plans))
    return comparison.model_copy(
        update={
            "plans": plans,
            "scenarios": tuple(
                _without_shares(metrics(plan, one), known)
                for plan, one, known in zip(plans, scenarios, comparison.scenarios, strict=True)
            ),
            "regret": tuple(tuple(map(_public, row)) for row in comparison.regret),
        }
    )


def _without_shares(shown: Metrics, known: Metrics) -> Metrics:
    """Measures without their shares: worked out from rounded counts these would be wrong by tens of per cent.

    Which area is least served is as it was `known` before the counts were rounded.
    """
    shares = {name: None if getattr(known, name) is None else math.nan for name in SHARES}
    least = known.least_served and known.least_served.model_copy(update={"share": math.nan})
    return shown.model_copy(update={**shares, "least_served": least})


def publish_alternatives(found: Alternatives) -> Alternatives:
    """Plans nearly as good as anybody may see them.

    Raises:
        ValueError: when they were not made from a published scenario.
    """
    others = tuple(map(publish_plan, found.alternatives))
    return found.model_copy(update={"best": publish_plan(found.best), "alternatives": others})


def publish_robust(robust: Robust | NoRobust) -> Robust | NoRobust:
    """One plan for several scenarios, or that there is none, as anybody may see it.

    Raises:
        ValueError: when the scenarios are not published.
    """
    if isinstance(robust, NoRobust):
        return robust
    shown = publish_counts(robust, "value", "bound", "regret", "coverage")
    return shown.model_copy(update={"plan": publish_plan(robust.plan)})


def publish_stability(result: Stability) -> Stability:
    """Draws as anybody may see them.

    Raises:
        ValueError: when they were not made from a published scenario.
    """
    counts = ("mean_coverage", "best_mean_coverage", "value_of_perfect_information")
    return publish_counts(result, *counts).model_copy(
        update={
            "coverage": publish_counts(result.coverage, "p5", "p50", "p95"),
            "worth_improving": tuple(publish_counts(one, "value") for one in result.worth_improving),
            "plan": publish_plan(result.plan),
        }
    )


def publish_frontier(frontier: Frontier) -> Frontier:
    """A frontier as anybody may see it; what a step costs is worked out from what is shown.

    Raises:
        ValueError: when it was not made from a published scenario.
    """
    _check(frontier.published)
    plans = tuple(map(publish_plan, frontier.plans))
    nested = None if frontier.nested_plans is None else tuple(map(publish_plan, frontier.nested_plans))
    return frontier.model_copy(
        update={
            "points": _points(frontier.points, plans),
            "nested": None if frontier.nested is None else _points(frontier.nested, nested or ()),
            "plans": plans,
            "nested_plans": nested,
        }
    )


def _points(points: tuple[Point, ...], plans: tuple[Plan, ...]) -> tuple[Point, ...]:
    found: list[Point] = []
    for point, plan in zip(points, plans, strict=True):
        before = found[-1] if found else None
        more = plan.coverage - (before.coverage if before else 0.0)
        paid = point.spend - (before.spend if before else 0.0)
        changes = {
            "coverage": plan.coverage,
            "objective": plan.objective,
            "bound": plan.bound,
            "shadow_price": None,
            "cost_per_extra_person": paid / more if more > 0 else None,
        }
        found.append(point.model_copy(update=changes))
    return tuple(found)
