"""`planner frontier` and several budgets, as a user runs them."""

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest

from planner.scenario.money import parse_budgets
from tests.running import ROOT, planner
from tests.test_cli import SCHEMA

FRONTIER = json.loads((ROOT / "planner/contract/frontier.schema.json").read_text())
SWEEP = ("frontier", "scenarios/london.yaml", "--budgets", "1m:2m:500k")


def test_json_keeps_the_contract() -> None:
    """Free and nested points and the entry of every borough, and nothing else on stdout."""
    done = planner(*SWEEP, "--nested", "--format", "json")
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    jsonschema.validate(document, FRONTIER)
    assert [point["budget"] for point in document["points"]] == [1e6, 1.5e6, 2e6]
    assert len(document["entry"]) == 33
    assert document["nested"][0] == document["points"][0]
    assert "nested" not in json.loads(planner(*SWEEP, "--format", "json").stdout)


def test_files_and_going_on(tmp_path: Path) -> None:
    """`--out` writes the frontier; a second run reads its plans back and prints the same bytes."""
    first = planner(*SWEEP, "--format", "csv", "--out", tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {
        ".planner-files", "frontier.csv", "frontier.json", "run.json", "scenario.yaml", "sweep.jsonl",
    }  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(first.stdout)))
    assert [row["kind"] for row in rows] == ["free"] * 3
    before = (tmp_path / "sweep.jsonl").read_text()
    again = planner(*SWEEP, "--format", "csv", "--out", tmp_path)
    assert again.stdout == first.stdout == (tmp_path / "frontier.csv").read_text()
    assert (tmp_path / "sweep.jsonl").read_text() == before


def test_the_table_fits_eighty_columns() -> None:
    """In a pipe the table is 80 columns wide and no number in it is cut short."""
    text = planner("frontier", "scenarios/london.yaml", "--budgets", "1m,9m,11m", "--nested").stdout
    assert max(map(len, text.splitlines())) <= 80
    assert "…" not in text
    assert "From £9,000,000 to £11,000,000 more money supports nobody more" in text
    assert "Who first has access" in text


@pytest.mark.parametrize(
    ("text", "budgets"),
    [
        ("500k:1m:250k", [500e3, 750e3, 1e6]),
        ("£1m:£1.9m:£500k", [1e6, 1.5e6]),
        ("2m,1m, 1m", [1e6, 2e6]),
        ("0.1:0.3:0.1", [0.1, 0.2, 0.3]),
    ],
)
def test_budgets_are_read(text: str, budgets: list[float]) -> None:
    """Both ends count; a list is sorted and has nothing twice."""
    assert parse_budgets(text) == budgets


@pytest.mark.parametrize("text", ["1m:2m", "2m:1m:1k", "0:1m:1k", "1:1m:1p", "", "1m:2m:0", "1:1m:1", "0,1m"])
def test_budgets_that_are_none(text: str) -> None:
    """What is no list of budgets is a usage error that says how to write one."""
    done = planner("frontier", "scenarios/london.yaml", "--budgets", text)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "--budgets" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_budgets_that_no_plan_can_keep(tmp_path: Path) -> None:
    """Where the rules need more than the largest budget, that is said and the exit code is 3."""
    scenario = tmp_path / "dear.yaml"
    rules = "policy: {require: [Hackney, Barnet, Sutton]}"
    scenario.write_text(f"extends: {ROOT / 'scenarios/london.yaml'}\nname: dear\n{rules}\n", encoding="utf-8")
    done = planner("frontier", scenario, "--budgets", "300k,400k")
    assert done.returncode == 3
    assert "No plan keeps the rules for: £300,000, £400,000." in " ".join(done.stdout.split())
    assert "planner optimise says why" in done.stderr


def test_two_budgets_side_by_side(tmp_path: Path) -> None:
    """`--budget` twice prints both plans; each is the one it gives alone, and gets a folder of its own."""
    both = ("optimise", "scenarios/london.yaml", "--budget", "1m", "--budget", "1.5m")
    document = json.loads(planner(*both, "--format", "json", "--out", tmp_path).stdout)
    for plan in document["plans"]:
        jsonschema.validate(plan, SCHEMA)
    assert [plan["coverage"] for plan in document["plans"]] == [225.0, 345.0]
    assert {path.name for path in tmp_path.iterdir()} == {"1000000", "1500000"}
    text = planner(*both).stdout
    assert "£1,000,000" in text
    assert "Budgets side by side" in text
    rows = list(csv.DictReader(io.StringIO(planner(*both, "--format", "csv").stdout)))
    assert len(rows) == 66
