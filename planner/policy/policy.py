"""The `policy:` block: a key a rule, made from the register, and the rules that it gives."""

from collections.abc import Callable
from copy import copy
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from planner.fields import Block
from planner.policy.protocols import Areas, Candidates, Served, Setting
from planner.policy.reductions import Reduction
from planner.policy.register import RULES, keep_fields
from planner.policy.rule import Rule
from planner.types import BoolArray, FloatArray, IntArray


class Policy(Block):
    """Rules a plan must keep."""

    if TYPE_CHECKING:

        def __init__(self, **rules: Any) -> None: ...

    def __getattr__(self, key: str) -> Any:
        """The value of a rule that is known only since this policy was made: what leaving it out means."""
        if key in RULES:
            return copy(RULES[key].default)
        return super().__getattr__(key)  # type: ignore[misc]

    @property
    def rules(self) -> tuple[Rule[Any], ...]:
        """The rules that are given, in their order."""
        values = self.__dict__
        return tuple(
            rule(values[key]) for key, rule in RULES.items() if key in values and values[key] != rule.default
        )

    def of(self, **values: Any) -> Self:
        """The same policy with other values of some rules, which are taken as they are."""
        return self.model_copy(update=values)

    def keeping(self, which: Callable[[Rule[Any]], bool]) -> Self:
        """The same policy less the rules for which `which` says no."""
        return self.of(**{rule.key: copy(rule.default) for rule in self.rules if not which(rule)})

    def without(self, *keys: str) -> Self:
        """The same policy less some rules."""
        return self.keeping(lambda rule: rule.key not in keys)

    def in_order(self) -> Self:
        """The same policy with areas whose order means nothing in the order of their codes."""
        values = {rule.key: rule.in_order() for rule in self.rules}
        changed = {key: value for key, value in values.items() if value != getattr(self, key)}
        return self.of(**changed) if changed else self

    def allows(self, *reductions: Reduction) -> bool:
        """Whether these reductions are sound under all rules."""
        return all(rule.allows(one) for rule in self.rules for one in reductions)

    @property
    def closed(self) -> frozenset[str]:
        """Codes of the areas that take part in nothing new."""
        return frozenset[str]().union(*(rule.closes() for rule in self.rules))

    def open_to(self, areas: Areas) -> BoolArray:
        """Which areas may take part in something new."""
        closed = self.closed
        return np.array([code not in closed for code in areas.codes], dtype=bool)

    def counts_for(self, code: str) -> float:
        """What one young person in an area counts for."""
        return float(np.prod([rule.counts_for(code) for rule in self.rules if rule.weighs]))

    def weights_of(self, areas: Areas) -> FloatArray:
        """What one young person in each area counts for."""
        rules = [rule for rule in self.rules if rule.weighs]
        each = ([rule.counts_for(code) for code in areas.codes] for rule in rules)
        weights: FloatArray = np.array(list(each), dtype=np.float64).reshape(-1, len(areas)).prod(axis=0)
        return weights

    @property
    def weighs(self) -> bool:
        """Whether young people in some areas count for more, or less, than others."""
        return any(rule.weighs for rule in self.rules)

    def keeps_catchments(self, areas: Areas, members: IntArray) -> BoolArray:
        """Which catchments the rules let a service have; `members` has shape (catchments, areas of each)."""
        keeps = np.ones(len(members), dtype=bool)
        for rule in self.rules:
            keeps &= rule.keeps_catchments(areas, members)
        return keeps

    @property
    def filters(self) -> bool:
        """Whether any rule looks at candidates one by one, their areas apart."""
        return any(type(rule).keeps is not Rule.keeps for rule in self.rules)

    def keeps(self, setting: Setting, served: Served, candidates: Candidates, grown: float) -> BoolArray:
        """Which candidates a plan may hold at all, at a share `grown` of their coverage."""
        keeps = np.ones(len(candidates), dtype=bool)
        for rule in self.rules:
            keeps &= rule.keeps(setting, served, candidates, grown)
        return keeps

    def must_take_part(self, setting: Setting, served: Served) -> IntArray:
        """Rows of areas that must be in a candidate of the plan, rising."""
        rows = [rule.must_take_part(setting, served) for rule in self.rules]
        return np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *rows]))


keep_fields(Policy)
