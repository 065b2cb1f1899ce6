"""A scenario made in Python is saved as one that reads back the same, and nothing of the user's is lost."""

import math
from dataclasses import replace
from pathlib import Path
from random import Random

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from planner import InputError, OutputError, Scenario, load_scenario, optimise
from planner.scenario.schema import ExistingService, Policy, Uncertainty
from planner.scenario.shapes import Shapes
from planner.scenario.years import Years
from tests.scenario.test_key import whole
from tests.worlds import published, random_world, team, toy, with_journeys


def any_world(seed: int) -> Scenario:
    """A random world that anything can be bought in, at random with journeys, intervals, draws or years."""
    rng = Random(seed)
    world = random_world(seed).with_budget(1e6 + rng.random())
    if rng.random() < 0.4:
        world = with_journeys(world, seed)
    need, size = world.areas.need, len(world.areas)
    spread = np.array([rng.random() for _ in range(size)])
    if rng.random() < 0.5:
        low = np.where(spread < 0.3, np.nan, need * spread)
        high, known = need * (1 + spread), np.floor(need * spread)
        world = replace(world, areas=replace(world.areas, low=low, high=high, identified=known))
    if rng.random() < 0.3:
        draws = np.abs(np.random.default_rng(seed).normal(need, 3.0, (rng.randint(1, 9), size)))
        unsure = Uncertainty(draws=rng.randint(1, 50), spread=rng.choice([None, 0.3]), common=0.1, seed=seed)
        world = replace(
            world, areas=replace(world.areas, need=draws.mean(axis=0)), draws=draws, uncertainty=unsure
        )
    if rng.random() < 0.3:
        years = Years(2027, (1e6, 0.1, 3e5), (0.4, 1.0), rng.choice([0.0, 0.035]))
        world = replace(world, years=years, budget=sum(years.budgets), term=math.inf)
    return world


@pytest.mark.parametrize("seed", range(60))
def test_what_is_saved_reads_back_the_same(seed: int, tmp_path: Path) -> None:
    """By key, and so in every field on which an answer depends."""
    world = any_world(seed)
    paths = world.save(tmp_path / "saved")
    assert {path.name for path in paths} == {path.name for path in (tmp_path / "saved").iterdir()}
    assert load_scenario(tmp_path / "saved" / "scenario.yaml").key() == world.key()


def test_a_scenario_with_every_field_in_use(tmp_path: Path) -> None:
    """The one of the test of keys, which leaves none empty."""
    scenario = whole()
    scenario.save(tmp_path)
    assert load_scenario(tmp_path / "scenario.yaml") == scenario


@pytest.mark.parametrize("grid", ["EPSG:27700", "EPSG:32633", "EPSG:4326"])
def test_shapes_and_crossings_are_saved(grid: str, tmp_path: Path) -> None:
    """Every point on its grid, and what a link crosses: the map of what is read back is the same."""
    corners = {"EPSG:27700": (530e3, 180e3), "EPSG:32633": (500e3, 6e6), "EPSG:4326": (0.1, 51.5)}
    (x, y), step = corners[grid], 0.013 if grid == "EPSG:4326" else 3333.3
    boxes = [shapely.box(x + i * step, y, x + (i + 1) * step, y + step) for i in range(3)]
    table = {"area": ["C", "A", "B"], "name": ["c", "a", "b"], "at_risk": [9, 20, 14]}
    links = {"area_a": ["C", "B"], "area_b": "A", "link": ["crossing", "land"], "crossing": ["Ferry", ""]}
    made = Scenario.from_frame(
        gpd.GeoDataFrame(table, geometry=boxes, crs=grid),
        name="Shaped",
        budget="£400k",
        services={"team": team(max_km=20.0)},
        links=pd.DataFrame(links),
    )
    made.save(tmp_path)
    read = load_scenario(tmp_path / "scenario.yaml")
    assert read == made
    assert read.crossings == made.crossings == {("A", "C"): "Ferry"}
    assert read.areas.shapes is not None
    assert made.areas.shapes is not None
    assert read.areas.shapes.fingerprint == made.areas.shapes.fingerprint
    assert read.areas.shapes.grid == ("EPSG:27700" if grid == "EPSG:4326" else grid)


def test_centres_that_are_given_are_kept_beside_shapes(tmp_path: Path) -> None:
    """Distances are between them, such as where most people live, and not between the middles of shapes."""
    shapes = Shapes(tuple(shapely.box(4e3 * i, 0, 4e3 * i + 4e3, 4e3) for i in range(5)), "EPSG:32633")
    world = toy(areas=replace(toy().areas, shapes=shapes, centres=np.array([[i, 0.5] for i in range(5)])))
    world.save(tmp_path)
    read = load_scenario(tmp_path / "scenario.yaml")
    assert read == world
    assert read.areas.shapes is not None


def test_codes_and_names_that_look_like_something_else(tmp_path: Path) -> None:
    """Numbers, truth values, commas, quotes and letters of any alphabet stay what they are."""
    names = ("1.10", "yes, no", 'the "Isle"', "Sainte-Ève", "null")
    world = toy(
        name="2027", areas=replace(toy().areas, codes=("007", "1.10", "no", "null", "~x"), names=names)
    )
    world.save(tmp_path)
    assert load_scenario(tmp_path / "scenario.yaml") == world


def test_areas_in_any_order_are_one_scenario(tmp_path: Path) -> None:
    """As a file's are: what a list of areas means does not rest on its order."""
    old = ExistingService(name="old", type="team", areas=["C", "B"], capacity=5.0)
    rules = Policy(require=["E", "D"], apart=[["B", "A"]])
    world = replace(toy(), existing=(old,), policy=rules)
    tidy = replace(toy(), existing=(old.model_copy(update={"areas": ["B", "C"]}),),
                   policy=Policy(require=["D", "E"], apart=[["A", "B"]]))  # fmt: skip
    assert world == tidy
    world.save(tmp_path)
    assert load_scenario(tmp_path / "scenario.yaml") == world


def test_what_is_saved_is_planned_alike(tmp_path: Path) -> None:
    """The plan of what was saved is that of what was made."""
    toy().save(tmp_path)
    plans = optimise(toy()), optimise(load_scenario(tmp_path / "scenario.yaml"))
    assert plans[0].services == plans[1].services


def test_nothing_of_the_user_s_is_written_over(tmp_path: Path) -> None:
    """Where one of the files is there, none is written; the same scenario may be saved again."""
    (tmp_path / "needs.csv").write_text("mine")
    with pytest.raises(OutputError, match=r"needs\.csv: there already, and not written over"):
        toy().save(tmp_path)
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("needs.csv", "mine")]
    assert toy().save(tmp_path / "b") == toy().save(tmp_path / "b")
    with pytest.raises(OutputError, match="there already"):
        toy().with_budget("2m").save(tmp_path / "b")
    assert load_scenario(tmp_path / "b" / "scenario.yaml") == toy()


def test_what_no_file_can_hold_is_not_saved(tmp_path: Path) -> None:
    """Published needs are stand-ins; no file has a term without end, or a need out of its interval."""
    with pytest.raises(OutputError, match="save the scenario they are of"):
        published(toy()).save(tmp_path)
    with pytest.raises(InputError, match="term"):
        replace(toy(), term=math.inf).save(tmp_path)
    with pytest.raises(InputError, match="low of Borough A is above at_risk"):
        replace(toy(), areas=replace(toy().areas, low=np.full(5, 15.0))).save(tmp_path)
    assert not list(tmp_path.iterdir())
