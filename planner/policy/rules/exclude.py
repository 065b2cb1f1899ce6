"""`exclude`: areas that are closed, so that no catchment holds one of them."""

from collections.abc import Iterator

from planner.policy.protocols import Outcome, Setting
from planner.policy.reductions import EVERY
from planner.policy.rule import AreasRule, Obstacle
from planner.text import listed


class Exclude(AreasRule):
    """Areas that take part in nothing new."""

    key = "exclude"
    order = 30
    allowed = EVERY

    def closes(self) -> frozenset[str]:
        return frozenset(self.value)

    def broken(self, _setting: Setting, outcome: Outcome) -> Iterator[str]:
        for code in self.value:
            if code in outcome.covered:
                yield f"{code}: excluded, and takes part in something"

    def against(self, setting: Setting, codes: list[str]) -> Iterator[str]:
        if out := sorted(set(codes) & set(self.value)):
            yield f"policy.exclude leaves out {listed(map(setting.areas.name, out))} in this scenario"

    def parts(self, setting: Setting, group: list[str]) -> Obstacle | None:
        out = listed(setting.areas.name(code) for code in group if code in self.value)
        return (
            Obstacle(0, 1, f"policy.exclude names {out}", f"take {out} out of policy.exclude")
            if out
            else None
        )
