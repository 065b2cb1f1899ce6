"""`planner compare` and `planner stability`, as a user runs them: whole, in parallel, and after a kill."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest

from tests.project import write_project
from tests.running import ROOT, planner

COMPARE = json.loads((ROOT / "planner/contract/compare.schema.json").read_text())
STABILITY = json.loads((ROOT / "planner/contract/stability.schema.json").read_text())
LONDON = "scenarios/london.yaml"
DRAWS = ("stability", LONDON, "--draws", "40", "--spread", "30%", "--format", "json")


def test_compare_keeps_the_contract(tmp_path: Path) -> None:
    """Two files and a grid, with the robust plan; the files hold the same, a second run the same again."""
    words = ("compare", LONDON, "scenarios/london-1m.yaml", "--robust", "--format", "json", "--out", tmp_path)
    done = planner(*words)
    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    jsonschema.validate(document, COMPARE)
    assert [one["name"] for one in document["scenarios"]] == ["London, £2m a year", "London, £1m a year"]
    assert document["differences"] == {"budget": ["£2m", "£1m"]}
    assert document["fits_budget"] == [[True, False], [True, True]]
    assert document["regret"][0][0] == document["regret"][1][1] == 0
    assert document["hedge"]["regret"][1] == pytest.approx(0, abs=1e-6)
    assert document["robust"]["spend"] <= 1_000_000
    assert (tmp_path / "compare.json").read_text() == done.stdout
    assert len((tmp_path / "plans.jsonl").read_text().splitlines()) == 2
    assert planner(*words).stdout == done.stdout
    assert len((tmp_path / "plans.jsonl").read_text().splitlines()) == 2


def test_both_plans_for_all_are_shown_where_both_are_asked_for(tmp_path: Path) -> None:
    """Table, JSON, files and page have the plan of least worst regret and that of best expected coverage."""
    path = write_project(tmp_path / "project")
    words = ("compare", path, "--vary", "budget=100k,200k", "--robust", "--probabilities", "0.1,0.9")
    text = " ".join(planner(*words).stdout.split())
    assert text.index("One plan for all, of least worst regret") < text.index("of best expected coverage")
    assert "at 10%, 90% for the scenarios in their order" in text
    done = planner(*words, "--format", "json", "--out", tmp_path / "run")
    document = json.loads(done.stdout)
    jsonschema.validate(document, COMPARE)
    assert document["hedge"]["rule"] == "regret"
    assert document["expected"]["hedge"]["rule"] == "expected"
    assert document["expected"]["hedge"]["probabilities"] == [0.1, 0.9]
    again = planner("report", tmp_path / "run", "--report", tmp_path / "page.html")
    assert again.returncode == 0, again.stderr
    html = (tmp_path / "page.html").read_text(encoding="utf-8")
    for rule in ("least worst regret", "best expected coverage"):
        assert f"One plan for all, of {rule} (in #1)" in html
    alone = json.loads(planner(*words[:4], *words[5:], "--format", "json").stdout)
    assert alone["hedge"] == document["expected"]["hedge"]
    assert "expected" not in alone


@pytest.mark.slow
def test_compare_as_a_table_and_csv() -> None:
    """The table fits 80 columns and tells the differences; CSV has a row a scenario."""
    words = ("compare", LONDON, "--vary", "budget=1m,2m", "--vary", "services.specialist.max_areas=1,3")
    text = planner(*words, "--probabilities", "0.25,0.25,0.25,0.25").stdout
    assert max(map(len, text.splitlines())) <= 80
    assert "services.specialist.max_areas" in text
    assert "best expected coverage" in text
    rows = list(csv.DictReader(io.StringIO(planner(*words, "--format", "csv").stdout)))
    assert [row["name"] for row in rows][-1] == "London, £2m a year: budget 2m, max_areas 3"


@pytest.mark.slow
def test_stability_keeps_the_contract() -> None:
    """The same bytes in this process and in two."""
    done = planner(*DRAWS)
    assert done.returncode == 0, done.stderr
    jsonschema.validate(json.loads(done.stdout), STABILITY)
    assert planner(*DRAWS, "--workers", "2").stdout == done.stdout


@pytest.mark.slow
def test_killed_and_started_again_is_as_if_undisturbed(tmp_path: Path) -> None:
    """`kill -9` in the middle, with a line half-written: the second run ends with the files of a first."""
    whole, torn = tmp_path / "whole", tmp_path / "torn"
    first = planner(*DRAWS, "--out", whole)
    command = [sys.executable, "-m", "planner", *DRAWS, "--out", str(torn)]
    killed = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    log = torn / "draws.jsonl"
    while not log.exists() or log.read_bytes().count(b"\n") < 12:
        assert killed.poll() is None, "it ended before it could be killed"
        time.sleep(0.02)
    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    made = log.read_bytes()
    assert made.count(b"\n") < 40
    log.write_bytes(made + b'{"key": "half a li')
    again = planner(*DRAWS, "--out", torn)
    assert again.stdout == first.stdout
    for name in ("draws.jsonl", "stability.json", "stability.csv"):
        assert (torn / name).read_bytes() == (whole / name).read_bytes()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("compare", LONDON), 2, "there is one scenario; give two, or variants, or --vary"),
        (("compare", LONDON, "--vary", "budget"), 2, "'budget' is not a key and its values"),
        (("compare", LONDON, "nowhere.yaml"), 1, "nowhere.yaml: no such file"),
        (("compare", LONDON, LONDON, "--probabilities", "0.5,0.6"), 1, "not a share for each of 2 scenarios"),
        (("compare", LONDON, LONDON, "--probabilities", "half"), 2, "'half' is not a share"),
        (("stability", LONDON, "--spread", "-1"), 2, "'-1' is not a share from 0 to 1"),
        (("stability", "scenarios/london-five-years.yaml", "--spread", "30%"), 1, "budget is by year"),
        (
            ("stability", LONDON, "--workers", "2", "--cluster", "tcp://x:1"),
            2,
            "--workers or --cluster, not both",
        ),
    ],
)
def test_what_was_mistyped_is_told(words: tuple[str, ...], code: int, said: str) -> None:
    """A line on stderr, nothing on stdout."""
    done = planner(*words)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
