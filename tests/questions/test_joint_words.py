"""Sentences of a joint service are true to the numbers beside them, on random worlds and by hand."""

import re
from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner import Scenario, joint
from planner.present.numbers import in_words, people, pounds
from planner.questions.joint.answer import Hub, Joint
from planner.questions.joint.words import below_nothing, findings, hub_sentences, split_sentence
from planner.scenario.schema import Policy, Reach, Staff
from tests.oracle import World, least_cost
from tests.questions.test_joint import connected_group, pair
from tests.worlds import areas, random_world, team, toy

MONEY = r"£([\d,]+)"
COUNT = r"([\d,]+)"


def number(text: str) -> float:
    return float(text.replace(",", ""))


def shown(count: float) -> float:
    return 0 if people(count) == "<1" else number(people(count))


def star() -> Scenario:
    """A, with one at risk, borders B, C and D, with 12 each, which border nobody else.

    A team of w costs £30k / 3 + £20k + £40k w, and £5k for each further area: two at least, ten young people
    each. So 1 and 12 cost £110k alone, two leaves £220k, A and a leaf £115k, A and two leaves £160k.
    """
    kind = team(max_areas=4, staff=Staff(cost=40_000.0, caseload=10.0, min=2, max=4), reach=Reach(hub=1.0))
    return toy(
        areas=areas([1.0, 12.0, 12.0, 12.0], [(0.0, 0.0)] * 4),
        links=np.array([[0, 1], [0, 2], [0, 3]]),
        services={"team": kind},
    )


def test_a_share_below_nothing_says_why() -> None:
    """All four with four staff cost £205k; without A its neighbours pay £330k.

    What A adds: £110k if first, £5k after one leaf, £160k - £220k after two, £205k - £330k after three;
    a quarter each: -£17,500.
    """
    result = joint(star(), ["A", "B", "C", "D"], staff=4)
    assert result.shares["shapley"]["A"] == -17_500.0
    (told,) = below_nothing(result)
    assert told.startswith("Borough A is paid £17,500 (Shapley)")
    assert "Borough B, Borough C and Borough D would pay £330,000 without Borough A" in told
    assert "and £205,000 with it" in told


def test_hubs_that_tie_are_called_a_tie() -> None:
    """Two staff are full from either: A reaches 28, B 27.6; with B asked for A still reaches most."""
    full = pair(areas=areas([20.0, 10.0], [(0.0, 0.0), (4.0, 0.0)]))
    for hub in (None, "B"):
        result = joint(full, ["A", "B"], hub=hub, staff=2)
        assert result.joint is not None
        assert result.joint.hub == (hub or "A")
        (told,) = hub_sentences(result)
        assert told == (
            "A tie: from Borough A and Borough B it supports as many for the same money; Borough A reaches "
            "most, 28."
        )
    same = pair(areas=areas([15.0, 15.0], [(0.0, 0.0), (4.0, 0.0)]))
    (told,) = hub_sentences(joint(same, ["A", "B"], staff=2))
    assert told.endswith("and reaches as many: nothing here tells them apart.")


def test_the_hub_that_reaches_more_goes_before_the_smaller_code() -> None:
    """From B 20 + 8 are reached, from A 26: both fill two staff, and B it is."""
    result = joint(pair(areas=areas([10.0, 20.0], [(0.0, 0.0), (4.0, 0.0)])), ["A", "B"], staff=2)
    assert result.joint is not None
    assert result.joint.hub == "B"


def test_a_hub_asked_for_has_no_next_best_that_is_better() -> None:
    """From B 17.6 are supported, from A 18.4 for the same money: 18 from either.

    Of 20 and 10, 28 from A and 26 from B.
    """
    (told,) = hub_sentences(joint(pair(), ["A", "B"], hub="B"))
    assert told == "Better for the money: Borough A; there it supports about as many and costs the same."
    (told,) = hub_sentences(joint(pair(), ["A", "B"]))
    assert told.startswith("Next best hub: Borough B; there it supports about as many and costs")
    larger = pair(areas=areas([20.0, 10.0], [(0.0, 0.0), (4.0, 0.0)]))
    (told,) = hub_sentences(joint(larger, ["A", "B"], hub="B", staff=3))
    assert (
        told
        == "Better for the money: Borough A; there it supports 2 more, reaches 2 more and costs the same."
    )


def test_fewer_young_people_for_less_are_no_saving() -> None:
    """Together 18.4 for £115k; alone both need a team, 20 for £220k."""
    told = findings(joint(pair(), ["A", "B"]), pair())[1]
    assert told == (
        "Without sharing, to support as many would cost them £220,000 at least, for 20: together costs "
        "£105,000 less and supports 2 fewer."
    )
    full = pair(areas=areas([20.0, 20.0], [(0.0, 0.0), (0.0, 0.0)]))
    told = findings(joint(full, ["A", "B"], staff=3), full)[1]
    assert told.endswith("£220,000 at least, for 40: together costs £65,000 less and supports 10 fewer.")


def test_as_many_for_less_are_a_saving() -> None:
    """Ten at risk in each, no distance: two staff support 20 for £115k; alone 10 each for £70k each."""
    kind = team(max_areas=2, staff=Staff(cost=40_000.0, caseload=10.0, min=1, max=3), reach=Reach(hub=1.0))
    world = pair(areas=areas([10.0, 10.0], [(0.0, 0.0)] * 2), services={"team": kind})
    told = findings(joint(world, ["A", "B"]), world)[1]
    assert told.endswith("cost them £140,000 at least, for 20: together saves £25,000.")


def random_joint(seed: int) -> tuple[Joint, Scenario] | None:
    world = random_world(seed, 2, 6)
    group = connected_group(world, seed)
    return None if group is None else (joint(world, group), world)


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.integers(0, 10**9))
def test_sentences_are_true_to_the_numbers_beside_them(seed: int) -> None:
    """On random worlds: what is called a saving, more, fewer, a tie or most is so in what is shown."""
    made = random_joint(seed)
    if made is None or made[0].joint is None:
        return
    result, world = made
    check_saving(result, findings(result, world)[1])
    check_split(result, split_sentence(result, world) or "")
    sentences = list(hub_sentences(result))
    chosen = result.hubs[0]
    tied = [
        one for one in result.hubs if abs(one.covered - chosen.covered) < 1e-6 and one.cost == chosen.cost
    ]
    assert shown(chosen.reachable) == max(shown(one.reachable) for one in tied)
    assert any(told.startswith("A tie: ") for told in sentences) == (len(tied) > 1)
    for told in sentences:
        assert not told.startswith("Better")
        check_hub(result, chosen, tied, told)


def check_saving(result: Joint, told: str) -> None:
    alone, service = result.each_alone, result.joint
    assert alone is not None
    assert service is not None
    less, fewer = round(alone.cost) - round(service.cost), shown(alone.covered) - shown(service.covered)
    assert f"would cost them {pounds(round(alone.cost))} at least, for {in_words(alone.covered)}:" in told
    if found := re.search(f"together saves {MONEY}", told):
        assert number(found[1]) == less > 0
        assert fewer <= 0
    if found := re.search(f"together costs {MONEY} (more|less)", told):
        assert number(found[1]) == (less if found[2] == "less" else -less)
    if found := re.search(f"supports {COUNT} fewer", told):
        assert number(found[1]) == fewer
    assert fewer <= 0 or "fewer" in told
    if "saves" in told:
        assert ("about as many" in told) == (alone.covered > service.covered + 1e-6)


def check_split(result: Joint, told: str) -> None:
    split, service = result.best_split, result.joint
    assert split is not None
    assert service is not None
    more = round(split.cost) - round(service.cost)
    found = re.search(f"It costs (?:{MONEY} (more|less) than|the same as) together", told)
    assert found
    assert (number(found[1]) if found[1] else 0) == abs(more)
    assert found[2] == (None if more == 0 else "more" if more > 0 else "less")


def check_hub(result: Joint, chosen: Hub, tied: list[Hub], told: str) -> None:
    if told.startswith("A tie: "):
        assert {one for one in result.names.values() if one in told} == {
            result.names[one.hub] for one in tied
        }
        if found := re.search(f"{COUNT}\\.$", told):
            assert number(found[1]) == shown(chosen.reachable)
        return
    other = next((one for one in result.hubs[1:] if result.names[one.hub] in told), None)
    if other is None:
        assert told == "No other hub is near enough to them all."
        return
    for verb, here, there in (
        ("supports", chosen.covered, other.covered),
        ("reaches", chosen.reachable, other.reachable),
    ):
        found = re.search(f"{verb} {COUNT} (more|fewer)", told)
        more = round(shown(there) - shown(here), 6)
        assert (number(found[1]) if found else 0) == abs(more)
        assert not found or found[2] == ("more" if more > 0 else "fewer")


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.integers(0, 10**9))
def test_each_alone_is_the_cheapest_way_without_sharing(seed: int) -> None:
    """Of every set of services of one area each that supports as many; why a share is below 0 holds too."""
    made = random_joint(seed)
    if made is None or made[0].joint is None:
        return
    result, world = made
    plain = replace(world, policy=Policy())
    options = [
        [(0.0, 0.0), *((one.cost, sum(one.covered.values())) for one in World(plain).options()
                       if one.areas == frozenset([code]))]
        for code in result.areas
    ]  # fmt: skip
    enough = result.joint.covered - 1e-6 * max(1.0, result.joint.covered)  # type: ignore[union-attr]
    ways = (tuple(map(sum, zip(*chosen, strict=True))) for chosen in product(*options))
    least = min(cost for cost, covered in ways if covered >= enough)
    assert result.each_alone is not None
    assert result.each_alone.cost == pytest.approx(least)
    assert result.each_alone.covered >= enough
    assert result.saving == pytest.approx(least - result.joint.cost)  # type: ignore[union-attr]
    paid = {code for shares in result.shares.values() for code in result.areas if round(shares[code]) < 0}
    assert paid <= set(result.lowers)
    assert len(list(below_nothing(result))) == len(paid)


@pytest.mark.parametrize("staff", [2, 3, 4])
def test_what_joining_lowers_is_a_cost_game_s(staff: int) -> None:
    """The costs told for a share below 0 are least costs found by looking at every set of services."""
    world = star()
    result = joint(world, ["A", "B", "C", "D"], staff=staff)
    for code, told in result.lowers.items():

        def least(codes: tuple[str, ...]) -> float:
            return least_cost(world, codes, sum(result.supported[one] for one in codes))

        assert told.without == pytest.approx(least(told.others))
        both = tuple(sorted((*told.others, code)))
        whole = result.joint.cost if len(both) == 4 and result.joint else least(both)
        assert told.with_it == pytest.approx(whole)
        others = [one for one in result.areas if one != code]
        most = max(
            least(group) - (result.joint.cost if len(group) == 3 and result.joint else least((*group, code)))
            for size in (1, 2, 3)
            for group in combinations(others, size)
        )
        assert told.without - told.with_it == pytest.approx(most)
    assert result.lowers or staff < 4
