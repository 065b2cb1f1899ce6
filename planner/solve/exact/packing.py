"""The program as arrays, with the counts that the exact search branches on."""

import math
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Self

import numpy as np
from scipy.sparse import csc_array, csr_array, vstack

from planner.model.candidates import Candidates
from planner.model.rows import Rows
from planner.types import BoolArray, FloatArray, IntArray

DIGITS = 9
"""Decimals that count; how a machine adds up must not choose between plans that tie."""
MOST_COST = 1000
"""Times a budget that a candidate must cost to be left out altogether."""
BUDGET_TOLERANCE = 1e-7
"""What rounding may add to the cost of a plan that takes the budget to the last penny."""


@dataclass(frozen=True, eq=False)
class Packing:
    """`maximise objective @ y`, `lower <= matrix @ y <= upper`, y one 0 or 1 a column.

    The objective is in units of `unit`, a power of ten, and each row in a unit of its own, so that solvers
    meet numbers of a size they are made for whatever the currency. The first `counts` rows add up services,
    staff and areas in services, of each year in which they could start; they bind nothing at the root, and
    the search branches on them. The rows `single` say that an area is in one new service at most, those
    `shared` what all services draw on: money, and how many there may be. `columns` are the candidates that
    the columns stand for, and `units` those of the stated rows, which come after the counts.
    """

    matrix: csc_array
    by_column: csr_array
    lower: FloatArray
    upper: FloatArray
    objective: FloatArray
    columns: IntArray
    units: FloatArray
    counts: int
    single: IntArray
    shared: IntArray
    unit: float = 1.0

    def __len__(self) -> int:
        return len(self.columns)

    def total(self, columns: IntArray, amounts: FloatArray) -> FloatArray:
        """The counts of a fractional choice."""
        activity: FloatArray = self.matrix[: self.counts, columns] @ amounts
        return activity

    def take(self, which: IntArray) -> Self:
        """The same program over some of its columns."""
        return replace(
            self,
            matrix=self.matrix[:, which],
            by_column=self.by_column[which],
            objective=self.objective[which],
            columns=self.columns[which],
        )

    def prices(self, duals: FloatArray) -> FloatArray:
        """Duals of the stated rows in the scenario's own units."""
        prices: FloatArray = duals[self.counts :][: len(self.units)] * self.unit / self.units
        return prices

    def with_objective(self, objective: FloatArray) -> Self:
        """The same rows with another objective."""
        return replace(self, objective=objective)

    def with_rows(self, matrix: csr_array, lower: FloatArray, upper: FloatArray) -> Self:
        """The same program with more rows after its own."""
        whole = csc_array(vstack([self.matrix, matrix], format="csc"))
        return replace(
            self,
            matrix=whole,
            by_column=csr_array(whole.T),
            lower=np.concatenate([self.lower, lower]),
            upper=np.concatenate([self.upper, upper]),
        )

    def minimising(self, cost: FloatArray, least: float) -> Self:
        """The same choice at least cost, among those whose present objective is at least `least`."""
        floor = csr_array(self.objective[None, :])
        asked = self.with_rows(floor, np.array([least]), np.array([np.inf])) if least > -np.inf else self
        return replace(
            asked,
            objective=np.round(-cost / unit_of(cost), DIGITS),
            unit=unit_of(cost),
        )


def pack(candidates: Candidates, rows: Rows, keep: BoolArray) -> Packing:
    """The program over the candidates to `keep`, less those beyond all money.

    A candidate that costs more than a budget is in no plan; the linear program may still fund a part of it,
    so that the price of money falls as there is more. Only its cost must not set the unit for the others.
    """
    columns = np.flatnonzero(keep & ~_unaffordable(rows))
    sizes = candidates.sizes
    starting = [candidates.start == start for start in range(int(candidates.start.max(initial=0)) + 1)]
    each = (np.ones(len(candidates)), candidates.staff, sizes)
    counted = np.vstack([count * begun for count in each for begun in starting])[:, columns]
    counted = counted[counted.any(axis=1)]
    stated = csr_array(rows.matrix[:, columns])
    affordable = np.where(np.array(rows.kinds) == "budget", rows.upper, np.inf)
    amounts = np.minimum(np.abs(stated.data), np.repeat(affordable, np.diff(stated.indptr)))
    units = np.array([unit_of(amounts[a:b]) for a, b in pairwise(stated.indptr)])
    stated.data = np.round(stated.data / np.repeat(units, np.diff(stated.indptr)), DIGITS)
    matrix = csc_array(vstack([csr_array(counted), stated], format="csc"))
    spare = np.array([BUDGET_TOLERANCE if kind == "budget" else 0.0 for kind in rows.kinds])
    unit = unit_of(candidates.value[columns])
    return Packing(
        matrix=matrix,
        by_column=csr_array(matrix.T),
        lower=np.concatenate([np.zeros(len(counted)), rows.lower / units]),
        upper=np.concatenate([counted.sum(axis=1), rows.upper / units + spare]),
        objective=np.round(candidates.value[columns] / unit, DIGITS),
        unit=unit,
        columns=columns,
        units=units,
        counts=len(counted),
        single=len(counted) + np.flatnonzero(np.array(rows.kinds) == "one_decision"),
        shared=len(counted) + np.flatnonzero(np.isin(rows.kinds, ["budget", *rows.limits])),
    )


def _unaffordable(rows: Rows) -> BoolArray:
    """Which candidates cost over a thousand times a budget: a linear program funds next to none of them."""
    which = np.array(rows.kinds) == "budget"
    costs, budgets = rows.matrix[which], rows.upper[which]
    over = costs.data > np.repeat(MOST_COST * budgets + 0.01, np.diff(costs.indptr))
    beyond: BoolArray = np.bincount(costs.indices[over], minlength=rows.matrix.shape[1]) > 0
    return beyond


def unit_of(numbers: FloatArray) -> float:
    """A power of ten in which the largest of these numbers is from 100 to 1,000; 1 where it is from 0.1."""
    largest = float(np.abs(numbers).max(initial=0.0))
    return 1.0 if 0.1 <= largest < 1000 or largest == 0 else 10.0 ** (math.floor(math.log10(largest)) - 2)
