"""What is the user's stays: nothing is written over that the planner did not write, or that a run reads."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from planner import OutputError
from planner.questions.register import QUESTIONS
from planner.runs.files import write_files
from planner.runs.lock import NAME, locked
from planner.runs.ownership import REGISTER
from tests.project import write_project
from tests.wrong import everything_in, run

FILES = {one.name: one.files for one in QUESTIONS}
ASKED = {
    "optimise": (),
    "frontier": ("--budgets", "100k,200k"),
    "joint": ("Ashby", "Corley"),
    "compare": ("--vary", "budget=100k,200k"),
    "stability": ("--draws", "3", "--spread", "30%"),
    "partners": ("Ashby",),
    "alternatives": ("--within", "50%", "--differ", "1"),
    "explain": (),
}
FILE_OPTIONS = {
    "--save-lp": "x.lp",
    "--report": "x.html",
    "--workbook": "x.xlsx",
    "--map": "x.svg",
    "--geopackage": "x.gpkg",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The good project, and the folder the command runs in."""
    write_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], *words: str
) -> list[str]:
    """What is said of a command that writes nothing and solves nothing; every line of it."""
    before = everything_in(folder)
    capfd.readouterr()
    assert run(monkeypatch, *words) == 1
    told = capfd.readouterr()
    assert told.out == ""
    assert everything_in(folder) == before
    return told.err.splitlines()


@pytest.mark.parametrize("command", list(ASKED))
def test_no_file_of_a_run_goes_over_one_of_the_users(
    command: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Each file that others wrote is named, and what to do; once they are away the run is written."""
    (folder / "out").mkdir()
    mine = [folder / "out" / name for name in (*FILES[command], "run.json")]
    for path in mine:
        path.write_text("mine")
    words = (command, "scenario.yaml", *ASKED[command], "--out", "out")
    lines = refused(folder, monkeypatch, capfd, *words)
    assert lines == [
        f"planner: out/{path.name}: is not a file that the planner wrote, and is not written over; "
        "move it away, or choose another --out"
        for path in mine
    ]
    for path in mine:
        path.unlink()
    assert run(monkeypatch, *words) == 0
    assert run(monkeypatch, *words) == 0  # its own files it may write over
    with (folder / "out" / FILES[command][-1]).open("a") as stream:
        stream.write("\n")
    (line,) = refused(folder, monkeypatch, capfd, *words)
    assert "has been changed since the planner wrote it, and is not written over; move it away" in line


@pytest.mark.parametrize(("option", "name"), list(FILE_OPTIONS.items()))
def test_no_single_file_goes_over_one_of_the_users(
    option: str,
    name: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """Refused before anything is solved; its own is made anew; one that was changed since stays."""
    (folder / name).write_text("mine")
    (line,) = refused(folder, monkeypatch, capfd, "optimise", "scenario.yaml", option, name)
    told = "is not a file that the planner wrote, and is not written over; move it away, or choose another"
    assert line == f"planner: {name}: {told} {option}"
    (folder / name).unlink()
    assert run(monkeypatch, "optimise", "scenario.yaml", option, name) == 0
    assert run(monkeypatch, "optimise", "scenario.yaml", "--budget", "200k", option, name) == 0
    with (folder / name).open("ab") as stream:
        stream.write(b" ")
    (line,) = refused(folder, monkeypatch, capfd, "optimise", "scenario.yaml", option, name)
    assert "has been changed since the planner wrote it" in line


@pytest.mark.parametrize("name", ["scenario.yaml", "needs.csv", "adjacency.csv", "boundaries.geojson"])
def test_no_program_goes_over_an_input(
    name: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """However it is named; and be it one that the planner wrote."""
    write_files(folder, {"a": "a"})
    (folder / REGISTER).write_text("")
    for way in (name, f"../{folder.name}/{name}", str(folder / name)):
        (line,) = refused(folder, monkeypatch, capfd, "optimise", "scenario.yaml", "--save-lp", way)
        assert line.endswith(f"{name}: is read by this run and is not written over; choose another --save-lp")


def test_what_the_planner_wrote_and_a_run_reads_stays(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The scenario of a run, run again into the folder of its own."""
    assert run(monkeypatch, "optimise", "scenario.yaml", "--out", "out") == 0
    (line,) = refused(
        folder, monkeypatch, capfd, "optimise", "out/scenario.yaml", "--budget", "200k", "--out", "out"
    )
    told = "is read by this run and is not written over; choose another --out"
    assert line == f"planner: out/scenario.yaml: {told}"


def test_a_starter_is_the_users_at_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """What `new` wrote is there to be worked on: nothing goes over it."""
    assert run(monkeypatch, "new", "mine") == 0
    (line,) = refused(folder, monkeypatch, capfd, "optimise", "scenario.yaml", "--save-lp", "mine/README.txt")
    assert "mine/README.txt: is not a file that the planner wrote" in line


def test_an_estimate_goes_over_nothing_of_the_users(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The same bytes again are no change; others are refused where the file is not the planner's."""
    (folder / "i.csv").write_text("area,name,missing\nE01,Ashby,3\nE02,Barlow,5\nE03,Corley,9\n")
    words = ("estimate", "i.csv", "--method", "shares", "--out", "made.csv")
    assert run(monkeypatch, *words, "--total", "50") == 0
    (folder / REGISTER).unlink()
    assert run(monkeypatch, *words, "--total", "50") == 0
    before = everything_in(folder)
    capfd.readouterr()
    assert run(monkeypatch, *words, "--total", "60") == 1
    lines = [line for line in capfd.readouterr().err.splitlines() if "note: " not in line]
    assert [line.split(": ")[1] for line in lines] == ["made-diagnostics.json", "made.csv", "made-run.json"]
    assert everything_in(folder) == before


def test_a_log_of_the_users_is_not_added_to(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A file called like the log of a sweep that holds something else."""
    (folder / "out").mkdir()
    (folder / "out/sweep.jsonl").write_text('{"mine": 1}\n{"mine"')
    words = ("frontier", "scenario.yaml", "--budgets", "100k,200k", "--out", "out")
    (line,) = refused(folder, monkeypatch, capfd, *words)
    assert "out/sweep.jsonl: does not hold what the planner puts there, and is not written to; move" in line


HOLDER = """
import sys
from pathlib import Path
from planner.runs.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_one_run_at_a_time_in_a_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A second one is refused with a line; where the first is killed, nothing is in the way of the next."""
    words = [sys.executable, "-c", HOLDER, "out"]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        for command, asked in ASKED.items():
            (line,) = refused(folder, monkeypatch, capfd, command, "scenario.yaml", *asked, "--out", "out")
            told = "another run is writing into it; wait until it has ended, or choose another folder"
            assert line == f"planner: out: {told}"
        holder.send_signal(signal.SIGKILL)
    assert (folder / "out" / NAME).exists()
    assert run(monkeypatch, "optimise", "scenario.yaml", "--out", "out") == 0
    assert not (folder / "out" / NAME).exists()


def test_a_lock_leaves_nothing_and_is_no_obstacle_to_its_own_process(tmp_path: Path) -> None:
    """Folders made for it that stay empty go with it; the process that has it may take it again."""
    with locked(tmp_path / "a/b"), locked(tmp_path / "a/b"):
        assert (tmp_path / "a/b" / NAME).exists()
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(OutputError), locked(tmp_path / "c"):
        raise OutputError("x")
    assert list(tmp_path.iterdir()) == []
