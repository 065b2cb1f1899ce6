"""A scenario made in Python is the one that a file would hold, and is refused in the same words."""

import csv
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from ruamel.yaml import YAML

from planner import InputError, Scenario, load_scenario, optimise
from planner.questions.validate.warnings import warnings_of
from planner.scenario.schema import ServiceType
from tests.project import FILES, write_project
from tests.worlds import areas, toy


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of the good project."""
    return write_project(tmp_path).parent


def mapping(folder: Path) -> dict[str, Any]:
    """Its scenario file as a mapping, tables as paths."""
    return dict(YAML(typ="safe").load((folder / "scenario.yaml").read_text()))


def rows(name: str) -> list[dict[str, str]]:
    """One of its tables as a list of mappings."""
    return list(csv.DictReader(FILES[name].splitlines()))


def test_a_mapping_is_the_file(folder: Path) -> None:
    """With paths within the folder the same files are read, and what is recorded is the same."""
    read, made = load_scenario(folder / "scenario.yaml"), Scenario.from_dict(mapping(folder), folder=folder)
    assert made == read
    assert [one.file for one in made.inputs] == [one.file for one in read.inputs if one.file[-5:] != ".yaml"]
    assert made.resolved["areas"]["needs"] == str(folder / "needs.csv")
    assert Scenario.from_dict(made.resolved) == read


def test_tables_may_be_held(folder: Path) -> None:
    """Lists of mappings, data frames and frames with shapes are read as the files are."""
    read, asked = load_scenario(folder / "scenario.yaml"), mapping(folder)
    frames = {
        "needs": pd.read_csv(folder / "needs.csv"),
        "adjacency": pd.read_csv(folder / "adjacency.csv"),
        "boundaries": gpd.read_file(folder / "boundaries.geojson"),
    }
    lists = {
        "needs": rows("needs.csv"),
        "adjacency": rows("adjacency.csv"),
        "boundaries": "boundaries.geojson",
    }
    for tables in (frames, lists):
        made = Scenario.from_dict({**asked, "areas": tables}, folder=folder)
        assert made == read
        assert made.resolved == {}


def test_a_frame_with_shapes_is_a_scenario(folder: Path) -> None:
    """Its index may be the codes; borders are the links, and services may be those of another scenario."""
    read = load_scenario(folder / "scenario.yaml")
    frame = gpd.read_file(folder / "boundaries.geojson").merge(pd.read_csv(folder / "needs.csv"), on="area")
    made = Scenario.from_frame(
        frame.set_index("area"), name="Toy", budget="£300k", term=3, services=read.services
    )
    assert made == read
    assert optimise(made).coverage == optimise(read).coverage


def test_a_frame_without_shapes_has_links_by_code_or_name(folder: Path) -> None:
    """Numbers may be numpy's; without links and shapes nothing can be shared, and no links are none."""
    frame, kind = pd.read_csv(folder / "needs.csv"), {"annual_cost": "£90k", "capacity": 20, "max_areas": 2}
    made = Scenario.from_frame(
        frame, name="Toy", budget=np.float64(3e5), services={"hut": kind}, links=[("E01", "Barlow")]
    )
    assert made.links.tolist() == [[0, 1]]
    assert (
        len(Scenario.from_frame(frame, name="Toy", budget=3e5, services={"hut": kind}, links=[]).links) == 0
    )
    with pytest.raises(InputError, match="may be shared by 2 areas, and no links are known"):
        Scenario.from_frame(frame, name="Toy", budget=3e5, services={"hut": kind})


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"budgte": 1}, "budgte: unknown key 'budgte'; did you mean 'budget'?"),
        ({"budget": "lots"}, "budget: budget is not an amount of money: 'lots'; write it like"),
        ({"policy": {"require": ["Nowhere"]}}, "policy.require.0: policy.require: no area is called"),
        ({"areas": {"needs": [{"area": "A", "name": "a", "at_risk": -1}]}},
         "areas.needs: row 1: at_risk of a is negative (-1); mend the number"),
        ({"areas": {"needs": [{"area": "A", "name": "a", "at_risk": np.inf}]}},
         "areas.needs: row 1: at_risk of a is 'inf'; give a number"),
        ({"areas": {"needs": [["A", "a", 1]]}}, "areas.needs: is no table; give a data frame"),
        ({"areas": {"needs": "nowhere.csv"}}, "nowhere.csv: no such file; check the path"),
        ({"areas": None}, "scenario: no 'areas'; add areas: Files that describe the areas"),
        ({"extends": "other.yaml"}, "extends: extends is for files"),
        ({"existing": [{"name": "x", "type": "team", "areas": ["E01"], "capacity": -1}]},
         "existing.0.capacity: existing.0.capacity should be greater than or equal to 0, not -1"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_its_keys(folder: Path, changes: dict[str, Any], told: str) -> None:
    """In the words that a file would be refused with, the path of keys in the place of file and line."""
    with pytest.raises(InputError) as caught:
        Scenario.from_dict({**mapping(folder), **changes}, folder=folder)
    assert any(told in line for line in str(caught.value).splitlines()), caught.value


def test_everything_wrong_is_told_at_once(folder: Path) -> None:
    """As for a file."""
    with pytest.raises(InputError) as caught:
        Scenario.from_dict({**mapping(folder), "budget": -1, "term": "x", "services": {}}, folder=folder)
    assert [problem.where for problem in caught.value.problems] == ["budget", "term", "services"]


def test_what_is_given_is_not_changed(folder: Path) -> None:
    """A mapping can be used again, blocks of the schema among it."""
    asked = {**mapping(folder), "services": {"hut": ServiceType(annual_cost=9e4, capacity=20.0)}}
    before = repr(asked)
    first = Scenario.from_dict(asked, folder=folder)
    assert repr(asked) == before
    assert Scenario.from_dict(asked, folder=folder) == first


def test_warnings_are_told_of_what_no_file_holds() -> None:
    """Links of centres that are far apart, in a scenario that was never a file."""
    far = areas([5.0, 9.0], [(0.0, 0.0), (900.0, 0.0)])
    assert any(one.rule == "areas.adjacency" for one in warnings_of(toy(areas=far, links=[[0, 1]])))
