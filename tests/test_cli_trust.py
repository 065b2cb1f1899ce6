"""`explain`, `alternatives`, `validate`, `new` and `rerun`, as a user runs them."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from planner import load_scenario
from planner.questions.explain.answer import Explainer
from tests.project import CORNERS, edit, geojson, shape, square, write_project
from tests.running import ROOT, planner
from tests.test_cli import SCHEMA

SINGLE = "scenarios/single-boroughs-only.yaml"


def contract(name: str) -> Any:
    """The JSON Schema of a command's document."""
    return json.loads((ROOT / f"planner/contract/{name}.schema.json").read_text())


def printed(name: str, *words: str | Path) -> Any:
    """The JSON that a command prints, by its contract."""
    done = planner(*words, "--format", "json")
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    jsonschema.validate(document, contract(name))
    return document


@pytest.mark.slow
def test_explain_an_area_left_out() -> None:
    """Sutton is not in the £3m plan: the plan with it keeps the contract, sentences say the same.

    With the budget of entry requiring it costs nobody a place; with £1,000 less it does.
    """
    asked = ("scenarios/london-3m.yaml", "--area", "Sutton", "--time-limit", "3600")
    told = printed("explain", "explain", *asked)
    jsonschema.validate(told["with"], SCHEMA)
    assert told["in_plan"] is False
    assert told["coverage_lost"] > 0
    assert any("E09000029" in service["areas"] for service in told["with"]["services"])
    assert told["enters_at"]["budget"] > 3e6
    assert told["enters_at"]["staff_cost"] < 48_000
    assert told["enters_at"]["need"] > 19.7
    london, enters = load_scenario(ROOT / "scenarios/london-3m.yaml"), told["enters_at"]["budget"]
    at, before = (
        Explainer(london.with_budget(budget)).area("E09000029", kinds=()).lost
        for budget in (enters, enters - 1000)
    )
    assert at is not None
    assert before is not None
    assert abs(at) < 1e-4 < before
    text = " ".join(told["sentences"])
    assert f"£{told['enters_at']['budget']:,.0f}" in text
    assert f"£{told['enters_at']['staff_cost']:,.0f}" in text


def test_explain_services_and_the_short_account() -> None:
    """Shares add up to the coverage; the account has every service and every borough left out."""
    account = printed("explain", "explain", SINGLE)
    shares = sum(service["coverage_share"] for service in account["services"])
    assert shares == pytest.approx(account["best"]["coverage"], abs=1e-6)
    served = {area for service in account["best"]["services"] for area in service["areas"]}
    assert len(account["areas"]) + len(served) == 33
    first = account["services"][0]
    one = printed("explain", "explain", SINGLE, "--service", first["service"])
    jsonschema.validate(one["next_best"], SCHEMA)
    assert one["coverage_lost_without"] == first["coverage_lost_without"]
    assert first["service"] not in {service["id"] for service in one["next_best"]["services"]}


def test_explain_in_words_fits_a_terminal() -> None:
    """Sentences and tables are 80 columns wide, with the caution that need is an estimate."""
    for words in ((), ("--area", "Hackney")):
        text = planner("explain", SINGLE, *words).stdout
        assert max(map(len, text.splitlines())) <= 80
        assert "Need is an estimate, not a count" in text
    rows = list(csv.DictReader(io.StringIO(planner("explain", SINGLE, "--format", "csv").stdout)))
    assert {row["kind"] for row in rows} == {"service", "area"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--area", "Hakney"), "did you mean Hackney?"),
        (
            ("--service", "specialist:nowhere"),
            "the plan funds no service 'specialist:nowhere'; it funds specialist:",
        ),
        (("--service", "x", "--area", "y"), "give --service or --area, not both"),
    ],
)
def test_explain_what_is_not_there(words: tuple[str, ...], told: str) -> None:
    """An unknown area or service is one line, exit code 2."""
    done = planner("explain", SINGLE, *words)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert told in done.stderr


def test_alternatives_keep_the_contract_and_what_they_promise() -> None:
    """Three others within 1%, each two services or more from every other; what all share is in all."""
    found = printed("alternatives", "alternatives", SINGLE, "--top", "3")
    plans = [found["best"], *found["alternatives"]]
    assert len(plans) == 4
    ids = [{service["id"] for service in plan["services"]} for plan in plans]
    for plan in plans:
        jsonschema.validate(plan, SCHEMA)
        assert plan["objective"] >= 0.99 * found["best"]["objective"] - 1e-3
    assert all(max(len(a - b), len(b - a)) >= 2 for i, a in enumerate(ids) for b in ids[:i])
    assert set(found["in_all"]) == set.intersection(*ids)
    text = planner("alternatives", SINGLE, "--top", "3").stdout
    assert max(map(len, text.splitlines())) <= 80
    assert "Each differs from all before it in at least 2 of its services" in " ".join(text.split())


@pytest.mark.parametrize("command", ["explain", "alternatives"])
def test_no_plan_prints_clashes(command: str, tmp_path: Path) -> None:
    """Where the rules clash, both print what `optimise` prints and exit with 3."""
    scenario = write_project(tmp_path)
    with scenario.open("a") as stream:
        stream.write("policy: {require: [Ashby, Denham], max_services: 1}\n")
    done = planner(command, scenario, "--format", "json")
    assert done.returncode == 3
    assert json.loads(done.stdout)["clashes"][0]["need"] == 2
    assert "policy.require: Ashby, Denham" in done.stderr


def test_validate_says_what_is_there() -> None:
    """The shipped scenario is valid, and nothing about it is odd."""
    told = printed("validate", "validate", "scenarios/london.yaml")
    assert (told["areas"], told["warnings"], told["clashes"]) == (33, [], [])
    assert "33 areas" in planner("validate", "scenarios/london.yaml").stdout


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("scenario.yaml", "cost: £40k", "cost: £40", "services.team.staff.cost: £40 is unusual; check"),
        ("scenario.yaml", "annual_cost: £20k", "annual_cost: £20", "services.team.annual_cost: £20 is"),
        ("scenario.yaml", "budget: £300k", "budget: £300m", "budget: £300,000,000 is more than a full"),
        ("needs.csv", "Barlow,8", "Barlow,0", "areas.needs: at_risk is 0 in Barlow"),
        ("adjacency.csv", "E02,E04,crossing\nE03,E04,land\n", "E02,E03,land\n", "no link reaches Denham"),
        ("scenario.yaml", "per_km: 0.05", "per_km: 0.5", "floor 0.5, not distance, decides for 4 of 4"),
        ("scenario.yaml", "max: 3", "max: 1", "max 1 supports 10, fewer than are reached in 2"),
        ("boundaries.geojson", "", "", "more than 30 km apart: Ashby and Barlow (40 km)"),
    ],
)  # fmt: skip
def test_validate_warns_of_what_is_odd(file: str, old: str, new: str, told: str, tmp_path: Path) -> None:
    """What is legal and looks like a slip is a warning, exit code 0."""
    scenario = write_project(tmp_path)
    if old:
        edit(tmp_path / file, old, new)
    else:  # ten times as far apart
        wide = [
            shape(
                square(10 * (corner[0] - 530) + 530, 10 * (corner[1] - 180) + 180, side=40.0),
                area=code,
            )
            for code, corner in CORNERS.items()
        ]
        (tmp_path / file).write_text(geojson(wide))
    done = planner("validate", scenario)
    assert done.returncode == 0, done.stderr
    assert told in done.stdout
    document = printed("validate", "validate", scenario)
    assert any(told in f"{odd['rule']}: {odd['what']}; {odd['fix']}" for odd in document["warnings"])


def test_validate_tells_problems_and_clashes(tmp_path: Path) -> None:
    """What is wrong is on stdout as JSON and on stderr in lines, exit code 1; a clash exits with 3."""
    scenario = write_project(tmp_path)
    edit(tmp_path / "needs.csv", "Barlow,8", "Barlow,-8")
    done = planner("validate", scenario, "--format", "json")
    document = json.loads(done.stdout)
    jsonschema.validate(document, contract("validate"))
    assert (done.returncode, len(done.stderr.splitlines()), len(document["problems"])) == (1, 1, 1)
    edit(tmp_path / "needs.csv", "Barlow,-8", "Barlow,8")
    with scenario.open("a") as stream:
        stream.write("policy: {require: [Ashby], together: [[Ashby, Denham]]}\n")
    done = planner("validate", scenario)
    assert done.returncode == 3
    assert "a service for Ashby and Denham needs 3 areas and may have 2" in done.stderr


def test_new_runs_as_it_stands_and_overwrites_nothing(tmp_path: Path) -> None:
    """The starter project validates without a warning, is planned, says it is an example, and stays."""
    folder = tmp_path / "mine"
    assert planner("new", folder).returncode == 0
    assert {path.name for path in folder.iterdir()} == {
        "README.txt",
        "needs.csv",
        "adjacency.csv",
        "scenario.yaml",
    }
    assert printed("validate", "validate", folder / "scenario.yaml")["warnings"] == []
    plan = planner("optimise", folder / "scenario.yaml")
    assert plan.returncode == 0
    assert "Example project" in plan.stdout
    assert "Proved best" in plan.stdout
    for name in ("README.txt", "scenario.yaml"):
        assert "invented" in (folder / name).read_text()
    before = {path: path.read_bytes() for path in folder.iterdir()}
    again = planner("new", folder)
    assert (again.returncode, len(again.stderr.splitlines())) == (1, 1)
    assert "nothing is written over" in again.stderr
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_every_line_of_the_starter_that_is_commented_out_works(tmp_path: Path) -> None:
    """The rules and the existing service that the starter shows in comments are ones the planner takes."""
    planner("new", tmp_path / "mine")
    scenario = tmp_path / "mine/scenario.yaml"
    text = scenario.read_text()
    start = text.index("# existing:")
    shown = [line.removeprefix("# ") for line in text[start:].splitlines() if line.startswith("# ")]
    scenario.write_text(
        text[:start] + "\n".join(line for line in shown if not line.startswith("Rules")) + "\n"
    )
    done = planner("optimise", scenario)
    assert done.returncode in (0, 3), done.stderr
    assert "unknown key" not in done.stderr


def test_rerun_gives_the_same_plan_or_says_what_changed(tmp_path: Path) -> None:
    """The same inputs give the same plan; another estimate is named by its file, and what it changes."""
    scenario, out = write_project(tmp_path / "in"), tmp_path / "out"
    assert planner("optimise", scenario, "--budget", "200k", "--out", out).returncode == 0
    done = planner("rerun", out)
    assert (done.returncode, done.stdout) == (0, "The same plan again.\n")
    edit(tmp_path / "in/needs.csv", "E03,Corley,20", "E03,Corley,2")
    told = json.loads((done := planner("rerun", out, "--format", "json")).stdout)
    assert done.returncode == 1
    assert told["same"] is False
    assert "needs.csv has other contents" in told["inputs"]
    assert any(one.startswith("coverage ") for one in told["results"])
    assert told["versions"] == []


def test_rerun_of_a_sweep_of_several_budgets_and_of_what_is_no_run(tmp_path: Path) -> None:
    """A frontier is made again whole; budgets side by side are runs of their own; anything else is told."""
    scenario = write_project(tmp_path / "in")
    assert (
        planner("frontier", scenario, "--budgets", "100k:300k:100k", "--out", tmp_path / "f").returncode == 0
    )
    assert planner("rerun", tmp_path / "f").stdout == "The same answer again.\n"
    both = ("optimise", scenario, "--budget", "100k", "--budget", "200k", "--out", tmp_path / "two")
    assert planner(*both).returncode == 0
    done = planner("rerun", tmp_path / "two")
    assert (done.returncode, done.stdout) == (
        0,
        "100000: The same plan again.\n200000: The same plan again.\n",
    )
    assert planner("rerun", tmp_path / "two/100000").returncode == 0
    record = tmp_path / "two/100000/run.json"
    record.write_text(record.read_text().replace('"highspy": "', '"highspy": "0.'))
    told = planner("rerun", tmp_path / "two/100000")
    assert (told.returncode, "Changed version: highspy 0." in told.stdout) == (0, True)
    for content in ("", "[]", '{"files": 3}', "{" * 100_000):
        record.write_text(content)
        done = planner("rerun", tmp_path / "two/100000")
        assert (done.returncode, len(done.stderr.splitlines())) == (1, 1), done.stderr
        assert "not a record of a run" in done.stderr
