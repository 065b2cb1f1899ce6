"""`python -m benchmarks.sweeps`: a frontier, five years, partners and draws, on London."""

import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from benchmarks.cases import LONDON, london
from planner import Scenario, Workers, frontier, load_scenario, optimise, partners, stability
from planner.scenario.schema import Uncertainty
from planner.solve.solvers import begin_highs

BUDGETS = [thousands * 1000.0 for thousands in range(500, 6001, 250)]
YEARS = Path(LONDON).with_name("london-five-years.yaml")


def sweep(scenario: Scenario, nested: bool) -> bool:
    """All budgets in one sweep; whether every plan was proved best."""
    result = frontier(scenario, BUDGETS, nested=nested)
    return all(point.status == "optimal" for point in (*result.points, *(result.nested or ())))


def parts(scenario: Scenario) -> bool:
    """The same budgets one at a time."""
    return all(optimise(scenario.with_budget(budget)).status == "optimal" for budget in BUDGETS)


def main(runs: Annotated[int, typer.Option(help="Runs of each.")] = 3) -> None:
    """Measure each in this process, one after the other, and print a table in Markdown."""
    begin_highs()
    scenario, years = london(BUDGETS[-1], 4), load_scenario(YEARS)
    cases: dict[str, Callable[[], bool]] = {
        "23 budgets, one sweep": lambda: sweep(scenario, nested=False),
        "23 budgets, one sweep, and nested": lambda: sweep(scenario, nested=True),
        "23 budgets, one at a time": lambda: parts(scenario),
        "five years, up to 3 boroughs": lambda: optimise(years).status == "optimal",
    }
    print("| London | seconds | all proved |\n|---|---|---|")
    for name, run in cases.items():
        seconds, proved = [], True
        for _ in range(runs):
            began = time.perf_counter()
            proved = run() and proved
            seconds.append(time.perf_counter() - began)
        spread = f"{statistics.median(seconds):.1f} ({min(seconds):.1f} to {max(seconds):.1f})"
        print(f"| {name} | {spread} | {'yes' if proved else 'no'} |", flush=True)
    draws = Uncertainty(draws=1000, spread=0.3)
    began = time.perf_counter()
    best = stability(load_scenario(LONDON), uncertainty=draws, workers=Workers(2)).proved
    print(f"| 1,000 draws, two workers | {time.perf_counter() - began:.0f} (one run) | {best:,} of 1,000 |")
    print(f"| partners of one borough, each of 33 | {_partners(load_scenario(LONDON))} | |")


def _partners(scenario: Scenario) -> str:
    """Seconds for the joint options of one borough, its Shapley shares and their stability: each in turn."""
    seconds = []
    for code in scenario.areas.codes:
        began = time.perf_counter()
        partners(scenario, code)
        seconds.append(time.perf_counter() - began)
    return f"{statistics.median(seconds):.2f} ({min(seconds):.2f} to {max(seconds):.2f})"


if __name__ == "__main__":
    typer.run(main)
