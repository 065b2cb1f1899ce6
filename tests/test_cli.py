"""The commands as a user runs them: stdout, stderr and the exit code, some in a whole process."""

import csv
import hashlib
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.running import ROOT, planner

SCENARIOS = sorted((ROOT / "scenarios").glob("*.yaml"))
SCHEMA = json.loads((ROOT / "planner/contract/plan.schema.json").read_text())


def process(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the command in the project's folder as a user does: in a whole process."""
    command = [sys.executable, "-m", "planner", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)


def plan_of(*arguments: str | Path, run: Callable[..., Any] = planner) -> dict[str, Any]:
    """The JSON a successful run prints."""
    done = run("optimise", *arguments, "--format", "json")
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.stem)
def test_every_shipped_scenario_runs_and_keeps_the_contract(scenario: Path) -> None:
    """Each scenario in the repository prints a plan by the contract, and nothing else."""
    plan = plan_of(scenario, "--time-limit", "4", run=process)
    jsonschema.validate(plan, SCHEMA)
    assert plan["status"] in ("optimal", "feasible")
    assert plan["spend"] <= plan["budget"]
    assert plan["bound"] >= plan["objective"] > 0
    parts = plan.get("years", [plan])
    assert sum(part["coverage"] for part in parts) == pytest.approx(plan["coverage"], abs=1e-6)
    assert sum(part["spend"] for part in parts) == pytest.approx(plan["spend"], abs=1e-6)
    if "years" not in plan:
        assert sum(area["covered"] for area in plan["areas"]) == pytest.approx(plan["coverage"], abs=1e-6)
        assert sum(s["cost"] for s in plan["services"]) == pytest.approx(plan["spend"], abs=1e-6)


def test_there_are_seven_scenarios_and_they_differ_as_they_say() -> None:
    """The shipped scenarios do what their names say."""
    assert {path.stem for path in SCENARIOS} == {
        "expand-existing", "london", "london-1m", "london-3m", "london-five-years",
        "north-london-joint", "single-boroughs-only",
    }  # fmt: skip
    single = plan_of(ROOT / "scenarios/single-boroughs-only.yaml", "--time-limit", "4")
    assert {service["kind"] for service in single["services"]} == {"single"}
    north = plan_of(ROOT / "scenarios/north-london-joint.yaml", "--time-limit", "4")
    trio = {"E09000003", "E09000010", "E09000014"}  # Barnet, Enfield, Haringey
    assert any(trio <= set(service["areas"]) for service in north["services"])


def test_inputs_are_named_with_their_checksums() -> None:
    """The run records the scenario and each table by name and SHA-256."""
    plan = plan_of("scenarios/london-1m.yaml", "--time-limit", "2")
    sums = {item["file"]: item["sha256"] for item in plan["run"]["inputs"]}
    assert set(sums) == {
        "london.yaml", "london-1m.yaml", "needs.csv", "boroughs.geojson", "adjacency.csv",
    }  # fmt: skip
    needs = (ROOT / "data/london/needs.csv").read_bytes()
    assert sums["needs.csv"] == hashlib.sha256(needs).hexdigest()


def test_budget_on_the_command_line_replaces_the_scenario_s() -> None:
    """`--budget 450k` is £450,000."""
    plan = plan_of("scenarios/london.yaml", "--budget", "450k", "--time-limit", "5")
    assert plan["budget"] == 450_000.0


def test_table_says_what_to_fund_and_how_good_it_is() -> None:
    """The table holds the headline, every area, the proof and the caution that need is an estimate."""
    done = planner("optimise", "scenarios/single-boroughs-only.yaml", "--time-limit", "30")
    assert done.returncode == 0
    text = " ".join(done.stdout.split())
    assert "young people of an estimated 1,002 at risk" in text
    assert "Proved best: no plan within this budget and these rules supports more." in text
    assert "Need is an estimate, not a count" in text
    assert "City of London" in text
    assert max(len(line) for line in done.stdout.splitlines()) <= 80
    assert done.stderr == ""


def test_csv_has_one_row_an_area() -> None:
    """CSV is tidy: 33 areas, their parts and their service."""
    done = planner("optimise", "scenarios/london-1m.yaml", "--format", "csv", "--time-limit", "3")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert len(rows) == 33
    assert {"area", "name", "need", "covered", "service", "kind", "hub"} <= set(rows[0])


def test_out_writes_files_that_agree_and_a_scenario_that_runs_again(tmp_path: Path) -> None:
    """The folder holds the plan, its tables and the resolved scenario, which gives the same plan again."""
    out = tmp_path / "runs" / "first"
    done = planner("optimise", "scenarios/single-boroughs-only.yaml", "--out", out, "--format", "json")
    assert sorted(path.name for path in out.iterdir()) == [
        ".planner-files", "areas.csv", "plan.json", "run.json", "scenario.yaml", "services.csv",
    ]  # fmt: skip
    assert (out / "plan.json").read_text() == done.stdout
    again = plan_of(out / "scenario.yaml")
    first = json.loads(done.stdout)
    for plan in (first, again):
        plan["run"] = None
    assert again == first


def test_same_input_same_bytes() -> None:
    """Two runs print the same, but for the seconds they took."""
    runs = [plan_of("scenarios/single-boroughs-only.yaml", run=process) for _ in range(2)]
    for run in runs:
        run["run"].pop("seconds")
    assert runs[0] == runs[1]


def test_save_lp_writes_the_program(tmp_path: Path) -> None:
    """The program is written as any solver reads it."""
    planner("optimise", "scenarios/single-boroughs-only.yaml", "--save-lp", tmp_path / "program.lp")
    text = (tmp_path / "program.lp").read_text()
    assert text.startswith("\\* plan *\\")
    assert "budget:" in text
    assert text.rstrip().endswith("End")


def test_schema_describes_every_key_and_accepts_the_shipped_scenarios() -> None:
    """The JSON Schema that editors use takes the base scenario and refuses an unknown key."""
    from ruamel.yaml import YAML

    schema = json.loads(planner("schema").stdout)
    for scenario in SCENARIOS:
        as_editors_see_it = json.loads(json.dumps(YAML(typ="safe").load(scenario)))  # keys are text there
        jsonschema.validate(as_editors_see_it, schema)
    base = YAML(typ="safe").load(ROOT / "scenarios/london.yaml")
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**base, "bugdet": 1}, schema)
    blocks = [schema, *schema["$defs"].values()]
    undescribed = [
        key
        for block in blocks
        for key, what in block.get("properties", {}).items()
        if "description" not in {**schema["$defs"].get(what.get("$ref", "").rpartition("/")[2], {}), **what}
    ]
    assert undescribed == []


def test_help_and_version() -> None:
    """`--help` names every command; `--version` prints it."""
    assert "optimise" in planner("--help").stdout
    assert planner("--version").stdout.startswith("planner 0.")


def test_infeasible_prints_clashes_and_exits_3(tmp_path: Path) -> None:
    """When no plan can keep the rules, the JSON says which clash and what the least change is."""
    scenario = tmp_path / "clash.yaml"
    base = (ROOT / "scenarios/london.yaml").as_posix()
    scenario.write_text(f"extends: {base}\nbudget: 220k\npolicy: {{require: [Hackney, Bexley]}}\n")
    done = planner("optimise", scenario, "--format", "json")
    assert done.returncode == 3
    told = json.loads(done.stdout)
    assert told["status"] == "infeasible"
    (clash,) = told["clashes"]
    assert set(clash) == {"rules", "have", "need", "fix"}
    assert clash["have"] == 220_000
    # one service for Hackney, Bexley and two between them, two staff: 45/3 + 95 + 3 x 10 + 2 x 48 thousand
    assert clash["need"] == pytest.approx(236_000)
    assert done.stderr.startswith("planner: no plan can keep")
