"""A plan of a scenario that was never a file is kept as a run whose files read back, and is made again."""

from dataclasses import replace
from pathlib import Path

import pytest
import shapely

import planner
from planner import OutputError, Plan, Scenario, load_scenario
from planner.runs.read import kept_scenario
from planner.runs.record import read_run, write_recorded
from planner.scenario.shapes import Shapes
from tests.running import planner as run
from tests.worlds import published, toy


def shaped() -> Scenario:
    """The toy with a square for each borough."""
    squares = tuple(shapely.box(4e3 * i, 0, 4e3 * i + 4e3, 4e3) for i in range(5))
    return toy(
        areas=replace(toy().areas, shapes=Shapes(squares, "EPSG:32633")), crossings={("A", "B"): "Ferry"}
    )


def test_a_plan_is_saved_with_its_scenario(tmp_path: Path) -> None:
    """The plan, its tables, the scenario with tables and shapes, and the record that vouches for them."""
    plan = planner.optimise(shaped())
    written = plan.save(tmp_path / "run")
    assert {path.name for path in written} == {
        "needs.csv", "adjacency.csv", "boundaries.geojson", "scenario.yaml",
        "areas.csv", "services.csv", "plan.json", "run.json",
    }  # fmt: skip
    assert read_run(tmp_path / "run").command == "optimise"
    assert (tmp_path / "run" / "plan.json").read_text() == plan.to_json()
    kept = kept_scenario(tmp_path / "run")
    assert kept == shaped()
    assert kept.crossings == {("A", "B"): "Ferry"}
    assert kept.areas.shapes is not None


def test_a_saved_plan_is_made_again_and_drawn_from_the_command_line(tmp_path: Path) -> None:
    """`rerun` and `report` take the folder as one of their own, wherever it is."""
    planner.optimise(shaped()).save(tmp_path / "before")
    (tmp_path / "before").rename(tmp_path / "after")
    done = run("rerun", tmp_path / "after")
    assert done.returncode == 0, done.stderr
    assert "The same plan again." in done.stdout
    done = run("report", tmp_path / "after", "--report", tmp_path / "page.html")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "page.html").exists()


def test_several_scenarios_keep_their_tables_apart(tmp_path: Path) -> None:
    """Each has its own, called after its file."""
    each = [toy(), shaped().replace(name="shaped")]
    write_recorded(tmp_path, {"compare.json": "{}"}, each, "compare")
    assert load_scenario(tmp_path / "scenario-1.yaml") == each[0]
    assert load_scenario(tmp_path / "scenario-2.yaml") == each[1]
    assert (tmp_path / "scenario-2-boundaries.geojson").exists()


def test_what_cannot_be_kept(tmp_path: Path) -> None:
    """A plan that knows no scenario, and stand-ins for needs, which no table should hold as needs."""
    plan = planner.optimise(toy())
    with pytest.raises(ValueError, match=r"plan\.of\(scenario\)"):
        Plan.model_validate_json(plan.to_json()).save(tmp_path / "run")
    with pytest.raises(OutputError, match="needs as published are not the needs"):
        planner.optimise(published(toy())).save(tmp_path / "run")
    assert not (tmp_path / "run").exists()
