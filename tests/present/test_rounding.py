"""Whole numbers add up to what their total is shown as, and each is its own number up or down."""

import math
from collections.abc import Mapping, Sequence
from itertools import combinations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from planner.present.rounding import FINE, Edge, Node, adding_up, whole, whole_flows

COUNTS = st.lists(st.integers(0, 40 * FINE).map(lambda fine: fine / FINE), min_size=1, max_size=7)


@settings(derandomize=True, deadline=None)
@given(COUNTS)
def test_parts_come_to_their_total_and_are_off_by_least(values: list[float]) -> None:
    """Of all ways to round each up or down that come to the total, one whose sum of what is off is least."""
    shown = [whole(one) for one in adding_up(values)]
    floors = [math.floor(one) for one in values]
    short = whole(math.fsum(values)) - sum(floors)
    assert sum(shown) == whole(math.fsum(values))
    assert all(one - low in (0, 1) for one, low in zip(shown, floors, strict=True))

    def off(rounded: list[int]) -> float:
        return sum(abs(a - b) for a, b in zip(rounded, values, strict=True))

    ways = combinations(range(len(values)), short)
    least = min(off([low + (place in up) for place, low in enumerate(floors)]) for up in ways)
    assert math.isclose(off(shown), least, abs_tol=1e-6)


def test_halves_go_up_and_a_count_that_is_not_shown_stays() -> None:
    """2.5 is 3 (and -2.5 is -3); dust under a half is none; beside a NaN nothing is moved."""
    assert [whole(one) for one in (2.5, -2.5, 2.4999999, 0.4, 449.9999999)] == [3, -3, 3, 0, 450]
    assert [whole(one) for one in adding_up([0.5, 0.5, 0.5, 0.5])] == [1, 1, 0, 0]
    assert [type(one) for one in adding_up([0.5, math.nan])] == [float, float]


@settings(derandomize=True, deadline=None)
@given(st.integers(1, 6), st.data())
def test_a_table_adds_up_both_ways(size: int, data: st.DataObject) -> None:
    """Rows to the need of each area, columns to their sums, and the sums asked for first are the nearest."""
    cells = [data.draw(st.lists(st.integers(0, 9_000_000), min_size=3, max_size=3)) for _ in range(size)]
    exact = {(row, part): cells[row][part] / FINE for row in range(size) for part in range(3)}
    paths = [(("all", f"part {part}", f"area {row}"), value) for (row, part), value in exact.items()]
    shown = whole_flows(paths, [("all", "part 0")])
    for (row, part), value in exact.items():
        assert shown[f"part {part}", f"area {row}"] in (math.floor(value), math.ceil(value))
    for row in range(size):
        assert shown[f"area {row}", "all"] == sum(shown[f"part {part}", f"area {row}"] for part in range(3))
    for part in range(3):
        total = sum(shown[f"part {part}", f"area {row}"] for row in range(size))
        assert shown["all", f"part {part}"] == total
    first = math.fsum(value for (_, part), value in exact.items() if part == 0)
    assert shown["all", "part 0"] == whole(first)


Paths = list[tuple[tuple[Node, ...], float]]


def _split(needs: Sequence[float], served: Mapping[int, float]) -> Paths:
    """Needs as what a service for every three areas covers of some, and the rest out of reach."""
    paths: Paths = []
    for area, need in enumerate(needs):
        covered = served.get(area, 0.0)
        paths.append((("all", "covered", f"service {area // 3}", area), covered))
        paths.append((("all", "out of reach", area), need - covered))
    return paths


def _wanted(needs: Sequence[float]) -> dict[Edge, int]:
    return {(area, "all"): whole(need) for area, need in enumerate(adding_up(needs))}


def test_needs_do_not_hang_on_what_is_covered_of_them() -> None:
    """Whichever areas a plan serves, an area's need is told alike."""
    draw = Random(1)
    needs = [draw.randint(1, 60) + draw.choice((0.2, 0.5, 0.6, 0.7)) for _ in range(60)]
    wanted = _wanted(needs)
    for _ in range(20):
        served = {
            area: need * draw.uniform(0.5, 0.9) for area, need in enumerate(needs) if draw.random() < 0.4
        }
        shown = whole_flows(_split(needs, served), [("all", "covered")], wanted)
        assert {edge: shown[edge] for edge in wanted} == wanted


def test_a_need_gives_way_where_else_sums_would_not_be_kept() -> None:
    """All of 45.5 and 33.6 is covered, 79 of them as it is told: 46 and 34 cannot both be."""
    paths = _split((45.5, 33.6), {0: 45.5, 1: 33.6})
    shown = whole_flows(paths, [("all", "covered")], {(0, "all"): 46, (1, "all"): 34})
    assert shown["all", "covered"] == shown[0, "all"] + shown[1, "all"] == 79


def test_twice_the_areas_take_about_twice_the_work() -> None:
    """Work is counted as areas looked up: eight times the areas, less than twelve times as often."""
    looked = 0

    class Area(int):
        """An area that counts how often it is looked up."""

        def __hash__(self) -> int:
            nonlocal looked
            looked += 1
            return int(self)

    def work(areas: int) -> int:
        nonlocal looked
        looked, draw = 0, Random(1)
        needs = [draw.randint(1, 400) / 10 for _ in range(areas)]
        served = {area: need * draw.random() for area, need in enumerate(needs) if draw.random() < 0.5}
        paths = [
            (tuple(Area(n) if isinstance(n, int) else n for n in path), v)
            for path, v in _split(needs, served)
        ]
        whole_flows(paths, [("all", "covered")], _wanted(needs))
        return looked

    assert work(1600) < 12 * work(200)
