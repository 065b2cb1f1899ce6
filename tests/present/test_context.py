"""What a report stands on: the map of a scenario is of the shapes it holds, wherever it was made."""

import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from planner import Scenario, load_scenario, optimise
from planner.present.context import context_of, contexts_of
from planner.present.page.assemble import render
from planner.present.page.plan_page import plan_page
from tests.project import write_project
from tests.worlds import team


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of the good project."""
    return write_project(tmp_path).parent


def made_of(folder: Path) -> Scenario:
    """The good project as a frame with shapes, its crossings in a table."""
    frame = gpd.read_file(folder / "boundaries.geojson").merge(pd.read_csv(folder / "needs.csv"), on="area")
    links = pd.read_csv(folder / "adjacency.csv")
    return Scenario.from_frame(frame, name="Toy", budget="£300k", services={"team": team()}, links=links)


def test_a_scenario_made_in_python_is_mapped_as_one_that_was_read(folder: Path) -> None:
    """The same shapes, points and crossings, though the files are gone."""
    read, made = context_of(load_scenario(folder / "scenario.yaml")), made_of(folder)
    for path in folder.iterdir():
        path.unlink()
    drawn = context_of(made).geography
    assert drawn is not None
    assert read.geography is not None
    assert drawn.areas == read.geography.areas
    assert drawn.points == read.geography.points
    assert drawn.crossings == read.geography.crossings == {("E01", "E03"): "", ("E02", "E04"): ""}
    assert drawn.aspect == 1.0


def test_the_page_of_a_scenario_made_in_python_has_its_map(folder: Path) -> None:
    """As many shapes as areas."""
    made = made_of(folder)
    page = render(plan_page(optimise(made), context_of(made)))
    held = page.partition('<script type="application/json" id="page">')[2].partition("</script>")[0]
    data = json.loads(held)
    assert len(data["shared"]["geography"]) == 4
    assert "services-map" in data["figures"]


def test_maps_are_shared_where_they_are_the_same(folder: Path) -> None:
    """Scenarios of the same shapes share one, and others that were never a file do not."""
    made, again = made_of(folder), made_of(folder).with_budget("1m")
    frame = gpd.read_file(folder / "boundaries.geojson").merge(pd.read_csv(folder / "needs.csv"), on="area")
    moved = frame.set_geometry(frame.translate(0, 50_000))
    links = pd.read_csv(folder / "adjacency.csv")
    other = Scenario.from_frame(moved, name="Toy", budget="£300k", services={"team": team()}, links=links)
    assert other.crossings == made.crossings
    maps = [one.geography for one in contexts_of((made, again, other))]
    assert maps[0] is maps[1]
    assert maps[0] is not maps[2]


def test_areas_without_outlines_have_no_map(folder: Path) -> None:
    """Points give distances, and nothing to draw."""
    frame = gpd.read_file(folder / "boundaries.geojson").merge(pd.read_csv(folder / "needs.csv"), on="area")
    points = frame.set_geometry(frame.centroid)
    alone = {"team": team(max_areas=1, max_km=9.0)}
    made = Scenario.from_frame(points, name="Points", budget="£300k", services=alone, links=[])
    assert made.areas.shapes is not None
    assert context_of(made).geography is None
