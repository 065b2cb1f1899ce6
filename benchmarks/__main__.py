"""`python -m benchmarks`: measures methods side by side on the same worlds and prints the table.

python -m benchmarks 'random-150-*' --method planner --method HiGHS --limit 120 --runs 3
"""

import fnmatch
import json
import resource
import statistics
import subprocess
import sys
from typing import Annotated

import typer

from benchmarks.cases import CASES
from benchmarks.methods import METHODS, timed


def one(case: str, method: str, limit: float) -> None:
    """Measure once, in this process, and print the result as JSON."""
    result = timed(CASES[case](), method, limit)
    result["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(result))


def measured(case: str, method: str, limit: float, runs: int) -> list[dict[str, float]]:
    """Each run in a process of its own, one after the other."""
    command = [sys.executable, "-m", "benchmarks", "--one", case, "--method", method, "--limit", str(limit)]
    done = [subprocess.run(command, capture_output=True, text=True, check=True) for _ in range(runs)]
    return [json.loads(run.stdout.strip().splitlines()[-1]) for run in done]


def spread(values: list[float], digits: int) -> str:
    """Median (minimum to maximum)."""
    low, middle, high = min(values), statistics.median(values), max(values)
    return f"{middle:.{digits}f} ({low:.{digits}f} to {high:.{digits}f})"


def table(cases: list[str], methods: list[str], limit: float, runs: int) -> None:
    """Print one row a case and method, as it is measured."""
    print("| world | candidates | method | seconds | gap | times slower | peak MB |")
    print("|---|---|---|---|---|---|---|", flush=True)
    for case in cases:
        first = 0.0
        for method in methods:
            results = measured(case, method, limit, runs)
            seconds = [result["seconds"] for result in results]
            first = first or statistics.median(seconds)
            gap = statistics.median(result["gap"] for result in results)
            memory = statistics.median(result["peak_mb"] for result in results)
            slower = statistics.median(seconds) / first
            proved = "proved" if gap <= 1e-6 else f"{gap:.4%}"
            count = f"{results[0]['candidates']:,.0f}"
            cells = (case, count, method, spread(seconds, 2), proved, f"{slower:,.0f}", f"{memory:,.0f}")
            print(f"| {' | '.join(cells)} |", flush=True)


def main(
    pattern: Annotated[str, typer.Argument(help="Worlds to measure on, such as 'random-150-*'.")] = "*",
    method: Annotated[list[str] | None, typer.Option(help=f"Any of {', '.join(METHODS)}.")] = None,
    limit: Annotated[float, typer.Option(help="Seconds a method may take.")] = 120.0,
    runs: Annotated[int, typer.Option(help="Runs of each.")] = 3,
    single: Annotated[str | None, typer.Option("--one", help="Measure this world once.")] = None,
) -> None:
    """Measure methods side by side and print a table in Markdown."""
    methods = method or ["planner", "HiGHS"]
    if single is not None:
        one(single, methods[0], limit)
        return
    table([case for case in CASES if fnmatch.fnmatch(case, pattern)], methods, limit, runs)


if __name__ == "__main__":
    typer.run(main)
