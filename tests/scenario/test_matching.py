"""Shapes find their areas: by code, by code without zeros, by name; what is left out is said."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from planner import InputError, load_scenario
from tests.project import CORNERS, edit, geojson, shape, square, write_project

NAMES = {"E01": "Ashby", "E02": "Barlow", "E03": "Corley", "E04": "Denham"}


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    """The good project without a table of links."""
    path = write_project(tmp_path)
    edit(path, "  adjacency: adjacency.csv\n", "")
    return path


def features(columns: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The four boroughs, each with what `columns` say of it."""
    return [
        shape(square(*corner), **{name: column[code] for name, column in columns.items()})
        for code, corner in CORNERS.items()
    ]


def boundaries(scenario: Path, shapes: list[dict[str, Any]]) -> None:
    """Write the boundaries."""
    (scenario.parent / "boundaries.geojson").write_text(geojson(shapes), encoding="utf-8")


def codes(scenario: Path, **new: str) -> None:
    """Other codes in the needs table."""
    for old, code in new.items():
        edit(scenario.parent / "needs.csv", old, code)


def notes(scenario: Path) -> list[str]:
    """Notes on a scenario whose areas all have the place they should have."""
    found = load_scenario(scenario)
    assert found.areas.centres is not None
    for name, (x, y) in zip(found.areas.names, found.areas.centres.tolist(), strict=True):
        corner = CORNERS[next(code for code, called in NAMES.items() if called == name)]
        assert (x - 2, y - 2) == pytest.approx(corner), name
    return [note.partition("boundaries.geojson: ")[2] for note in found.notes]


def test_codes_without_their_zeros(scenario: Path) -> None:
    """A spreadsheet took 06037 for a number."""
    codes(scenario, E01="6037", E02="6038", E03="6039", E04="16040")
    held = dict(zip(CORNERS, ("06037", "06038", "06039", "16040"), strict=True))
    boundaries(scenario, features({"GEOID": held}))
    assert notes(scenario) == [
        "codes matched without the zeros before them: Ashby (6037) with 06037, Barlow (6038) with 06038, "
        "Corley (6039) with 06039"
    ]


def test_codes_without_their_zeros_in_the_shapes(scenario: Path) -> None:
    """The other way round, past a column in which software counts the rows."""
    codes(scenario, E01="01", E02="02", E03="03", E04="04")
    counted, held = (dict(zip(CORNERS, order, strict=True)) for order in ((4, 3, 2, 1), (1, 2, 3, 4)))
    boundaries(scenario, features({"OBJECTID": counted, "ward": held}))
    assert "Ashby (01) with 1" in notes(scenario)[0]


def test_row_numbers_are_not_taken_for_codes_without_zeros(scenario: Path) -> None:
    """Numbers that software gave are nobody's codes, but for a table that has the very same."""
    codes(scenario, E01="01", E02="02", E03="03", E04="04")
    boundaries(scenario, features({"OBJECTID": dict(zip(CORNERS, (4, 3, 2, 1), strict=True))}))
    with pytest.raises(
        InputError, match=r"\(01, 02 and 2 more\); its columns hold OBJECTID \(4\); add a col"
    ):
        load_scenario(scenario)


def test_codes_of_another_year_under_the_same_name(scenario: Path) -> None:
    """Northumberland was E06000048 and is E06000057: one name, one area, one shape."""
    codes(scenario, E01="E91", E03="E93")
    boundaries(scenario, features({"LAD12CD": {code: code for code in NAMES}, "LAD12NM": NAMES}))
    assert notes(scenario) == [
        "matched by name, since no shape has the code: Ashby (E91) with Ashby E01, Corley (E93) with "
        "Corley E03"
    ]


def test_names_alone(scenario: Path) -> None:
    """Boundaries without codes; case and spaces are no matter."""
    called = {code: f" {name.upper()} " for code, name in NAMES.items()}
    boundaries(scenario, features({"name": called}))
    assert "Ashby (E01) with ASHBY" in notes(scenario)[0]


def test_a_name_of_two_shapes_matches_none(scenario: Path) -> None:
    """Two shapes called Ashby: nobody can say which is meant."""
    codes(scenario, E01="E91")
    shapes = features({"ref": {code: code for code in NAMES}, "name": NAMES})
    shapes.append(shape(square(560, 176), ref="E05", name="Ashby"))
    boundaries(scenario, shapes)
    with pytest.raises(InputError, match=r"boundaries.geojson: lacks Ashby \(E91\) of the needs table; add"):
        load_scenario(scenario)


def test_a_name_of_two_areas_matches_none(scenario: Path) -> None:
    """Two areas called Ashby and one shape of that name."""
    codes(scenario, E01="E91", Barlow="Ashby")
    boundaries(scenario, features({"ref": {code: code for code in NAMES}, "name": NAMES}))
    with pytest.raises(InputError, match=r"lacks Ashby \(E91\) of the needs table"):
        load_scenario(scenario)


def test_the_code_of_one_area_under_the_name_of_another_is_refused(scenario: Path) -> None:
    """Codes that are row numbers in another order: the names say so."""
    held = dict(zip(CORNERS, ("E01", "E03", "E02", "E04"), strict=True))
    boundaries(scenario, features({"ref": held, "name": NAMES}))
    with pytest.raises(InputError) as caught:
        load_scenario(scenario)
    assert [problem.what for problem in caught.value.problems] == [
        "the shape with code E02 is called Corley, and that is E03 in the needs table",
        "the shape with code E03 is called Barlow, and that is E02 in the needs table",
    ]


def test_regions_that_bear_the_name_of_an_area_are_no_names(scenario: Path) -> None:
    """A column in which every shape is of Ashby county says nothing of who is who."""
    boundaries(
        scenario, features({"ref": {code: code for code in NAMES}, "county": dict.fromkeys(NAMES, "Ashby")})
    )
    assert notes(scenario) == []


def test_shapes_of_other_areas_are_left_out_with_a_note(scenario: Path) -> None:
    """A national file: the areas of the needs table are taken; a shape left out may be broken, or twice."""
    others = [("E05", "Eaton", 540), ("E06", "Farley", 544), ("E06", "Farley", 548)]
    rest = [shape(square(east, 176), ref=code, name=name) for code, name, east in others]
    bow = shape([[550e3, 176e3], [554e3, 180e3], [554e3, 176e3], [550e3, 180e3], [550e3, 176e3]])
    boundaries(scenario, [*features({"ref": {code: code for code in NAMES}, "name": NAMES}), *rest, bow])
    assert notes(scenario) == [
        "4 shapes of no area of the needs table left out: Eaton E05, Farley E06, Farley E06, feature 8"
    ]


INNER = ["Camden", "Hackney", "Hammersmith", "Haringey", "Islington", "Kensington", "Lambeth"]
INNER += ["Lewisham", "Newham", "Southwark", "Tower", "Wandsworth", "Westminster"]


def test_boundaries_of_all_london_and_needs_of_thirteen_boroughs(tmp_path: Path) -> None:
    """The twenty others and their borders are left out and told of; the rest is as with the whole table."""
    london = Path("data/london").resolve()
    header, *rows = (london / "needs.csv").read_text(encoding="utf-8").splitlines()
    inner = [row for row in rows if row.split(",")[1].split()[0] in INNER]
    (tmp_path / "needs.csv").write_text("\n".join([header, *inner]) + "\n", encoding="utf-8")
    text = (
        "name: London\nbudget: 2m\nservices: {team: {annual_cost: 100k, capacity: 20, max_areas: 2}}\n"
        "areas: {needs: %s, boundaries: %s/boroughs.geojson, links: [land]}\n"
    )
    whole, part = tmp_path / "whole.yaml", tmp_path / "part.yaml"
    whole.write_text(text % (london / "needs.csv", london), encoding="utf-8")
    part.write_text(text % ("needs.csv", london), encoding="utf-8")
    all_of, some = load_scenario(whole), load_scenario(part)
    assert (len(inner), len(some.areas), len(all_of.areas)) == (13, 13, 33)
    assert some.areas.codes == tuple(row.split(",")[0] for row in inner)
    place = [all_of.areas.position[code] for code in some.areas.codes]
    assert some.areas.centres is not None
    assert all_of.areas.centres is not None
    assert some.areas.centres == pytest.approx(all_of.areas.centres[place])
    kept = {
        tuple(all_of.areas.codes[i] for i in pair)
        for pair in all_of.links.tolist()
        if set(pair) <= set(place)
    }
    assert {tuple(some.areas.codes[i] for i in pair) for pair in some.links.tolist()} == kept
    assert len(kept) > 13
    (left_out,) = [note for note in some.notes if "left out" in note]
    assert ": 20 shapes of no area of the needs table left out: City of London E09000001, Barking" in left_out
    assert not [note for note in all_of.notes if "left out" in note]
