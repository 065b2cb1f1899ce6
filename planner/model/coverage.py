"""Coverage: how many of those whom a service reaches it supports, the one place where its formula stands.

room    = min(1, capacity / R)          R: all whom it reaches, in all its areas
covered = reached * room                in each of its areas: shared in proportion to those reached
expected: the mean of `covered` over draws of need, each with its own R
"""

import numpy as np

from planner.scenario.schema import ServiceType
from planner.types import FloatArray, IntArray

TINY = float(np.finfo(np.float64).tiny)


def capacity(kind: ServiceType, staff: IntArray) -> FloatArray:
    """Young people a year that services of a type with so many staff can support, whatever they reach."""
    if kind.staff is None:
        return np.full(staff.shape, float(kind.capacity or 0.0))
    return staff.astype(np.float64) * kind.staff.caseload


def room(reached: FloatArray, capacity: FloatArray | float) -> FloatArray:
    """Share of so many reached whom a capacity has room for, 0 to 1; shapes broadcast."""
    share: FloatArray = capacity / np.maximum(np.maximum(reached, capacity), TINY)
    return share


def covered(reached: FloatArray, capacity: FloatArray | float) -> FloatArray:
    """Young people supported in each area; shape as `reached`, (..., areas), of one service or draw a row."""
    shared: FloatArray = reached * room(reached.sum(axis=-1), capacity)[..., None]
    return shared


def expected(reached: FloatArray, capacities: FloatArray) -> FloatArray:
    """Mean over draws of those supported in each area, of every service at each of some capacities.

    `reached` has shape (services, areas, draws), the result (services, capacities, areas).
    """
    rooms = room(reached.sum(axis=1)[:, None, :], capacities[None, :, None])
    means: FloatArray = np.matmul(rooms, reached.transpose(0, 2, 1)) / reached.shape[2]
    return means
