"""A rule that asks for a level of all services together: ones of no use by themselves may be needed."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, ClassVar

import numpy as np
import pytest
from pydantic import Field

from planner import AuditError, Scenario, optimise
from planner.fields import Count
from planner.model.build import build_candidates
from planner.model.rows import state_rows
from planner.plan.audit import audit
from planner.policy.protocols import Candidates, Outcome, Setting
from planner.policy.reductions import Reduction
from planner.policy.register import registered
from planner.policy.rule import Row, Rule
from planner.questions.clashes.answer import find_clashes
from planner.questions.clashes.least import fewest_dropped
from planner.scenario.schema import ExistingService, Expand, Policy, Staff
from planner.solve.clock import started
from tests.oracle import cost_of, every_choice, value_of
from tests.worlds import areas, random_world, team, toy


class LeastStaff(Rule[int]):
    """Fewest staff of all that is newly funded."""

    key = "least_staff"
    kind: ClassVar = Annotated[Count, Field(ge=0)] | None
    allowed = frozenset({Reduction.SAME_START, Reduction.MORE_NEED})

    def rows(self, _setting: Setting, candidates: Candidates) -> Iterator[Row]:
        yield Row(candidates.staff.astype(np.float64), lower=float(self.value))

    def broken(self, _setting: Setting, outcome: Outcome) -> Iterator[str]:
        staff = sum(service.staff or 0 for service in outcome.services)
        if staff < self.value:
            yield f"{staff} staff, {self.value} at least"


@pytest.fixture(autouse=True)
def _known() -> Iterator[None]:
    """The toy is known while a test runs."""
    with registered(LeastStaff):
        yield


def ruled(scenario: Scenario, staff: int) -> Scenario:
    """The scenario under the toy rule, beside what it has."""
    return replace(scenario, policy=scenario.policy.of(least_staff=staff))


@pytest.mark.parametrize("seed", range(40))
def test_plans_are_the_best_there_are(seed: int) -> None:
    """In 40 random worlds of up to four areas, other rules at random: as all plans one by one say."""
    scenario, staff = random_world(seed, 1, 4), 1 + seed % 5
    plans = [
        (value_of(one), cost_of(one))
        for one in every_choice(scenario)
        if sum(option.staff for option in one) >= staff
    ]
    plan = optimise(ruled(scenario, staff), time_limit=None)
    if not plans:
        assert plan.status == "infeasible"
        return
    most = max(value for value, _ in plans)
    least = min(cost for value, cost in plans if value >= most - 1e-6)
    assert plan.objective == pytest.approx(most, rel=1e-6, abs=1e-6)
    assert plan.spend == pytest.approx(least, rel=1e-6, abs=0.01)


ALONE = toy(
    areas=areas([8.0, 0.0], [(0.0, 0.0), (9.0, 0.0)]),
    links=np.zeros((0, 2), dtype=np.int64),
    services={"team": team(max_areas=1, staff=Staff(cost=40_000.0, caseload=10.0, max=3))},
    budget=220_000.0,
)
"""One member of staff supports all 8 of A, and nobody is in need in B."""


@pytest.mark.parametrize(
    ("wrongly", "staff"),
    [({Reduction.IDLE_STAFF}, 3), ({Reduction.SAME_CATCHMENT}, 3), ({Reduction.IDLE}, 4)],
)
def test_a_reduction_that_it_does_not_allow_is_off(wrongly: set[Reduction], staff: int) -> None:
    """Staff with nothing to do, and where A has no room for more a service in B, make the plan possible."""
    scenario = ruled(ALONE, staff)
    plan = optimise(scenario)
    assert plan.status == "optimal"
    assert plan.objective == pytest.approx(8.0)
    assert sum(service.staff or 0 for service in plan.services) == staff
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(LeastStaff, "allowed", LeastStaff.allowed | wrongly)
        assert optimise(scenario).status == "infeasible"


def test_staff_with_nothing_to_do_may_be_added_to_a_service_that_runs() -> None:
    """The two who are added to A's service support the 4 that it leaves, and one of them would."""
    old = ExistingService(name="old", type="team", areas=["A"], capacity=4.0, expand=Expand(staff=2))
    scenario = replace(ALONE, existing=(old,), policy=Policy(exclude=["B"], max_services=0))
    assert [service.staff for service in optimise(scenario).services] == [1]
    assert [service.staff for service in optimise(ruled(scenario, 2)).services] == [2]


def test_a_plan_that_breaks_it_is_refused() -> None:
    """The best plan without the rule has one member of staff."""
    plan = optimise(ALONE)
    with pytest.raises(AuditError, match="1 staff, 3 at least"):
        audit(plan, ruled(ALONE, 3))


def test_a_clash_names_the_money_it_takes() -> None:
    """Seven staff are three in A, three in B and one too many; six take two services, £60k, and £240k."""
    (money, level) = find_clashes(ruled(ALONE, 6))
    assert money.rules == ("the budget of £220,000 a year", "policy.least_staff: 6")
    assert money.fix == "the least that would do is £300,000 a year"
    assert level.rules == ("policy.least_staff: 6",)
    assert level.fix == "lower it to 4, the most that can be kept"
    assert optimise(ruled(ALONE, 4)).has_plan


def test_a_clash_names_the_most_that_can_be_kept() -> None:
    """No money pays for seven where six are the most there can be; areas that must be served stay so."""
    rich = ruled(replace(ALONE.with_budget(9e6), policy=Policy(require=["A"])), 7)
    (clash,) = find_clashes(rich)
    assert clash.rules == ("policy.least_staff: 7", "policy.require: Borough A")
    assert (clash.have, clash.need) == (6, 7)
    assert clash.fix == "lower it to 6, the most that can be kept"


def test_a_level_that_no_area_is_about_is_no_area_to_leave_out() -> None:
    """Where the level itself cannot be had, leaving areas out is no help, and none is named."""
    candidates = build_candidates(ruled(replace(ALONE, policy=Policy(require=["A"])), 7))
    rows = state_rows(candidates).without("budget")
    assert fewest_dropped(candidates, rows, started(None)) is None
