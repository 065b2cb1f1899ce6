"""Presolve: the candidates that are left once those are out which no best plan needs."""

from dataclasses import replace

import numpy as np

from planner.model.candidates import NEW, Candidates
from planner.policy.reductions import Reduction
from planner.types import BoolArray, IntArray

SMALLER = (Reduction.FEWER_AREAS, Reduction.SAME_CATCHMENT)
"""The smaller are found among those that no other on their catchment beats."""


def presolve(candidates: Candidates) -> BoolArray:
    """Which candidates no other of the same type beats that does without one of their areas, or without all.

    A service that covers nobody is of no use, even for nothing, but where an area of it must take part.
    A new service for catchment S is of no use where one for S less an area costs no more and is worth no
    less: it can take the other's place in any plan and leaves the area free, where that is not one that must
    take part.
    """
    if candidates.scenario.years is not None:
        return _over_years(candidates, len(candidates.scenario.years.budgets))
    keep = ~idle(candidates)
    if not len(candidates) or not candidates.scenario.policy.allows(*SMALLER):
        return keep
    required = candidates.scenario.policy.must_take_part(candidates.scenario, candidates.served)
    sizes = candidates.sizes
    new = candidates.expands == NEW
    for kind in np.unique(candidates.type[new]):
        of_kind = new & (candidates.type == kind)
        for size in np.unique(sizes[of_kind])[1:]:
            if float(len(candidates.scenario.areas)) ** float(size) >= 2.0**63:
                break  # too many areas to number their groups; what is not dropped does no harm
            larger = np.flatnonzero(of_kind & (sizes == size))
            smaller = np.flatnonzero(of_kind & (sizes == size - 1))
            if len(smaller):
                keep[larger[_dominated(candidates, larger, smaller, int(size), required)]] = False
    return keep


def idle(candidates: Candidates) -> BoolArray:
    """Which candidates cover nobody and hold no area that must take part: no plan needs one."""
    scenario = candidates.scenario
    if not scenario.policy.allows(Reduction.IDLE):
        return np.zeros(len(candidates), dtype=bool)
    required = scenario.policy.must_take_part(scenario, candidates.served)
    does = (candidates.covered_by_area > 0) | np.isin(candidates.members, required)
    useless: BoolArray = np.bincount(candidates.owners[does], minlength=len(candidates)) == 0
    return useless


def _over_years(candidates: Candidates, years: int) -> BoolArray:
    """The same for candidates that start in different years, start by start.

    Set-up and running costs both count there; where they rise together, since no area is dearer than
    another, the running cost decides. Else every candidate is kept.
    """
    keep = ~idle(candidates)
    if len(np.unique(candidates.scenario.areas.cost_factor)) > 1:
        return keep
    for start in range(years):
        begun = candidates.start == start
        part = candidates.take(begun)
        scenario = replace(candidates.scenario, years=None)
        keep[begun] = presolve(replace(part, scenario=scenario, cost=part.running))
    return keep


def _dominated(
    candidates: Candidates, larger: IntArray, smaller: IntArray, size: int, required: IntArray
) -> BoolArray:
    """Which of `larger`, over `size` areas, one of `smaller` beats; both by catchment, then cost."""
    members = _members(candidates, larger, size)
    less = _members(candidates, smaller, size - 1)
    keys, first = _catchments(less, len(candidates.scenario.areas))
    cost, value = np.round(candidates.cost, 6), np.round(candidates.value, 9)
    span = float(cost.max()) + 1.0
    places = np.cumsum(first) - 1
    ladder = places * span + cost[smaller]
    dominated = np.zeros(len(larger), dtype=bool)
    for gone in range(size):
        rest = np.delete(members, gone, axis=1)
        place = _find(keys, _encode(rest, len(candidates.scenario.areas)))
        step = np.searchsorted(ladder, place * span + cost[larger], side="right") - 1
        found = (place >= 0) & (step >= 0)
        found &= places[np.maximum(step, 0)] == place
        found &= ~np.isin(members[:, gone], required)
        dominated |= found & (value[smaller[np.maximum(step, 0)]] >= value[larger])
    return dominated


def _members(candidates: Candidates, which: IntArray, size: int) -> IntArray:
    rows: IntArray = candidates.members[candidates.starts[which][:, None] + np.arange(size)]
    return rows


def _encode(members: IntArray, areas: int) -> IntArray:
    """One number a catchment, rising with it; exact below 2^63."""
    code = np.zeros(len(members), dtype=np.int64)
    for column in members.T:
        code = code * areas + column
    return code


def _catchments(members: IntArray, areas: int) -> tuple[IntArray, BoolArray]:
    """The number of each distinct catchment, rising, and where each begins."""
    code = _encode(members, areas)
    first = np.ones(len(code), dtype=bool)
    first[1:] = code[1:] != code[:-1]
    return code[first], first


def _find(keys: IntArray, wanted: IntArray) -> IntArray:
    """Place of each wanted number in the rising `keys`, -1 where it is not there."""
    place = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[place] == wanted, place, -1)
