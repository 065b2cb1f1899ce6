"""Cost: pounds of a service, the one place where its formula stands.

    a new one:     factor * (setup / term + annual + joint * (areas - 1) + staff_cost * staff)
    an expansion:  factor * (staff_cost * staff added + joint * areas added)

`factor` is the cost factor of the hub's area. Staff and factors may be arrays that broadcast. This stands
beside the schema since reading a scenario asks what is cheapest.
"""

import numpy as np

from planner.scenario.schema import ServiceType
from planner.types import FloatArray, IntArray

Factor = float | FloatArray


def new_cost(
    kind: ServiceType, term: float, areas: int, staff: int | IntArray, factor: Factor = 1.0
) -> FloatArray:
    """Pounds a year for a new service shared by `areas`, set-up spread over `term` years."""
    fixed = kind.setup_cost / term + kind.annual_cost + kind.joint_cost * (areas - 1)
    return np.asarray(factor * (fixed + _staff_cost(kind) * staff))


def expansion_cost(kind: ServiceType, added: int, staff: int | IntArray, factor: Factor = 1.0) -> FloatArray:
    """Pounds a year for so many more staff in an existing service, and areas added to it."""
    return np.asarray(factor * (_staff_cost(kind) * staff + kind.joint_cost * added))


def setup_cost(kind: ServiceType, factor: Factor = 1.0) -> FloatArray:
    """Pounds that a new service costs once."""
    return np.asarray(factor * kind.setup_cost)


def largest_cost(kind: ServiceType, term: float, areas: int) -> float:
    """Pounds a year for a new service with the most staff it may have, before the hub's cost factor."""
    return float(new_cost(kind, term, areas, kind.staff.max if kind.staff else 0))


def _staff_cost(kind: ServiceType) -> float:
    return kind.staff.cost if kind.staff else 0.0
