"""Coverage, cost and reach: each formula against its definition, written out for one number at a time."""

from dataclasses import replace

import numpy as np
import pytest

from planner.model.build import every_candidate
from planner.model.coverage import covered, enough_staff, expected, room
from planner.model.existing import served_by_existing
from planner.scenario.cost import expansion_cost, new_cost
from planner.scenario.draws import draw_needs
from planner.scenario.schema import Staff, Uncertainty
from tests.model.test_draws import with_draws
from tests.worlds import random_world, team


def test_room_is_the_share_that_a_capacity_holds() -> None:
    """All of those reached where there is room for them, and of nobody nobody."""
    assert room(np.array([5.0, 10.0, 40.0]), 10.0).tolist() == [1.0, 1.0, 0.25]
    assert room(np.array([0.0, 3.0]), 0.0).tolist() == [0.0, 0.0]
    assert covered(np.array([[6.0, 2.0], [0.0, 0.0]]), np.array([4.0, 4.0])).tolist() == [[3.0, 1.0], [0, 0]]


def test_staff_that_are_enough() -> None:
    """As few as support all, at least one, and none for what is a float's error."""
    reached = np.array([0.0, 10.0, 10.5, 10.0 * (1 + 1e-15), 30.0])
    assert enough_staff(reached, 10.0).tolist() == [1, 1, 2, 1, 3]


def test_expected_coverage_is_the_mean_of_each_draw() -> None:
    """At every capacity at once it is what the draws one by one come to, those of nobody among them."""
    rng = np.random.default_rng(3)
    reached = rng.uniform(0, 30, size=(6, 4, 11)) * (rng.random((6, 4, 11)) < 0.7)
    reached[0, :, 4] = 0.0
    kind = team(staff=Staff(cost=1.0, caseload=7.5, max=1000))
    staff = np.array([0, 1, 6, 1000])
    found = expected(kind, reached, staff)
    for c, size in np.ndindex(6, 4):
        draws = [covered(reached[c, :, k], 7.5 * staff[size]) for k in range(11)]
        assert found[c, size] == pytest.approx(np.mean(draws, axis=0), abs=1e-12)


@pytest.mark.parametrize("seed", range(40))
def test_candidates_of_drawn_needs_by_definition(seed: int) -> None:
    """Each candidate's coverage in each area, worked out draw by draw from what existing services leave."""
    scenario = with_draws(random_world(seed, 1, 5), 5, seed)
    table, left = every_candidate(scenario), served_by_existing(scenario).left_drawn
    assert left is not None
    for c in range(len(table)):
        members = table.members[table.areas(c)]
        mean, reach = left.mean(axis=0)[members], table.reached[table.areas(c)]
        share = np.divide(reach, mean, out=np.zeros(len(mean)), where=mean > 0)
        supported = np.zeros(len(members))
        for need in left[:, members]:
            reached = need * share
            if reached.sum() > 0:
                supported += reached * min(1.0, table.capacity[c] / reached.sum()) / len(left)
        assert table.covered_by_area[table.areas(c)] == pytest.approx(supported, abs=1e-9)


def test_many_draws_are_worked_out_some_sites_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """How many sites are worked on at once changes nothing."""
    scenario = with_draws(random_world(4, 6, 6), 20)
    whole = every_candidate(scenario)
    monkeypatch.setattr("planner.model.sizing.BLOCK", 1)
    assert every_candidate(scenario).covered_by_area == pytest.approx(whole.covered_by_area, abs=1e-12)


def test_existing_services_over_draws_are_means_of_each() -> None:
    """What existing services cover and leave, where need is drawn, is the mean of what each draw gives."""
    seen = 0
    for seed in range(60):
        scenario = random_world(seed, 2, 6)
        hubs = served_by_existing(scenario).hubs
        fixed = tuple(
            one.model_copy(update={"hub": scenario.areas.codes[hub]})
            for one, hub in zip(scenario.existing, hubs, strict=True)
        )
        scenario = replace(scenario, existing=fixed)
        needs = draw_needs(scenario.areas, Uncertainty(draws=6, spread=0.5), "here")
        drawn = served_by_existing(scenario.replace(draws=needs))
        each = [
            served_by_existing(replace(scenario, areas=replace(scenario.areas, need=need))) for need in needs
        ]
        assert drawn.covered == pytest.approx(np.mean([one.covered for one in each], axis=0))
        assert drawn.reachable == pytest.approx(np.mean([one.reachable for one in each], axis=0))
        assert drawn.left == pytest.approx(np.mean([one.left for one in each], axis=0))
        seen += len(hubs)
    assert seen > 20


def test_costs_by_hand() -> None:
    """Set-up is spread over the term and areas after the first cost more; an expansion pays what it adds."""
    kind = team(setup_cost=30_000.0, annual_cost=40_000.0, joint_cost=5_000.0, max_areas=3)
    assert kind.staff is not None
    each = kind.staff.cost
    assert new_cost(kind, 3.0, 3, 2) == 10_000 + 40_000 + 2 * 5_000 + 2 * each
    assert new_cost(kind, 3.0, 1, np.array([1, 4]), np.array([1.0, 2.0])).tolist() == [
        50_000 + each,
        2 * (50_000 + 4 * each),
    ]
    assert expansion_cost(kind, 2, 3, 1.5) == 1.5 * (3 * each + 2 * 5_000)
