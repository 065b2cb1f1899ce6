"""Suppression: the needs as anybody may see them, from which all that is published is worked out."""

import math
from dataclasses import replace
from typing import Any

import numpy as np

from planner.scenario.areas import Areas
from planner.scenario.scenario import Scenario
from planner.types import FloatArray

SMALL = 5.5
"""Counts below this are of 1 to 5 young people, once rounded to whole ones."""
BASE = 5.0
NOBODY = 1e-6
SIX_OR_SEVEN = 6.5
"""The middle of the counts above 5 that round to 5."""
SUBSTITUTE = 3.0
"""What stands for a count of 1 to 5 where nothing may be said of it, not even of it with others."""
NOT_SHOWN = f"of 1 to 5, not shown; {SUBSTITUTE:g} stands for it"


def protected(areas: Areas) -> Areas:
    """The same areas with needs that tell of no count of 1 to 5 which of these it is.

    Needs of 1 to 5 are all the same, others are rounded to 5 (6 and 7 to 6.5, so that they can be told from
    those). Intervals are rounded alike, those of small needs from 0 to twice what stands for them, where they
    have one. Whatever is worked out from these areas alone gives no more away than they do.
    """
    need = areas.need
    small = (need > NOBODY) & (need < SMALL)
    shown = np.where(small, substitute(need[small]), coarse(need))
    low = areas.low if areas.low is None else np.minimum(shown, coarse(areas.low))
    high = areas.high if areas.high is None else np.maximum(shown, coarse(areas.high))
    return replace(
        areas,
        need=shown,
        low=None if low is None else np.where(small & ~np.isnan(low), 0.0, low),
        high=None if high is None else np.where(small & ~np.isnan(high), 2 * shown, high),
        identified=None,
    )


def substitute(small: FloatArray) -> float:
    """What stands for each of these counts of 1 to 5: their mean, as far as it may be told.

    Their sum is told to the nearest 5, and no further up or down than leaves each of them any of 1 to 5:

        count + 2 <= sum <= 5 count - 2

    since others of 1 each would leave 5 for it, and others of 5 each would leave 1, with 2 lost in rounding.
    """
    count = len(small)
    least = BASE * math.ceil((count + 2) / BASE)
    most = BASE * math.floor((5 * count - 2) / BASE)
    if least > most:
        return SUBSTITUTE
    return min(most, max(least, rounded_to_base(float(small.sum())))) / count


def coarse(counts: FloatArray) -> FloatArray:
    """Counts to the nearest 5, halves up; those from 5.5 that would be 5 are 6.5."""
    rounded: FloatArray = BASE * np.floor(counts / BASE + 0.5)
    return np.where((counts >= SMALL) & (rounded == BASE), SIX_OR_SEVEN, rounded)


def rounded_to_base(count: float) -> float:
    """A count to the nearest 5, halves up."""
    return BASE * math.floor(count / BASE + 0.5)


def shown_to_all(scenario: Scenario) -> Scenario:
    """A scenario of protected areas as anybody may see the rest of it.

    No hash of a table of counts, and no capacity of an existing service that is a count of 1 to 5.
    """
    hidden = [place for place, one in enumerate(scenario.existing) if _small(one.capacity)]
    existing = (one.model_copy(update={"capacity": _room(one.capacity)}) for one in scenario.existing)
    return replace(
        scenario,
        existing=tuple(existing),
        inputs=tuple(replace(one, sha256=None) for one in scenario.inputs),
        resolved=_shown(scenario.resolved),
        remarks=scenario.remarks | {f"existing.{place}.capacity": NOT_SHOWN for place in hidden},
        published=True,
    )


def _small(capacity: float) -> bool:
    return NOBODY < capacity < SMALL


def _room(capacity: float) -> float:
    return SUBSTITUTE if _small(capacity) else capacity


def _shown(node: object) -> Any:
    """A scenario file as data, its variants too, without such capacities."""
    if not isinstance(node, dict):
        return node
    return {key: _each(value) if key == "existing" else _shown(value) for key, value in node.items()}


def _each(services: object) -> Any:
    """The list of existing services, where it is one: a variant is not checked before it is used."""
    if not isinstance(services, list):
        return services
    return [
        {**one, "capacity": _room(one["capacity"])}
        if isinstance(one, dict) and isinstance(one.get("capacity"), int | float)
        else one
        for one in services
    ]
