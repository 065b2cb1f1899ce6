"""`apart`: catchments that hold one area of a group at most."""

from collections.abc import Iterator

import numpy as np

from planner.policy.protocols import Areas, Outcome, Setting
from planner.policy.reductions import EVERY
from planner.policy.rule import GroupsRule, Obstacle, held
from planner.text import listed
from planner.types import BoolArray, IntArray


class Apart(GroupsRule):
    """Groups of areas no two of which are ever in one new service."""

    key = "apart"
    order = 50
    allowed = EVERY

    def keeps_catchments(self, areas: Areas, members: IntArray) -> BoolArray:
        keeps = np.ones(len(members), dtype=bool)
        for group in self.value:
            keeps &= held(areas, group, members) <= 1
        return keeps

    def broken(self, _setting: Setting, outcome: Outcome) -> Iterator[str]:
        for service in outcome.services:
            if any(len(set(service.areas) & set(group)) > 1 for group in self.value):
                yield f"{service.id}: joins areas that must stay apart"

    def against(self, setting: Setting, codes: list[str]) -> Iterator[str]:
        for group in self.value:
            if len(both := set(group) & set(codes)) > 1:
                told = listed(map(setting.areas.name, sorted(both)))
                yield f"policy.apart keeps {told} apart in this scenario"

    def parts(self, setting: Setting, group: list[str]) -> Obstacle | None:
        for kept in self.value:
            if len(set(kept) & set(group)) > 1:
                told = " and ".join(setting.areas.name(code) for code in group if code in kept)
                return Obstacle(
                    0, 1, f"policy.apart keeps {told} apart", "take that rule out of policy.apart"
                )
        return None
