"""Colours of services: each its own as far as they go, and never that of a neighbour."""

from types import SimpleNamespace
from typing import Any

import geopandas as gpd
import pytest
from shapely import box

from planner.present.charts.geography import Geography
from planner.present.charts.palette import NO_SERVICE, ONE_AREA, SERVICES, service_colours
from planner.present.words import share_of
from tests.present.plans import london_plan

SIDE = 12


def town(widths: int) -> tuple[Any, Geography]:
    """A chessboard of areas, `widths` of each row in one service, numbered row by row."""
    codes = [f"A{row:02d}{column:02d}" for row in range(SIDE) for column in range(SIDE)]
    squares = [box(column, row, column + 1, row + 1) for row in range(SIDE) for column in range(SIDE)]
    groups = [tuple(codes[start : start + widths]) for start in range(0, SIDE * SIDE, widths)]
    services = [SimpleNamespace(id="+".join(group), areas=group) for group in groups]
    return SimpleNamespace(services=services), Geography(gpd.GeoSeries(squares, index=codes))


@pytest.mark.parametrize("widths", [1, 2, 3, 4])
def test_neighbours_are_never_alike(widths: int) -> None:
    """On a board of 144 areas no two services that touch, at a corner or along a side, have one colour."""
    plan, geography = town(widths)
    colours = service_colours(plan, geography)
    of_area = {code: (one.id, colours[one.id]) for one in plan.services for code in one.areas}
    for code, others in geography.touching.items():
        for other in others:
            (mine, colour), (theirs, beside) = of_area[code], of_area[other]
            assert mine == theirs or colour != beside


def test_colours_come_again_only_where_there_are_no_more() -> None:
    """36 joint services: all 21 colours are used, none more than twice; the first 21 services differ."""
    plan, geography = town(4)
    colours = list(service_colours(plan, geography).values())
    assert len(set(colours[: len(SERVICES)])) == len(SERVICES) == 21
    assert max(colours.count(one) for one in colours) == 2
    assert len({*SERVICES, *ONE_AREA, NO_SERVICE}) == len(SERVICES) + len(ONE_AREA) + 1


def test_areas_that_touch_are_those_with_a_border() -> None:
    """A square has its eight neighbours; in London Barnet touches Harrow, and not Bexley."""
    _, geography = town(1)
    assert len(geography.touching["A0505"]) == 8
    behind = london_plan()[1]
    assert behind.geography is not None
    assert "E09000015" in behind.geography.touching["E09000003"]
    assert "E09000004" not in behind.geography.touching["E09000003"]


@pytest.mark.parametrize(
    ("parts", "whole", "told"),
    [((35.0,), 35.0, "86% to 100%"), ((450.0,), 1000.0, "45%"), ((0.0,), 35.0, "0%"),
     ((10.0, 20.0), 40.0, "58% to 94%"), ((float("nan"),), 35.0, "c"), ((0.0,), 0.0, "none")],
)  # fmt: skip
def test_a_share_of_rounded_counts_is_what_it_lies_between(
    parts: tuple[float, ...], whole: float, told: str
) -> None:
    """35 of 35 published may be 32.5 of 37.5: not all of them; 450 of 1,000 is 45% whatever was rounded."""
    assert share_of(SimpleNamespace(published=True), parts, whole) == told
    if told not in ("c", "none"):
        assert share_of(SimpleNamespace(published=False), parts, whole) == f"{sum(parts) / whole:.0%}"
