"""A question is one folder and a line in the register: a toy one, here in one file, is all that is added."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, ClassVar

import pytest
import typer
from typer.testing import CliRunner

from planner.cli import command_line
from planner.plan.published import public
from planner.present.context import ReportContext
from planner.present.documents import rounded, rows_csv
from planner.present.page.blocks import Page, Section
from planner.present.told import Told
from planner.questions.answer import Answer, Saved
from planner.questions.options import ScenarioPath
from planner.questions.question import Question
from planner.questions.register import QUESTIONS, question_called
from planner.questions.request import Request
from planner.runs.read import kept_scenario, read_result
from tests.project import edit, write_project
from tests.wrong import run


@dataclass(frozen=True)
class CountAnswer(Answer):
    """How many areas have a need above a number, and what these have together."""

    question: ClassVar[str] = "count"
    schema: ClassVar[str] = "count"
    what: ClassVar[str] = "a count of areas"
    above: float
    areas: int
    need: float

    def document(self) -> dict[str, Any]:
        """The answer as JSON."""
        told = {"published": self.scenario.published, "above": self.above}
        return dict(rounded({**told, "areas": self.areas, "need": self.need}))

    def csv(self) -> str:
        """The answer as CSV."""
        return rows_csv([{"above": self.above, "areas": self.areas, "need": self.need}], [])

    def told(self) -> Told:
        """The answer for people."""
        yield self.sentence()

    def sentence(self) -> str:
        """The answer in words."""
        return f"{self.areas} areas have a need above {self.above:g}."

    def published(self) -> "CountAnswer":
        """The same as anybody may see it."""
        return replace(self, need=public(self.need))

    def page(self, behind: Sequence[ReportContext]) -> Page:
        """The page."""
        section = Section("count", self.sentence())
        return Page(title=behind[0].scenario.name, sections=(section,), foot=behind[0].attribution)


def count(
    request: Request,
    scenario: ScenarioPath,
    above: Annotated[float, typer.Option(help="Young people at risk.")] = 10.0,
) -> CountAnswer:
    """Count the areas that have a need above a number."""
    asked = request.load(scenario)
    large = asked.areas.need[asked.areas.need > above]
    return CountAnswer((asked,), above, len(large), float(large.sum()))


def read_count(folder: Path) -> Saved:
    """The answer of a run."""
    found = read_result(folder / "count.json", lambda told: (told["above"], told["areas"], told["need"]))
    return Saved(CountAnswer((kept_scenario(folder),), *found))


COUNT = Question(count, out="Folder for the answer.", makes=("report",), read=read_count)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The good project, in which the commands run, with one question more in the register."""
    write_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    QUESTIONS.append(COUNT)
    yield tmp_path
    QUESTIONS.remove(COUNT)


def told(*words: str, code: int = 0) -> str:
    """What a command prints on stdout."""
    done = CliRunner().invoke(command_line(), ["count", "scenario.yaml", *words], prog_name="planner")
    assert done.exit_code == code, done.output
    return done.stdout


@pytest.mark.usefixtures("folder")
def test_its_command_has_what_all_questions_share() -> None:
    """Its own option and help, and --format, --out, --report and --publish, which it says nothing of."""
    help_ = told("--help")
    assert "Count the areas that have a need above a number." in help_
    for option in ("--above", "--format", "--out", "--report", "--publish", "--debug"):
        assert option in help_
    assert "--workbook" not in help_
    listed = CliRunner().invoke(command_line(), ["--help"]).stdout
    assert "Count the areas" in listed


@pytest.mark.usefixtures("folder")
def test_it_is_printed_in_every_form() -> None:
    """Ashby and Corley, with 12 and 20, are above 10."""
    assert told() == "2 areas have a need above 10.\n"
    document = {"published": False, "above": 10.0, "areas": 2, "need": 32.0}
    assert json.loads(told("--format", "json")) == document
    assert told("--format", "csv", "--above", "15") == "above,areas,need\n15.0,1,20.0\n"


def test_it_is_published(folder: Path) -> None:
    """Asked of rounded needs (12 is 10 then, 7 is 6.5), and rounded itself (36.5 is 35)."""
    edit(folder / "needs.csv", "E02,Barlow,8", "E02,Barlow,7")
    document = json.loads(told("--format", "json", "--publish"))
    assert document == {"published": True, "above": 10.0, "areas": 1, "need": 20.0}
    document = json.loads(told("--format", "json", "--above", "6", "--publish"))
    assert document == {"published": True, "above": 6.0, "areas": 3, "need": 35.0}


def test_its_run_is_kept_drawn_and_made_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """--out, --report, report and rerun; a change of the needs is found."""
    words = ("count", "scenario.yaml", "--above", "6", "--out", "out", "--report", "once.html")
    assert run(monkeypatch, *words) == 0
    names = {"count.json", "count.csv", "scenario.yaml", "run.json", ".planner-files"}
    assert {path.name for path in (folder / "out").iterdir()} == names
    assert json.loads((folder / "out/run.json").read_text())["options"] == {"above": 6.0, "publish": False}
    assert run(monkeypatch, "report", "out") == 0
    assert "3 areas have a need above 6." in (folder / "out/report.html").read_text(encoding="utf-8")
    assert (folder / "out/report.html").read_bytes() == (folder / "once.html").read_bytes()
    capfd.readouterr()
    assert run(monkeypatch, "rerun", "out") == 0
    assert capfd.readouterr().out == "The same answer again.\n"
    assert run(monkeypatch, "report", "out", "--publish") == 2
    assert "--publish: is for plans here; run the command itself with it" in capfd.readouterr().err
    assert run(monkeypatch, *words[:6], "--publish") == 2
    assert "--out: out is not empty; --publish needs a folder of its own" in capfd.readouterr().err
    edit(folder / "needs.csv", "E03,Corley,20", "E03,Corley,2")
    assert run(monkeypatch, "rerun", "out") == 1
    assert "Changed result: areas 3, now 2." in capfd.readouterr().out.splitlines()
    assert run(monkeypatch, "joint", "scenario.yaml", "Ashby", "Corley", "--out", "out") == 1
    assert "out: holds a run of planner count" in capfd.readouterr().err


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda one: one.name)
def test_what_a_run_leaves_is_what_its_question_says(
    question: Question, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a file of the user's could be written over, or the wrong one read back."""
    asked = {
        "frontier": ["--budgets", "100k,200k"],
        "joint": ["Ashby", "Corley"],
        "partners": ["Ashby"],
        "compare": ["--vary", "budget=100k,200k"],
        "stability": ["--draws", "2", "--spread", "30%"],
    }
    if not question.out or question.name == "estimate":
        pytest.skip("leaves no folder")
    write_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    words = (question.name, "scenario.yaml", *asked.get(question.name, []), "--out", "out")
    assert run(monkeypatch, *words) == 0
    record = json.loads((tmp_path / "out/run.json").read_text())
    written = [one["file"] for one in record["files"]]
    assert tuple(written[len(record["scenarios"]) :]) == question.files
    assert question_called(record["command"]) is question
