"""A rule of a policy: all that is to be known of one, with what is so of most as the default."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from inspect import cleandoc
from typing import Any, ClassVar, Generic, NamedTuple, TypeAlias, TypeVar

import numpy as np

from planner.fields import AreaRef, Several
from planner.policy.kept_out import kept_out
from planner.policy.protocols import Areas, Candidates, Outcome, Served, Setting, Trials, Why
from planner.policy.reductions import Reduction
from planner.text import listed
from planner.types import BoolArray, FloatArray, IntArray

V = TypeVar("V")
Keys: TypeAlias = tuple[str | int, ...]
Codes: TypeAlias = Callable[[Keys, Iterable[str]], list[str]]
"""Codes of areas that are named under some keys of a rule, rising."""
NOTHING: IntArray = np.zeros(0, dtype=np.int64)


class Fault(NamedTuple):
    """What is wrong with the value of a rule: under which of its keys, and what to do."""

    keys: Keys
    what: str
    remedy: str


class Advice(NamedTuple):
    """What is legal and worth knowing of a rule, and what to do where it is not meant."""

    what: str
    remedy: str


class Obstacle(NamedTuple):
    """Why no service can hold a group: how many areas it may have and would need, and what to do."""

    have: float
    need: float
    reason: str
    remedy: str


@dataclass(frozen=True, eq=False)
class Row:
    """`lower <= amounts @ y <= upper`, y one 0 or 1 a candidate."""

    amounts: FloatArray
    lower: float = -np.inf
    upper: float = np.inf


class Rule(ABC, Generic[V]):
    """A rule with its value. The docstring of a rule's class is what its key means, in every place.

    Each method says what the rule is in one respect, and what a rule that says nothing of it means by that.
    """

    key: ClassVar[str]
    """What it is called in a scenario, under `policy`."""
    order: ClassVar[int] = 1000
    """Where it stands among the others, wherever they are told or stated one after the other."""
    kind: ClassVar[Any]
    """The type of its value, as the schema states it."""
    default: ClassVar[Any] = None
    """What leaving it out means."""
    allowed: ClassVar[frozenset[Reduction]] = frozenset()
    """The reductions that are sound under it, whatever else is asked."""

    def __init__(self, value: V) -> None:
        self.value = value

    @classmethod
    def meaning(cls) -> str:
        """What its key means, for the schema and the documentation."""
        return cleandoc(cls.__doc__ or "")

    # What it says of areas

    def named(self) -> Iterator[tuple[Keys, list[str]]]:
        """Areas it names, and under which of its keys; none."""
        return iter(())

    def with_codes(self, _codes: Codes) -> V:
        """Its value with each area it names by code."""
        return self.value

    def in_order(self) -> V:
        """Its value with areas whose order means nothing in the order of their codes."""
        return self.value

    def faults(self, _areas: Areas, _asked: V) -> Iterator[Fault]:
        """What is inconsistent about it, all areas being known; `asked` is the value as it was written."""
        return iter(())

    def closes(self) -> frozenset[str]:
        """Codes of areas that take part in nothing new; none."""
        return frozenset()

    def counts_for(self, _code: str) -> float:
        """What one young person in an area counts for."""
        return 1.0

    @property
    def weighs(self) -> bool:
        """Whether it has young people in some areas count for more, or less, than others."""
        return False

    # What it does to candidates

    def keeps_catchments(self, areas: Areas, members: IntArray) -> BoolArray:
        """Which catchments it lets a service have; `members` has shape (catchments, areas of each).

        Those without an area that it closes.
        """
        closed = self.closes()
        return np.asarray(held(areas, closed, members) == 0) if closed else np.ones(len(members), dtype=bool)

    def keeps(self, _setting: Setting, _served: Served, candidates: Candidates, _grown: float) -> BoolArray:
        """Which candidates a plan may hold at all, their areas apart, at a share `grown` of their coverage.

        With a budget by year that is what they have grown to in the last year.
        """
        return np.ones(len(candidates), dtype=bool)

    def must_take_part(self, _setting: Setting, _served: Served) -> IntArray:
        """Rows of areas that must be in a candidate of the plan, rising."""
        return NOTHING

    def rows(self, _setting: Setting, _candidates: Candidates) -> Iterator[Row]:
        """Its other rows: what it asks of candidates together."""
        return iter(())

    def allows(self, reduction: Reduction) -> bool:
        """Whether a reduction is sound under it."""
        return reduction in self.allowed

    # How a plan is held to it

    @abstractmethod
    def broken(self, setting: Setting, outcome: Outcome) -> Iterator[str]:
        """How a plan breaks it, in words; worked out from nothing that candidates have."""

    # What is said of it

    def said(self, name: Callable[[str], str]) -> str:
        """Its value in words, areas by `name`."""
        value: object = self.value
        if isinstance(value, list | tuple | dict):
            groups = (one if isinstance(one, list) else [one] for one in value)
            return listed(" and ".join(name(str(one)) for one in group) for group in groups)
        return f"{value:g}" if isinstance(value, float) else str(value)

    def told(self, areas: Areas) -> str:
        """The rule in a line, areas by name."""
        return f"policy.{self.key}: {self.said(lambda code: _name(areas, code))}"

    def advice(self, _setting: Setting) -> Iterator[Advice]:
        """What is legal and worth knowing about it."""
        return iter(())

    def against(self, setting: Setting, codes: list[str]) -> Iterator[str]:
        """Why a plan may hold no service for exactly these areas, in words."""
        rows = np.array([[setting.areas.position[code] for code in sorted(codes)]], dtype=np.int64)
        if not self.keeps_catchments(setting.areas, rows).all():
            yield f"policy.{self.key} does not let these areas share a service in this scenario"

    def parts(self, _setting: Setting, _group: list[str]) -> Obstacle | None:
        """Why no service can hold all of a group of areas and perhaps more; None where it says nothing."""
        return None

    # Why no plan keeps it

    def may_keep_out(self, codes: set[str]) -> bool:
        """Whether it could be why some of these areas are in no candidate."""
        own = type(self)
        forbids = own.keeps is not Rule.keeps or own.keeps_catchments is not Rule.keeps_catchments
        if not forbids and not self.closes():
            return False
        named = {code for _, group in self.named() for code in group}
        return not named or bool(codes & named)

    def linked_with(self, _code: str) -> set[str]:
        """Areas that are where an area is."""
        return set()

    def keeps_out(self, _required: str, _code: str, _trials: Trials) -> Why | None:
        """Why it keeps an area that must take part by another rule out, where it can say more than that."""
        return None

    def unserved(self, areas: list[int], trials: Trials) -> Iterator[Why]:
        """Why areas, given by row, that must take part by this rule are in no candidate; one for each."""
        return (kept_out(self.key, area, trials) for area in areas)

    def would_do(self, fewest: int, proved: bool) -> str:
        """What to do about the limit it sets, where so many are the fewest that all else can be kept with."""
        return f"the fewest that would do is {fewest}" if proved else f"{fewest} would do"

    def could_do(self, most: float, proved: bool) -> str:
        """What to do about what it asks for, where so much is the most that all else can be kept with."""
        return f"lower it to {most:g}, {'the most that can be kept' if proved else 'which can be kept'}"

    def eased(self, _first: str, _trials: Trials) -> Why | None:
        """How much less of it could be kept; `first` is the rule told of before. None where that says all."""
        return None


def held(areas: Areas, codes: Iterable[str], members: IntArray) -> IntArray:
    """How many of some areas each catchment holds; `members` has shape (catchments, areas of each)."""
    inside = np.zeros(len(areas), dtype=np.int64)
    inside[[areas.position[code] for code in codes]] = 1
    return np.asarray(inside[members].sum(axis=1), dtype=np.int64)


def _name(areas: Areas, code: str) -> str:
    return areas.name(code) if code in areas.position else code


class AreasRule(Rule[list[str]]):
    """A rule that lists areas."""

    kind = list[AreaRef]
    default: ClassVar[Any] = []

    def named(self) -> Iterator[tuple[Keys, list[str]]]:
        yield (), self.value

    def with_codes(self, codes: Codes) -> list[str]:
        return codes((), self.value)

    def in_order(self) -> list[str]:
        return sorted(self.value) if isinstance(self.value, list) else self.value


class GroupsRule(Rule[list[list[str]]]):
    """A rule that lists groups of two areas or more."""

    kind = list[Several]
    default: ClassVar[Any] = []

    def named(self) -> Iterator[tuple[Keys, list[str]]]:
        return (((i,), group) for i, group in enumerate(self.value))

    def with_codes(self, codes: Codes) -> list[list[str]]:
        return [codes((i,), group) for i, group in enumerate(self.value)]

    def in_order(self) -> list[list[str]]:
        if not isinstance(self.value, list):
            return self.value  # nothing has looked at it yet
        return [sorted(group) for group in self.value]

    def faults(self, _areas: Areas, asked: list[list[str]]) -> Iterator[Fault]:
        for i, (group, names) in enumerate(zip(self.value, asked, strict=True)):
            if len(group) < 2:
                yield Fault((i,), f"{names} is one area, not a group", "name two or more")
