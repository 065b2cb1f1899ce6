"""Sizing: candidates for places where a service could be, one for each number of staff."""

from typing import NamedTuple

import numpy as np

from planner.model.candidates import NEW, Candidates, area_weights
from planner.model.catchments import TooManyCatchmentsError
from planner.model.coverage import capacity, covered, expected
from planner.model.existing import Served
from planner.model.reach import reach
from planner.scenario.cost import expansion_cost, new_cost
from planner.scenario.scenario import Scenario
from planner.types import BoolArray, FloatArray, IntArray

MAX_BYTES, EACH_ROW, EACH_ENTRY = 1_500_000_000, 80, 24
"""Memory for services of one type on catchments of one size, one for each number of staff: in all, for each
and for each area of each."""
AT_ONCE = 100_000
"""Numbers that are worked on at once where need is drawn: what a processor has near it."""


class Sites(NamedTuple):
    """Where services of one type could be: catchments of one size, one row each, and a hub for each.

    `share` is the share of the need of each area that is reached from the hub, shaped as `members`.
    """

    kind: str
    members: IntArray
    hub: IntArray
    share: FloatArray

    def take(self, which: BoolArray | IntArray) -> "Sites":
        """Some of the sites."""
        return Sites(self.kind, self.members[which], self.hub[which], self.share[which])


def sites_at(scenario: Scenario, kind: str, members: IntArray, hub: IntArray) -> Sites:
    """Sites of a type of service over catchments, one row each, each with its hub."""
    share = reach(scenario.services[kind].reach, scenario.areas, hub[:, None], members)
    return Sites(kind, members, hub, share)


def staff_for(reached: FloatArray, caseload: float) -> IntArray:
    """Fewest staff that support all who are reached; a sliver above a whole number counts as none."""
    return np.maximum(1, np.ceil(np.round(reached / caseload, 9))).astype(np.int64)


def levels(fewest: int, most: IntArray, areas: int) -> tuple[IntArray, IntArray]:
    """Each row, of so many `areas`, once for each number of staff from `fewest` to its `most`.

    Gives the rows and the numbers.
    """
    counts = most - fewest + 1
    if counts.sum() * (EACH_ROW + EACH_ENTRY * areas) > MAX_BYTES:
        raise TooManyCatchmentsError(
            f"about {counts.sum():,} services of one type, by areas and staff, more than there is memory to "
            "weigh up; lower max_areas or staff.max, or allow fewer links"
        )
    rows = np.repeat(np.arange(len(most)), counts)
    first = np.repeat(np.cumsum(counts) - counts, counts)
    return rows, np.arange(counts.sum()) - first + fewest


def sized(
    scenario: Scenario, served: Served, sites: Sites, rows: IntArray, staff: IntArray, expands: int = NEW
) -> Candidates:
    """A candidate at each of these `rows` of the sites, with so many staff: what it does and costs.

    `expands` is the existing service that all of them add to, by its place.
    """
    kind, members, hub = scenario.services[sites.kind], sites.members[rows], sites.hub[rows]
    count, size = members.shape
    factor, base = scenario.areas.cost_factor[hub], scenario.existing[expands].areas if expands != NEW else ()
    cost = (
        expansion_cost(kind, size - len(base), staff, factor)
        if base
        else new_cost(kind, scenario.term, size, staff, factor)
    )
    reached, room = served.left[members] * sites.share[rows], capacity(kind, staff)
    supported = (
        covered(reached, room)
        if served.left_drawn is None
        else _expected(served.left_drawn, sites, rows, room)
    )
    return Candidates(
        scenario=scenario,
        served=served,
        starts=np.arange(count + 1) * size,
        members=members.ravel(),
        reached=reached.ravel(),
        covered_by_area=supported.ravel(),
        type=np.broadcast_to(list(scenario.services).index(sites.kind), count),
        hub=hub,
        staff=staff,
        capacity=room,
        cost=cost,
        expands=np.broadcast_to(expands, count),
        value=(supported * area_weights(scenario)[members]).sum(axis=1),
        start=np.broadcast_to(0, count),
        setup=np.broadcast_to(0.0, count),
        running=cost,
    )


def _expected(drawn: FloatArray, sites: Sites, rows: IntArray, capacity: FloatArray) -> FloatArray:
    """Coverage of each candidate in each area, expected over draws; the whom-it-reaches of a site once.

    Some sites at a time, each at every capacity that any has: `drawn` has shape (draws, areas).
    """
    capacities, level = np.unique(capacity, return_inverse=True)
    left, size = np.ascontiguousarray(drawn.T), sites.members.shape[1]
    found = np.empty((len(sites.hub), len(capacities), size))
    step = max(1, AT_ONCE // (len(drawn) * (size + len(capacities)) or 1))
    for first in range(0, len(found), step):
        some = slice(first, first + step)
        found[some] = expected(left[sites.members[some]] * sites.share[some][:, :, None], capacities)
    return found[rows, level]
