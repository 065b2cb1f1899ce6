"""Suppression: the needs that all published results are made from tell no count of 1 to 5."""

from collections import defaultdict
from itertools import combinations_with_replacement, product
from pathlib import Path

import numpy as np
import pytest

from planner import load_scenario, load_variants
from planner.scenario.areas import Areas
from planner.scenario.draws import draw_needs
from planner.scenario.schema import Uncertainty
from planner.scenario.suppression import coarse, protected, substitute
from tests.project import edit, write_project
from tests.worlds import areas


def shown(*needs: float) -> list[float]:
    """Needs as anybody may see them."""
    return [float(need) for need in protected(areas(list(needs))).need]


@pytest.mark.parametrize("count", range(1, 9))
def test_each_small_count_may_be_any_of_one_to_five(count: int) -> None:
    """All tables of so many small counts: whatever stands for them, each of them may be each of 1 to 5."""
    possible: dict[float, set[int]] = defaultdict(set)
    for counts in combinations_with_replacement(range(1, 6), count):
        possible[substitute(np.array(counts, dtype=float))].update(counts)
    assert all(values == {1, 2, 3, 4, 5} for values in possible.values())


def test_the_same_of_whole_tables() -> None:
    """Every table of three counts, most of them small, and one that is not: those that are shown alike."""
    possible: dict[tuple[float, ...], list[set[int]]] = defaultdict(lambda: [set(), set(), set()])
    for table in product((0, 1, 2, 3, 4, 5, 8, 11), repeat=3):
        for other in (6, 7, 12):
            places = possible[tuple(shown(*table, other))]
            for place, need in zip(places, table, strict=True):
                place.add(need)
    assert len(possible) > 50
    for places in possible.values():
        assert all(values >= {1, 2, 3, 4, 5} or not values & {1, 2, 3, 4, 5} for values in places)


def test_the_sum_of_many_small_counts_stays_near() -> None:
    """A hundred counts of 1 or 2 are not taken for three each: what stands for them adds up to their sum."""
    small = np.array([1.0, 2.0] * 50)
    assert substitute(small) * len(small) == 150
    assert substitute(np.full(100, 5.0)) * 100 == 495  # 498 at most would leave one of them 1


def test_other_counts_are_to_five() -> None:
    """Halves up; 6 and 7 would be 5, and are told from those of 1 to 5 by the middle between them."""
    assert coarse(np.array([0.0, 5.5, 7.4, 7.5, 12.4, 12.5, 40.0])).tolist() == [0, 6.5, 6.5, 10, 10, 15, 40]
    assert shown(0.0, 5.4, 5.5, 27.3) == [0.0, 3.0, 6.5, 25.0]


def test_noise_is_nobody() -> None:
    """A need of a millionth is 0: a count that is not a count hides nothing and is not hidden."""
    assert shown(1e-9, 40.0) == [0.0, 40.0]


def wide(low: float, need: float, high: float) -> Areas:
    """One small area with an interval, and one that is none."""
    made = areas([need, 40.0])
    return Areas(
        made.codes, made.names, made.need, made.cost_factor,
        low=np.array([low, 31.0]), high=np.array([high, 63.0]), identified=np.array([1.0, 20.0]),
    )  # fmt: skip


def test_intervals_tell_no_more_than_needs() -> None:
    """Whatever the interval of a small need: draws of all published needs are the same to the last bit."""
    asked = Uncertainty(draws=20)
    first, second = (protected(wide(*one)) for one in ((0.7, 1.0, 1.9), (4.0, 5.0, 9.0)))
    assert np.array_equal(draw_needs(first, asked, ""), draw_needs(second, asked, ""))
    assert first.low is not None
    assert first.high is not None
    assert (first.low.tolist(), first.high.tolist()) == ([0.0, 30.0], [6.0, 65.0])
    assert first.identified is None


def test_an_interval_that_is_not_given_stays_so() -> None:
    """No interval is made for a small need that has none."""
    found = protected(wide(np.nan, 2.0, np.nan))
    assert found.low is not None
    assert np.isnan(found.low[0])
    assert (protected(areas([2.0])).low, protected(areas([2.0])).high) == (None, None)


EXISTING = """\
existing:
  - {name: old, type: team, areas: [Ashby], capacity: 4}
  - {name: large, type: team, areas: [Corley], capacity: 12.5}
variants:
  other: {existing: [{name: old, type: team, areas: [Ashby], capacity: 2}]}
"""


def test_small_capacities_and_hashes_are_not_told(tmp_path: Path) -> None:
    """A service that supports 1 to 5 has 3 for it, in variants too; others keep theirs; no hash is left."""
    path = write_project(tmp_path)
    path.write_text(path.read_text() + EXISTING)
    found = load_scenario(path, publish=True)
    assert [one.capacity for one in found.existing] == [3.0, 12.5]
    assert [one["capacity"] for one in found.resolved["existing"]] == [3.0, 12.5]
    assert [one["capacity"] for one in found.resolved["variants"]["other"]["existing"]] == [3.0]
    assert found.remarks["existing.0.capacity"] == "of 1 to 5, not shown; 3 stands for it"
    assert {one.sha256 for one in found.inputs} == {None}
    assert {one.file for one in found.inputs} >= {"needs.csv", "scenario.yaml"}
    assert [one.published for one in load_variants(path, publish=True)] == [True, True]
    assert [one.existing[0].capacity for one in load_variants(path, publish=True)] == [3.0, 3.0]
    plain = load_scenario(path)
    assert (plain.published, plain.existing[0].capacity) == (False, 4.0)


def test_expected_coverage_is_over_draws_of_published_needs(tmp_path: Path) -> None:
    """Draws are of published needs: two tables that are shown alike have the same draws."""
    path = write_project(tmp_path)
    path.write_text(path.read_text() + "objective: expected\nuncertainty: {spread: 0.3, draws: 10}\n")
    needs = tmp_path / "needs.csv"
    edit(needs, "E04,Denham,5", "E04,Denham,1")
    first = load_scenario(path, publish=True)
    edit(needs, "E04,Denham,1", "E04,Denham,4")
    second = load_scenario(path, publish=True)
    assert first.draws is not None
    assert second.draws is not None
    assert np.array_equal(first.draws, second.draws)
    assert first.key() == second.key()
    assert load_scenario(path).key() != first.key()
