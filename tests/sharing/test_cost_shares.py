"""Cost shares: published answers, the axioms that name the Shapley value, and the core by hand."""

from itertools import combinations, permutations
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.sharing.core import leavers
from planner.sharing.cost_shares import RULES, cost_share, in_pennies, inside, shapley
from planner.sharing.nucleolus import nucleolus
from planner.types import FloatArray


def game(members: int, cost: dict[str, float]) -> FloatArray:
    """A cost game from costs by coalition, whose members are named 1, 2, 3, ..."""
    costs = np.zeros(1 << members)
    for named, value in cost.items():
        costs[sum(1 << (int(one) - 1) for one in named)] = value
    return costs


def airport(*runways: float) -> FloatArray:
    """The airport game: a coalition needs the longest runway of its members."""
    held = inside(len(runways))
    longest: FloatArray = (held * np.array(runways)).max(axis=1)
    return longest


def bankruptcy(estate: float, *claims: float) -> FloatArray:
    """The bankruptcy game of O'Neill as a cost game: what is left to T once all others have been paid."""
    held = inside(len(claims))
    left: FloatArray = np.maximum(0.0, estate - (1 - held) @ np.array(claims))
    return -left


@st.composite
def games(draw: st.DrawFn, most: int = 5) -> FloatArray:
    members = draw(st.integers(2, most))
    costs = draw(st.lists(st.integers(0, 400), min_size=(1 << members) - 1, max_size=(1 << members) - 1))
    return np.array([0.0, *costs])


def test_airport_game() -> None:
    """Runways of 8, 11, 13 and 18: each step is shared by those who need it (Littlechild and Owen 1973).

    Shapley: 8/4 = 2, 2 + 3/3 = 3, 3 + 2/2 = 4, 4 + 5 = 9. Nucleolus by the rule of Littlechild (1974): the
    least of 8/2, 11/3, 13/4 and 18/4 is 13/4, which the first three pay; the last pays the rest.
    """
    assert shapley(airport(8, 11, 13, 18)) == pytest.approx([2, 3, 4, 9])
    assert nucleolus(airport(8, 11, 13, 18)) == pytest.approx([3.25, 3.25, 3.25, 8.25])


@pytest.mark.parametrize(
    ("estate", "answer"),
    [(100, [100 / 3] * 3), (200, [50, 75, 75]), (300, [50, 100, 150])],
)
def test_bankruptcy_problem_from_the_talmud(estate: float, answer: list[float]) -> None:
    """Claims of 100, 200 and 300: the nucleolus is the Talmud's division (Aumann and Maschler 1985)."""
    assert -nucleolus(bankruptcy(estate, 100, 200, 300)) == pytest.approx(answer)


def test_four_person_game() -> None:
    """A game of four whose nucleolus (3.5, 4.5, 5.5, 7.5) the manual of R's CoopGame gives."""
    worth = [0, 0, 0, 0, 5, 5, 8, 9, 10, 8, 13, 15, 16, 17, 21]
    names = ["".join(map(str, group)) for size in (1, 2, 3, 4) for group in combinations((1, 2, 3, 4), size)]
    costs = game(4, {name: -float(value) for name, value in zip(names, worth, strict=True)})
    assert -nucleolus(costs) == pytest.approx([3.5, 4.5, 5.5, 7.5])


@given(games())
@settings(max_examples=100, derandomize=True, deadline=None)
def test_shapley_is_the_average_over_orders(costs: FloatArray) -> None:
    """By its definition: every order of joining, each member paying what it adds."""
    members = len(costs).bit_length() - 1
    paid = np.zeros(members)
    orders = list(permutations(range(members)))
    for order in orders:
        joined = 0
        for one in order:
            paid[one] += costs[joined | 1 << one] - costs[joined]
            joined |= 1 << one
    assert shapley(costs) == pytest.approx(paid / len(orders))


@given(games(), st.data())
@settings(max_examples=100, derandomize=True, deadline=None)
def test_shapley_axioms(costs: FloatArray, data: st.DataObject) -> None:
    """Efficiency, additivity, symmetry and dummy, on random games."""
    members = len(costs).bit_length() - 1
    every = np.arange(len(costs))
    assert shapley(costs).sum() == pytest.approx(costs[-1])
    other = np.array([0.0, *data.draw(st.permutations(costs[1:].tolist()))])
    assert shapley(costs + other) == pytest.approx(shapley(costs) + shapley(other))
    swapped = (every & ~3) | (every & 1) << 1 | (every & 2) >> 1
    alike = costs + costs[swapped]
    assert shapley(alike)[0] == pytest.approx(shapley(alike)[1])
    without = costs[every & ~1]
    dummy = without + 7.0 * (every & 1)
    assert shapley(dummy)[0] == pytest.approx(7.0)
    assert shapley(dummy)[1:].sum() == pytest.approx(dummy[-1] - 7.0)
    assert members > 1


@given(games(), st.randoms(use_true_random=False))
@settings(max_examples=100, derandomize=True, deadline=None)
def test_nothing_is_better_than_the_nucleolus(costs: FloatArray, rng: Random) -> None:
    """No other shares of the same total give a smaller list of excesses, the largest compared first.

    Tried on moves of every size from one member to another, and on the shares of the other rules.
    """
    members = len(costs).bit_length() - 1
    held, shares = inside(members), nucleolus(costs)
    alone = costs[1 << np.arange(members)]
    possible = alone.sum() >= costs[-1]
    assert shares.sum() == pytest.approx(costs[-1], abs=1e-6)
    if possible:
        assert (shares <= alone + 1e-6).all()

    def excesses(x: FloatArray) -> FloatArray:
        return np.sort((held @ x - costs)[1:-1])[::-1]

    ours = excesses(shares)
    for size in (100.0, 3.0, 0.05):
        for a, b in permutations(range(members), 2):
            moved = shares.copy()
            moved[a], moved[b] = moved[a] + size, moved[b] - size
            moved += np.array([rng.uniform(-size, size) for _ in range(members)])
            moved += (costs[-1] - moved.sum()) / members
            if possible and (moved > alone).any():
                continue
            theirs = excesses(moved)
            differ = np.flatnonzero(np.abs(ours - theirs) > 1e-6)
            assert not len(differ) or ours[differ[0]] < theirs[differ[0]]


@given(games(4))
@settings(max_examples=200, derandomize=True, deadline=None)
def test_leavers_are_those_a_look_at_every_coalition_finds(costs: FloatArray) -> None:
    """Core membership by brute force over coalitions, for every rule."""
    members = len(costs).bit_length() - 1
    for rule in RULES:
        shares = cost_share(rule, costs, np.arange(1.0, members + 1), np.ones(members))
        gains = {
            group: sum(shares[i] for i in group) - costs[sum(1 << i for i in group)]
            for size in range(1, members + 1)
            for group in combinations(range(members), size)
        }
        found = leavers(costs, shares)
        if max(gains.values()) < 0.01:
            assert found is None
        else:
            assert found is not None
            assert found.gain == pytest.approx(max(gains.values()), abs=0.006)
            assert gains[found.members] == pytest.approx(found.gain)


@given(games())
@settings(max_examples=100, derandomize=True, deadline=None)
def test_a_core_that_is_not_empty_holds_the_nucleolus(costs: FloatArray) -> None:
    """Made cheap enough together that equal shares are stable, the nucleolus is stable too."""
    members = len(costs).bit_length() - 1
    size = inside(members).sum(axis=1)
    costs = costs.copy()
    costs[-1] = members * float((costs[1:-1] / size[1:-1]).min()) if members > 1 else costs[-1]
    assert leavers(costs, cost_share("equal", costs, np.ones(members), np.ones(members))) is None
    assert leavers(costs, nucleolus(costs)) is None


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=10), st.sampled_from(RULES[:3]))
def test_pennies_add_up(weights: list[float], rule: str) -> None:
    """Shares in pennies come to the cost to the penny, none more than a penny off."""
    cost = sum(weights) / 3
    costs = np.zeros(1 << len(weights))
    costs[-1] = cost
    shares = cost_share(rule, costs, np.array(weights), np.array(weights))  # type: ignore[arg-type]
    paid = in_pennies(shares, cost)
    assert round(100 * paid.sum()) == round(100 * cost)
    assert np.abs(paid - shares).max() <= 0.0101


def test_shares_by_need_and_by_people() -> None:
    """£90 for needs of 1 and 2, and 10 and 20 supported, is £30 and £60; where nobody is, equal parts."""
    costs = game(2, {"1": 80, "2": 80, "12": 90})
    assert cost_share("need", costs, np.array([1.0, 2.0]), np.zeros(2)) == pytest.approx([30, 60])
    assert cost_share("supported", costs, np.ones(2), np.array([10.0, 20.0])) == pytest.approx([30, 60])
    assert cost_share("supported", costs, np.ones(2), np.zeros(2)) == pytest.approx([45, 45])
    assert cost_share("equal", costs, np.ones(2), np.zeros(2)) == pytest.approx([45, 45])
