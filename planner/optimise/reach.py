"""Reach: the share of an area's need that a service at a hub can engage."""

import numpy as np

from planner.inputs.areas import Areas
from planner.inputs.schema import Reach
from planner.types import FloatArray, IntArray


def reach(rule: Reach, areas: Areas, hubs: IntArray, others: IntArray) -> FloatArray:
    """Share of the need of `others` reached from `hubs`, both rows of `areas` that broadcast together.

    `reach(h, i) = hub` where i = h, else `max(floor, hub - per_km * km(h, i))`, km between centres.
    """
    if rule.per_km == 0:
        return np.full(np.broadcast_shapes(hubs.shape, others.shape), rule.hub)
    assert areas.centres is not None, "distances are checked when the scenario is read"
    apart = areas.centres[hubs] - areas.centres[others]
    return np.maximum(rule.floor, rule.hub - rule.per_km * np.hypot(apart[..., 0], apart[..., 1]))
