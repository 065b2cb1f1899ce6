"""A plan where people work: as tables for pandas, as a picture in a notebook, as a line at a prompt."""

import json
import pickle
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import jsonschema
import pandas as pd
import pytest
import shapely

import planner
from planner import Plan, Scenario
from planner.scenario.schema import Policy, Uncertainty
from planner.scenario.shapes import Shapes
from tests.worlds import published, toy

SCHEMA = Path(planner.__file__).parent / "contract" / "plan.schema.json"


def shaped() -> Scenario:
    """The toy with a square for each borough."""
    squares = tuple(shapely.box(4e3 * i, 0, 4e3 * i + 4e3, 4e3) for i in range(5))
    return toy(areas=replace(toy().areas, shapes=Shapes(squares, "EPSG:32633")))


def test_areas_are_a_table_by_code() -> None:
    """Every figure of the plan, in people; without shapes a plain table."""
    plan = planner.optimise(toy())
    frame = plan.areas_frame()
    assert type(frame) is pd.DataFrame
    assert frame.index.tolist() == ["A", "B", "C", "D", "E"]
    assert frame["covered"].sum() == pytest.approx(plan.coverage)
    parts = frame[["already_covered", "covered", "unmet"]].sum(axis=1)
    assert parts.tolist() == pytest.approx(frame["need"].tolist())


def test_areas_have_their_shapes_where_the_scenario_has() -> None:
    """On the scenario's grid, each with its own."""
    frame = planner.optimise(shaped()).areas_frame()
    assert isinstance(frame, gpd.GeoDataFrame)
    assert frame.crs == "EPSG:32633"
    assert frame.loc["C"].geometry.bounds == (8e3, 0.0, 12e3, 4e3)
    assert frame.index.name == "area"


def test_services_are_a_table_by_number() -> None:
    """As numbered on the map; with its columns also where nothing is funded."""
    plan = planner.optimise(toy())
    frame = plan.services_frame()
    assert frame.index.tolist() == list(range(1, len(plan.services) + 1))
    assert frame["cost"].sum() == pytest.approx(plan.spend)
    assert frame.loc[1, "areas"] == plan.services[0].areas
    none = planner.optimise(toy(policy=Policy(max_services=0))).services_frame()
    assert (len(none), list(none.columns)) == (0, list(frame.columns))


def test_the_json_is_the_contract_s() -> None:
    """It validates, and is read back as the plan."""
    plan = planner.optimise(toy())
    jsonschema.validate(json.loads(plan.to_json()), json.loads(SCHEMA.read_text()))
    again = Plan.model_validate_json(plan.to_json())
    assert again.services_frame()["id"].tolist() == plan.services_frame()["id"].tolist()
    assert again.of(shaped()).areas_frame().crs == "EPSG:32633"


def test_a_notebook_shows_the_map() -> None:
    """One picture with as many shapes as areas, nothing of which is fetched; without shapes a table."""
    drawn = planner.optimise(shaped())._repr_html_()
    assert drawn.startswith("<svg")
    assert "<script" not in drawn
    assert "toy" in drawn
    told = planner.optimise(toy())._repr_html_()
    assert told.count("<tr>") == 1 + len(planner.optimise(toy()).services) + 1
    assert "Modelled, not counted" in told
    named = toy(name="<b>", areas=replace(toy().areas, names=("<i>", "b", "c", "d", "e")))
    assert "<b>" not in planner.optimise(named)._repr_html_()
    assert "<i>" not in planner.optimise(named)._repr_html_()


def test_a_notebook_shows_that_there_is_no_plan() -> None:
    """No map of nothing, and no sentence that there is one."""
    rules = Policy(require=["A", "B", "C", "D", "E"])
    plan = planner.optimise(replace(shaped(), budget=60_000.0, policy=rules))
    assert plan.status == "infeasible"
    told = plan._repr_html_()
    assert "<svg" not in told
    assert "supports" not in told


def test_what_a_plan_is_of_is_no_part_of_it() -> None:
    """It is neither sent to other processes, nor compared, nor written; copies keep it."""
    plan = planner.optimise(shaped())
    sent = pickle.loads(pickle.dumps(plan))
    assert sent == plan
    assert hash(sent) == hash(plan)
    assert len(pickle.dumps(plan)) == len(pickle.dumps(plan.of(None)))
    assert type(sent.areas_frame()) is pd.DataFrame
    assert type(plan.model_copy(update={"scenario": "other"}).areas_frame()) is gpd.GeoDataFrame
    assert plan.model_copy(update={"scenario": "other"}) != plan
    assert plan != "plan"


def test_counts_that_are_not_shown_stay_so() -> None:
    """A published plan's frame is of what may be seen: the scenario it knows is the published one."""
    shown = published(toy())
    plan = planner.optimise(shown)
    assert plan.published
    assert plan.areas_frame()["need"].tolist() == shown.areas.need.tolist()


def test_results_are_told_in_a_line() -> None:
    """At a prompt, whatever they hold: by name, by how many, in few digits."""
    scenario = toy()
    account = planner.explain(scenario)
    found = [
        scenario.areas,
        shaped().areas,
        account.plan,
        account,
        planner.frontier(scenario, [1e5, 2e5], nested=True),
        planner.joint(scenario, ["A", "B"]),
        planner.partners(scenario, "A"),
        planner.compare([scenario, scenario.with_budget("£200k")]),
        planner.alternatives(scenario, within=0.5),
        planner.validate(scenario),
        planner.stability(scenario, uncertainty=Uncertainty(spread=0.3, draws=3)),
        planner.robust([scenario, scenario], [account.plan, account.plan]),
    ]
    assert all(len(repr(one)) < 350 and "\n" not in repr(one) for one in found), list(map(repr, found))
    assert all(str(one) for one in found)
    assert repr(found[1]) == "Areas(5, 50 young people at risk, with centres, shapes)"
    assert repr(account.plan).startswith("Plan(scenario='toy', status='optimal', coverage=")
    assert repr(found[4]) == "Frontier(scenario='toy', points=2, nested=2)"
