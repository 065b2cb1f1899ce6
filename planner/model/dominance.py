"""Dominance: candidates that are never needed because another on the same catchment does as well."""

import numpy as np

from planner.model.block import Block
from planner.types import FloatArray, IntArray


def undominated(block: Block, weights: FloatArray, by_hub: bool = False) -> Block:
    """Drop candidates that another on the same catchment equals or beats in value at no more cost.

    Of equals the one with the smaller hub, then the fewer staff, stays; `by_hub` compares those of one hub
    only. Rules that look at candidates one by one must have been seen to before.
    """
    value = np.round((block.covered_by_area * weights[block.members]).sum(axis=1), 9)
    catchment = _same_rows(np.column_stack([block.members, block.hub]) if by_hub else block.members)
    order = np.lexsort((block.staff, block.hub, -value, np.round(block.cost, 6), catchment))
    ranks = np.unique(value, return_inverse=True)[1][order]
    return block.take(order[ranks > _best_before(catchment[order], ranks)])


def _same_rows(members: IntArray) -> IntArray:
    """A number for each row, the same for equal rows, rising with them."""
    order = np.lexsort(members.T[::-1])
    ordered = members[order]
    changed = np.zeros(len(members), dtype=np.int64)
    changed[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
    numbers = np.empty(len(members), dtype=np.int64)
    numbers[order] = np.cumsum(changed)
    return numbers


def _best_before(group: IntArray, rank: IntArray) -> IntArray:
    """Highest rank earlier in the same group, -1 for its first; groups are runs of rising numbers."""
    best = np.full(len(rank), -1, dtype=np.int64)
    span = len(rank) + 1
    highest = np.maximum.accumulate(rank + group * span)
    same = group[1:] == group[:-1]
    best[1:][same] = (highest[:-1] - group[1:] * span)[same]
    return best
