"""`min_coverage`: a filter on candidates, and the areas that must then be in exactly one.

An area is in at most one new service. So a candidate that leaves one of its areas below its least share can
be in no plan, and an area that existing services leave below it must be in exactly one of those that do not.
"""

import numpy as np

from planner.model.block import Block
from planner.model.existing import Served
from planner.scenario.scenario import Scenario
from planner.types import FloatArray, IntArray


def lacking(scenario: Scenario, served: Served) -> FloatArray:
    """Young people whom new money must still cover in each area, 0 where existing services do enough.

    Rounding counts for none, and excluded areas are asked nothing.
    """
    need = scenario.areas.need
    least = (scenario.policy.min_coverage or 0.0) * need
    short = least - served.covered
    short[[scenario.areas.position[code] for code in scenario.policy.exclude]] = 0.0
    return np.where(short > rounding(least), short, 0.0)


def must_take_part(scenario: Scenario, served: Served) -> IntArray:
    """Areas that existing services leave below their least share, rising."""
    return np.flatnonzero(lacking(scenario, served))


def keeps_least(scenario: Scenario, served: Served, block: Block, grown: float) -> Block:
    """The candidates that leave none of their areas below its least share, at a share `grown` of coverage.

    With a budget by year that is what they have grown to in the last year.
    """
    if scenario.policy.min_coverage is None:
        return block
    short = lacking(scenario, served)
    missing = grown * block.covered_by_area < (short - rounding(short))[block.members]
    return block.take(np.flatnonzero(~missing.any(axis=1)))


def rounding(people: FloatArray) -> FloatArray:
    """Young people that count for none, of so many: a billionth, well below what the audit lets pass."""
    return np.clip(1e-9 * people, 1e-9, 5e-7)
