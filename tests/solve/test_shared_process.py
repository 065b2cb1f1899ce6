"""A process that used HiGHS before, with any number of threads, plans as a fresh one does."""

import subprocess
import sys

import pytest

SCRIPT = """
import highspy, pulp
from planner import optimise
from tests.worlds import random_world

def another(threads):
    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    model.setOptionValue("threads", threads)
    model.setOptionValue("parallel", "on")
    for worth in (3.0, 4.0, 5.0):
        model.addBinary(-worth)
    model.addRow(-highspy.kHighsInf, 4.0, 3, [0, 1, 2], [1.0, 2.0, 3.0])
    assert model.run() == highspy.HighsStatus.kOk, "the other's own solve"
    assert model.getInfo().objective_function_value == -8.0

world = random_world(1_000_003, fewest=8, most=14)
for threads in THREADS:
    another(threads)
    print("worth", optimise(world).objective, optimise(world, solver="HiGHS").objective)
"""


def worth_after(*threads: int) -> list[str]:
    """What the best plan is worth, by both engines, after other solves with these numbers of threads."""
    code = SCRIPT.replace("THREADS", str(threads))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    lines = [line.split() for line in done.stdout.splitlines() if line.startswith("worth ")]
    return [f"{float(number):.6f}" for line in lines for number in line[1:]]


@pytest.mark.parametrize("threads", [(2,), (0,), (1, 3)])
def test_highs_may_have_been_used_before(threads: tuple[int, ...]) -> None:
    """Its scheduler is one for the whole process; ours asks for one thread whatever it had."""
    found = worth_after(*threads)
    assert len(found) == 2 * len(threads)
    assert set(found) == set(worth_after(1))
