"""Where another plan is as good, the plan says so, and what it says is true."""

from dataclasses import replace

import numpy as np
import pytest

from planner import load_scenario, optimise
from planner.plan.assemble import service_of
from planner.plan.sweep import Sweep
from planner.present.ties import ties
from planner.scenario.schema import Policy, Reach
from planner.solve.solvers import Limits
from tests.worlds import areas, random_world, team, toy


def test_two_boroughs_alike_and_money_for_one() -> None:
    """A and B each have 10 in need and a service costs £70,000: it says that A could be out."""
    kind = team(max_areas=1, reach=Reach())
    scenario = toy(
        areas=areas([10.0, 10.0]), links=np.zeros((0, 2)), services={"team": kind}, budget=70_000.0
    )
    plan = optimise(scenario, ties=True)
    assert plan.settled is not None
    assert plan.settled.model_dump() == {
        "within": 0.0, "services_kept": 0, "of": 1, "areas_kept": 0, "areas": 1, "other": ("team:B",),
        "left_out": ("A",),
    }  # fmt: skip
    assert ties(plan) == (
        "Other plans within this budget support as many: in one of them Borough A takes no part. The figures "
        "alone do not settle which areas are served."
    )
    assert optimise(scenario).settled is None


def test_a_tenth_of_a_person_more_is_no_tie() -> None:
    """With 10.0 in A and 9.9 in B, A it is, and nothing is said; nor where B counts for less."""
    kind = team(max_areas=1, reach=Reach())
    scenario = toy(areas=areas([10.0, 9.9]), links=np.zeros((0, 2)), services={"team": kind}, budget=70_000.0)
    alike = replace(
        scenario, areas=areas([10.0, 10.0]), policy=Policy(weights={"A": 1.0, "B": 0.999}), budget=70_000.0
    )
    for world in (scenario, alike):
        plan = optimise(world, ties=True)
        assert (plan.settled, ties(plan)) == (None, None)


@pytest.mark.parametrize("seed", range(120))
def test_what_is_said_to_tie_does(seed: int) -> None:
    """Held to the services of the other plan alone, the best plan there is is worth as much."""
    world = random_world(9_000_000 + seed, 3, 8)
    plan = optimise(world, ties=True)
    if plan.settled is None:
        return
    sweep, other = Sweep(world), plan.settled
    named = [service_of(sweep.candidates, c).id in other.other for c in range(len(sweep.candidates))]
    again, _ = sweep.only(np.array(named)).solve(world.budget, Limits())
    assert again.objective == pytest.approx(plan.objective, rel=1e-6, abs=1e-6)
    served = {code for service in again.services for code in service.areas}
    assert served.isdisjoint(other.left_out)
    assert len(other.left_out) == other.areas - other.areas_kept > 0


def test_how_far_it_looks() -> None:
    """Some worlds tie: the test above is not empty."""
    plans = [optimise(random_world(9_000_000 + seed, 3, 8), ties=True) for seed in range(40)]
    assert sum(plan.settled is not None for plan in plans) >= 3


def test_london_ties() -> None:
    """London at £2m is 30 staff times 15 wherever they are, and the plan says so, for no more than £2m."""
    plan = optimise(load_scenario("scenarios/london.yaml"), ties=True)
    assert plan.settled is not None
    assert 0 <= plan.settled.areas_kept < plan.settled.areas
    told = ties(plan)
    assert told is not None
    assert told.startswith("Other plans within this budget support as many: in one of them ")
