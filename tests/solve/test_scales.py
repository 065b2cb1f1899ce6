"""Sizes far apart: weights, costs of nothing, and costs a billion times each other."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest

from planner import Scenario, optimise
from planner.policy.rules.weights import MOST_TIMES
from planner.scenario.schema import Policy, ServiceType, Staff
from tests.oracle import best_plan
from tests.worlds import areas, random_world, team, toy

FACTOR = 100.0
"""Times the need of a small world at which a service supports thousands."""


def weighed(seed: int) -> Scenario:
    """A random world in which some areas count for as much as they may beside one that counts for least."""
    rng, base = Random(seed), random_world(8_000_000 + seed, 3, 7)
    least = rng.choice([1e-3, 1.0, 1e6])
    weights = {code: least * rng.choice([1.0, 30.0, MOST_TIMES]) for code in base.areas.codes}
    weights[base.areas.codes[0]] = least
    policy = base.policy.model_copy(update={"weights": weights})
    return replace(_larger(base, FACTOR), policy=policy)


def _larger(scenario: Scenario, times: float) -> Scenario:
    """So many times the need, the caseloads and the places."""
    services = {}
    for name, kind in scenario.services.items():
        staff = kind.staff and kind.staff.model_copy(update={"caseload": kind.staff.caseload * times})
        room = None if kind.capacity is None else kind.capacity * times
        services[name] = kind.model_copy(update={"staff": staff, "capacity": room})
    existing = tuple(one.model_copy(update={"capacity": one.capacity * times}) for one in scenario.existing)
    grown = replace(scenario.areas, need=scenario.areas.need * times)
    return replace(scenario, areas=grown, services=services, existing=existing)


@pytest.mark.parametrize("seed", range(80))
def test_nobody_vanishes_beside_those_who_count_most(seed: int) -> None:
    """At the widest weights there may be, a hundredth of a person who counts least is not lost."""
    scenario = weighed(seed)
    least, best, plan = min(scenario.policy.weights.values()), best_plan(scenario), optimise(scenario)
    assert (best is None) == (plan.status == "infeasible")
    if best is not None:
        assert plan.objective == pytest.approx(best.value, rel=1e-12, abs=0.02 * least)
        assert plan.spend == pytest.approx(best.cost, abs=0.01)


def test_a_tenth_of_a_person_beside_20_million() -> None:
    """H's 20,000 count 1,000 each and cost £100,000; what is left buys 3.3 for £60,000 or 3.4 for £100,000.

    The first is most for the money and is met first; a ten millionth of the objective is two people.
    """
    kind = ServiceType(annual_cost=100_000.0, capacity=1e5)
    scenario = toy(
        areas=areas([20_000.0, 3.4, 3.3], cost_factor=[1.0, 1.0, 0.6], codes=["H", "L", "S"]),
        links=np.zeros((0, 2)), services={"all": kind}, budget=200_000.0,
        policy=Policy(weights={"H": float(MOST_TIMES)}),
    )  # fmt: skip
    plan = optimise(scenario)
    assert [service.areas for service in plan.services] == [("H",), ("L",)]


def free(**changes: object) -> Scenario:
    """Boroughs A to E in need of 12, 8, 20, 5 and 0, and services that cost nothing at all."""
    kind = team(setup_cost=0.0, annual_cost=0.0, joint_cost=0.0, max_areas=2,
                staff=Staff(cost=0.0, caseload=10.0, min=1, max=3))  # fmt: skip
    return toy(areas=areas([12.0, 8.0, 20.0, 5.0, 0.0]), services={"team": kind}, **changes)


@pytest.mark.parametrize("solver", [None, "HiGHS"])
def test_nothing_is_funded_for_nobody(solver: str | None) -> None:
    """E has nobody at risk: a service there costs nothing and is not in the plan, but where E is required."""
    plan = optimise(free(), solver=solver)
    assert plan.coverage == pytest.approx(45.0)
    assert all(service.covered > 0 for service in plan.services)
    required = optimise(free(policy=Policy(require=["E"])), solver=solver)
    assert any("E" in service.areas for service in required.services)


@pytest.mark.parametrize("seed", range(20))
def test_costs_far_apart(seed: int) -> None:
    """What is dear beyond any budget leaves the cheap as exact as it is by itself."""
    rng, base = np.random.default_rng(seed), random_world(8_500_000 + seed, 3, 6)
    factor = 10.0 ** rng.choice([-9, -6, -3, 0, 3, 6, 9], len(base.areas))
    scenario = replace(base, areas=replace(base.areas, cost_factor=factor))
    best, plan = best_plan(scenario), optimise(scenario)
    assert (best is None) == (plan.status == "infeasible")
    if best is not None:
        assert plan.objective == pytest.approx(best.value, rel=1e-6, abs=1e-6)
        assert plan.spend == pytest.approx(best.cost, abs=0.01)
