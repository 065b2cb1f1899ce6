"""Reach: whom a service at a hub can engage, and how far one may be from it: the one place for its formula.

reach(h, i) = hub                                       where i = h, or distance costs nothing
max(floor, hub - per_km * km(h, i))       km between centres, or by `per_minute` and minutes
reached_i   = reach(h, i) * left_i                      left: need that existing services leave
"""

import numpy as np

from planner.scenario.areas import Areas
from planner.scenario.schema import Reach, ServiceType
from planner.types import BoolArray, FloatArray, IntArray


def reach(rule: Reach, areas: Areas, hubs: IntArray, others: IntArray) -> FloatArray:
    """Share of the need of `others` reached from `hubs`, both rows of `areas` that broadcast together."""
    if not (rule.per_km or rule.per_minute):
        return np.full(np.broadcast_shapes(hubs.shape, others.shape), rule.hub)
    apart = _km(areas, hubs, others) if rule.per_km else _minutes(areas, hubs, others)
    return np.maximum(rule.floor, falling(rule, apart))


def falling(rule: Reach, apart: FloatArray) -> FloatArray:
    """Share reached at so many km, or minutes, from the hub, were there no floor."""
    return rule.hub - (rule.per_km or rule.per_minute) * apart


def furthest(rule: Reach) -> float:
    """Least share reached, however far from the hub."""
    return rule.floor if rule.per_km or rule.per_minute else rule.hub


def reached(share: FloatArray, left: FloatArray) -> FloatArray:
    """Young people reached in areas, of those left there in each draw, or one number: draws are last."""
    each: FloatArray = left * share.reshape(*share.shape, *[1] * (left.ndim - share.ndim))
    return each


def near_enough(kind: ServiceType, areas: Areas, hubs: IntArray, others: IntArray) -> BoolArray:
    """Whether `others` are no further from `hubs` than `max_km` and `max_minutes` allow; shapes broadcast."""
    near: BoolArray = np.ones(np.broadcast_shapes(hubs.shape, others.shape), dtype=bool)
    if kind.max_km is not None:
        near &= _km(areas, hubs, others) <= kind.max_km + 1e-9
    if kind.max_minutes is not None:
        near &= _minutes(areas, hubs, others) <= kind.max_minutes + 1e-9
    return near


def _km(areas: Areas, hubs: IntArray, others: IntArray) -> FloatArray:
    assert areas.centres is not None, "distances are checked when the scenario is read"
    apart = areas.centres[hubs] - areas.centres[others]
    km: FloatArray = np.hypot(apart[..., 0], apart[..., 1])
    return km


def _minutes(areas: Areas, hubs: IntArray, others: IntArray) -> FloatArray:
    assert areas.journeys is not None, "journeys are checked when the scenario is read"
    return areas.journeys.between(hubs, others)
