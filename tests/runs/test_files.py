"""What is on the disk is always whole: whatever ends a run, the folder holds the old one or the new."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from planner import OutputError
from planner.runs.files import ASIDE, READY, RECORD, settle, write_files
from planner.runs.ownership import REGISTER
from planner.runs.record import read_run
from tests.running import ROOT, planner

OLD = {"a.txt": "old a\n", "b.txt": "old b\n", "c.txt": "old c\n"}
NEW = {"a.txt": "new a\n", "b.txt": "new b\n", "c.txt": "new c\n"}


class KilledError(BaseException):
    """Stands for the end of the process."""


def held(folder: Path) -> dict[str, str]:
    """The files in a folder, but for the register of whose they are."""
    files = [path for path in folder.iterdir() if path.is_file() and path.name != REGISTER]
    return {path.name: path.read_text() for path in files}


@pytest.mark.parametrize("call", range(1, 7))
def test_ended_at_any_rename_the_run_is_whole(
    call: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ended before the first rename the old files stand; after it, the next reader sees all new ones."""
    write_files(tmp_path, OLD)
    calls = iter(range(1, 100))

    def until(method: Any) -> Any:
        def limited(self: Path, target: Path) -> Any:
            if next(calls) == call:
                raise KilledError
            return method(self, target)

        return limited

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", until(Path.rename))
        patched.setattr(Path, "replace", until(Path.replace))
        with pytest.raises(KilledError):
            write_files(tmp_path, NEW)
    settle(tmp_path)
    assert held(tmp_path) == (OLD if call == 1 else NEW)
    assert not (tmp_path / READY).exists()


@pytest.mark.parametrize("order", [list(OLD), [RECORD, *OLD], [*OLD, RECORD]])
def test_the_record_is_put_in_place_last(
    order: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is named first: where `run.json` is the new one all else is, too, at every moment."""
    texts = {name: f"old {name}" for name in order}
    write_files(tmp_path, texts)
    seen = []
    whole = Path.replace

    def watched(self: Path, target: Path) -> Path:
        placed = whole(self, target)
        seen.append({name for name in texts if (tmp_path / name).read_text() == f"new {name}"})
        return placed

    monkeypatch.setattr(Path, "replace", watched)
    write_files(tmp_path, {name: f"new {name}" for name in order})
    assert all(RECORD not in new or new == set(texts) for new in seen)
    assert set(texts) in seen


def test_a_run_ended_while_it_is_put_in_place_has_its_record_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same of a run that a reader finds half in place and settles."""
    (tmp_path / READY).mkdir()
    for name in (RECORD, *OLD, "z.txt"):
        (tmp_path / READY / name).write_text("new")
    placed = []
    whole = Path.replace

    def watched(self: Path, target: Path) -> Path:
        placed.append(self.name)
        return whole(self, target)

    monkeypatch.setattr(Path, "replace", watched)
    settle(tmp_path)
    assert placed == [*OLD, "z.txt", RECORD]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EIO])
@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_full_or_failing_disk_leaves_the_old_files(
    code: int, after: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error is one line with the reason and the remedy; nothing is changed and nothing left over."""
    write_files(tmp_path, OLD)
    calls = iter(range(100))

    def fsync(_handle: int) -> None:
        if next(calls) == after:
            raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fsync)
        with pytest.raises(OutputError) as told:
            write_files(tmp_path, NEW)
    assert os.strerror(code) in str(told.value)
    assert ("make room" in str(told.value)) == (code == errno.ENOSPC)
    assert held(tmp_path) == OLD
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == []


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    """What a user keeps in the folder stays, and so does what another run may be writing just now."""
    (tmp_path / "mine.txt").write_text("mine")
    (tmp_path / f"{ASIDE}busy").mkdir()
    (tmp_path / f"{ASIDE}stale").mkdir()
    os.utime(tmp_path / f"{ASIDE}stale", (0, 0))
    write_files(tmp_path, NEW)
    assert held(tmp_path) == {**NEW, "mine.txt": "mine"}
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == [f"{ASIDE}busy"]


@pytest.mark.slow
def test_killed_at_fifty_random_moments_all_is_whole(tmp_path: Path) -> None:
    """25 times in runs that overwrite each other, 25 times in a sweep; in the end the sweep is finished."""
    words = [sys.executable, "-W", "ignore", "-m", "tests.killing", str(tmp_path), "7"]
    done = subprocess.run(words, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    lines = [line for line in done.stdout.splitlines() if line.startswith(("run ", "sweep "))]
    assert len(lines) == 50
    assert {"run 300000", "run 150000"} <= set(lines), lines
    alone = json.loads(
        planner(
            "frontier", tmp_path / "scenario.yaml", "--budgets", "90k:300k:10k", "--format", "json"
        ).stdout
    )
    assert json.loads((tmp_path / "sweep/frontier.json").read_text()) == alone


def test_a_record_vouches_for_every_file(tmp_path: Path) -> None:
    """`run.json` names versions, options and checksums; a file changed by hand is found."""
    done = planner("optimise", "scenarios/single-boroughs-only.yaml", "--out", tmp_path, "--gap", "1%")
    assert done.returncode == 0
    record = read_run(tmp_path)
    assert record.command == "optimise"
    options = {"budget": 2e6, "gap": "1%", "solver": None, "time_limit": 60.0, "publish": False}
    assert record.options == options
    assert {"planner", "python", "highspy"} <= set(record.versions)
    assert {one.file for one in record.files} == {
        "scenario.yaml",
        "areas.csv",
        "services.csv",
        "plan.json",
    }
    assert "needs.csv" in {one.file for one in record.inputs}
    with (tmp_path / "areas.csv").open("a") as stream:
        stream.write("x\n")
    with pytest.raises(OutputError, match=r"areas\.csv: missing, or changed since the run"):
        read_run(tmp_path)
