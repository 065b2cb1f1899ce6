"""The audit finds any number of a plan that is not what the inputs say."""

from dataclasses import replace

import numpy as np
import pytest

from planner import AuditError, Plan, optimise
from planner.plan.audit import audit
from planner.policy.register import RULES
from planner.scenario.journeys import Journeys
from planner.scenario.schema import Policy, Reach
from tests.worlds import team, toy

SERVICES = {"team": team(annual_cost=60_000.0, max_areas=2, reach=Reach(hub=1.0, per_km=0.05, floor=0.5))}
SCENARIO = toy(budget=310_000.0, services=SERVICES)
"""Its best plan joins A and B, serves C alone and leaves D and E out."""


@pytest.fixture(scope="module")
def plan() -> Plan:
    return optimise(SCENARIO)


def test_an_honest_plan_passes(plan: Plan) -> None:
    """What the planner finds, the audit finds too."""
    audit(plan, SCENARIO)


@pytest.mark.parametrize("field", ["coverage", "objective", "need", "already_covered", "spend"])
def test_a_wrong_total_is_found(plan: Plan, field: str) -> None:
    """A total that is off by a hundredth is named."""
    wrong = plan.model_copy(update={field: getattr(plan, field) + 0.01})
    with pytest.raises(AuditError, match=field.replace("_", " ")):
        audit(wrong, SCENARIO)


@pytest.mark.parametrize("field", ["capacity", "reachable", "covered", "cost"])
def test_a_wrong_number_of_a_service_is_found(plan: Plan, field: str) -> None:
    """A service's number that is off by a hundredth is named with the service."""
    first, *rest = plan.services
    wrong = first.model_copy(update={field: getattr(first, field) + 0.01})
    with pytest.raises(AuditError, match=field):
        audit(plan.model_copy(update={"services": (wrong, *rest)}), SCENARIO)


@pytest.mark.parametrize(
    "field", ["need", "already_covered", "covered", "reached_without_capacity", "out_of_reach"]
)
def test_a_wrong_number_of_an_area_is_found(plan: Plan, field: str) -> None:
    """An area's number that is off by a hundredth is named with the area."""
    first, *rest = plan.areas
    wrong = first.model_copy(update={field: getattr(first, field) + 0.01})
    with pytest.raises(AuditError, match=f"A: {field.replace('_', ' ')}"):
        audit(plan.model_copy(update={"areas": (wrong, *rest)}), SCENARIO)


def test_a_bound_below_the_objective_is_found(plan: Plan) -> None:
    """A bound that the plan itself exceeds is no bound."""
    with pytest.raises(AuditError, match="bound"):
        audit(plan.model_copy(update={"bound": plan.objective - 0.01}), SCENARIO)


def test_overspending_is_found(plan: Plan) -> None:
    """A plan that costs a pound more than the budget is refused."""
    with pytest.raises(AuditError, match="over the budget"):
        audit(plan, SCENARIO.with_budget(plan.spend - 1.0))


def test_a_service_of_areas_that_do_not_touch_is_found(plan: Plan) -> None:
    """A and C have B between them."""
    first, *rest = plan.services
    wrong = first.model_copy(update={"areas": ("A", "C"), "hub": "A"})
    with pytest.raises(AuditError, match="not connected"):
        audit(plan.model_copy(update={"services": (wrong, *rest)}), SCENARIO)


def test_an_area_funded_twice_is_found(plan: Plan) -> None:
    """One new funding decision an area."""
    twice = (*plan.services, plan.services[0])
    with pytest.raises(AuditError, match="two new funding decisions"):
        audit(plan.model_copy(update={"services": twice}), SCENARIO)


BROKEN = [
    (Policy(max_services=0), "at most"),
    (Policy(require=["A", "B", "C", "D", "E"]), "required"),
    (Policy(exclude=["A", "B", "C"]), "excluded"),
    (Policy(together=[["A", "E"], ["C", "E"], ["B", "D"]]), "belong together"),
    (Policy(apart=[["A", "B"], ["B", "C"], ["C", "D"], ["D", "E"]]), "stay apart"),
    (Policy(min_coverage=1.0), "least share"),
]
"""Rules that the plan does not keep, and what the audit says of it."""


@pytest.mark.parametrize(("policy", "said"), BROKEN)
def test_a_broken_rule_is_found(plan: Plan, policy: Policy, said: str) -> None:
    """A plan made without a rule is refused under it."""
    with pytest.raises(AuditError, match=said):
        audit(plan, toy(budget=310_000.0, services=SERVICES, policy=policy))


def test_every_rule_is_broken_once() -> None:
    """But for weights, which no plan can break."""
    assert {rule.key for policy, _ in BROKEN for rule in policy.rules} == set(RULES) - {"weights"}


def test_a_service_whose_areas_are_too_far_apart_is_found(plan: Plan) -> None:
    """A and B are 4 km and 20 minutes apart: a plan that joins them is refused where less is allowed."""
    timed = replace(SCENARIO.areas, journeys=Journeys(np.array([[0, 1]]), np.array([20.0])))
    for cap, least in (("max_km", 4.0), ("max_minutes", 20.0)):
        for most in (least, least - 0.5):
            kind = SERVICES["team"].model_copy(update={cap: most})
            capped = replace(SCENARIO, areas=timed, services={"team": kind})
            if most == least:
                audit(plan, capped)
                continue
            with pytest.raises(AuditError, match="too far"):
                audit(plan, capped)
