"""Every run that `--out` kept is made again, wherever its folder was moved to, published ones too."""

import json
import shutil
from pathlib import Path

import pytest

from planner.questions.register import question_called
from tests.project import edit, write_project
from tests.runs.test_ownership import ASKED
from tests.wrong import run

HEDGED = {**ASKED, "compare": (*ASKED["compare"], "--robust"), "frontier": (*ASKED["frontier"], "--nested")}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The good project in a folder of its own, beside which the commands run."""
    write_project(tmp_path / "in")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", list(ASKED))
def test_every_question_is_asked_again(
    command: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """From another folder, the run's own moved: the same; with another table: not the same, and why."""
    words = ("in/scenario.yaml", *HEDGED[command], "--out", "out")
    assert run(monkeypatch, command, *words) == 0
    (folder / "far/away").mkdir(parents=True)
    shutil.move("out", "far/away/out")
    monkeypatch.chdir(folder / "far")
    capfd.readouterr()
    assert run(monkeypatch, "rerun", "away/out") == 0
    told = capfd.readouterr()
    assert told.out == f"The same {'plan' if command == 'optimise' else 'answer'} again.\n"
    question = question_called(command)
    assert question is not None
    assert run(monkeypatch, "report", "away/out") == (0 if question.read else 1)
    edit(folder / "in/needs.csv", "E03,Corley,20", "E03,Corley,2")
    capfd.readouterr()
    assert run(monkeypatch, "rerun", "away/out") == 1
    lines = capfd.readouterr().out.splitlines()
    assert "Changed input: needs.csv has other contents." in lines
    assert any(line.startswith("Changed result: ") for line in lines)


def test_a_project_moved_whole_is_made_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Tables beside the run are taken before those where it was made."""
    assert run(monkeypatch, "optimise", "in/scenario.yaml", "--out", "in/out") == 0
    shutil.copytree("in", "moved")
    edit(folder / "in/needs.csv", "E03,Corley,20", "E03,Corley,2")
    capfd.readouterr()
    assert run(monkeypatch, "rerun", "moved/out") == 0
    assert run(monkeypatch, "rerun", "in/out") == 1


@pytest.mark.parametrize("command", [name for name in ASKED if name != "explain"])
def test_a_published_run_is_made_again(
    command: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """It is published again and held against what was; of its tables the record has names alone."""
    words = ("in/scenario.yaml", *HEDGED[command], "--publish", "--out", "out")
    assert run(monkeypatch, command, *words) == 0
    record = json.loads((folder / "out/run.json").read_text())
    assert all(set(one) == {"file"} for one in record["inputs"])
    assert all("key" not in one for one in record["scenarios"])
    assert run(monkeypatch, "rerun", "out") == 0
    shutil.move("in", "elsewhere")
    capfd.readouterr()
    assert run(monkeypatch, "rerun", "out") == 1
    assert "needs.csv: no such file" in capfd.readouterr().err
    if command != "compare":
        assert run(monkeypatch, "rerun", "out", "--scenario", "elsewhere/scenario.yaml") == 0


def test_options_are_kept_without_a_list_of_them(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A run asked for with options is asked for again with them, and not with those of today's defaults."""
    words = (
        "joint",
        "in/scenario.yaml",
        "Ashby",
        "Corley",
        "--hub",
        "Corley",
        "--staff",
        "1",
        "--out",
        "out",
    )
    assert run(monkeypatch, *words) == 0
    options = json.loads((folder / "out/run.json").read_text())["options"]
    assert options == {
        "areas": ["Ashby", "Corley"],
        "kind": None,
        "hub": "Corley",
        "staff": 1,
        "publish": False,
    }
    capfd.readouterr()
    assert run(monkeypatch, "rerun", "out", "--format", "json") == 0
    told = json.loads(capfd.readouterr().out)
    assert told == {"inputs": [], "results": [], "same": True, "unvouched": [], "versions": []}


def test_where_there_is_no_plan_any_more_that_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A rule that can no longer be kept ends in what has changed, and not in an error."""
    edit(folder / "in/scenario.yaml", "budget: £300k", "budget: £100k\npolicy: {require: [Ashby, Corley]}")
    assert run(monkeypatch, "optimise", "in/scenario.yaml", "--out", "out") == 0
    edit(folder / "in/adjacency.csv", "E01,E03,crossing", "E01,E03,none")
    capfd.readouterr()
    assert run(monkeypatch, "rerun", "out") == 1
    assert "Changed result: there is no plan now." in capfd.readouterr().out


def test_an_estimate_is_made_again_from_the_record_beside_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """By the needs table it wrote; another table of indicators, or a needs table changed by hand, is told."""
    (folder / "i.csv").write_text("area,name,missing,care\nE01,Ashby,3,2\nE02,Barlow,5,9\nE03,Corley,9,4\n")
    words = ("--total", "50", "--indicators", "missing", "--out", "made/needs.csv")
    assert run(monkeypatch, "estimate", "i.csv", *words) == 0
    record = json.loads((folder / "made/needs-run.json").read_text())
    assert record["options"]["columns"] == "missing"
    shutil.move("made", "elsewhere")
    capfd.readouterr()
    assert run(monkeypatch, "rerun", "elsewhere/needs.csv") == 0
    assert capfd.readouterr().out == "The same answer again.\n"
    edit(folder / "i.csv", "E03,Corley,9", "E03,Corley,2")
    assert run(monkeypatch, "rerun", "elsewhere/needs.csv") == 1
    lines = capfd.readouterr().out.splitlines()
    assert "Changed input: i.csv has other contents." in lines
    assert any(line.startswith("Changed result: areas.3.at_risk ") for line in lines)
    edit(folder / "elsewhere/needs.csv", "E01,Ashby", "E01,Ashbury")
    assert run(monkeypatch, "rerun", "elsewhere/needs.csv") == 1
    assert "needs.csv: missing, or changed since the run" in capfd.readouterr().err
