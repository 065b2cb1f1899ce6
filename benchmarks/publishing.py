"""`python -m benchmarks.publishing`: what publishing takes, beside the search for the plan."""

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from benchmarks.worlds import random_world
from planner import optimise
from planner.plan.published import publish_plan
from planner.scenario.scenario import Scenario
from planner.scenario.suppression import SMALL, protected, shown_to_all

T = TypeVar("T")
FEWER = 6.0
"""How many times less need there is than in other worlds, so that most areas have 1 to 5."""


def small_counts(areas: int) -> Scenario:
    """A random world where most needs are of 1 to 5."""
    world = random_world(areas, 0.3, 3, 1)
    return replace(
        world, areas=replace(world.areas, need=world.areas.need / FEWER), budget=world.budget / FEWER
    )


def timed(make: Callable[[], T]) -> tuple[T, float]:
    """What it gives, and the seconds it took."""
    began = time.monotonic()
    return make(), time.monotonic() - began


def main() -> None:
    """Print one row a world."""
    print("| areas | of 1 to 5 | needs as published, s | plan, s | its numbers as published, s |")
    print("|---|---|---|---|---|", flush=True)
    for areas in (64, 256, 1024):
        world = small_counts(areas)
        small = int(((world.areas.need > 0) & (world.areas.need < SMALL)).sum())
        shown, before = timed(lambda world=world: shown_to_all(replace(world, areas=protected(world.areas))))  # type: ignore[misc]
        plan, solving = timed(lambda shown=shown: optimise(shown, time_limit=60))  # type: ignore[misc]
        _, after = timed(lambda plan=plan: publish_plan(plan))  # type: ignore[misc]
        print(f"| {areas:,} | {small} | {before:.4f} | {solving:.1f} | {after:.4f} |", flush=True)


if __name__ == "__main__":
    main()
