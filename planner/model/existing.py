"""Existing services: what they cover before anything is funded, and what is left."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from planner.model.reach import reach
from planner.scenario.scenario import Scenario
from planner.scenario.schema import ExistingService
from planner.types import FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class Served:
    """What existing services do: the hub of each, and by area whom they reach and whom they cover."""

    hubs: tuple[int, ...]
    reachable: FloatArray
    covered: FloatArray
    left_drawn: FloatArray | None = None
    """Where need is drawn, what is left of it in each draw; shape (draws, areas). The rest are means then."""

    def left_of(self, need: FloatArray) -> FloatArray:
        """What they leave of each area's need."""
        left: FloatArray = np.maximum(0.0, need - self.covered)
        return left if self.left_drawn is None else self.left_drawn.mean(axis=0)


def served_by_existing(scenario: Scenario) -> Served:
    """The hub of every existing service and, by area, young people reached and covered a year.

    A service covers `min(capacity, R)` of its catchment, R being what it reaches, shared in proportion
    to what it reaches in each area.
    """
    if scenario.draws is not None:
        return _over_draws(scenario, scenario.draws)
    hubs = []
    reachable, covered = np.zeros(len(scenario.areas)), np.zeros(len(scenario.areas))
    for service in scenario.existing:
        rows = rows_of(scenario, service)
        hub, reached = _best_hub(scenario, service, rows)
        total = reached.sum()
        hubs.append(hub)
        reachable[rows] = reached
        covered[rows] = reached * (min(service.capacity, total) / total if total > 0 else 0.0)
    return Served(tuple(hubs), reachable, covered)


def _over_draws(scenario: Scenario, draws: FloatArray) -> Served:
    """Means over draws of need, from the hubs that are best for the mean need."""
    hubs = served_by_existing(replace(scenario, draws=None)).hubs
    codes = scenario.areas.codes
    based = tuple(
        service.model_copy(update={"hub": codes[hub]})
        for service, hub in zip(scenario.existing, hubs, strict=True)
    )

    def served() -> Iterator[Served]:
        for need in draws:
            areas = replace(scenario.areas, need=need)
            yield served_by_existing(replace(scenario, areas=areas, draws=None, existing=based))

    every = list(served())
    covered = np.array([one.covered for one in every])
    reachable = np.array([one.reachable for one in every])
    return Served(hubs, reachable.mean(axis=0), covered.mean(axis=0), np.maximum(0.0, draws - covered))


def rows_of(scenario: Scenario, service: ExistingService) -> IntArray:
    """Rows of the areas an existing service serves, rising."""
    return np.array(sorted(scenario.areas.position[code] for code in service.areas), dtype=np.int64)


def _best_hub(scenario: Scenario, service: ExistingService, rows: IntArray) -> tuple[int, FloatArray]:
    rule, need = scenario.services[service.type].reach, scenario.areas.need[rows]
    position = scenario.areas.position
    hubs = rows if service.hub is None else np.array([position[service.hub]], dtype=np.int64)
    reached = reach(rule, scenario.areas, hubs[:, None], rows[None, :]) * need
    best = int(np.argmax(np.round(reached.sum(axis=1), 9)))
    return int(hubs[best]), reached[best]
