"""A budget by year beside one a year, as a user runs them: refused, or told apart, and never dropped."""

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest

from tests.project import edit, write_project
from tests.running import ROOT, planner

COMPARE = json.loads((ROOT / "planner/contract/compare.schema.json").read_text())
BY_YEAR = "budget: {2027: 100k, 2028: 200k}\nramp: [0.5, 1]\ndiscount_rate: 0.035"


def by_year(folder: Path, text: str = BY_YEAR) -> Path:
    """The small project with a budget for each of two years."""
    path = write_project(folder)
    edit(path, "budget: £300k", text)
    return path


@pytest.mark.parametrize(
    "words",
    [
        ("optimise", "--budget", "1m"),
        ("optimise", "--budget", "1m", "--budget", "2m"),
        ("frontier", "--budgets", "1m,2m"),
        ("explain", "--budget", "1m"),
        ("alternatives", "--budget", "1m"),
    ],
)
@pytest.mark.parametrize("text", [BY_YEAR, "budget: {2027: 100k, 2028: 200k}"])
def test_one_budget_a_year_never_takes_the_place_of_one_by_year(
    tmp_path: Path, words: tuple[str, ...], text: str
) -> None:
    """Refused, with its option, the years and a remedy, whether there is a ramp or not; nothing on stdout."""
    done = planner(words[0], by_year(tmp_path, text), *words[1:])
    assert done.returncode == 1
    assert done.stdout == ""
    told = " ".join(done.stderr.split())
    assert f"{words[1]}: gives one budget a year" in told
    assert "(2027 to 2028)" in told
    assert ("ramp: null" in told) == ("ramp" in text)


def test_the_remedy_for_one_year_works(tmp_path: Path) -> None:
    """The file that the refusal spells out gives a frontier of one year."""
    path = by_year(tmp_path)
    refusal = planner("frontier", path, "--budgets", "100k,200k").stderr
    lines = refusal.partition("another file (")[2].partition(") and name that")[0].split(", ")
    one = tmp_path / "one.yaml"
    one.write_text("\n".join(lines), encoding="utf-8")
    done = planner("frontier", one, "--budgets", "100k,200k")
    assert done.returncode == 0, done.stderr
    assert "Every plan is proved best for its budget." in done.stdout


def test_scenarios_by_year_stand_beside_others_as_means_a_year(tmp_path: Path) -> None:
    """Two years of the same money without a ramp do each year what one year does: so the table says."""
    text = "budget: {2027: 257k, 2028: 257k}"
    (tmp_path / "several").mkdir()
    (tmp_path / "one").mkdir()
    several, one = by_year(tmp_path / "several", text), write_project(tmp_path / "one")
    edit(several, "setup_cost: £30k", "setup_cost: £0")
    edit(one, "setup_cost: £30k", "setup_cost: £0")
    edit(one, "budget: £300k", "budget: 257k")
    told = planner("compare", several, one).stdout
    first, second, *_ = (line.split() for line in told.splitlines() if line.startswith((" #1 ", " #2 ")))
    assert first[2:] == second[2:]  # supports, share, spend, £ each, services, areas, gap
    assert "By year: #1 (2027 to 2028)." in told
    document = json.loads(planner("compare", several, one, "--format", "json").stdout)
    jsonschema.validate(document, COMPARE)
    by, single = document["scenarios"]
    assert by["years"] == [2027, 2028]
    assert "years" not in single
    assert by["coverage"] == pytest.approx(2 * single["coverage"])
    rows = list(csv.DictReader(io.StringIO(planner("compare", several, one, "--format", "csv").stdout)))
    assert [(row["first_year"], row["last_year"]) for row in rows] == [("2027", "2028"), ("", "")]
