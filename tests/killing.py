"""Runs commands in a child over and over, kills it at random moments, and says what it left on the disk.

A program of its own, so that the test's process need not fork: `python -m tests.killing FOLDER SEED`.
"""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from planner.cli import main
from planner.errors import OutputError
from planner.report.runs import read_run
from tests.project import write_project

KILLS = 25
"""Of each of the two commands."""
BUDGETS = ("300k", "150k")
LONGEST = 1.4
"""Seconds after which a child is killed at the latest."""


def command(words: list[str]) -> None:
    """Run one command line in this process."""
    sys.argv = ["planner", *words]
    try:
        main()
    except SystemExit as stopped:
        if stopped.code:
            raise


def child(words: list[list[str]]) -> int:
    """A process that runs these commands in turn until it is killed; its id."""
    pid = os.fork()
    if pid:
        return pid
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    while True:
        for one in words:
            command(one)


def killed(words: list[list[str]], seconds: float) -> None:
    """Run these commands and kill the process after so many seconds."""
    pid = child(words)
    time.sleep(seconds)
    os.kill(pid, signal.SIGKILL)
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
    assert plan["budget"] == record["options"]["budget"]
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
    for _ in range(KILLS):
        killed(optimise, rng.uniform(0.0, LONGEST))
        print("run", whole_run(run))
        killed(frontier, rng.uniform(0.0, LONGEST))
        print("sweep", whole_sweep(sweep))
    command(frontier[0])
    read_run(sweep)


if __name__ == "__main__":
    # Loaded before any child is made, so that a child's time goes into its command.
    import geopandas
    import highspy
    import pulp

    import planner.analyse.frontier
    import planner.optimise.main_road
    import planner.report.frontiers
    import planner.report.tables  # noqa: F401

    assert geopandas
    assert highspy
    assert pulp
    work(Path(sys.argv[1]), int(sys.argv[2]))
