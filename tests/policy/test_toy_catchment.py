"""A rule on catchments that says nothing for itself: what is so of most rules is so of it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, ClassVar

import numpy as np
import pytest
from pydantic import Field

from planner import AuditError, optimise
from planner.fields import Count
from planner.plan.audit import audit
from planner.policy.policy import Policy
from planner.policy.protocols import Areas, Outcome, Setting
from planner.policy.reductions import EVERY
from planner.policy.register import registered
from planner.policy.rule import Rule
from planner.questions.clashes.answer import find_clashes
from planner.questions.joint.answer import rules_against
from planner.questions.partners.answer import partners
from planner.scenario.scenario import Scenario
from planner.types import BoolArray, IntArray
from tests.oracle import cost_of, every_choice, value_of
from tests.worlds import random_world, team, toy


class MostShare(Rule[int]):
    """Most areas that share a service, whatever its type."""

    key = "most_share"
    kind: ClassVar = Annotated[Count, Field(ge=0)] | None
    allowed = EVERY

    def keeps_catchments(self, _areas: Areas, members: IntArray) -> BoolArray:
        return np.full(len(members), members.shape[1] <= self.value)

    def broken(self, _setting: Setting, outcome: Outcome) -> Iterator[str]:
        for service in outcome.services:
            if len(service.areas) > self.value:
                yield f"{service.id}: shared by more than {self.value}"


@pytest.fixture(autouse=True)
def _known() -> Iterator[None]:
    """The toy is known while a test runs."""
    with registered(MostShare):
        yield


def ruled(scenario: Scenario, most: int) -> Scenario:
    """The scenario under the toy rule, beside what it has."""
    return replace(scenario, policy=scenario.policy.of(most_share=most))


@pytest.mark.parametrize("seed", range(40))
def test_plans_are_the_best_there_are(seed: int) -> None:
    """In 40 random worlds of up to four areas, other rules at random: as all plans one by one say."""
    scenario, most = random_world(3_000 + seed, 2, 4), 1 + seed % 3
    plans = [
        (value_of(one), cost_of(one))
        for one in every_choice(scenario)
        if all(len(option.areas) <= most for option in one)
    ]
    plan = optimise(ruled(scenario, most), time_limit=None)
    if not plans:
        assert plan.status == "infeasible"
        return
    best = max(value for value, _ in plans)
    assert plan.objective == pytest.approx(best, rel=1e-6, abs=1e-6)
    least = min(cost for value, cost in plans if value >= best - 1e-6)
    assert plan.spend == pytest.approx(least, rel=1e-6, abs=0.01)


def test_a_plan_that_breaks_it_is_refused() -> None:
    """A and B belong together, and share a service."""
    scenario = toy(policy=Policy(require=["A"], together=[["A", "B"]]))
    plan = optimise(scenario)
    assert max(len(service.areas) for service in plan.services) == 2
    with pytest.raises(AuditError, match="shared by more than 1"):
        audit(plan, ruled(scenario, 1))


def test_it_is_told_against_catchments_that_it_forbids() -> None:
    """Three areas are too many where two may share, and no partners are three."""
    scenario = ruled(toy(services={"team": team(max_areas=3)}), 2)
    told = "policy.most_share does not let these areas share a service in this scenario"
    assert list(rules_against(scenario, ["A", "B", "C"])) == [told]
    assert list(rules_against(scenario, ["A", "B"])) == []
    assert {len(one.areas) for one in partners(scenario, "B").options} == {2}


def test_a_rule_that_names_no_area_may_be_what_keeps_one_out() -> None:
    """A belongs with B and C; of the two rules without which it could be served both are told."""
    policy = Policy(require=["A"], together=[["A", "B", "C"]])
    (clash,) = find_clashes(ruled(toy(policy=policy, services={"team": team(max_areas=3)}), 2))
    assert clash.rules == ("policy.require: Borough A", "policy.together", "policy.most_share")
