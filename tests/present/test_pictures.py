"""The map as a picture: three forms, with the plan's services and the attribution."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from planner.plan.optimise import optimise
from planner.present.charts.pictures import write_map
from planner.present.context import context_of
from planner.present.numbers import people, pounds
from planner.scenario.read.load import load_scenario
from tests.present.plans import FORMULA, SCRIPT, hostile, london_plan

BEGINNINGS = {"png": b"\x89PNG", "pdf": b"%PDF", "svg": b"<svg"}


def texts(path: Path) -> str:
    """All text in an SVG, as a reader sees it."""
    return " ".join(
        "".join(node.itertext()) for node in ElementTree.parse(path).iter("{http://www.w3.org/2000/svg}text")
    )


@pytest.mark.parametrize("kind", BEGINNINGS)
def test_each_form_is_what_it_says_and_the_same_each_time(tmp_path: Path, kind: str) -> None:
    """PNG, PDF and SVG."""
    for name in ("a", "b"):
        write_map(tmp_path / f"{name}.{kind}", *london_plan())
    first = (tmp_path / f"a.{kind}").read_bytes()
    assert first.startswith(BEGINNINGS[kind])
    assert first == (tmp_path / f"b.{kind}").read_bytes()


def test_it_tells_every_service_and_whose_data_it_shows(tmp_path: Path) -> None:
    """The key has each service's coverage and cost; London's attribution stands below."""
    plan, behind = london_plan()
    write_map(tmp_path / "map.svg", plan, behind)
    told = texts(tmp_path / "map.svg")
    for service in plan.services:
        assert f"supports {people(service.covered)}, {pounds(service.cost)} a year" in told
    assert "Contains National Statistics data and OS data © Crown copyright" in told
    assert "Open Parliament Licence v3.0" in told


def test_hostile_names_are_text(tmp_path: Path) -> None:
    """A borough named like a script is text in the SVG, which has no script."""
    scenario = load_scenario(hostile(tmp_path / "project"))
    write_map(tmp_path / "map.svg", optimise(scenario), context_of(scenario))
    tags = {node.tag.rpartition("}")[2] for node in ElementTree.parse(tmp_path / "map.svg").iter()}
    assert "script" not in tags
    assert SCRIPT in texts(tmp_path / "map.svg")
    assert FORMULA in texts(tmp_path / "map.svg")
