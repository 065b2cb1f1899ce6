"""Existing services: what they cover before anything is funded, and what is left."""

from dataclasses import dataclass

import numpy as np

from planner.model.coverage import covered
from planner.model.reach import reach, reached
from planner.scenario.scenario import Scenario
from planner.scenario.schema import ExistingService
from planner.types import FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class Served:
    """What existing services do: the hub of each, and by area whom they reach, cover and leave.

    Where need is drawn these are means, and `left_drawn` is what is left in each draw; shape (draws, areas).
    """

    hubs: tuple[int, ...]
    reachable: FloatArray
    covered: FloatArray
    left: FloatArray
    left_drawn: FloatArray | None = None


def served_by_existing(scenario: Scenario) -> Served:
    """The hub of every existing service and, by area, young people a year reached, covered and left.

    Each covers what it has room for of those whom it reaches. Where need is drawn, draw by draw, from the
    hubs that are best for the mean need.
    """
    areas = scenario.areas
    needs = areas.need[None, :] if scenario.draws is None else scenario.draws
    hubs, reachable, supported = [], np.zeros_like(needs), np.zeros_like(needs)
    for service in scenario.existing:
        rows = rows_of(scenario, service)
        hub, share = _best_hub(scenario, service, rows)
        hubs.append(hub)
        reachable[:, rows] = reached(share, needs.T[rows]).T
        supported[:, rows] = covered(reachable[:, rows], service.capacity)
    left = np.maximum(0.0, needs - supported)
    return Served(
        hubs=tuple(hubs),
        reachable=reachable.mean(axis=0),
        covered=supported.mean(axis=0),
        left=left.mean(axis=0),
        left_drawn=None if scenario.draws is None else left,
    )


def rows_of(scenario: Scenario, service: ExistingService) -> IntArray:
    """Rows of the areas an existing service serves, rising."""
    return np.array(sorted(scenario.areas.position[code] for code in service.areas), dtype=np.int64)


def _best_hub(scenario: Scenario, service: ExistingService, rows: IntArray) -> tuple[int, FloatArray]:
    """The hub that is given, or from which most need is reached, and the share reached of each area."""
    rule, position = scenario.services[service.type].reach, scenario.areas.position
    hubs = rows if service.hub is None else np.array([position[service.hub]], dtype=np.int64)
    shares = reach(rule, scenario.areas, hubs[:, None], rows[None, :])
    best = int(np.argmax(np.round(reached(shares, scenario.areas.need[rows]).sum(axis=1), 9)))
    return int(hubs[best]), shares[best]
