"""Joint services: worked by hand on the toy, held to exhaustion on random worlds, and to the plans."""

from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner import Scenario, joint, load_scenario, optimise, partners
from planner.questions.joint.answer import Joint
from planner.scenario.schema import Policy, Reach, Staff
from tests.oracle import World, least_cost
from tests.worlds import areas, random_world, team, toy, with_journeys

LONDON = load_scenario(Path(__file__).parents[2] / "scenarios/london.yaml")


def pair(**changes: Any) -> Scenario:
    """Two boroughs of 12 and 8 at risk, 4 km apart, teams of two or three for ten young people each."""
    staff = Staff(cost=40_000.0, caseload=10.0, min=2, max=3)
    kind = team(max_areas=2, staff=staff, reach=Reach(hub=1.0, per_km=0.05, floor=0.5))
    given: dict[str, Any] = {
        "areas": areas([12.0, 8.0], [(0.0, 0.0), (4.0, 0.0)]),
        "links": np.array([[0, 1]]),
    }
    return replace(toy(services={"team": kind}), **(given | changes))


def test_a_pair_by_hand() -> None:
    """A team costs £30k / 3 + £20k + 2 * £40k = £110k, and £5k more for two boroughs.

    Neither borough fills a team of two (20 places) alone. From A, 12 + 8 * 0.8 = 18.4 are reached; from B
    17.6. Together they pay £115k, alone £110k each; each is worth £5k to the other's £110k, so both rules of
    the field split it in half.
    """
    result = joint(pair(), ["A", "B"])
    assert result.joint is not None
    assert (result.joint.hub, result.joint.staff, result.joint.cost) == ("A", 2, 115_000.0)
    assert result.joint.covered == pytest.approx(18.4)
    assert result.alone == {"A": None, "B": None}
    assert result.only_jointly == pytest.approx({"A": 12.0, "B": 6.4})
    assert result.standalone_cost == {"A": 110_000.0, "B": 110_000.0}
    assert result.each_alone is not None
    assert (result.each_alone.cost, result.each_alone.covered) == (220_000.0, 20.0)
    assert result.saving == pytest.approx(105_000.0)
    assert result.best_split is not None
    assert result.best_split.cost == pytest.approx(220_000.0)
    assert result.shares["equal"] == {"A": 57_500.0, "B": 57_500.0}
    assert result.shares["shapley"] == result.shares["nucleolus"] == {"A": 57_500.0, "B": 57_500.0}
    assert result.shares["need"] == {"A": 69_000.0, "B": 46_000.0}
    assert result.shares["supported"] == {"A": 75_000.0, "B": 40_000.0}
    assert all(core.stable for core in result.core.values())
    assert [(one.hub, round(one.covered, 9)) for one in result.hubs] == [("A", 18.4), ("B", 17.6)]


def test_hub_and_staff_that_are_asked_for() -> None:
    """From B with three staff: 17.6 of 30 places, £155k."""
    service = joint(pair(), ["A", "B"], hub="B", staff=3).joint
    assert service is not None
    assert (service.hub, service.staff, service.cost) == ("B", 3, 155_000.0)
    assert service.covered == pytest.approx(17.6)


def test_who_would_leave() -> None:
    """With 30 at risk in A and teams of ten each, equal shares make A pay for B's joining costs and more.

    Alone A's three staff cost £150k for 30; B needs one for 8, £70k. A joint service of three staff supports
    30 for £155k: B's share by equal parts is £77.5k, more than its £70k or less alone.
    """
    kind = team(max_areas=2, reach=Reach(hub=1.0, per_km=0.05, floor=0.5))
    scenario = pair(areas=areas([30.0, 8.0], [(0.0, 0.0), (4.0, 0.0)]), services={"team": kind})
    result = joint(scenario, ["A", "B"])
    assert result.joint is not None
    assert result.joint.cost == pytest.approx(155_000.0)
    core = result.core["equal"]
    assert (core.stable, core.leavers) == (False, ("B",))
    assert core.gain == pytest.approx(77_500.0 - 70_000.0)


def test_areas_that_are_not_connected() -> None:
    """A and C of a row A - B - C - D - E: no link, B closes the gap; A and E need B, C and D."""
    result = joint(toy(), ["A", "C"])
    assert (result.connected, result.joint, result.saving, result.shares) == (False, None, None, {})
    assert (result.missing_links, result.closed_by) == ((("A", "C"),), (("B",),))
    assert joint(toy(), ["A", "E"]).closed_by == (("B", "C", "D"),)
    closed = replace(toy(), policy=Policy(exclude=["B"]))
    assert joint(closed, ["A", "C"]).closed_by == ()
    island = replace(toy(), links=np.array([[0, 1]]))
    assert joint(island, ["A", "B", "E"]).missing_links == (("B", "E"),)
    assert joint(island, ["A", "B", "E"]).closed_by == ()


def test_what_stands_in_the_way_is_noted() -> None:
    """Rules of the scenario do not change what a joint service is, and are named where they forbid it."""
    rules = Policy(exclude=["A"], together=[["B", "C"]], apart=[["A", "B"]])
    result = joint(replace(toy(), policy=rules), ["A", "B", "D"])
    told = " ".join(result.notes)
    assert "max_areas (2)" in told
    assert "leaves out Borough A" in told
    assert "asks for Borough C too" in told
    assert "keeps Borough A, Borough B apart" in told
    assert not joint(toy(), ["A", "B"]).notes


@pytest.mark.parametrize(
    ("codes", "options", "words"),
    [
        (["A"], {}, "2 to 10 areas, not 1"),
        (["A", "A"], {}, "Borough A is there twice"),
        (["A", "B"], {"hub": "C"}, "the hub, Borough C, is not one of the areas"),
        (["A", "B"], {"staff": 9}, "no service can have 9 staff: team has 1 to 3"),
        (["A", "B"], {"kind": "hut"}, "no type of service is called 'hut'; use one of team"),
    ],
)
def test_questions_that_make_no_sense(codes: list[str], options: dict[str, object], words: str) -> None:
    """Each is refused in words."""
    with pytest.raises(ValueError, match=words.replace("(", r"\(")):
        joint(toy(), codes, **options)  # type: ignore[arg-type]


def connected_group(scenario: Scenario, seed: int) -> list[str] | None:
    """Some connected group of two to four areas, where there is one."""
    world, rng = World(scenario), np.random.default_rng(seed)
    size = int(rng.integers(2, 5))
    groups = [g for g in combinations(world.codes, size) if world._connected(frozenset(g))]
    return list(groups[int(rng.integers(len(groups)))]) if groups else None


def _without_rules(scenario: Scenario, size: int) -> Scenario:
    """As `joint` looks at it: no policy, and types that a group of this size can share where none could."""
    kinds = scenario.services
    if all(kind.max_areas < size for kind in kinds.values()):
        kinds = {name: kind.model_copy(update={"max_areas": size}) for name, kind in kinds.items()}
    return replace(scenario, policy=Policy(), services=kinds)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.integers(0, 10**9))
def test_costs_alone_and_shares_are_those_of_exhaustion(seed: int) -> None:
    """Stand-alone costs, leavers and the best split equal a look at every set of services there is."""
    scenario = random_world(seed, 2, 6)
    scenario = with_journeys(scenario, seed) if seed % 2 else scenario
    group = connected_group(scenario, seed)
    if group is None:
        return
    result, plain = joint(scenario, group), _without_rules(scenario, len(group))
    if result.joint is None:
        assert result.notes or not scenario.areas.need.any()
        return
    parts = [part for size in range(1, len(group) + 1) for part in combinations(result.areas, size)]
    least = {part: least_cost(plain, part, sum(result.supported[code] for code in part)) for part in parts}
    assert result.standalone_cost == pytest.approx({code: least[(code,)] for code in result.areas})
    assert result.best_split is not None
    assert result.best_split.covered >= result.joint.covered - 1e-5
    assert least[result.areas] == pytest.approx(min(result.best_split.cost, _whole(plain, result)))
    for rule, shares in result.shares.items():
        assert round(100 * sum(shares.values())) == round(100 * result.joint.cost)
        gains = {part: sum(shares[code] for code in part) - least[part] for part in parts}
        assert result.core[rule].stable == (max(gains.values()) < 0.1) or abs(max(gains.values())) < 0.2
        assert result.core[rule].gain == pytest.approx(max(0.0, *gains.values()), abs=0.2)


def _whole(scenario: Scenario, result: Joint) -> float:
    """The least for which one service for the whole group, and none for parts of it, supports as many."""
    assert result.joint is not None
    enough = result.joint.covered - 1e-6 * max(1.0, result.joint.covered)
    costs = [
        option.cost
        for option in World(scenario).options()
        if option.areas == frozenset(result.areas) and sum(option.covered.values()) >= enough
    ]
    return min(costs)


@settings(max_examples=100, derandomize=True, deadline=None)
@given(st.integers(0, 10**9))
def test_a_joint_service_in_a_plan_is_that_of_joint(seed: int) -> None:
    """With its hub and staff `joint` gives its cost and coverage; without, none for less a head."""
    scenario = random_world(seed, 2, 7)
    for service in optimise(scenario, time_limit=None).services:
        if service.kind == "joint":
            same = joint(scenario, service.areas, kind=service.type, hub=service.hub, staff=service.staff)
            assert same.joint == service
            best = joint(scenario, service.areas).joint
            assert best is not None
            assert best.cost / best.covered <= service.cost / service.covered + 1e-6


def test_londons_plan_is_made_of_joint_services() -> None:
    """The four services of London's plan, each at its hub with its staff; `joint` ties or reaches more."""
    for service in optimise(LONDON).services:
        assert joint(LONDON, service.areas, hub=service.hub, staff=service.staff).joint == service
        own = joint(LONDON, service.areas, staff=service.staff).joint
        assert own is not None
        assert (own.cost, own.covered) == pytest.approx((service.cost, service.covered))
        assert own.reachable >= service.reachable


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.integers(0, 10**9))
def test_partners_are_every_joint_service_there_is(seed: int) -> None:
    """Every connected group the rules allow is an option, as `joint` has it."""
    scenario = random_world(seed, 2, 6)
    codes = scenario.areas.codes
    allowed = {
        option.areas
        for option in World(
            replace(scenario, policy=scenario.policy.model_copy(update={"min_coverage": None}))
        ).options()
        if option.new
        and codes[0] in option.areas
        and len(option.areas) > 1
        and sum(option.covered.values()) > 0
    }
    found = partners(scenario, codes[0], rule="nucleolus", top=None)
    assert {frozenset(option.areas) for option in found.options} == allowed
    assert found.found == len(allowed)
    for option in found.options:
        same = joint(scenario, option.areas)
        assert same.joint is not None
        assert (option.hub, option.cost, option.covered) == (
            same.joint.hub,
            same.joint.cost,
            same.joint.covered,
        )
        assert option.share == same.shares["nucleolus"][codes[0]]
        assert option.saving == pytest.approx(same.standalone_cost[codes[0]] - option.share)
        assert option.extra_covered == pytest.approx(sum(same.only_jointly.values()))
        assert option.stable == same.core["nucleolus"].stable


def test_partners_are_ranked_and_chosen() -> None:
    """By what Kingston saves, or by people reached; with Sutton, without Merton; the best two of them."""
    kingston, merton, sutton = (
        LONDON.areas.code(name) for name in ("Kingston upon Thames", "Merton", "Sutton")
    )
    result = partners(LONDON, kingston, including=[sutton], without=[merton], top=2)
    assert all(sutton in one.areas and merton not in one.areas for one in result.options)
    assert len(result.options) == 2 < result.found
    savings = [one.saving for one in partners(LONDON, kingston, top=None).options]
    assert savings == sorted(savings, reverse=True)
    by_reach = partners(LONDON, kingston, by_reach=True, top=None).options
    extra = [round(one.extra_covered, 6) for one in by_reach]
    assert extra == sorted(extra, reverse=True)
    assert partners(LONDON, kingston).alone is None
