"""`together`: catchments that hold all areas of a group, or none."""

from collections.abc import Iterator

import networkx as nx
import numpy as np

from planner.policy.obstacles import may_expand, obstacle
from planner.policy.protocols import Areas, Outcome, Setting, Trials, Why
from planner.policy.reductions import EVERY
from planner.policy.rule import Advice, GroupsRule, held
from planner.text import listed
from planner.types import BoolArray, IntArray


class Together(GroupsRule):
    """Groups of areas that are in one new service if any of them is in one."""

    key = "together"
    order = 40
    allowed = EVERY

    def keeps_catchments(self, areas: Areas, members: IntArray) -> BoolArray:
        keeps = np.ones(len(members), dtype=bool)
        for group in self.value:
            count = held(areas, group, members)
            keeps &= (count == 0) | (count == len(group))
        return keeps

    def broken(self, _setting: Setting, outcome: Outcome) -> Iterator[str]:
        for service in outcome.services:
            here = set(service.areas)
            if any(here & set(group) and not set(group) <= here for group in self.value):
                yield f"{service.id}: splits areas that belong together"

    def against(self, setting: Setting, codes: list[str]) -> Iterator[str]:
        for group in self.value:
            if 0 < len(both := set(group) & set(codes)) < len(group):
                lacking = listed(map(setting.areas.name, sorted(set(group) - both)))
                yield f"policy.together asks for {lacking} too"

    def advice(self, setting: Setting) -> Iterator[Advice]:
        """Every group that can be in no service, and so is funded at no budget."""
        for group in self._merged():
            why = obstacle(setting, group)
            if why is not None and not may_expand(setting, group):
                told = listed(map(setting.areas.name, group))
                what = (
                    f"policy.together: no service can hold {told}, so none of them takes part in anything "
                    f"new, whatever the budget: {why.reason}"
                )
                yield Advice(what, f"to change that, {why.remedy}, or take the group out")

    def _merged(self) -> list[list[str]]:
        """Groups that share an area as one, since any service that holds it holds both; codes rising."""
        graph: nx.Graph[str] = nx.Graph()
        for group in self.value:
            nx.add_path(graph, group)
        return sorted(sorted(part) for part in nx.connected_components(graph))

    def linked_with(self, code: str) -> set[str]:
        return {other for group in self.value if code in group for other in group}

    def keeps_out(self, required: str, code: str, trials: Trials) -> Why | None:
        """A group of the area that no service can hold, where without that group one could serve the area."""
        setting = trials.scenario
        policy, name = setting.policy, setting.areas.name
        for group in self.value:
            told = obstacle(setting, group) if code in group and not set(group) & policy.closed else None
            others = policy.of(together=[one for one in self.value if one != group])
            if told is not None and trials.serves(others, setting.areas.position[code]):
                return Why(
                    rules=(
                        f"policy.{required}: {name(code)}",
                        f"policy.together: {', '.join(map(name, group))}",
                    ),
                    have=told.have,
                    need=told.need,
                    fix=f"{told.reason}; take the group out, or {name(code)} out of policy.{required}",
                )
        return None
