"""Dominance: candidates that are never needed because another on the same catchment does as well."""

import numpy as np

from planner.optimise.block import Block
from planner.types import FloatArray, IntArray


def undominated(block: Block, weights: FloatArray, by_hub: bool = False) -> Block:
    """Drop candidates that another on the same catchment equals or beats in value at no more cost.

    Of equals the one with the smaller hub, then the fewer staff, stays; `by_hub` compares those of one hub
    only. Valid as long as no rule looks at the coverage of single areas.
    """
    value = np.round((block.covered_by_area * weights[block.members]).sum(axis=1), 9)
    catchment = _same_rows(np.column_stack([block.members, block.hub]) if by_hub else block.members)
    order = np.lexsort((block.staff, block.hub, -value, np.round(block.cost, 6), catchment))
    ranks = np.unique(value, return_inverse=True)[1][order]
    return block.take(order[ranks > _best_before(catchment[order], ranks)])


def distinct(block: Block) -> Block:
    """Drop candidates equal to another on the same catchment in cost and in the coverage of every area.

    Of equals the one with the smaller hub, then the fewer staff, stays. Always valid.
    """
    keys = np.column_stack([block.members, np.round(block.cost, 6), np.round(block.covered_by_area, 9)])
    order = np.lexsort((block.staff, block.hub, *keys.T[::-1]))
    first = np.ones(len(block), dtype=bool)
    first[1:] = (keys[order][1:] != keys[order][:-1]).any(axis=1)
    return block.take(order[first])


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
