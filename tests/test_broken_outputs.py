"""A full disk, a folder that cannot be written, a reader that has gone, a file that changes under way."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from planner.runs.record import read_run
from planner.scenario.read import load as loading
from tests.project import write_project
from tests.wrong import everything_in, run

PLANNER = [sys.executable, "-m", "planner"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The good project, and the folder the command runs in."""
    write_project(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def full(*_: Any, **__: Any) -> None:
    """As a full disk answers."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("call", ["os.fsync", "tempfile.mkdtemp", "pathlib.Path.rename"])
def test_full_disk_leaves_nothing(
    call: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Whatever call finds the disk full, there is one line, exit code 1 and no half of a run."""
    before = {path for path in everything_in(folder) if path.is_file()}
    monkeypatch.setattr(call, full)
    assert run(monkeypatch, "optimise", "scenario.yaml", "--out", "out") == 1
    told = capfd.readouterr().err
    assert (
        told
        == "planner: out: cannot be written (No space left on device); make room, or choose another --out\n"
    )
    assert {path for path in everything_in(folder) if path.is_file()} == before
    assert not list(folder.glob("out/*"))


def test_full_disk_keeps_the_run_before(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A run that stood in the folder stays as it was, byte for byte."""
    assert run(monkeypatch, "optimise", "scenario.yaml", "--out", "out") == 0
    before = everything_in(folder)
    monkeypatch.setattr("os.fsync", full)
    assert run(monkeypatch, "optimise", "scenario.yaml", "--budget", "200k", "--out", "out") == 1
    capfd.readouterr()
    assert everything_in(folder) == before


@pytest.mark.parametrize(
    ("out", "told"),
    [
        ("needs.csv", "needs.csv: cannot be written (needs.csv is a file); choose another --out"),
        ("needs.csv/a/b", "needs.csv/a/b: cannot be written (needs.csv is a file); choose another --out"),
        ("/dev/null", "/dev/null: cannot be written (null is a file); choose another --out"),
        ("x" * 300, "File name too long"),
        ("/proc/nothing", "cannot be written"),
    ],
)
def test_folder_that_cannot_be(
    out: str, told: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """One line that names the folder and what stands in its way; exit code 1."""
    before = everything_in(folder)
    assert run(monkeypatch, "optimise", "scenario.yaml", "--out", out) == 1
    lines = capfd.readouterr().err.splitlines()
    assert len(lines) == 1
    assert told in lines[0]
    assert everything_in(folder) == before


@pytest.mark.usefixtures("folder")
def test_folder_without_permission(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A folder that others own is said before anything is solved."""
    monkeypatch.setattr("os.access", lambda _, mode, **__: mode != os.W_OK)
    assert run(monkeypatch, "optimise", "scenario.yaml", "--out", "out") == 1
    told = capfd.readouterr()
    assert (told.out, told.err) == (
        "",
        "planner: out: cannot be written (Permission denied); choose another --out\n",
    )


@pytest.mark.parametrize("name", ["scenario.yaml", "needs.csv", "adjacency.csv", "boundaries.geojson"])
@pytest.mark.usefixtures("folder")
def test_file_without_permission(
    name: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A file that others own is one line with its name."""
    whole = Path.open

    def denied(path: Path, *how: Any, **more: Any) -> Any:
        if path.name == name:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return whole(path, *how, **more)

    monkeypatch.setattr(Path, "open", denied)
    assert run(monkeypatch, "optimise", "scenario.yaml", "--out", "out") == 1
    told = capfd.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1
    assert f"{name}: " in told.err
    assert "Permission denied" in told.err


def meddle(monkeypatch: pytest.MonkeyPatch, change: Callable[[], object]) -> None:
    """Change something once all files are read and before their checksums are taken."""
    taken = loading._checksums

    def late(*given: Any) -> Any:
        change()
        return taken(*given)

    monkeypatch.setattr(loading, "_checksums", late)


@pytest.mark.parametrize("name", ["scenario.yaml", "needs.csv", "adjacency.csv", "boundaries.geojson"])
@pytest.mark.parametrize("how", ["vanishes", "changes"])
def test_file_that_does_not_stay(
    name: str, how: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A file that goes away or is written to mid-run is named; no plan vouches for what was not read."""
    path = folder / name
    meddle(monkeypatch, path.unlink if how == "vanishes" else lambda: path.write_text("other"))
    assert run(monkeypatch, "optimise", "scenario.yaml", "--out", "out") == 1
    told = capfd.readouterr()
    what = "went away while it was read" if how == "vanishes" else "changed while it was read"
    assert (told.out, told.err) == ("", f"planner: {name}: {what}; run again\n")
    assert not (folder / "out").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_stdout_that_is_full(form: str, folder: Path) -> None:
    """Output that cannot be written is one line and exit code 1."""
    with Path("/dev/full").open("w") as stdout:
        words = [*PLANNER, "optimise", "scenario.yaml", "--format", form]
        done = subprocess.run(
            words, stdout=stdout, stderr=subprocess.PIPE, text=True, check=False, cwd=folder
        )
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1), done.stderr
    assert "stdout: No space left on device" in done.stderr


@pytest.mark.parametrize("form", ["table", "json"])
def test_reader_that_has_gone(form: str, folder: Path) -> None:
    """Where `head` has seen enough, nothing is said of it and the run is still written, whole."""
    words = [*PLANNER, "optimise", "scenario.yaml", "--format", form, "--out", "out"]
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=folder
    ) as run_:
        assert run_.stdout
        assert run_.stderr
        run_.stdout.close()
        told = run_.stderr.read()
    assert (run_.returncode, told) == (0, "planner: wrote out\n")
    assert (folder / "out" / "run.json").exists()


ASKED = (
    "--version",
    "schema",
    "validate scenario.yaml",
    "explain scenario.yaml",
    "partners scenario.yaml Ashby",
    "joint scenario.yaml Ashby Corley",
)


def in_shell(folder: Path, words: str, redirected: str, before: str = "") -> subprocess.CompletedProcess[str]:
    """A command line of the planner with its streams redirected the shell's way; POSIX alone."""
    line = f"{before} '{sys.executable}' -m planner {words} {redirected}"
    return subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=False, cwd=folder)


@pytest.mark.skipif(sys.platform == "win32", reason="no POSIX shell")
@pytest.mark.parametrize("words", ASKED)
def test_whatever_is_asked_a_reader_may_go(words: str, folder: Path) -> None:
    """Into a pipe that nobody reads, or with stdout closed: nothing is said, and the exit code is as ever."""
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [*PLANNER, *words.split()], stdout=write, stderr=subprocess.PIPE, text=True, check=False, cwd=folder
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (0, "")
    closed = in_shell(folder, words, ">&-")
    assert (closed.returncode, closed.stdout, closed.stderr) == (0, "", "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("redirected", [">/dev/full", ">&-", ">&- 2>&-", "2>/dev/full", "<&- >&- 2>&-"])
def test_files_are_made_where_nobody_can_be_told(redirected: str, folder: Path) -> None:
    """The run and the page are whole, no word of a solver in them; that stdout is full is told at the end."""
    words = "optimise scenario.yaml --solver HiGHS --out out --report r.html --format json"
    done = in_shell(folder, words, redirected)
    full = redirected == ">/dev/full"
    assert done.returncode == (1 if full else 0)
    lines = done.stderr.splitlines()
    wrote = ["planner: wrote out", "planner: wrote r.html"]
    assert lines[:2] == (wrote if "2>" not in redirected else [])
    assert len(lines[2:]) == full
    assert not full or "stdout: No space left on device" in lines[2]
    read_run(folder / "out")
    assert (folder / "r.html").read_text(encoding="utf-8").startswith("<!")


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on files there")
@pytest.mark.parametrize(
    "option",
    [
        "--out o",
        "--report x.html",
        "--map x.png",
        "--workbook x.xlsx",
        "--geopackage x.gpkg",
        "--save-lp x.lp",
    ],
)
def test_a_disk_that_takes_no_more(option: str, folder: Path) -> None:
    """Where a file cannot grow, whichever library writes it, it is one line and nothing is left behind."""
    before = everything_in(folder)
    done = in_shell(folder, f"optimise scenario.yaml {option}", ">/dev/null", before="ulimit -f 1; exec")
    name, path = option.split()
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1), done.stderr
    assert f"planner: {path}: cannot be written (" in done.stderr
    assert f"choose another {name}" in done.stderr
    assert everything_in(folder) == before
