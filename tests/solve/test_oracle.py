"""Every plan equals the best found by exhaustion, over random worlds of up to seven areas."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner import Scenario, optimise
from tests.oracle import best_plan, every_plan
from tests.worlds import random_world, with_journeys, worlds


@settings(max_examples=600, derandomize=True, deadline=None)
@given(worlds())
def test_plan_is_the_best_there_is(scenario: Scenario) -> None:
    """Coverage, spend and feasibility are those of the best of all plans, for every kind of rule."""
    best = best_plan(scenario)
    plan = optimise(scenario, time_limit=None)
    if best is None:
        assert plan.status == "infeasible"
        return
    assert plan.status == "optimal"
    assert plan.objective == pytest.approx(best.value, rel=1e-6, abs=1e-6)
    assert plan.spend == pytest.approx(best.cost, rel=1e-6, abs=0.01)
    assert plan.bound == pytest.approx(best.value, rel=1e-6, abs=1e-6)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(worlds(most=4))
def test_oracle_agrees_with_plans_one_by_one(scenario: Scenario) -> None:
    """The oracle's own short cuts lose nothing: it agrees with listing every plan in turn."""
    plans = list(every_plan(scenario))
    best = best_plan(scenario)
    assert (best is None) == (not plans)
    if best is not None:
        most = max(value for _, value in plans)
        assert best.value == pytest.approx(most, abs=1e-9)
        assert best.cost == pytest.approx(
            min(cost for cost, value in plans if value >= most - 1e-6), abs=1e-6
        )


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.integers(0, 10**9))
def test_plans_with_journeys_are_the_best_there_are(seed: int) -> None:
    """The same where reach falls by the minute, and where catchments are capped by minutes or km."""
    scenario = with_journeys(random_world(seed, 2, 6), seed)
    best, plan = best_plan(scenario), optimise(scenario, time_limit=None)
    if best is None:
        assert plan.status == "infeasible"
        return
    assert plan.objective == pytest.approx(best.value, rel=1e-6, abs=1e-6)
    assert plan.spend == pytest.approx(best.cost, rel=1e-6, abs=0.01)
