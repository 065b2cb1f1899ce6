"""Expected coverage over draws of need: the draws themselves, and plans equal to exhaustion over them."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner import InputError, Scenario, load_scenario, optimise
from planner.plan.evaluate import value_of, values_over
from planner.scenario.areas import Areas
from planner.scenario.draws import draw_needs
from planner.scenario.schema import Uncertainty
from tests.oracle import best_plan
from tests.project import edit, write_project
from tests.worlds import areas, random_world


def with_draws(scenario: Scenario, count: int, seed: int = 1) -> Scenario:
    """The scenario with its objective expected over draws within half of each estimate."""
    needs = draw_needs(scenario.areas, Uncertainty(draws=count, spread=0.5, seed=seed), "here")
    return replace(scenario, areas=replace(scenario.areas, need=needs.mean(axis=0)), draws=needs)


def test_draws_have_the_interval_that_was_given() -> None:
    """5 in 100 draws are below low, 5 above high and half below the estimate; at 0 they are cut off."""
    given_to: Areas = replace(
        areas([100.0, 10.0, 4.0]), low=np.array([80.0, 4.0, np.nan]), high=np.array([150.0, 11.0, np.nan])
    )
    needs = draw_needs(given_to, Uncertainty(draws=10_000, common=0.3), "here")
    assert np.percentile(needs[:, 0], [5, 50, 95]) == pytest.approx([80, 100, 150], abs=2.0)
    assert np.percentile(needs[:, 1], [5, 50, 95]) == pytest.approx([4, 10, 11], abs=0.3)
    assert (needs[:, 2] == 4.0).all()
    assert needs.min() >= 0
    assert ((needs[:, 0] > 100) == (needs[:, 1] > 10)).mean() > 0.55


def test_what_all_areas_have_in_common() -> None:
    """With all variance in common every area is over- or under-estimated alike; with none they are apart."""
    given_to = areas([100.0, 100.0])
    together = draw_needs(given_to, Uncertainty(draws=500, spread=0.2, common=1.0), "here")
    assert (together[:, 0] == together[:, 1]).all()
    apart = draw_needs(given_to, Uncertainty(draws=5000, spread=0.2, common=0.0), "here")
    assert ((apart[:, 0] > 100) == (apart[:, 1] > 100)).mean() == pytest.approx(0.5, abs=0.03)


def test_more_draws_begin_with_the_same_ones() -> None:
    """Draw k is the same however many there are, and other with another seed."""
    given_to = areas([20.0, 30.0, 5.0])
    few, many = (draw_needs(given_to, Uncertainty(draws=n, spread=0.3), "here") for n in (5, 50))
    assert (many[:5] == few).all()
    assert (draw_needs(given_to, Uncertainty(draws=5, spread=0.3, seed=2), "here") != few).any()


def test_one_draw_is_the_plain_plan() -> None:
    """Expected over a single draw, the plan is that of the need drawn."""
    for seed in range(40):
        drawn = with_draws(random_world(seed, 1, 6), 1)
        expected, plain = (
            optimise(drawn, time_limit=None),
            optimise(replace(drawn, draws=None), time_limit=None),
        )
        assert expected.status == plain.status
        assert expected.objective == pytest.approx(plain.objective, abs=1e-6)
        assert expected.spend == pytest.approx(plain.spend, abs=0.01)


@settings(max_examples=120, derandomize=True, deadline=None)
@given(st.integers(0, 10**9))
def test_expected_plans_are_the_best_there_are(seed: int) -> None:
    """Over seven draws: coverage, spend and feasibility are those of exhaustion, each draw by itself."""
    scenario = with_draws(random_world(seed, 1, 5), 7, seed)
    best, plan = best_plan(scenario), optimise(scenario, time_limit=None)
    if best is None:
        assert plan.status == "infeasible"
        return
    assert plan.objective == pytest.approx(best.value, rel=1e-6, abs=1e-6)
    assert plan.spend == pytest.approx(best.cost, rel=1e-6, abs=0.01)


def test_values_over_draws_are_those_of_each_draw() -> None:
    """What services are worth in many draws at once is what `value_of` gives draw by draw."""
    for seed in range(30):
        scenario = random_world(seed, 2, 6)
        services = optimise(scenario, time_limit=None).services
        needs = draw_needs(scenario.areas, Uncertainty(draws=4, spread=0.6), "here")
        hubs = {one.expands: one.hub for one in services if one.expands}
        based = tuple(
            one.model_copy(update={"hub": hubs.get(one.name, one.hub)}) for one in scenario.existing
        )
        fixed = replace(scenario, existing=based)
        worth = values_over(fixed, services, needs)
        for draw, need in enumerate(needs):
            there = value_of(replace(fixed, areas=replace(scenario.areas, need=need)), services)
            if all(one.hub is not None for one in based):
                assert worth[:, draw].sum() == pytest.approx(there.objective, abs=1e-6)


def test_expected_in_a_file(tmp_path: Path) -> None:
    """`objective: expected` reads the spread; without one, or an interval, it says what is missing."""
    write_project(tmp_path)
    with (tmp_path / "scenario.yaml").open("a", encoding="utf-8") as stream:
        stream.write("objective: expected\nuncertainty: {spread: 0.4, draws: 50}\n")
    scenario = load_scenario(tmp_path / "scenario.yaml")
    assert scenario.draws is not None
    assert scenario.draws.shape == (50, 4)
    assert "means over 50 draws" in " ".join(scenario.notes)
    plan = optimise(scenario)
    assert plan.need == pytest.approx(scenario.draws.sum(axis=1).mean())
    edit(tmp_path / "scenario.yaml", "{spread: 0.4, draws: 50}", "{draws: 50}")
    with pytest.raises(InputError, match=r"scenario.yaml:16: how sure the needs are is not known"):
        load_scenario(tmp_path / "scenario.yaml")
