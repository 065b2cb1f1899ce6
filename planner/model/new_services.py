"""New services: every type over every catchment, hub and useful number of staff."""

from collections.abc import Iterator

import numpy as np

from planner.model.candidates import Candidates
from planner.model.existing import Served
from planner.model.reach import near_enough
from planner.model.sizing import sites_at, staffed
from planner.policy.reductions import Reduction
from planner.scenario.scenario import Scenario
from planner.types import BoolArray, FloatArray, IntArray


def new_services(
    scenario: Scenario, served: Served, groups: list[IntArray], every: bool = False
) -> Iterator[Candidates]:
    """Candidates for each type and size of catchment in turn, every hub of each catchment tried.

    `groups` are the catchments by size. With `every` nothing is left out for being of no use: no hub that
    another beats, no staff with nothing to do.
    """
    for name, kind in scenario.services.items():
        for members in groups[: kind.max_areas]:
            yield _over(scenario, served, name, members, every)


def _over(scenario: Scenario, served: Served, name: str, members: IntArray, every: bool) -> Candidates:
    """Candidates of one type over catchments of one size."""
    kind, size = scenario.services[name], members.shape[1]
    sites = sites_at(scenario, name, np.repeat(members, size, axis=0), members.ravel())
    good = np.all(near_enough(kind, scenario.areas, sites.hub[:, None], sites.members), axis=1)
    if not every and scenario.policy.allows(Reduction.OTHER_HUB):
        good = _good_hubs(scenario, members, sites.reached(served.left).sum(axis=1), good)
    staff = (kind.staff.min, kind.staff.max) if kind.staff else (0, 0)
    return staffed(scenario, served, sites.take(good), staff, every)


def _good_hubs(scenario: Scenario, members: IntArray, reached: FloatArray, near: BoolArray) -> BoolArray:
    """Which sites, one for each hub of each catchment, have a hub that no other of it always beats.

    Only hubs that are `near` enough to every area of the catchment count; `reached` is need in all of it.

    A hub from which no more is reached for no less money is never needed, whatever the staff: not where
    the other is cheaper, and of equally dear ones not where the other's code is smaller, which wins ties.
    """
    size = members.shape[1]
    total = np.round(reached, 9).reshape(-1, size)
    factor = scenario.areas.cost_factor[members]
    possible = near.reshape(-1, size)
    good = possible.copy()
    for a in range(size):
        for b in range(size):
            if a != b:
                cheaper = factor[:, b] <= factor[:, a] if b < a else factor[:, b] < factor[:, a]
                good[:, a] &= ~(possible[:, b] & cheaper & (total[:, b] >= total[:, a]))
    return good.ravel()
