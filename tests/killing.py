"""Runs commands in a child over and over, kills it at random moments, and says what it left on the disk.

A moment is a touch of the disk, not a time, so that a slow machine is killed where a fast one is.
A program of its own, so that the test's process need not fork: `python -m tests.killing FOLDER SEED`.
"""

import json
import os
import random
import shutil
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Any

from planner.cli import main
from planner.errors import OutputError
from planner.runs.record import read_run
from tests.project import write_project

KILLS = 25
"""Of each of the two commands."""
BUDGETS = ("300k", "150k")
DISK = {"posix", "io", "_io"}
"""Modules whose functions touch the disk: a child may be killed at each call of one."""


def command(words: list[str]) -> None:
    """Run one command line in this process."""
    sys.argv = ["planner", *words]
    try:
        main()
    except SystemExit as stopped:
        if stopped.code:
            raise


class Touches:
    """Counts the calls of this process that touch the disk, and kills it at one of them."""

    def __init__(self, last: int | None = None) -> None:
        self.count, self.last = 0, last

    def __call__(self, _frame: FrameType, event: str, called: Any) -> None:
        """Python's profiler calls this before each call of a function in C."""
        if event == "c_call" and (called.__module__ or type(called.__self__).__module__) in DISK:
            if self.count == self.last:
                os.kill(os.getpid(), signal.SIGKILL)
            self.count += 1


def touches_of(words: list[list[str]]) -> int:
    """How often these commands touch the disk when nobody kills them."""
    counter = Touches()
    sys.setprofile(counter)
    for one in words:
        command(one)
    sys.setprofile(None)
    return counter.count


def killed(words: list[list[str]], touches: int) -> None:
    """Run these commands in turn in a child that dies once it has touched the disk so often."""
    pid = os.fork()
    if not pid:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        sys.setprofile(Touches(touches))
        while True:
            for one in words:
                command(one)
    _, status = os.waitpid(pid, 0)
    if not os.WIFSIGNALED(status):
        raise SystemExit(f"the command failed on its own: {status}")


def whole_files(folder: Path) -> None:
    """Every file in its place is whole, whichever run it is of."""
    for path in folder.glob("*.json"):
        json.loads(path.read_text(encoding="utf-8"))
    for path in folder.glob("*.csv"):
        assert path.read_bytes().endswith(b"\n")


def whole_run(folder: Path) -> str:
    """The run in a folder: all its files are those of its record, and of one budget."""
    whole_files(folder)
    try:
        record = read_run(folder)
    except OutputError as error:
        if "no run there" not in str(error):
            raise
        return "none yet"
    assert not list(folder.glob(".planner-ready"))
    plan = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    assert plan["budget"] == record.options["budget"]
    return f"{plan['budget']:.0f}"


def whole_sweep(folder: Path) -> str:
    """The sweep in a folder: every line of its log but a torn last one is a plan."""
    whole_files(folder)
    log = folder / "sweep.jsonl"
    if not log.exists():
        return "none yet"
    lines = log.read_text(encoding="utf-8").split("\n")
    for line in lines[:-1]:
        json.loads(line)["plan"]
    if (folder / "run.json").exists():
        read_run(folder)
    return f"{len(lines) - 1} plans"


def work(folder: Path, seed: int) -> None:
    """Kill both commands KILLS times each, and print what each kill left."""
    rng = random.Random(seed)
    scenario = str(write_project(folder))
    run, sweep = folder / "run", folder / "sweep"
    optimise = [["optimise", scenario, "--budget", budget, "--out", str(run)] for budget in BUDGETS]
    frontier = [["frontier", scenario, "--budgets", "90k:300k:10k", "--out", str(sweep)]]
    most_run, most_sweep, whole = touches_of(optimise), touches_of(frontier), whole_sweep(sweep)
    shutil.rmtree(run)
    shutil.rmtree(sweep)
    for _ in range(KILLS):
        rng.shuffle(optimise)
        killed(optimise, rng.randrange(most_run))
        print("run", whole_run(run))
        killed(frontier, rng.randrange(most_sweep))
        print("sweep", left := whole_sweep(sweep))
        if left == whole:
            shutil.rmtree(sweep)  # begun anew, so that kills fall on all of it
    command(frontier[0])
    read_run(sweep)


if __name__ == "__main__":
    # Loaded before any child is made, so that a child's time goes into its command.
    import geopandas
    import highspy
    import pulp

    assert geopandas
    assert highspy
    assert pulp
    work(Path(sys.argv[1]), int(sys.argv[2]))
