"""The program as arrays, with the counts that the exact search branches on."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from scipy.sparse import csc_array, csr_array, vstack

from planner.optimise.candidates import Candidates
from planner.optimise.rows import Rows
from planner.types import BoolArray, FloatArray, IntArray

DIGITS = 9
POUNDS = 1000.0
"""Costs are minimised in thousands, so that their size is like that of coverage."""


@dataclass(frozen=True, eq=False)
class Packing:
    """`maximise objective @ y`, `lower <= matrix @ y <= upper`, y one 0 or 1 a column.

    The last `counts` rows add up services, staff and areas in services. They bind nothing at the root; the
    search branches on them. `columns` are the candidates that the columns stand for.
    """

    matrix: csc_array
    by_column: csr_array
    lower: FloatArray
    upper: FloatArray
    objective: FloatArray
    columns: IntArray
    counts: int

    def __len__(self) -> int:
        return len(self.columns)

    def total(self, columns: IntArray, amounts: FloatArray) -> FloatArray:
        """The counts of a fractional choice."""
        activity: FloatArray = self.matrix[-self.counts :, columns] @ amounts
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

    def valued(self, objective: FloatArray) -> Self:
        """The same rows with another objective."""
        return replace(self, objective=objective)

    def minimising(self, cost: FloatArray, least: float) -> Self:
        """The same choice at least cost, among those whose present objective is at least `least`."""
        floor = csr_array(self.objective[None, :])
        where = self.matrix.shape[0] - self.counts
        matrix = csc_array(vstack([self.matrix[:where], floor, self.matrix[where:]], format="csc"))
        return replace(
            self,
            matrix=matrix,
            by_column=csr_array(matrix.T),
            lower=np.insert(self.lower, where, least),
            upper=np.insert(self.upper, where, np.inf),
            objective=-cost / POUNDS,
        )


def pack(candidates: Candidates, rows: Rows, keep: BoolArray) -> Packing:
    """The program over the candidates to `keep`.

    Coverage is rounded to a billionth of a person, so that how a machine adds up does not choose between
    plans that tie.
    """
    columns = np.flatnonzero(keep)
    sizes = np.diff(candidates.starts)
    counted = np.vstack([np.ones(len(candidates)), candidates.staff, sizes])[:, columns]
    counted = counted[counted.any(axis=1)]
    stated = csc_array(rows.matrix)[:, columns]
    stated.data = np.round(stated.data, DIGITS)
    matrix = csc_array(vstack([stated, csr_array(counted)], format="csc"))
    return Packing(
        matrix=matrix,
        by_column=csr_array(matrix.T),
        lower=np.concatenate([rows.lower, np.zeros(len(counted))]),
        upper=np.concatenate([rows.upper, counted.sum(axis=1)]),
        objective=np.round(candidates.value[columns], DIGITS),
        columns=columns,
        counts=len(counted),
    )
