"""New services: every type over every catchment, hub and useful number of staff."""

from collections.abc import Iterator

import numpy as np

from planner.model.block import NEW, Block, levels, staff_for
from planner.model.reach import near_enough, reach
from planner.policy.reductions import Reduction
from planner.scenario.scenario import Scenario
from planner.types import BoolArray, FloatArray, IntArray


def new_services(
    scenario: Scenario, residual: FloatArray, groups: list[IntArray], every: bool = False
) -> Iterator[Block]:
    """A block for each type and size of catchment, every hub of each catchment tried.

    `residual` is what existing services leave of each area's need, `groups` the catchments by size. With
    `every` nothing is left out for being of no use: no hub that another beats, no staff with nothing to do.
    """
    idle = every or not scenario.policy.allows(Reduction.IDLE_STAFF)
    for kind, (name, service) in enumerate(scenario.services.items()):
        for size, members in enumerate(groups[: service.max_areas], 1):
            hubs = members.ravel()
            spread = np.repeat(members, size, axis=0)
            reached = residual[spread] * reach(service.reach, scenario.areas, hubs[:, None], spread)
            near = np.all(near_enough(service, scenario.areas, hubs[:, None], spread), axis=1)
            all_hubs = every or not scenario.policy.allows(Reduction.OTHER_HUB)
            good = np.flatnonzero(near) if all_hubs else _good_hubs(scenario, members, reached, near)
            yield _staffed(scenario, name, kind, spread[good], reached[good], hubs[good], idle)


def _good_hubs(scenario: Scenario, members: IntArray, reached: FloatArray, near: BoolArray) -> IntArray:
    """Rows of `reached`, one for each hub of each catchment, without hubs that another always beats.

    Only hubs that are `near` enough to every area of the catchment count.

    A hub from which no more is reached for no less money is never needed, whatever the staff: not where
    the other is cheaper, and of equally dear ones not where the other's code is smaller, which wins ties.
    """
    size = members.shape[1]
    total = np.round(reached.sum(axis=1), 9).reshape(-1, size)
    factor = scenario.areas.cost_factor[members]
    possible = near.reshape(-1, size)
    good = possible.copy()
    for a in range(size):
        for b in range(size):
            if a != b:
                cheaper = factor[:, b] <= factor[:, a] if b < a else factor[:, b] < factor[:, a]
                good[:, a] &= ~(possible[:, b] & cheaper & (total[:, b] >= total[:, a]))
    return np.flatnonzero(good)


def _staffed(
    scenario: Scenario,
    name: str,
    kind: int,
    members: IntArray,
    reached: FloatArray,
    hubs: IntArray,
    idle: bool,
) -> Block:
    """A candidate for each number of staff: unless some may be `idle`, no more than all it reaches take."""
    service, (count, size) = scenario.services[name], members.shape
    if service.staff is None:
        rows, staff = np.arange(count), np.zeros(count, dtype=np.int64)
        capacity = np.full(count, float(service.capacity or 0.0))
    else:
        fewest, most = service.staff.min, service.staff.max
        enough = staff_for(reached.sum(axis=1), service.staff.caseload)
        wanted = np.full(count, most) if idle else np.clip(enough, fewest, most)
        rows, staff = levels(fewest, wanted, size)
        capacity = staff * service.staff.caseload
    fixed = service.yearly_cost(scenario.term, areas=size, staff=0)
    each = service.staff.cost if service.staff else 0.0
    return Block(
        members=members[rows],
        reached=reached[rows],
        type=np.full(len(rows), kind),
        hub=hubs[rows],
        staff=staff,
        capacity=capacity,
        cost=scenario.areas.cost_factor[hubs[rows]] * (fixed + each * staff),
        expands=np.full(len(rows), NEW),
    )
