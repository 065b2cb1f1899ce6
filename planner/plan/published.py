"""A plan as anybody may see it: counts of 1 to 5 left out, and the rest rounded to 5.

What keeps a count from being worked out is not this but that the plan was made from a published scenario
(`suppression.protected`): it knows no more than is shown. Here its numbers are put into the form of published
ones, each by itself; every question does so with what it finds, by the functions here.
"""

import math
from dataclasses import replace
from typing import TypeVar

from pydantic import BaseModel

from planner.plan.evaluate import value_of
from planner.plan.plan import InputRecord, Plan, Service
from planner.scenario.scenario import Scenario
from planner.scenario.suppression import NOBODY, SMALL, rounded_to_base

PARTS = ("already_covered", "covered", "reached_without_capacity", "out_of_reach")


Model = TypeVar("Model", bound=BaseModel)


def public(count: float) -> float:
    """One count: NaN where it is of 1 to 5, 0 where it is 0, else to the nearest 5."""
    size = abs(count)
    if size <= NOBODY:
        return 0.0
    return math.nan if size < SMALL else math.copysign(rounded_to_base(size), count)


def publish_counts(model: Model, *names: str) -> Model:
    """A result with these counts, mappings or rows of counts made public."""
    return model.model_copy(update={name: _shown(getattr(model, name)) for name in names})


def _shown(value: float | dict[str, float] | tuple[float, ...] | None) -> object:
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
    refuse_unpublished(plan.published)
    shown = publish_counts(plan, "need", "already_covered", "coverage", "objective", "bound")
    bound = shown.objective if _proved(plan) else max(shown.bound, shown.objective)
    years = tuple(publish_counts(year, "coverage") for year in plan.years or ())
    return shown.model_copy(
        update={
            "bound": bound,
            "services": tuple(map(publish_service, plan.services)),
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


def refuse_unpublished(published: bool) -> None:
    """Numbers made from needs that are not published could be worked out from, however they are rounded."""
    if not published:
        raise ValueError("only what was made from a published scenario can be published: load it so")


def publish_service(service: Service) -> Service:
    """A service; its capacity, which is the scenario's, stays as it is but where it looks like a count."""
    shown = publish_counts(service, "covered", "reachable")
    return shown.model_copy(update={"capacity": math.nan}) if 0 < service.capacity < SMALL else shown
