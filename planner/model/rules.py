"""Policy rules that decide which catchments are possible at all."""

import numpy as np

from planner.scenario.scenario import Scenario
from planner.types import BoolArray, IntArray


def keeps_groups(scenario: Scenario, members: IntArray) -> BoolArray:
    """Which catchments keep every `together` whole and every `apart` apart."""
    position, keeps = scenario.areas.position, np.ones(len(members), dtype=bool)
    for group in scenario.policy.together:
        held = np.isin(members, [position[code] for code in group]).sum(axis=1)
        keeps &= (held == 0) | (held == len(group))
    for group in scenario.policy.apart:
        keeps &= np.isin(members, [position[code] for code in group]).sum(axis=1) <= 1
    return keeps
