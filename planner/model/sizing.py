"""Sizing: candidates for places where a service could be, one for each number of staff."""

from typing import NamedTuple

import numpy as np

from planner.model.candidates import NEW, Candidates, area_weights
from planner.model.catchments import TooManyCatchmentsError
from planner.model.coverage import capacity, enough_staff, expected, supported, value
from planner.model.existing import Served
from planner.model.reach import reach, reached
from planner.policy.reductions import Reduction
from planner.scenario.cost import expansion_cost, new_cost
from planner.scenario.scenario import Scenario
from planner.types import BoolArray, FloatArray, IntArray

MAX_BYTES, ROW_BYTES, ENTRY_BYTES = 1_500_000_000, 80, 24
"""Memory for services of one type on catchments of one size, one for each number of staff: in all, for each
and for each area of each."""
BLOCK = 100_000
"""Numbers that are worked on at once where need is drawn: what a processor has near it."""


class Sites(NamedTuple):
    """Where services of one type could be: catchments of one size, one row each, and a hub for each.

    `share` is the share of the need of each area that is reached from the hub, shaped as `members`.
    """

    kind: str
    members: IntArray
    hub: IntArray
    share: FloatArray

    def reached(self, left: FloatArray) -> FloatArray:
        """Young people reached in each area, of those left in all areas; draws, where there are, are last."""
        return reached(self.share, left[self.members])

    def take(self, which: BoolArray | IntArray | slice) -> "Sites":
        """Some of the sites."""
        return Sites(self.kind, self.members[which], self.hub[which], self.share[which])


def sites_at(scenario: Scenario, kind: str, members: IntArray, hub: IntArray) -> Sites:
    """Sites of a type of service over catchments, one row each, each with its hub."""
    share = reach(scenario.services[kind].reach, scenario.areas, hub[:, None], members)
    return Sites(kind, members, hub, share)


def levels(fewest: int, most: IntArray, areas: int) -> tuple[IntArray, IntArray]:
    """Each row, of so many `areas`, once for each number of staff from `fewest` to its `most`.

    Gives the rows and the numbers.
    """
    counts = most - fewest + 1
    if counts.sum() * (ROW_BYTES + ENTRY_BYTES * areas) > MAX_BYTES:
        raise TooManyCatchmentsError(
            f"about {counts.sum():,} services of one type, by areas and staff, more than there is memory to "
            "weigh up; lower max_areas or staff.max, or allow fewer links"
        )
    rows = np.repeat(np.arange(len(most)), counts)
    first = np.repeat(np.cumsum(counts) - counts, counts)
    return rows, np.arange(counts.sum()) - first + fewest


def staffed(
    scenario: Scenario, served: Served, sites: Sites, staff: tuple[int, int], every: bool, expands: int = NEW
) -> Candidates:
    """A candidate at each site for each number of staff, from the fewest to the most there may be.

    No more than all it reaches take, unless `every` is asked for or the rules make staff of use that have
    nothing to do. A type of fixed size has none.
    """
    (fewest, most), kind = staff, scenario.services[sites.kind]
    numbers = np.full(len(sites.hub), most)
    if kind.staff and not every and scenario.policy.allows(Reduction.IDLE_STAFF):
        total = sites.reached(served.left).sum(axis=1)
        numbers = np.clip(enough_staff(total, kind.staff.caseload), fewest, most)
    return sized(scenario, served, sites, *levels(fewest, numbers, sites.members.shape[1]), expands)


def sized(
    scenario: Scenario, served: Served, sites: Sites, rows: IntArray, staff: IntArray, expands: int = NEW
) -> Candidates:
    """A candidate at each of these `rows` of the sites, with so many staff: what it does and costs.

    `expands` is the existing service that all of them add to, by its place.
    """
    kind, members, hub = scenario.services[sites.kind], sites.members[rows], sites.hub[rows]
    (count, size), weights = members.shape, area_weights(scenario)
    cost = _cost(scenario, sites, hub, staff, expands)
    reached = sites.take(rows).reached(served.left)
    covered = (
        supported(kind, reached, staff)
        if served.left_drawn is None
        else _expected(scenario, served.left_drawn, sites, rows, staff)
    )
    return Candidates(
        scenario=scenario,
        served=served,
        starts=np.arange(count + 1) * size,
        members=members.ravel(),
        reached=reached.ravel(),
        covered_by_area=covered.ravel(),
        type=np.broadcast_to(list(scenario.services).index(sites.kind), count),
        hub=hub,
        staff=staff,
        capacity=capacity(kind, staff),
        cost=cost,
        expands=np.broadcast_to(expands, count),
        value=value(covered, weights[members]).sum(axis=1),
        start=np.broadcast_to(0, count),
        setup=np.broadcast_to(0.0, count),
        running=cost,
    )


def _cost(scenario: Scenario, sites: Sites, hub: IntArray, staff: IntArray, expands: int) -> FloatArray:
    """Pounds a year of new services, or of expansions of an existing one, based in these hubs."""
    kind, size = scenario.services[sites.kind], sites.members.shape[1]
    factor = scenario.areas.cost_factor[hub]
    if expands == NEW:
        return new_cost(kind, scenario.term, size, staff, factor)
    return expansion_cost(kind, size - len(scenario.existing[expands].areas), staff, factor)


def _expected(
    scenario: Scenario, drawn: FloatArray, sites: Sites, rows: IntArray, staff: IntArray
) -> FloatArray:
    """Coverage of each candidate in each area, expected over draws: each site once, for all staff at once.

    `drawn` is what is left of need in each area, with shape (draws, areas).
    """
    kind, (numbers, number) = scenario.services[sites.kind], np.unique(staff, return_inverse=True)
    left, size = np.ascontiguousarray(drawn.T), sites.members.shape[1]
    means = np.empty((len(sites.hub), len(numbers), size))
    step = max(1, BLOCK // (len(drawn) * (size + len(numbers))))
    for first in range(0, len(means), step):
        some = slice(first, first + step)
        means[some] = expected(kind, sites.take(some).reached(left), numbers)
    return means[rows, number]
