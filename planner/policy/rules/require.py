"""`require`: areas that must each be in a candidate of the plan."""

from collections.abc import Iterator

import numpy as np

from planner.policy.protocols import Outcome, Served, Setting
from planner.policy.reductions import EVERY
from planner.policy.rule import AreasRule
from planner.types import IntArray


class Require(AreasRule):
    """Areas that must take part in something newly funded."""

    key = "require"
    order = 20
    allowed = EVERY

    def must_take_part(self, setting: Setting, _served: Served) -> IntArray:
        rows = [setting.areas.position[code] for code in self.value]
        return np.array(sorted(rows), dtype=np.int64)

    def broken(self, _setting: Setting, outcome: Outcome) -> Iterator[str]:
        for code in self.value:
            if code not in outcome.covered:
                yield f"{code}: required, and takes part in nothing"
