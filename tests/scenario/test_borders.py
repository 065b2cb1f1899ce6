"""Links taken from shapes: borders count however each side drew them, corners never do."""

import csv
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest

from planner import InputError, load_scenario
from planner.scenario.scenario import Scenario
from tests.project import edit, geojson, shape, square, write_project

LONDON = Path("data/london")
MM = 1e-6
"""A millimetre in the km that squares are drawn in."""


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    """The good project without a table of links."""
    path = write_project(tmp_path)
    edit(path, "  adjacency: adjacency.csv\n", "")
    return path


def drawn(scenario: Path, *rings: list[list[float]], epsg: int | None = 27700) -> Scenario:
    """The scenario with areas E01, E02, ... in these shapes."""
    folder = scenario.parent
    codes = [f"E0{i + 1}" for i in range(len(rings))]
    features = [shape(ring, area=code) for code, ring in zip(codes, rings, strict=True)]
    (folder / "boundaries.geojson").write_text(geojson(features, epsg), encoding="utf-8")
    rows = "".join(f"{code},Area {code},5\n" for code in codes)
    (folder / "needs.csv").write_text("area,name,at_risk\n" + rows, encoding="utf-8")
    return load_scenario(scenario)


def links(scenario: Scenario) -> list[tuple[int, int]]:
    """The links by rows of the areas."""
    return [(int(a), int(b)) for a, b in scenario.links]


def degrees(west: float, south: float, east: float, north: float) -> list[list[float]]:
    """A ring in degrees with no points but its corners."""
    return [[west, south], [east, south], [east, north], [west, north], [west, south]]


@pytest.mark.parametrize("side", [1, -1], ids=["north", "south"])
def test_t_junction_in_degrees(scenario: Path, side: int) -> None:
    """One long edge against three short ones on either side of it.

    All are straight in degrees; on a grid in metres the middle of the three is 10 cm off the long edge.
    """
    (south, north), (below, above) = (sorted((51.515, 51.515 + way * 0.015)) for way in (side, -side))
    found = drawn(
        scenario,
        degrees(-0.1, below, -0.07, above),
        degrees(-0.1, south, -0.09, north),
        degrees(-0.09, south, -0.08, north),
        degrees(-0.08, south, -0.07, north),
        epsg=None,
    )
    assert links(found) == [(0, 1), (0, 2), (0, 3), (1, 2), (2, 3)]
    assert found.notes == ()


@pytest.mark.parametrize("shift", [-5.0, -1.0, 0.0, 1.0, 5.0], ids=lambda mm: f"{mm:g} mm")
def test_borders_millimetres_apart_or_over_are_borders(scenario: Path, shift: float) -> None:
    """Three squares in a row, the middle one moved by millimetres: two links."""
    found = drawn(scenario, square(400, 200), square(404 + shift * MM, 200), square(408, 200))
    assert links(found) == [(0, 1), (1, 2)]
    assert found.notes == ()


@pytest.mark.parametrize(("metres", "noted"), [(0.05, True), (3.0, True), (6.0, False), (300.0, False)])
def test_gaps_are_no_borders_and_small_ones_are_told(scenario: Path, metres: float, noted: bool) -> None:
    """A gap of more than a centimetre is none of the file's borders; one of metres may be a slip."""
    found = drawn(scenario, square(400, 200), square(404 + metres / 1000, 200))
    assert links(found) == []
    assert any("borders all but meet: Area E01 and Area E02;" in note for note in found.notes) is noted


def test_a_gap_closed_as_the_note_says_is_a_link(scenario: Path) -> None:
    """What the note asks for makes the link and ends the note."""
    assert len(drawn(scenario, square(400, 200), square(404.0005, 200)).notes) == 2
    found = drawn(scenario, square(400, 200), square(404, 200))
    assert (links(found), found.notes) == ([(0, 1)], ())


@pytest.mark.parametrize(("metres", "linked"), [(4.0, False), (9.0, False), (11.0, True)])
def test_a_border_is_ten_metres_at_least(scenario: Path, metres: float, linked: bool) -> None:
    """Squares that slide past each other until this much of their edges is common."""
    found = drawn(scenario, square(400, 200), square(404, 204 - metres / 1000))
    assert links(found) == ([(0, 1)] if linked else [])
    assert any("all but meet" in note for note in found.notes) is not linked


def test_corners_are_no_borders(scenario: Path) -> None:
    """Two areas that touch in two points with a third between them, and four that meet at a corner."""
    left = [[0, 0], [4, 1], [3, 2], [4, 3], [0, 4], [0, 0]]
    right = [[8, 0], [8, 4], [4, 3], [5, 2], [4, 1], [8, 0]]
    between = [[4, 1], [5, 2], [4, 3], [3, 2], [4, 1]]
    rings = [[[1000.0 * (400 + x), 1000.0 * (200 + y)] for x, y in ring] for ring in (left, right, between)]
    found = drawn(scenario, *rings)
    assert links(found) == [(0, 2), (1, 2)]
    assert found.notes == ()
    four = drawn(scenario, *(square(400 + x, 200 + y) for x in (0, 4) for y in (0, 4)))
    assert links(four) == [(0, 1), (0, 2), (1, 3), (2, 3)]
    assert four.notes == ()


def test_an_area_within_another_borders_it(scenario: Path) -> None:
    """An enclave, whether or not the area around it has a hole for it."""
    assert links(drawn(scenario, square(400, 200, 8), square(402, 202, 1))) == [(0, 1)]


def test_every_order_of_areas_gives_the_same_links(scenario: Path) -> None:
    """Who borders whom hangs on the shapes, not on which of two is looked at first."""
    rings = [square(400, 200, 8), square(402, 202, 1), square(408.000004, 200), square(411.999996, 199)]
    here = {frozenset(pair) for pair in links(drawn(scenario, *rings))}
    back = {frozenset(3 - i for i in pair) for pair in links(drawn(scenario, *rings[::-1]))}
    assert here == back


def test_shapes_over_each_other_are_refused(scenario: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pairs are counted before any is looked at closely."""
    monkeypatch.setattr("planner.scenario.read.borders.MAX_PAIRS", 2)
    with pytest.raises(InputError, match=r"more than 2 pairs of its shapes touch or lie over each other"):
        drawn(scenario, *(square(400 + i / 10, 200) for i in range(3)))


def london(folder: Path, shapes: Any) -> Scenario:
    """London's boroughs in these shapes, linked by their borders."""
    shapes.to_file(folder / "b.gpkg")
    (folder / "s.yaml").write_text(
        f"name: London\nareas: {{needs: {LONDON.resolve() / 'needs.csv'}, boundaries: b.gpkg}}\nbudget: 2m\n"
        "services: {team: {annual_cost: 100k, capacity: 20, max_areas: 2}}\n"
    )
    return load_scenario(folder / "s.yaml")


@pytest.mark.parametrize("crs", [4326, 27700, 3857])
@pytest.mark.parametrize("metres", [0, 10])
def test_london_keeps_its_links_however_simplified(tmp_path: Path, crs: int, metres: float) -> None:
    """The 68 pairs that share a border on land, each borough simplified by itself."""
    shapes = gpd.read_file(LONDON / "boroughs.geojson").to_crs(27700)
    if metres:
        shapes["geometry"] = shapes.geometry.simplify(metres)
    found = london(tmp_path, shapes.to_crs(crs))
    with (LONDON / "adjacency.csv").open(encoding="utf-8") as stream:
        rows = [row for row in csv.DictReader(stream) if row["link"] == "land"]
    codes = found.areas.codes
    assert {(codes[a], codes[b]) for a, b in found.links} == {(r["area_a"], r["area_b"]) for r in rows}
    assert len(found.links) == 68
