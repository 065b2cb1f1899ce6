"""Journeys: read from a table, the same both ways, and what they change in a plan."""

from pathlib import Path

import numpy as np
import pytest

from planner import InputError, load_scenario, optimise
from planner.scenario.journeys import Journeys
from tests.project import edit, write_project

TRAVEL = "area_a,area_b,minutes\nBarlow,Ashby,20\nE01,E03,35\nE02,E04,30\nE03,E04,15\n"


@pytest.fixture
def timed(tmp_path: Path) -> Path:
    """The good project with journeys in place of kilometres."""
    write_project(tmp_path)
    (tmp_path / "travel.csv").write_text(TRAVEL, encoding="utf-8")
    scenario = tmp_path / "scenario.yaml"
    edit(scenario, "  adjacency: adjacency.csv\n", "  adjacency: adjacency.csv\n  travel: travel.csv\n")
    edit(scenario, "per_km: 0.05", "per_minute: 0.01")
    return scenario


def test_journeys_are_the_same_both_ways() -> None:
    """From A to B takes as long as from B to A, nowhere takes no time, and what is not there is NaN."""
    journeys = Journeys(np.array([[0, 2], [1, 2]]), np.array([15.0, 40.0]))
    assert journeys.between(np.array([2, 0, 1]), np.array([0, 2, 2])).tolist() == [15.0, 15.0, 40.0]
    assert journeys.between(np.array([1]), np.array([1])).tolist() == [0.0]
    assert np.isnan(journeys.between(np.array([0]), np.array([1]))).all()
    nothing = Journeys(np.zeros((0, 2), dtype=np.int64), np.zeros(0))
    assert np.isnan(nothing.between(np.array([0]), np.array([1]))).all()


def test_reach_falls_by_the_minute(timed: Path) -> None:
    """Corley and Denham, 15 minutes apart: from a hub in Corley 20 + 5 * 0.85 are reached."""
    with timed.open("a", encoding="utf-8") as stream:
        stream.write("policy: {require: [Denham], together: [[Corley, Denham]]}\n")
    service = next(one for one in optimise(load_scenario(timed)).services if "E04" in one.areas)
    assert service.areas == ("E03", "E04")
    assert service.reachable == pytest.approx(20 + 5 * 0.85)


@pytest.mark.parametrize("cap", ["max_minutes: 14", "max_km: 3.9"])
def test_a_cap_keeps_areas_apart(timed: Path, cap: str) -> None:
    """Neighbours are 4 km and 15 minutes or more apart: a cap below that leaves no joint service."""
    edit(timed, "    max_areas: 2\n", f"    max_areas: 2\n    {cap}\n")
    assert {service.kind for service in optimise(load_scenario(timed)).services} == {"single"}


def test_journeys_never_needed_may_be_missing(timed: Path) -> None:
    """Catchments of two are neighbours: nobody asks for the journey from Ashby to Denham, two links away.

    With three areas a service could hold both, and it is asked for by name.
    """
    load_scenario(timed)
    edit(timed, "max_areas: 2", "max_areas: 3")
    with pytest.raises(
        InputError, match="no minutes between Ashby and Denham, Barlow and Corley; add 2 rows"
    ):
        load_scenario(timed)


def test_excluded_areas_need_no_journeys(timed: Path) -> None:
    """With Denham excluded only the journeys between the other three can matter."""
    edit(timed, "    max_areas: 2\n", "    max_areas: 3\n")
    with timed.open("a", encoding="utf-8") as stream:
        stream.write("policy: {exclude: [Denham]}\n")
    with pytest.raises(InputError, match="no minutes between Barlow and Corley; add a row"):
        load_scenario(timed)


def matrix(timed: Path, minutes: dict[tuple[str, str], float]) -> None:
    """The travel table, a row a journey."""
    rows = "".join(f"{a},{b},{value}\n" for (a, b), value in minutes.items())
    (timed.parent / "travel.csv").write_text("area_a,area_b,minutes\n" + rows, encoding="utf-8")


WAYS = {("E01", "E02"): 20.0, ("E01", "E03"): 35.0, ("E02", "E04"): 30.0, ("E03", "E04"): 15.0}


@pytest.mark.parametrize("home", [None, 0, 5])
def test_a_matrix_with_both_ways_is_read_where_they_agree(timed: Path, home: float | None) -> None:
    """Every pair both ways, one of them written as 20.0, and the diagonal or none: the same journeys."""
    usual = load_scenario(timed).areas.journeys
    there = {pair: int(minutes) for pair, minutes in WAYS.items()}
    back = {(b, a): minutes for (a, b), minutes in WAYS.items()}
    diagonal = {} if home is None else {(code, code): home for code in ("E01", "E02", "E03", "E04")}
    matrix(timed, diagonal | there | back)
    found = load_scenario(timed)
    assert usual is not None
    assert found.areas.journeys is not None
    assert found.areas.journeys.pairs.tolist() == usual.pairs.tolist()
    assert found.areas.journeys.minutes.tolist() == usual.minutes.tolist()
    told = [note for note in found.notes if "within an area" in note]
    assert len(told) == (1 if home else 0)
    assert all(
        note.endswith("travel.csv: minutes within an area are not used: Ashby, Barlow, Corley, Denham")
        for note in told
    )


def test_ways_that_differ_are_refused_in_one_line(timed: Path) -> None:
    """Two of four pairs take longer one way: both are named; one row of each, as is asked for, is read."""
    back = {("E02", "E01"): 20.0, ("E03", "E01"): 36.0, ("E04", "E02"): 30.0, ("E04", "E03"): 14.5}
    matrix(timed, WAYS | back)
    with pytest.raises(InputError) as caught:
        load_scenario(timed)
    (problem,) = caught.value.problems
    assert problem.what == (
        "the two ways of a journey differ: Ashby and Corley (35 and 36), Corley and Denham (15 and 14.5)"
    )
    del back["E03", "E01"], back["E04", "E03"]
    matrix(timed, WAYS | back)
    assert load_scenario(timed).areas.journeys is not None


def test_links_both_ways_are_links(timed: Path) -> None:
    """A list of neighbours has every pair twice."""
    usual = load_scenario(timed).links.tolist()
    path = timed.parent / "adjacency.csv"
    header, *rows = path.read_text(encoding="utf-8").splitlines()
    back = [",".join([b, a, kind]) for a, b, kind in (row.split(",") for row in rows)]
    path.write_text("\n".join([header, *back[:2], *rows, *back[2:]]) + "\n", encoding="utf-8")
    assert sorted(load_scenario(timed).links.tolist()) == sorted(usual)
