"""The core: whether any member or group of members would do better to leave."""

from typing import NamedTuple

import numpy as np

from planner.sharing.cost_shares import inside
from planner.types import FloatArray

PENNY = 0.01


class Leavers(NamedTuple):
    """The coalition that would gain most by leaving, as places of its members, and its gain in pounds."""

    members: tuple[int, ...]
    gain: float


def leavers(costs: FloatArray, shares: FloatArray) -> Leavers | None:
    """Who would gain most by leaving a cost game with these shares; None where nobody would: the core.

    Shares x are in the core where `x(T) <= c(T)` for every coalition T; what T would gain is
    `x(T) - c(T)`. Less than a penny is no gain. Of equal gains the smaller coalition is named.

    Gillies, D. B. (1959), Solutions to general non-zero-sum games, Contributions to the Theory of Games IV,
    47-85.
    """
    held = inside(len(shares))
    gains = held @ shares - costs
    gains[0] = 0.0
    most = float(gains.max())
    if most < PENNY:
        return None
    nearly = np.flatnonzero(gains > most - PENNY / 2)
    chosen = nearly[np.argmin(held[nearly].sum(axis=1))]
    return Leavers(tuple(np.flatnonzero(held[chosen]).tolist()), float(gains[chosen]))
