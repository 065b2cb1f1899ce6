"""Outlines that cross, or run beside themselves, more often than can be laid over each other in a while."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from planner import InputError, load_scenario
from planner.scenario.read import crossings
from planner.scenario.read.borders import Borders, borders
from tests.project import edit, geojson, shape, write_project

FILE = Path("b.geojson")
SIDE = 10_000.0
"""Metres of each side of a comb."""
Ring = list[list[float]]


def comb(teeth: int, *, lying: bool = False, side: float = SIDE, east: float = 530_000.0) -> Ring:
    """The ring of a comb whose teeth are as wide as the gaps between them, standing or lying."""
    step = side / teeth
    tooth = [(0.0, 0.0), (0.0, side), (step / 2, side), (step / 2, 0.0)]
    corners = [(0.0, -10.0), *((i * step + x, y) for i in range(teeth) for x, y in tooth), (side, -10.0)]
    ring = [[east + y, 180_000 + x] if lying else [east + x, 180_000 + y] for x, y in corners]
    return [*ring, ring[0]]


def between(*rings: Ring) -> Borders:
    """Who borders whom of areas called A, B, ..."""
    shapes = gpd.GeoSeries([shapely.Polygon(ring) for ring in rings], crs=27700)
    return borders(FILE, shapes, shapes, "ABCDEFGHIJ"[: len(rings)])


def refused(*rings: Ring) -> str:
    """What is said of shapes that are not laid over each other."""
    with pytest.raises(InputError) as caught:
        between(*rings)
    return str(caught.value)


@pytest.fixture
def _unlaid(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is laid over anything, nor made wider."""
    monkeypatch.delattr("shapely.intersection")
    monkeypatch.delattr("shapely.buffer")


@pytest.mark.usefixtures("_unlaid")
@pytest.mark.parametrize("teeth", [300, 1_000])
def test_combs_that_cross_are_refused_by_name(teeth: int) -> None:
    """As many crossings as four times the product of their teeth are counted, and not made."""
    assert refused(comb(2, east=700_000), comb(teeth), comb(teeth, lying=True)) == (
        "b.geojson: the outlines of B and C cross each other in too many places; draw areas beside each "
        "other, simplify the shapes, or list the links in areas.adjacency"
    )


@pytest.mark.usefixtures("_unlaid")
def test_a_comb_as_fine_as_hair_is_refused_by_name() -> None:
    """A thousand teeth within the width by which shapes are made wider to find gaps."""
    assert refused(comb(2, east=520_000), comb(1_000, side=10.0)).startswith(
        "b.geojson: the outline of B is drawn too finely, or runs beside itself too often; draw areas"
    )


def test_a_few_crossings_are_laid_over_each_other() -> None:
    """A slip of the pen is no comb."""
    assert between(comb(20), comb(20, lying=True)).shared.tolist() == [[0, 1]]


def test_a_border_of_many_points_is_no_crossing() -> None:
    """A river that both sides draw alike, with a point every metre, however long."""
    along = np.arange(20_000.0)
    river = np.column_stack(
        [530_000 + along, 180_000 + np.cumsum(np.random.default_rng(1).normal(size=20_000))]
    )
    banks = [
        [*river.tolist(), [549_999.0, end], [530_000.0, end], river[0].tolist()] for end in (175e3, 185e3)
    ]
    assert between(*banks).shared.tolist() == [[0, 1]]


def test_many_areas_that_each_cross_a_little_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """No two of them are too many; all together they are, and two are named."""
    rings = [comb(12, lying=i % 2 == 1, east=530_000.0 + i) for i in range(6)]
    assert len(between(*rings).shared) == 15
    monkeypatch.setattr(crossings, "IN_ALL", 1_000)
    monkeypatch.setattr(crossings, "A_POINT", 1)
    assert "the outlines of A and B cross each other in too many places" in refused(*rings)


def test_combs_are_read_with_a_table_of_links(tmp_path: Path) -> None:
    """What the refusal asks for is enough."""
    scenario = write_project(tmp_path)
    shapes = [comb(300), comb(300, lying=True), comb(3), comb(3, lying=True)]
    features = [shape(ring, area=f"E0{i}") for i, ring in enumerate(shapes, 1)]
    (tmp_path / "boundaries.geojson").write_text(geojson(features), encoding="utf-8")
    assert len(load_scenario(scenario).links) == 4
    edit(scenario, "  adjacency: adjacency.csv\n", "")
    with pytest.raises(InputError, match="the outlines of Ashby and Barlow cross each other in too many"):
        load_scenario(scenario)
