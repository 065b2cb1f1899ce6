"""Candidates: services that could be funded, as one table of columns."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal, Self

import numpy as np
from numpy.typing import NDArray

from planner.model.existing import Served
from planner.scenario.scenario import Scenario
from planner.types import BoolArray, FloatArray, IntArray

NEW = -1
"""What a service of its own `expands`."""
Per = Literal["candidate", "area"]


def an_entry(per: Per, kind: type = np.float64) -> dict[str, Any]:
    """Marks a column of `Candidates`: with an entry for each candidate, or for each area of each."""
    return {"per": per, "kind": kind}


@dataclass(frozen=True, eq=False)
class Candidates:
    """Services that could be funded, in a fixed order, one row each, and what existing services already do.

    The areas of candidate c are `members[starts[c]:starts[c + 1]]`, rising, with `reached` (residual need,
    a mean where it is drawn) and `covered_by_area` (likewise) beside them. `expands` is the existing service
    that it adds to, NEW where it is one of its own. `value` is coverage weighted by the policy's weights,
    what the program maximises, and `cost` is pounds a year.

    With a budget by year each candidate is there once for every year it could `start` in, counted from 0;
    `setup` is pounds paid in that year, `running` pounds in it and in every year after, `cost` their sum
    over the years and `value` young people over the years. Else `start` and `setup` are 0 and `running` is
    `cost`.

    A column is declared here and nowhere else: `take`, `tile` and `join` carry all that are marked so.
    """

    scenario: Scenario
    served: Served
    starts: IntArray
    members: IntArray = field(metadata=an_entry("area", np.int64))
    reached: FloatArray = field(metadata=an_entry("area"))
    covered_by_area: FloatArray = field(metadata=an_entry("area"))
    type: IntArray = field(metadata=an_entry("candidate", np.int64))
    hub: IntArray = field(metadata=an_entry("candidate", np.int64))
    staff: IntArray = field(metadata=an_entry("candidate", np.int64))
    capacity: FloatArray = field(metadata=an_entry("candidate"))
    cost: FloatArray = field(metadata=an_entry("candidate"))
    expands: IntArray = field(metadata=an_entry("candidate", np.int64))
    value: FloatArray = field(metadata=an_entry("candidate"))
    start: IntArray = field(metadata=an_entry("candidate", np.int64))
    setup: FloatArray = field(metadata=an_entry("candidate"))
    running: FloatArray = field(metadata=an_entry("candidate"))

    @classmethod
    def blank(cls, scenario: Scenario, served: Served, sizes: IntArray) -> Self:
        """Candidates over so many areas each, with 0 in every column."""
        count = {"candidate": len(sizes), "area": int(sizes.sum())}
        columns: dict[str, Any] = {
            one.name: np.zeros(count[one.metadata["per"]], dtype=one.metadata["kind"])
            for one in fields(cls)
            if one.metadata
        }
        return cls(scenario=scenario, served=served, starts=_starts(sizes), **columns)

    @classmethod
    def none(cls, scenario: Scenario, served: Served) -> Self:
        """A table of none, to join others to."""
        return cls.blank(scenario, served, np.zeros(0, dtype=np.int64))

    def __len__(self) -> int:
        return len(self.hub)

    def columns(self, per: Per) -> dict[str, NDArray[Any]]:
        """The columns with an entry for each candidate, or for each area of each."""
        return {one.name: getattr(self, one.name) for one in fields(self) if one.metadata.get("per") == per}

    def take(self, which: BoolArray | IntArray) -> Self:
        """Some of the candidates: those marked, in the same order, or those numbered, in the order given."""
        rows = np.flatnonzero(which) if which.dtype == bool else which
        sizes = self.sizes[rows]
        starts = _starts(sizes)
        entries = np.repeat(self.starts[rows] - starts[:-1], sizes)
        entries += np.arange(starts[-1])
        taken: dict[str, Any] = {name: column[rows] for name, column in self.columns("candidate").items()}
        taken |= {name: column[entries] for name, column in self.columns("area").items()}
        return replace(self, starts=starts, **taken)

    def join(self, *others: Self) -> Self:
        """These candidates, then others of the same scenario."""
        parts: Sequence[Self] = (self, *others)
        joined: dict[str, Any] = {
            name: np.concatenate([getattr(part, name) for part in parts])
            for name in (*self.columns("candidate"), *self.columns("area"))
        }
        return replace(self, starts=_starts(np.concatenate([part.sizes for part in parts])), **joined)

    def tile(self, times: int) -> Self:
        """All of the candidates so many times over, one copy after the other; at least once."""
        return self.join(*[self] * (times - 1))

    @property
    def sizes(self) -> IntArray:
        """How many areas each candidate is over."""
        return np.diff(self.starts)

    @property
    def owners(self) -> IntArray:
        """The candidate that each entry of `members` belongs to."""
        return np.repeat(np.arange(len(self)), self.sizes)

    def areas(self, candidate: int) -> slice:
        """Where the areas of a candidate stand in `members`."""
        return slice(int(self.starts[candidate]), int(self.starts[candidate + 1]))

    def total(self, by_area: FloatArray) -> FloatArray:
        """For each candidate the sum of a column with an entry for each area of each."""
        return np.add.reduceat(by_area, self.starts[:-1]) if len(self) else np.zeros(0)

    @property
    def covered(self) -> FloatArray:
        """Young people a year whom each supports."""
        return self.total(self.covered_by_area)

    def holding(self, area: int) -> BoolArray:
        """Which candidates hold an area, given by its place among the areas."""
        held = self.owners[self.members == area]
        return np.bincount(held, minlength=len(self)) > 0

    def cost_in(self, year: int) -> FloatArray:
        """Pounds each candidate costs in a year, counted from 0."""
        paid: FloatArray = np.where(self.start <= year, self.running, 0.0)
        return paid + np.where(self.start == year, self.setup, 0.0)

    @property
    def at_end(self) -> FloatArray:
        """Share of its coverage that each candidate reaches in the last year; 1 for a budget a year."""
        years = self.scenario.years
        if years is None:
            return np.ones(len(self))
        last = len(years.budgets) - 1
        return np.array([years.reached(last, start) for start in range(last + 1)])[self.start]

    @property
    def worth(self) -> FloatArray:
        """What one young person whom each candidate covers counts for, weights apart: 1 for a budget a year.

        With a budget by year that is over all its years, as services grow and later years count for less.
        """
        years = self.scenario.years
        if years is None:
            return np.ones(len(self))
        return np.array([years.worth(start) for start in range(len(years.budgets))])[self.start]


def _starts(sizes: IntArray) -> IntArray:
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)


def area_weights(scenario: Scenario) -> FloatArray:
    """What one young person in each area counts for."""
    return scenario.policy.weights_of(scenario.areas)
