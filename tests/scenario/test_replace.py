"""`Scenario.replace`: what is recorded of a scenario is true of the one it was changed to."""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from planner import InputError, Scenario, load_scenario
from planner.scenario.schema import Policy
from planner.scenario.years import Years
from tests.project import edit, write_project
from tests.worlds import toy


@pytest.fixture
def read(tmp_path: Path) -> Scenario:
    """The good project, its budget and its type of service with a remark."""
    path = write_project(tmp_path)
    edit(path, "budget: £300k", "budget: £300k  # board")
    edit(path, "  team:", "  team:  # pilot")
    return load_scenario(path)


def files(scenario: Scenario) -> set[str]:
    """The files it is recorded to be of."""
    return {one.file for one in scenario.inputs}


EVERY = {"scenario.yaml", "needs.csv", "adjacency.csv", "boundaries.geojson"}


def test_other_needs_are_of_no_needs_file(read: Scenario) -> None:
    """Nor of the shapes and minutes beside them; the adjacency is as it was."""
    other = read.replace(areas=replace(read.areas, need=read.areas.need + 1))
    assert files(other) == EVERY - {"needs.csv", "boundaries.geojson"}
    assert other.resolved == {}
    assert files(read.replace(links=[[0, 1]])) == EVERY - {"adjacency.csv", "boundaries.geojson"}
    assert files(read.replace(areas=replace(read.areas))) == EVERY


def test_shapes_and_crossings_are_those_of_the_areas_and_links(read: Scenario) -> None:
    """Other needs are drawn alike; of other links those that crossed something still do."""
    assert read.crossings == {("E01", "E03"): "", ("E02", "E04"): ""}
    other = read.replace(areas=replace(read.areas, need=read.areas.need + 1))
    assert other.areas.shapes is read.areas.shapes
    assert other.crossings == read.crossings
    assert read.replace(links=[[0, 1], [0, 2]]).crossings == {("E01", "E03"): ""}
    assert read.replace(crossings={}).crossings == {}


def test_other_rules_are_in_the_file_as_it_would_be(read: Scenario) -> None:
    """It is read as the scenario it now is, from the same tables."""
    other = read.replace(policy=Policy(exclude=["E01"]), name="Without Ashby", budget="£400k")
    assert files(other) == EVERY
    assert Scenario.from_dict(other.resolved) == other
    assert "budget" not in other.remarks
    assert other.remarks["services.team"] == "pilot"


def test_years_and_their_budget_go_together(read: Scenario) -> None:
    """Years give the budget their sum and a term without end; without them there must be another."""
    by_year = read.replace(years=Years(2027, (1e5, 3e5)))
    assert (by_year.budget, by_year.term) == (4e5, math.inf)
    assert Scenario.from_dict(by_year.resolved) == by_year
    with pytest.raises(InputError, match="no one budget to change"):
        by_year.replace(budget=1e6)
    with pytest.raises(InputError, match="give budget and term too"):
        by_year.replace(years=None)
    assert by_year.replace(years=None, budget=read.budget, term=read.term) == read


def test_draws_and_needs_go_together() -> None:
    """Needs are the mean of the draws; others without other draws would be told of nobody's needs."""
    drawn = toy().replace(draws=[[1.0, 2.0, 3.0, 4.0, 5.0], [3.0, 2.0, 3.0, 4.0, 5.0]])
    assert drawn.areas.need.tolist() == [2.0, 2.0, 3.0, 4.0, 5.0]
    other = replace(drawn.areas, need=np.ones(5))
    with pytest.raises(InputError, match="needs are the mean of the draws"):
        drawn.replace(areas=other)
    assert drawn.replace(areas=other, draws=None).areas.need.tolist() == [1.0] * 5


def test_notes_are_of_what_is_asked_now(read: Scenario) -> None:
    """What the budget could not buy is not told of one that can; what was told of the tables stays."""
    poor = replace(read, notes=("needs.csv: read so",)).replace(budget=40_000.0)
    told = [note for note in poor.notes if "the budget buys no service" in note]
    assert told
    assert poor.replace(budget=3e5).notes == ("needs.csv: read so",)
