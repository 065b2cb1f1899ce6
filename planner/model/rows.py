"""Rows: the constraints on which candidates may be chosen together, as one sparse matrix."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from scipy.sparse import csr_array, vstack

from planner.model.candidates import Candidates
from planner.policy.register import RULES
from planner.types import BoolArray, FloatArray, IntArray

Kind: TypeAlias = str
"""What a row states: `one_decision`, `budget`, the key of a rule, or what a question adds."""


@dataclass(frozen=True, eq=False)
class Rows:
    """`lower <= matrix @ y <= upper`, y one 0 or 1 a candidate.

    `kinds` says what rule each row states and `areas` the area it is about, -1 where it is about none.
    """

    matrix: csr_array
    lower: FloatArray
    upper: FloatArray
    kinds: tuple[Kind, ...]
    areas: IntArray

    def take(self, which: BoolArray) -> "Rows":
        """Some of the rows."""
        kinds = tuple(kind for kind, keep in zip(self.kinds, which, strict=True) if keep)
        return Rows(self.matrix[which], self.lower[which], self.upper[which], kinds, self.areas[which])

    def without(self, *kinds: Kind) -> "Rows":
        """The same rows less those of some rules."""
        return self.take(np.array([kind not in kinds for kind in self.kinds], dtype=bool))

    def and_also(self, more: "Rows") -> "Rows":
        """These rows and more over the same candidates."""
        matrix = csr_array(vstack([self.matrix, more.matrix], format="csr"))
        lower, upper = np.concatenate([self.lower, more.lower]), np.concatenate([self.upper, more.upper])
        return Rows(matrix, lower, upper, self.kinds + more.kinds, np.concatenate([self.areas, more.areas]))

    @property
    def limits(self) -> tuple[Kind, ...]:
        """The rules that set a limit to what is chosen together, in their order."""
        of_rule = np.isin(self.kinds, list(RULES)) & np.isfinite(self.upper)
        return tuple(dict.fromkeys(self.kinds[row] for row in np.flatnonzero(of_rule)))

    def with_budget(self, budget: float) -> "Rows":
        """The same rows with another budget."""
        return replace(self, upper=np.where(np.array(self.kinds) == "budget", budget, self.upper))

    def after(self, kept: IntArray) -> "Rows":
        """What the rows leave to other candidates once these are chosen."""
        taken = np.asarray(self.matrix[:, kept].sum(axis=1)).ravel()
        asked = np.where(self.lower - taken < 1e-9, np.minimum(self.lower, 0.0), self.lower - taken)
        return replace(self, lower=asked, upper=np.maximum(self.upper - taken, 0.0))


@dataclass(frozen=True, eq=False)
class _Part:
    matrix: csr_array
    lower: FloatArray
    upper: FloatArray
    kind: Kind
    areas: IntArray


def state_rows(candidates: Candidates) -> Rows:
    """All rows of a scenario: one new funding decision an area, the budget, then the policy's.

    Rows that no candidate is in and that ask for nothing are left out.
    """
    parts = list(_parts(candidates))
    matrix = csr_array(vstack([part.matrix for part in parts], format="csr"))
    lower = np.concatenate([part.lower for part in parts])
    upper = np.concatenate([part.upper for part in parts])
    kinds = [kind for part in parts for kind in [part.kind] * part.matrix.shape[0]]
    areas = np.concatenate([part.areas for part in parts])
    rows = np.flatnonzero((np.diff(matrix.indptr) > 0) | (lower > 0))
    return Rows(matrix[rows], lower[rows], upper[rows], tuple(kinds[i] for i in rows), areas[rows])


def count_row(which: BoolArray, least: float, most: float, kind: Kind) -> Rows:
    """A row that has from `least` to `most` of these candidates chosen."""
    part = _whole(which.astype(np.float64), most, kind, least)
    return Rows(part.matrix, part.lower, part.upper, (kind,), part.areas)


def _parts(candidates: Candidates) -> Iterator[_Part]:
    scenario = candidates.scenario
    size = len(scenario.areas)
    inside = _by_area(candidates, np.ones(len(candidates.members)))
    nothing = np.full(size, -np.inf)
    yield _Part(inside, nothing, np.ones(size), "one_decision", np.arange(size))
    budgets = scenario.years.budgets if scenario.years else (scenario.budget,)
    for year, budget in enumerate(budgets):
        yield _whole(candidates.cost_in(year), budget, "budget")
    for rule in scenario.policy.rules:
        for row in rule.rows(scenario, candidates):
            yield _whole(row.amounts, row.upper, rule.key, row.lower)
        yield _must(inside, rule.must_take_part(scenario, candidates.served), rule.key)


def _must(inside: csr_array, areas: IntArray, kind: Kind) -> _Part:
    """These areas take part in something: in one service, since no area is in more."""
    return _Part(inside[areas], np.ones(len(areas)), np.full(len(areas), np.inf), kind, areas)


def _by_area(candidates: Candidates, values: FloatArray) -> csr_array:
    shape = (len(candidates.scenario.areas), len(candidates))
    matrix = csr_array((values, (candidates.members, candidates.owners)), shape=shape)
    matrix.eliminate_zeros()
    return matrix


def _whole(values: FloatArray, most: float, kind: Kind, least: float = -np.inf) -> _Part:
    matrix = csr_array(values[None, :])
    matrix.eliminate_zeros()
    return _Part(matrix, np.array([least]), np.array([most]), kind, np.array([-1]))
