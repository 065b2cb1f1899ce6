"""`python -m benchmarks`: measures methods side by side on the same worlds and prints the table.

python -m benchmarks 'random-150-*' --method planner --method HiGHS --limit 120 --runs 3
"""

import fnmatch
import json
import re
import resource
import statistics
import subprocess
import sys
from typing import Annotated

import typer

from benchmarks.cases import CASES
from benchmarks.methods import METHODS, timed

PROVED = 1e-6
"""Relative gap up to which a plan is proved best."""


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


def rows(cases: list[str], methods: list[str], limit: float, runs: int) -> None:
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
            proved = "proved" if gap <= PROVED else f"{gap:.4%}"
            count = f"{results[0]['candidates']:,.0f}"
            cells = (case, count, method, spread(seconds, 2), proved, f"{slower:,.1f}", f"{memory:,.0f}")
            print(f"| {' | '.join(cells)} |", flush=True)


def families(cases: list[str], method: str, limit: float, runs: int) -> None:
    """Print one row a family of cases that differ in seed or budget only."""
    print("| worlds | cases | proved | seconds, median of the cases' medians (fastest to slowest run) | "
          "worst gap | peak MB |")  # fmt: skip
    print("|---|---|---|---|---|---|", flush=True)
    of_family: dict[str, list[str]] = {}
    for case in cases:
        of_family.setdefault(re.sub(r"-(seed)?\d+k?$", "", case), []).append(case)
    for family, members in of_family.items():
        results = [measured(case, method, limit, runs) for case in members]
        gaps = [statistics.median(run["gap"] for run in case) for case in results]
        medians = [statistics.median(run["seconds"] for run in case) for case in results]
        every = [run["seconds"] for case in results for run in case]
        memory = max(run["peak_mb"] for case in results for run in case)
        proved = sum(gap <= PROVED for gap in gaps)
        worst = "0" if max(gaps) <= PROVED else f"{max(gaps):.4%}"
        seconds = f"{statistics.median(medians):.2f} ({min(every):.2f} to {max(every):.2f})"
        print(f"| {family} | {len(members)} | {proved} | {seconds} | {worst} | {memory:,.0f} |", flush=True)


def main(
    pattern: Annotated[list[str] | None, typer.Argument(help="Worlds, such as 'random-150-*'.")] = None,
    method: Annotated[list[str] | None, typer.Option(help=f"Any of {', '.join(METHODS)}.")] = None,
    limit: Annotated[float, typer.Option(help="Seconds a method may take.")] = 120.0,
    runs: Annotated[int, typer.Option(help="Runs of each.")] = 3,
    family: Annotated[bool, typer.Option("--family", help="One row a family of worlds.")] = False,
    single: Annotated[str | None, typer.Option("--one", help="Measure this world once.")] = None,
) -> None:
    """Measure methods side by side and print a table in Markdown."""
    methods = method or ["planner", "HiGHS"]
    if single is not None:
        one(single, methods[0], limit)
        return
    cases = [case for case in CASES if any(fnmatch.fnmatch(case, one) for one in pattern or ["*"])]
    if family:
        families(cases, methods[0], limit, runs)
    else:
        rows(cases, methods, limit, runs)


if __name__ == "__main__":
    typer.run(main)
