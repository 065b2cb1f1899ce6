"""Coverage: how many of those whom a service reaches it supports, the one place where its formula stands.

capacity = staff * caseload             or the type's own, where that is fixed
room     = min(1, capacity / R)         R: all whom it reaches, in all its areas
covered  = reached * room               in each of its areas: shared in proportion to those reached
expected = the mean of `covered` over draws of need, each with its own R
value    = weight * covered             what that counts for in the objective
"""

import numpy as np

from planner.scenario.schema import ServiceType
from planner.types import FloatArray, IntArray

TINY = float(np.finfo(np.float64).tiny)


def capacity(kind: ServiceType, staff: int | IntArray) -> FloatArray:
    """Young people a year that services of a type with so many staff can support, whatever they reach."""
    each, fixed = (kind.staff.caseload, 0.0) if kind.staff else (0.0, kind.capacity or 0.0)
    return np.asarray(staff) * each + fixed


def enough_staff(reached: FloatArray, caseload: float) -> IntArray:
    """Fewest staff that support all who are reached; a sliver above a whole number counts as none."""
    return np.maximum(1, np.ceil(np.round(reached / caseload, 9))).astype(np.int64)


def room(reached: FloatArray, capacity: FloatArray | float) -> FloatArray:
    """Share of so many reached whom a capacity has room for, 0 to 1; shapes broadcast."""
    share: FloatArray = capacity / np.maximum(np.maximum(reached, capacity), TINY)
    return share


def covered(reached: FloatArray, capacity: FloatArray | float) -> FloatArray:
    """Young people supported in each area; shape as `reached`, (..., areas), of one service or draw a row."""
    shared: FloatArray = reached * room(reached.sum(axis=-1), capacity)[..., None]
    return shared


def supported(kind: ServiceType, reached: FloatArray, staff: int | IntArray) -> FloatArray:
    """The same for services of a type with so many staff."""
    return covered(reached, capacity(kind, staff))


def expected(kind: ServiceType, reached: FloatArray, staff: IntArray) -> FloatArray:
    """Mean over draws of those supported in each area, of each service with each of these numbers of staff.

    `reached` has shape (services, areas, draws), the result (services, numbers, areas).
    """
    rooms = room(reached.sum(axis=1)[:, None, :], capacity(kind, staff)[None, :, None])
    means: FloatArray = np.matmul(rooms, reached.transpose(0, 2, 1)) / reached.shape[2]
    return means


def value(covered: FloatArray, weight: FloatArray) -> FloatArray:
    """What those supported in areas count for in the objective; `weight` is that of one of them there."""
    return covered * weight
