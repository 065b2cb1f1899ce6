"""Scenarios side by side: measures by hand on the toy, regret, and what the files say differs."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner import InputError, Scenario, compare, load_variants, optimise
from planner.plan.evaluate import value_of
from planner.scenario.read.variants import parse_vary
from planner.scenario.schema import Policy
from tests.project import edit, write_project
from tests.worlds import random_world, toy


def near(seed: int) -> list[Scenario]:
    """A random world, and the same with other needs, another budget and other costs."""
    world = random_world(seed, 1, 6)
    if world.years is not None:
        return []
    needs = replace(world, areas=replace(world.areas, need=world.areas.need[::-1].copy()))
    kinds = {n: k.model_copy(update={"annual_cost": 1.3 * k.annual_cost}) for n, k in world.services.items()}
    return [world, needs, replace(world, budget=0.7 * world.budget), replace(world, services=kinds)]


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.integers(0, 10**9))
def test_regret_is_none_at_home_and_never_negative_where_a_plan_fits(seed: int) -> None:
    """A plan that fits another scenario's budget and keeps its rules is never better than its own best."""
    scenarios = near(seed)
    result = compare(scenarios)
    for i, row in enumerate(result.regret):
        for j, lost in enumerate(row):
            if i == j and result.plans[i].has_plan:
                assert (lost, result.fits_budget[i][j], result.keeps_rules[i][j]) == (0.0, True, True)
            elif lost is not None and result.fits_budget[i][j] and result.keeps_rules[i][j]:
                assert lost >= -1e-6
                there = value_of(scenarios[j], result.plans[i].services)
                assert lost == pytest.approx(result.plans[j].objective - there.objective, abs=1e-6)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.integers(0, 10**9))
def test_services_are_worth_at_home_what_their_plan_says(seed: int) -> None:
    """Valued under the scenario they come from, services give their plan back."""
    scenario = random_world(seed, 1, 7)
    plan = optimise(scenario, time_limit=None)
    there = value_of(scenario, plan.services)
    assert there.services == plan.services
    assert there.areas == plan.areas
    assert (there.coverage, there.spend) == pytest.approx((plan.coverage, plan.spend))


def test_measures_by_hand() -> None:
    """The toy at £70k: one team in C with one or two staff; at none it would be in nobody's.

    £30k / 3 + £20k + £40k = £70k buys ten of C's 20 young people (the first of equals: A has 12, C 20).
    """
    result = compare([toy(budget=70_000.0), toy(budget=110_000.0, policy=Policy(exclude=["A"]))])
    one, two = result.scenarios
    assert (one.coverage, one.spend, one.services, one.joint_services) == (10.0, 70_000.0, 1, 0)
    assert one.share_of_need == pytest.approx(10 / 50)
    assert one.cost_per_person == pytest.approx(7_000.0)
    assert (two.coverage, two.spend, two.areas_with_access) == (20.0, 110_000.0, 1)
    assert two.least_served is not None
    assert (two.least_served.area, two.least_served.share, two.gap_in_share) == ("A", 0.0, 1.0)
    assert result.in_every_plan == () or set(result.in_every_plan) <= {"team:C"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The good project with two variants."""
    write_project(tmp_path)
    with (tmp_path / "scenario.yaml").open("a", encoding="utf-8") as stream:
        stream.write("variants:\n  tight: {budget: £150k}\n  wide: {services: {team: {max_areas: 3}}}\n")
    return tmp_path


def test_variants_and_a_grid(folder: Path) -> None:
    """A file is itself and its variants, each at every point of the grid; every one has a name of its own."""
    path = folder / "scenario.yaml"
    every = load_variants(path)
    assert [one.name for one in every] == ["Toy", "Toy: tight", "Toy: wide"]
    assert [one.budget for one in every] == [300_000.0, 150_000.0, 300_000.0]
    assert [one.services["team"].max_areas for one in every] == [2, 2, 3]
    grid = [parse_vary("budget=1m,2m"), parse_vary("services.team.staff.max=2,4")]
    points = load_variants(path, grid)
    assert len(points) == 12
    assert points[1].name == "Toy: budget 1m, max 4"
    assert (points[1].budget, points[1].services["team"].staff.max) == (1e6, 4)  # type: ignore[union-attr]


def test_what_differs_is_told_key_by_key(folder: Path) -> None:
    """Only keys that differ, with each scenario's own value; the names of scenarios are no difference."""
    result = compare(load_variants(folder / "scenario.yaml"))
    assert result.differences == {
        "budget": ("£300k", "£150k", "£300k"),
        "services.team.max_areas": (2, 2, 3),
    }


def test_null_in_a_variant_takes_a_key_out(folder: Path) -> None:
    """As in `extends`: the variant has no set-up cost."""
    edit(folder / "scenario.yaml", "{budget: £150k}", "{services: {team: {setup_cost: null}}}")
    assert load_variants(folder / "scenario.yaml")[1].services["team"].setup_cost == 0


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "{budget: £150k}",
            "{bugdet: £150k}",
            "scenario.yaml:17: unknown key 'bugdet'; did you mean 'budget'?",
        ),
        ("{budget: £150k}", "5", "scenario.yaml:17: variant 'tight' should hold keys and values; write them"),
        ("{budget: £150k}", "{budget: none}", "scenario.yaml:17: budget "),
    ],
)
def test_a_wrong_variant_is_told_by_its_line(folder: Path, old: str, new: str, told: str) -> None:
    """Mistakes inside a variant have the file and the line, as anywhere."""
    edit(folder / "scenario.yaml", old, new)
    with pytest.raises(InputError) as raised:
        load_variants(folder / "scenario.yaml")
    assert any(told in line for line in str(raised.value).splitlines()), str(raised.value)


@pytest.mark.parametrize(
    ("vary", "told"),
    [
        ("budget.x=1", "--vary budget.x: 'budget' holds no keys; name a key that is in a scenario"),
        ("bugdet=1m", "--vary bugdet: unknown key 'bugdet'; did you mean 'budget'?"),
        ("budget=" + ",".join(["1m"] * 201), "603 scenarios to compare, 200 at most"),
    ],
)
def test_a_wrong_grid_is_told(folder: Path, vary: str, told: str) -> None:
    """By the option it came from."""
    with pytest.raises(InputError, match=told.split(";")[0].replace("?", r"\?")):
        load_variants(folder / "scenario.yaml", [parse_vary(vary)])


@pytest.mark.parametrize("text", ["budget", "=1m", "budget=", "budget=[1", "budget={"])
def test_vary_is_a_key_and_values(text: str) -> None:
    """Anything else is refused."""
    with pytest.raises(ValueError, match="is not a key and its values"):
        parse_vary(text)
