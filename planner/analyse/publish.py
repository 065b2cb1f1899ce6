"""Publishing: results as they may leave the building, small counts left out and the rest rounded."""

import math
from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from pydantic import BaseModel

from planner.analyse.alternatives import Alternatives
from planner.analyse.compare import Comparison, metrics
from planner.analyse.cost_shares import in_pennies, in_proportion
from planner.analyse.frontier import Frontier, Point
from planner.analyse.joint import Core, Joint, Split
from planner.analyse.partners import Partners
from planner.analyse.robust import Robust
from planner.analyse.stability import Stability
from planner.analyse.suppression import SMALL, Sheet, rounded_to_base
from planner.inputs.scenario import Scenario
from planner.optimise.plan import Plan, Service, gap_of
from planner.types import FloatArray

PARTS = ("already_covered", "covered", "reached_without_capacity", "out_of_reach")
Model = TypeVar("Model", bound=BaseModel)


def publish_plan(plan: Plan) -> Plan:
    """A plan whose counts of young people can be shown to anybody.

    Counts of 1 to 5 are NaN, the others rounded to 5, and more are NaN where sums over a service, an area or
    the whole would give one away (`Sheet`). Objective and bound are rounded as they are; the gap stays.
    """
    sheet = Sheet()
    place = {name: sheet.add(getattr(plan, name)) for name in ("need", "already_covered", "coverage")}
    areas = {
        area.area: {name: sheet.add(getattr(area, name)) for name in ("need", *PARTS)} for area in plan.areas
    }
    served = [
        {name: sheet.add(getattr(one, name)) for name in ("covered", "reachable")} for one in plan.services
    ]
    years = [sheet.add(year.coverage) for year in plan.years or ()]
    for parts in areas.values():
        sheet.add_up(parts["need"], [parts[name] for name in PARTS])
    for total, name in (("need", "need"), ("already_covered", "already_covered"), ("coverage", "covered")):
        sheet.add_up(place[total], [parts[name] for parts in areas.values()])
    for service, counts in zip(plan.services, served, strict=True):
        sheet.add_up(counts["covered"], [areas[code]["covered"] for code in service.areas])
        both = [
            areas[code][name] for code in service.areas for name in ("covered", "reached_without_capacity")
        ]
        sheet.add_up(counts["reachable"], both)
    sheet.add_up(place["coverage"], [counts["covered"] for counts in served])
    sheet.add_up(place["coverage"], years)
    return _published(plan, sheet.protected(), place, areas, served, years)


def _published(
    plan: Plan,
    shown: FloatArray,
    place: dict[str, int],
    areas: dict[str, dict[str, int]],
    served: list[dict[str, int]],
    years: list[int],
) -> Plan:
    totals = _shown(shown, place)
    same = math.isclose(plan.objective, plan.coverage, rel_tol=1e-9)
    objective = totals["coverage"] if same else public(plan.objective)
    bound = objective if gap_of(plan.objective, plan.bound) == 0 else public(plan.bound)
    outcomes = (
        year.model_copy(update={"coverage": float(shown[p])})
        for year, p in zip(plan.years or (), years, strict=True)
    )
    return plan.model_copy(
        update={
            **totals,
            "objective": objective,
            "bound": bound if bound >= objective or math.isnan(bound) else objective,
            "cost_per_person": _each(plan, totals["coverage"]),
            "services": tuple(
                one.model_copy(update={**_shown(shown, counts), "capacity": _room(one.capacity)})
                for one, counts in zip(plan.services, served, strict=True)
            ),
            "areas": tuple(one.model_copy(update=_shown(shown, areas[one.area])) for one in plan.areas),
            "years": tuple(outcomes) if plan.years else None,
            "published": True,
        }
    )


def _shown(shown: FloatArray, places: dict[str, int]) -> dict[str, float]:
    return {name: float(shown[place]) for name, place in places.items()}


def _each(plan: Plan, coverage: float) -> float | None:
    """Pounds for each young person over the years, from what is shown."""
    if plan.cost_per_person is None or not coverage > 0:
        return None
    return plan.spend / coverage


def _room(capacity: float) -> float:
    """Capacity as it is, which is the scenario's, but where it could give a small coverage away."""
    return capacity if capacity >= SMALL or capacity == 0 else math.nan


def public(count: float) -> float:
    """One count by itself: NaN where it is of 1 to 5, 0 where it is 0, else to the nearest 5."""
    size = abs(count)
    if size <= 1e-6:
        return 0.0
    return math.nan if size < SMALL else math.copysign(rounded_to_base(size), count)


def publish_counts(model: Model, *names: str) -> Model:
    """A result with these counts, or mappings of counts, each made public by itself."""
    changes: dict[str, object] = {}
    for name in names:
        value = getattr(model, name)
        if isinstance(value, dict):
            changes[name] = {key: public(one) for key, one in value.items()}
        elif value is not None:
            changes[name] = public(value)
    return model.model_copy(update=changes)


def publish_joint(joint: Joint) -> Joint:
    """A joint service whose counts can be shown to anybody.

    Shares by need and by people are worked out anew from the counts shown, and are NaN where one is not: in
    proportion to exact counts they would give them away.
    """
    sheet = Sheet()
    need = {code: sheet.add(count) for code, count in joint.need.items()}
    supported = {code: sheet.add(count) for code, count in joint.supported.items()}
    total = sheet.add(joint.joint.covered if joint.joint else 0.0)
    sheet.add_up(total, list(supported.values()))
    shown = sheet.protected()
    people, at_risk = _shown(shown, supported), _shown(shown, need)
    cost = joint.joint.cost if joint.joint else 0.0
    shares = dict(joint.shares)
    if shares:
        shares["need"], shares["supported"] = _shares(cost, at_risk), _shares(cost, people)
    unsure = {rule for rule, paid in shares.items() if any(map(math.isnan, paid.values()))}
    return joint.model_copy(
        update={
            "need": at_risk,
            "supported": people,
            "only_jointly": {code: people[code] for code in joint.only_jointly},
            "joint": joint.joint and _service(joint.joint, float(shown[total])),
            "alone": {code: one and _service(one, public(one.covered)) for code, one in joint.alone.items()},
            "best_split": joint.best_split and _split(joint.best_split),
            "each_alone": joint.each_alone and _split(joint.each_alone),
            "lowers": {},
            "hubs": tuple(publish_counts(one, "covered", "reachable") for one in joint.hubs),
            "shares": shares,
            "core": {rule: _unsure(core) if rule in unsure else core for rule, core in joint.core.items()},
            "published": True,
        }
    )


def _shares(cost: float, weights: dict[str, float]) -> dict[str, float]:
    values = np.array(list(weights.values()))
    paid = in_pennies(in_proportion(cost, values), cost) if np.isfinite(values).all() else values * np.nan
    return dict(zip(weights, paid.tolist(), strict=True))


def _unsure(core: Core) -> Core:
    return core.model_copy(update={"leavers": (), "gain": math.nan})


def _service(service: Service, covered: float) -> Service:
    changed = publish_counts(service, "reachable")
    return changed.model_copy(update={"covered": covered, "capacity": _room(service.capacity)})


def _split(split: Split) -> Split:
    services = tuple(_service(one, public(one.covered)) for one in split.services)
    return split.model_copy(update={"covered": public(split.covered), "services": services})


def publish_partners(partners: Partners) -> Partners:
    """Options whose counts can be shown to anybody; what proportions would give away is NaN."""
    names = ("covered", "own_covered", "extra_covered")
    money = {"share": math.nan, "saving": math.nan} if partners.rule in ("need", "supported") else {}
    options = (publish_counts(one, *names).model_copy(update=money) for one in partners.options)
    alone = partners.alone and _service(partners.alone, public(partners.alone.covered))
    return partners.model_copy(update={"options": tuple(options), "alone": alone, "published": True})


def publish_comparison(comparison: Comparison, scenarios: Sequence[Scenario]) -> Comparison:
    """Scenarios side by side whose counts can be shown to anybody."""
    plans = tuple(map(publish_plan, comparison.plans))
    return comparison.model_copy(
        update={
            "plans": plans,
            "scenarios": tuple(metrics(plan, one) for plan, one in zip(plans, scenarios, strict=True)),
            "regret": tuple(tuple(lost and public(lost) for lost in row) for row in comparison.regret),
            "published": True,
        }
    )


def publish_alternatives(found: Alternatives) -> Alternatives:
    """Plans nearly as good whose counts can be shown to anybody."""
    others = tuple(map(publish_plan, found.alternatives))
    return found.model_copy(update={"best": publish_plan(found.best), "alternatives": others})


def publish_robust(robust: Robust) -> Robust:
    """One plan for several scenarios whose counts can be shown to anybody."""
    changed = publish_counts(robust, "value", "bound")
    return changed.model_copy(
        update={
            "plan": publish_plan(robust.plan),
            "regret": tuple(map(public, robust.regret)),
            "coverage": tuple(map(public, robust.coverage)),
        }
    )


def publish_stability(result: Stability) -> Stability:
    """Draws whose counts can be shown to anybody; which estimates to improve is told without numbers."""
    names = ("mean_coverage", "best_mean_coverage", "value_of_perfect_information")
    worth = tuple(one.model_copy(update={"value": math.nan}) for one in result.worth_improving)
    return publish_counts(result, *names).model_copy(
        update={
            "coverage": publish_counts(result.coverage, "p5", "p50", "p95"),
            "worth_improving": worth,
            "plan": publish_plan(result.plan),
            "published": True,
        }
    )


def publish_frontier(frontier: Frontier) -> Frontier:
    """A frontier whose counts can be shown to anybody; what a step costs is worked out from what is shown."""
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
        }
        found.append(
            point.model_copy(update={**changes, "cost_per_extra_person": paid / more if more > 0 else None})
        )
    return tuple(found)
