"""Dominance: candidates that are never needed because another on the same catchment does as well."""

import numpy as np

from planner.model.candidates import Candidates
from planner.types import IntArray


def undominated(candidates: Candidates, by_hub: bool = False) -> Candidates:
    """Drop candidates that another on the same catchment equals or beats in value at no more cost.

    Those of a catchment stand together, and all are over as many areas. Of equals the one with the smaller
    hub, then the fewer staff, stays; `by_hub` compares those of one hub only. Rules that look at
    candidates one by one must have been seen to before.
    """
    if not len(candidates):
        return candidates
    value, members = np.round(candidates.value, 9), candidates.members.reshape(len(candidates), -1)
    catchment = _runs(np.column_stack([members, candidates.hub]) if by_hub else members)
    order = np.lexsort((candidates.staff, candidates.hub, -value, np.round(candidates.cost, 6), catchment))
    ranks = np.unique(value, return_inverse=True)[1][order]
    return candidates.take(order[ranks > _best_before(catchment[order], ranks)])


def _runs(rows: IntArray) -> IntArray:
    """A number for each row, the same for equal rows one after the other, rising."""
    changed = np.zeros(len(rows), dtype=np.int64)
    changed[1:] = (rows[1:] != rows[:-1]).any(axis=1)
    return np.cumsum(changed)


def _best_before(group: IntArray, rank: IntArray) -> IntArray:
    """Highest rank earlier in the same group, -1 for its first; groups are runs of rising numbers."""
    best = np.full(len(rank), -1, dtype=np.int64)
    span = len(rank) + 1
    highest = np.maximum.accumulate(rank + group * span)
    same = group[1:] == group[:-1]
    best[1:][same] = (highest[:-1] - group[1:] * span)[same]
    return best
