"""The worlds to measure on, by name."""

from collections.abc import Callable
from pathlib import Path

from benchmarks.worlds import random_world
from planner.scenario.read.load import load_scenario
from planner.scenario.scenario import Scenario

LONDON = Path(__file__).parents[1] / "scenarios" / "london.yaml"


def london(budget: float, max_areas: int) -> Scenario:
    """London with another budget and size of catchment."""
    changes = {"services.specialist.max_areas": (max_areas, "benchmark"), "budget": (budget, "benchmark")}
    return load_scenario(LONDON, changes)


def _london_cases() -> dict[str, Callable[[], Scenario]]:
    return {
        f"london-{areas}-{thousands}k": lambda areas=areas, thousands=thousands: london(  # type: ignore[misc]
            thousands * 1000.0, areas
        )
        for areas in (4, 5, 6)
        for thousands in range(500, 6001, 250)
    }


def _random_cases() -> dict[str, Callable[[], Scenario]]:
    sizes = {
        33: (30, 50, 80, 120), 150: (30, 50), 317: (30, 50, 60, 80), 1000: (30, 50), 7000: (30,), 33755: (30,)
    }  # fmt: skip
    return {
        f"random-{areas}-{share}%-seed{seed}": lambda areas=areas, share=share, seed=seed: random_world(  # type: ignore[misc]
            areas, share / 100, _most(areas), seed
        )
        for areas, shares in sizes.items()
        for share in shares
        for seed in range(1, 11 if areas == 33 else 4)
    }


def _most(areas: int) -> int:
    """Areas in a catchment, by how many there are."""
    return 5 if areas == 33 else 4 if areas <= 10_000 else 3


CASES: dict[str, Callable[[], Scenario]] = {**_london_cases(), **_random_cases()}
