"""Expansions: more staff, and perhaps more areas, for services that already run."""

from collections.abc import Iterator
from itertools import combinations
from math import comb

import numpy as np

from planner.model.candidates import Candidates
from planner.model.catchments import TooManyCatchmentsError
from planner.model.existing import Served, rows_of
from planner.model.reach import near_enough
from planner.model.sizing import sites_at, staffed
from planner.scenario.scenario import Scenario
from planner.types import IntArray

MAX_WIDENED = 500_000
"""Groups of areas that are looked at when one existing service may take in more."""


def expansions(scenario: Scenario, served: Served, every: bool = False) -> Iterator[Candidates]:
    """Candidates for each existing service that may grow and each number of areas added to it in turn.

    The hub stays where it is, and areas added are as near to it as `max_km` and `max_minutes` ask. With
    `every`, idle staff count too.
    """
    for number, service in enumerate(scenario.existing):
        kind = scenario.services[service.type]
        if service.expand is None or kind.staff is None:
            continue
        base, hub = rows_of(scenario, service), served.hubs[number]
        for added in range(min(service.expand.areas, len(scenario.areas) - len(base)) + 1):
            members = _widened(scenario, base, added)
            members = members[scenario.policy.keeps_catchments(scenario.areas, members)]
            near = near_enough(kind, scenario.areas, np.array([[hub]]), members) | np.isin(members, base)
            members = members[near.all(axis=1)]
            sites = sites_at(scenario, service.type, members, np.full(len(members), hub))
            yield staffed(scenario, served, sites, (1, service.expand.staff), every, number)


def _widened(scenario: Scenario, base: IntArray, added: int) -> IntArray:
    """The catchment `base` with every set of `added` areas that leaves it connected; in rising order."""
    if added == 0:
        return base[None, :]
    near: dict[int, set[int]] = {i: set() for i in range(len(scenario.areas))}
    for a, b in scenario.links.tolist():
        near[a].add(b)
        near[b].add(a)
    within, frontier = set(base.tolist()), set(base.tolist())
    for _ in range(added):
        frontier = set().union(*(near[i] for i in frontier)) - within if frontier else set()
        within |= frontier
    open_to = sorted(within - set(base.tolist()))
    if comb(len(open_to), added) > MAX_WIDENED:
        raise TooManyCatchmentsError(
            f"more than {MAX_WIDENED:,} ways to add {added} areas to an existing service, too many to "
            f"weigh up; lower expand.areas, or allow fewer links"
        )
    choices = combinations(open_to, added)
    wider = sorted(sorted({*base.tolist(), *extra}) for extra in choices)
    connected = [group for group in wider if _connected(group, near)]
    return np.array(connected, dtype=np.int64).reshape(-1, len(base) + added)


def _connected(group: list[int], near: dict[int, set[int]]) -> bool:
    inside, found, todo = set(group), {group[0]}, [group[0]]
    while todo:
        fresh = (near[todo.pop()] & inside) - found
        found |= fresh
        todo.extend(fresh)
    return len(found) == len(inside)
