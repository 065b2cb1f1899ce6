"""The rules as filters: which candidates a plan may hold at all."""

from dataclasses import dataclass

import numpy as np

from planner.model.block import Block
from planner.model.existing import Served
from planner.scenario.scenario import Scenario
from planner.types import FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class _Columns:
    """A block as rules see candidates."""

    block: Block

    def __len__(self) -> int:
        return len(self.block)

    @property
    def starts(self) -> IntArray:
        starts: IntArray = np.arange(len(self) + 1) * self.block.members.shape[1]
        return starts

    @property
    def owners(self) -> IntArray:
        return np.repeat(np.arange(len(self)), self.block.members.shape[1])

    @property
    def members(self) -> IntArray:
        return self.block.members.ravel()

    @property
    def covered_by_area(self) -> FloatArray:
        return self.block.covered_by_area.ravel()

    @property
    def type(self) -> IntArray:
        return self.block.type

    @property
    def hub(self) -> IntArray:
        return self.block.hub

    @property
    def staff(self) -> IntArray:
        return self.block.staff

    @property
    def expands(self) -> IntArray:
        return self.block.expands


def keeps_rules(scenario: Scenario, served: Served, block: Block, grown: float) -> Block:
    """The candidates that every rule lets a plan hold, at a share `grown` of their coverage.

    With a budget by year that is what they have grown to in the last year.
    """
    if not scenario.policy.filters:
        return block
    return block.take(np.flatnonzero(scenario.policy.keeps(scenario, served, _Columns(block), grown)))
