"""Reach: the share of an area's need that a service at a hub can engage, and how far one may be from it."""

import numpy as np

from planner.scenario.areas import Areas
from planner.scenario.schema import Reach, ServiceType
from planner.types import BoolArray, FloatArray, IntArray


def reach(rule: Reach, areas: Areas, hubs: IntArray, others: IntArray) -> FloatArray:
    """Share of the need of `others` reached from `hubs`, both rows of `areas` that broadcast together.

    `reach(h, i) = hub` where i = h, else `max(floor, hub - per_km * km(h, i))`, km between centres, or
    `max(floor, hub - per_minute * minutes(h, i))`.
    """
    if rule.per_km == 0 and rule.per_minute == 0:
        return np.full(np.broadcast_shapes(hubs.shape, others.shape), rule.hub)
    lost = (
        rule.per_km * _km(areas, hubs, others)
        if rule.per_km
        else rule.per_minute * _minutes(areas, hubs, others)
    )
    return np.maximum(rule.floor, rule.hub - lost)


def near_enough(kind: ServiceType, areas: Areas, hubs: IntArray, others: IntArray) -> BoolArray:
    """Whether `others` are no further from `hubs` than `max_km` and `max_minutes` allow; shapes broadcast."""
    near = np.ones(np.broadcast_shapes(hubs.shape, others.shape), dtype=bool)
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
