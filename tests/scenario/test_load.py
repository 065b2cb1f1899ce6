"""From files to a scenario: areas, links, distances and the names by which they are called."""

import json
from pathlib import Path

import numpy as np
import pytest
from ruamel.yaml import YAML

from planner.scenario.cost import new_cost
from planner.scenario.read.load import load_scenario
from planner.scenario.scenario import Scenario
from planner.scenario.schema import Policy
from tests.project import ADJACENCY, CORNERS, NEEDS, edit, geojson, shape, square, squares, write_project

NAMES = {"E01": "Ashby", "E02": "Barlow", "E03": "Corley", "E04": "Denham"}
AT_RISK = {"E01": 12, "E02": 8, "E03": 20, "E04": 5}
RULES = """\
existing:
  - {{name: Old, type: team, areas: [{0}, {2}], hub: {2}, capacity: 6}}
policy:
  require: [{1}]
  exclude: [{3}]
  together: [[{0}, {1}]]
  apart: [[{1}, {2}]]
  weights: {{{1}: 2}}
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The scenario file of the good project."""
    return write_project(tmp_path)


def links(scenario: Scenario) -> list[tuple[str, str]]:
    """The links by code."""
    codes = scenario.areas.codes
    return [(codes[a], codes[b]) for a, b in scenario.links]


def everything(scenario: Scenario) -> tuple[object, ...]:
    """All that a scenario asks, comparable."""
    areas = scenario.areas
    assert areas.centres is not None
    columns = areas.codes, areas.names, areas.need.tolist(), areas.centres.round(9).tolist()
    asked = (
        scenario.name,
        scenario.budget,
        scenario.term,
        scenario.services,
        scenario.existing,
        scenario.policy,
    )
    return columns, links(scenario), asked


def test_good_project_is_read_as_written(path: Path) -> None:
    """Every value of the good project is where it belongs."""
    scenario = load_scenario(path)

    assert (scenario.name, scenario.budget, scenario.term) == ("Toy", 300_000.0, 3.0)
    assert scenario.areas.codes == ("E01", "E02", "E03", "E04")
    assert scenario.areas.need.tolist() == [12.0, 8.0, 20.0, 5.0]
    assert links(scenario) == [("E01", "E02"), ("E01", "E03"), ("E02", "E04"), ("E03", "E04")]
    assert new_cost(scenario.services["team"], scenario.term, areas=2, staff=1) == 75_000.0
    assert scenario.notes == ()
    files = ["scenario.yaml", "needs.csv", "boundaries.geojson", "adjacency.csv"]
    assert [file.file for file in scenario.inputs] == files


def test_areas_are_called_by_code_or_by_name(path: Path, tmp_path: Path) -> None:
    """A scenario that calls its areas by name is the one that calls them by code."""
    text = path.read_text(encoding="utf-8")
    path.write_text(text + RULES.format(*NAMES), encoding="utf-8")
    named = tmp_path / "named.yaml"
    named.write_text(text + RULES.format(*NAMES.values()), encoding="utf-8")
    adjacency = ADJACENCY
    for code, name in NAMES.items():
        adjacency = adjacency.replace(code, name)
    (tmp_path / "named.csv").write_text(adjacency, encoding="utf-8")
    edit(named, "adjacency.csv", "named.csv")

    scenario = load_scenario(named)
    assert everything(scenario) == everything(load_scenario(path))
    assert scenario.existing[0].areas == ["E01", "E03"]
    assert scenario.existing[0].hub == "E03"
    assert scenario.policy == Policy(
        require=["E02"],
        exclude=["E04"],
        together=[["E01", "E02"]],
        apart=[["E02", "E03"]],
        weights={"E02": 2.0},
    )


def test_codes_may_be_numbers(path: Path, tmp_path: Path) -> None:
    """Codes that YAML takes for numbers are still codes, leading zeros and all."""
    for file in ("needs.csv", "adjacency.csv", "boundaries.geojson"):
        text = (tmp_path / file).read_text(encoding="utf-8")
        (tmp_path / file).write_text(text.replace("E01", "007").replace("E02", "101"), encoding="utf-8")
    path.write_text(
        path.read_text(encoding="utf-8") + "policy: {require: [007], weights: {101: 2, 007: 3}}\n",
        encoding="utf-8",
    )

    assert load_scenario(path).policy == Policy(require=["007"], weights={"101": 2.0, "007": 3.0})


def test_borders_give_the_links_that_the_table_gives(path: Path) -> None:
    """Without an adjacency file the shapes' borders are the links; a corner is no border."""
    by_pairs = load_scenario(path)
    edit(path, "  adjacency: adjacency.csv\n", "")

    assert links(load_scenario(path)) == links(by_pairs)


def test_borders_drawn_with_other_points_still_count(path: Path, tmp_path: Path) -> None:
    """A border that one side draws in two steps and the other in one is still a border."""
    edit(path, "  adjacency: adjacency.csv\n", "")
    by_border = load_scenario(path)
    ring = square(530, 180)
    ring.insert(2, [534_000.0, 182_500.0])
    shapes = geojson([shape(ring, area="E01"), *squares()[1:]])
    (tmp_path / "boundaries.geojson").write_text(shapes, encoding="utf-8")

    assert links(load_scenario(path)) == links(by_border)


@pytest.mark.parametrize(
    ("kinds", "kept"),
    [
        ("[land]", [("E01", "E02"), ("E03", "E04")]),
        ("[crossing]", [("E01", "E03"), ("E02", "E04")]),
        ("[]", []),
    ],
)
def test_only_links_of_the_kinds_asked_for_are_kept(
    kinds: str, kept: list[tuple[str, str]], path: Path
) -> None:
    """`links: [land]` leaves the crossings of the river out."""
    edit(path, "  adjacency: adjacency.csv\n", f"  adjacency: adjacency.csv\n  links: {kinds}\n")

    assert links(load_scenario(path)) == kept


def test_links_of_kind_none_never_count(path: Path, tmp_path: Path) -> None:
    """A pair with the river between and no bridge is listed as `none` and cannot share."""
    edit(tmp_path / "adjacency.csv", "E02,E04,crossing", "E02,E04,none")

    assert ("E02", "E04") not in links(load_scenario(path))


def test_links_without_a_kind_are_land(path: Path, tmp_path: Path) -> None:
    """An adjacency table without a `link` column is all land."""
    table = "area_a,area_b\nE01,E02\nE04,E02\n"
    (tmp_path / "adjacency.csv").write_text(table, encoding="utf-8")
    edit(path, "  adjacency: adjacency.csv\n", "  adjacency: adjacency.csv\n  links: [land]\n")

    assert links(load_scenario(path)) == [("E01", "E02"), ("E02", "E04")]


def test_centres_and_distances_are_in_km(path: Path) -> None:
    """Centres of the squares on the British National Grid are their middles, neighbours 4 km apart."""
    centres = load_scenario(path).areas.centres

    assert centres is not None
    np.testing.assert_allclose(centres, [[532, 182], [536, 182], [532, 178], [536, 178]], atol=1e-9)
    assert np.hypot(*(centres[0] - centres[1])) == pytest.approx(4)


def test_degrees_in_britain_become_the_national_grid(path: Path, tmp_path: Path) -> None:
    """A square around 51.5 degrees north on the meridian of Greenwich is at 539 km east, 180 km north."""
    one_area(tmp_path, west=-0.001, south=51.499)
    centres = load_scenario(path).areas.centres

    assert centres is not None
    np.testing.assert_allclose(centres, [[538.9, 179.8]], atol=0.5)


def test_degrees_elsewhere_become_utm(path: Path, tmp_path: Path) -> None:
    """On the middle meridian of a UTM zone, 500 km east, 45 degrees north is 4,983 km from the equator."""
    one_area(tmp_path, west=8.999, south=44.999)
    centres = load_scenario(path).areas.centres

    assert centres is not None
    np.testing.assert_allclose(centres, [[500, 4982.95]], atol=0.5)


def one_area(folder: Path, west: float, south: float) -> None:
    """One area only, 0.002 degrees wide and high."""
    (folder / "needs.csv").write_text("area,name,at_risk\nE01,Ashby,12\n", encoding="utf-8")
    edit(folder / "scenario.yaml", "  adjacency: adjacency.csv\n", "")
    edit(folder / "scenario.yaml", "max_areas: 2", "max_areas: 1")
    ring = [[west + 0.002 * x / 1000, south + 0.002 * y / 1000] for x, y in square(0, 0, side=1)]
    (folder / "boundaries.geojson").write_text(
        geojson([shape(ring, area="E01")], epsg=None), encoding="utf-8"
    )


def test_order_of_rows_and_ends_changes_nothing(path: Path, tmp_path: Path) -> None:
    """Every table turned upside down, and every link turned round, gives the same scenario."""
    usual = load_scenario(path)
    header, *rows = NEEDS.splitlines()
    (tmp_path / "needs.csv").write_text("\n".join([header, *reversed(rows)]), encoding="utf-8")
    _, *rows = ADJACENCY.splitlines()
    (tmp_path / "adjacency.csv").write_text(
        "\n".join(["area_b,area_a,link", *reversed(rows)]), encoding="utf-8"
    )
    (tmp_path / "boundaries.geojson").write_text(geojson(squares()[::-1]), encoding="utf-8")

    assert everything(load_scenario(path)) == everything(usual)


def test_codes_are_found_in_whatever_column_holds_them(path: Path, tmp_path: Path) -> None:
    """Boundaries without a column `area` are matched by the column in which the codes are."""
    usual = load_scenario(path)
    shapes = [shape(square(*corner), ref=i, gss=code) for i, (code, corner) in enumerate(CORNERS.items())]
    (tmp_path / "boundaries.geojson").write_text(geojson(shapes), encoding="utf-8")

    assert everything(load_scenario(path)) == everything(usual)


def test_area_that_no_link_reaches_is_noted(path: Path, tmp_path: Path) -> None:
    """An area without links can still have a service of its own, and the user is told its name."""
    (tmp_path / "adjacency.csv").write_text("area_a,area_b\nE01,E02\nE01,E03\n", encoding="utf-8")

    assert load_scenario(path).notes == (
        "no link reaches Denham: only a service of its own is possible there; where one could be shared, add "
        "the links in areas.adjacency",
    )


def test_nothing_is_noted_where_nothing_is_shared(path: Path, tmp_path: Path) -> None:
    """An area without links is no news where every service is for one area."""
    (tmp_path / "adjacency.csv").write_text("area_a,area_b\nE01,E02\n", encoding="utf-8")
    edit(path, "max_areas: 2", "max_areas: 1")

    assert load_scenario(path).notes == ()


def test_needs_with_shapes_stand_for_boundaries(path: Path, tmp_path: Path) -> None:
    """Needs in GeoJSON give distances, and links, without a file of boundaries."""
    usual = load_scenario(path)
    shapes = geojson(squares(name=NAMES, at_risk=AT_RISK))
    (tmp_path / "needs.geojson").write_text(shapes, encoding="utf-8")
    edit(path, "needs.csv\n  boundaries: boundaries.geojson\n  adjacency: adjacency.csv", "needs.geojson")

    assert everything(load_scenario(path)) == everything(usual)


def test_paths_are_relative_to_the_file_that_names_them(path: Path, tmp_path: Path) -> None:
    """A scenario in another folder extends the good one and finds its tables, and has one of its own."""
    other = tmp_path / "elsewhere"
    other.mkdir()
    (other / "needs.csv").write_text(NEEDS.replace("Ashby,12", "Ashby,13"), encoding="utf-8")
    text = "extends: ../scenario.yaml\nareas: {needs: needs.csv}\nbudget: £250k\n"
    (other / "top.yaml").write_text(text, encoding="utf-8")
    scenario = load_scenario(other / "top.yaml")

    assert scenario.areas.need.tolist() == [13.0, 8.0, 20.0, 5.0]
    assert links(scenario) == links(load_scenario(path))
    assert scenario.budget == 250_000.0


def test_changes_from_outside_win(path: Path) -> None:
    """A budget given on the command line takes the place of the file's."""
    assert load_scenario(path, {"budget": ("1.5m", "--budget")}).budget == 1_500_000.0


def test_resolved_scenario_can_be_read_again(path: Path) -> None:
    """The resolved scenario, written anywhere, extends nothing and is the same scenario."""
    top = path.with_name("top.yaml")
    rules = RULES.format(*NAMES.values())
    top.write_text(
        "extends: scenario.yaml\nname: Top\nservices: {team: {joint_cost: null}}\n" + rules, encoding="utf-8"
    )
    scenario = load_scenario(top)
    again = path.parent / "far" / "away.yaml"
    again.parent.mkdir()
    with again.open("w", encoding="utf-8") as stream:
        YAML().dump(json.loads(json.dumps(scenario.resolved)), stream)

    assert "extends" not in scenario.resolved
    assert everything(load_scenario(again)) == everything(scenario)
