"""More than the planner can weigh up: said at once, with memory to spare. Each in a process of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

MOST_MEMORY = 1_500_000_000

MEASURED = """
import resource, sys
try:
{run}
finally:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print("peak", peak if sys.platform == "darwin" else 1024 * peak)
"""
COMMAND = """
    sys.argv = ["planner", "optimise", "scenario.yaml", "--out", "out"]
    from planner.cli import main
    main()
"""
FULLY_LINKED = """
    import numpy as np
    from planner.model.catchments import TooManyCatchmentsError, connected_groups
    links = np.column_stack(np.triu_indices(5000, 1))
    assert len(links) == 12_497_500
    try:
        connected_groups(links, np.ones(5000, dtype=bool), 8)
    except TooManyCatchmentsError as error:
        print(error, file=sys.stderr)
        sys.exit(1)
"""
SCENARIO = """\
name: Large
areas: {{needs: needs.csv, adjacency: adjacency.csv}}
budget: £2m
services:
  team: {{annual_cost: £20k, staff: {{cost: £40k, caseload: 10, max: 3}}, max_areas: {most}}}
"""


def measured(folder: Path, code: str) -> str:
    """What is said on stderr by code that should stop with exit code 1 in time and in little memory."""
    words = [sys.executable, "-c", MEASURED.format(run=code)]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert int(done.stdout.removeprefix("peak ")) < MOST_MEMORY
    return done.stderr


def large(folder: Path, areas: int, most: int, width: int = 71) -> None:
    """A grid of areas, each linked to six others, and services for up to `most` of them."""
    (folder / "scenario.yaml").write_text(SCENARIO.format(most=most))
    rows = "".join(f"E{i},N{i},{i % 9}\n" for i in range(areas))
    (folder / "needs.csv").write_text(f"area,name,at_risk\n{rows}")
    ends = [(i, i + step) for i in range(areas) for step in (1, width, width + 1) if i + step < areas]
    (folder / "adjacency.csv").write_text("area_a,area_b\n" + "".join(f"E{a},E{b}\n" for a, b in ends))


def test_too_many_candidates_are_said_at_once(tmp_path: Path) -> None:
    """5,000 areas and catchments of up to 8: an estimate of how many there are, and what to do.

    Where each has six neighbours there are 3, 11, 44 and 186 groups of 2 to 5 for each area: with each hub of
    each group that makes 4 million areas of groups up to 4, and 27 million of those up to 5.
    """
    large(tmp_path, areas=5000, most=8)
    told = measured(tmp_path, COMMAND)
    assert "groups of up to 8 areas are connected, more than there is memory to weigh up" in told
    assert "; lower max_areas to 4, or allow fewer links" in told
    assert not (tmp_path / "out").exists()


def test_areas_all_linked_are_said_at_once(tmp_path: Path) -> None:
    """5,000 areas, each linked to every other: 12.5 million pairs, too many before they are built."""
    assert "about 12,502,500 or more groups of up to 2 areas" in measured(tmp_path, FULLY_LINKED)


@pytest.mark.parametrize("rows", [13_000_000, 4_000_000])
def test_table_of_millions_of_links_is_not_read_whole(tmp_path: Path, rows: int) -> None:
    """A table of that many pairs is refused by its size, or where its rows become too many."""
    large(tmp_path, areas=100, most=8)
    with (tmp_path / "adjacency.csv").open("w") as stream:
        stream.write("area_a,area_b\n")
        stream.writelines("E10,E20\n" * 100_000 for _ in range(rows // 100_000))
    told = measured(tmp_path, COMMAND)
    assert "is the most that is read" in told or "adjacency.csv:500002: more than 500,000 rows" in told


def test_expansion_over_the_whole_map_is_said_at_once(tmp_path: Path) -> None:
    """An existing service that may take in any 50 of 1,000 areas: too many ways to count, and said so."""
    large(tmp_path, areas=1000, most=1)
    with (tmp_path / "scenario.yaml").open("a") as stream:
        stream.write("existing: [{name: Old, type: team, areas: [E500], capacity: 3, ")
        stream.write("expand: {staff: 2, areas: 50}}]\n")
    assert "ways to add" in measured(tmp_path, COMMAND)
