"""Catchments: every connected group of areas, up to a size."""

import numpy as np
from scipy.sparse import csr_array

from planner.errors import PlannerError
from planner.model.catchment_counts import estimated_counts
from planner.types import BoolArray, IntArray

MAX_CATCHMENTS = 5_000_000
MAX_ENTRIES = 15_000_000
"""Areas of all groups, each group once for each hub it could have and each type of service: about 2 GB."""
ESTIMATE_FROM = 2_000
"""Groups of one size from which those of larger sizes are estimated before any is made."""


class TooManyCatchmentsError(PlannerError):
    """Raised when there are more connected groups of areas than memory should be spent on."""


def connected_groups(links: IntArray, allowed: BoolArray, max_areas: int, types: int = 1) -> list[IntArray]:
    """Every connected group of up to `max_areas` of the allowed areas, by size.

    `links` has shape (links, 2), `allowed` one entry an area. Entry k of the result has shape
    (groups, k + 1): each row the areas of one group in rising order, rows in lexicographic order.

    Groups of k + 1 areas are those of k with one neighbour added; any connected group loses some area
    (a leaf of a spanning tree) and stays connected, so none is missed, and repeats are merged.

    Raises:
        TooManyCatchmentsError: when there are more than MAX_CATCHMENTS, or for services of so many `types`
            more than there is memory for; an estimate says so before they are made.
    """
    size = len(allowed)
    kept = links[allowed[links].all(axis=1)] if len(links) else links
    degrees = np.bincount(kept.ravel(), minlength=size)
    groups = [np.flatnonzero(allowed)[:, None].astype(np.int64)]
    if max_areas > 1:
        _check_count(groups[0], degrees, len(groups[0]), 2)  # before a matrix of all links is built
    neighbours, weighed = _neighbours(kept, size), False
    while len(groups) < max_areas and len(groups[-1]):
        total = sum(len(level) for level in groups)
        _check_count(groups[-1], degrees, total, len(groups) + 1)
        if not weighed and len(groups[-1]) > ESTIMATE_FROM:
            _check_size(groups, estimated_counts(neighbours, groups[-1], max_areas), types)
            weighed = True
        groups.append(_grown(groups[-1], neighbours))
    return groups


def _neighbours(links: IntArray, size: int) -> csr_array:
    ends = np.concatenate([links, links[:, ::-1]]) if len(links) else np.zeros((0, 2), dtype=np.int64)
    ones = np.ones(len(ends), dtype=np.int8)
    return csr_array((ones, (ends[:, 0], ends[:, 1])), shape=(size, size))


def _check_count(level: IntArray, degrees: IntArray, total: int, areas: int) -> None:
    most = int(degrees[level].sum())
    if total + most / areas > MAX_CATCHMENTS:
        raise TooManyCatchmentsError(
            f"about {total + most // areas:,} or more groups of up to {areas} areas are connected, more than "
            f"the {MAX_CATCHMENTS:,} that can be weighed up; lower max_areas, or allow fewer links"
        )


def _check_size(groups: list[IntArray], larger: list[int], types: int) -> None:
    """That memory holds the groups there are and those estimated, of each size after them."""
    counts = np.array([*(len(level) for level in groups), *larger], dtype=np.float64)
    sizes = np.arange(1, len(counts) + 1)
    entries = types * np.cumsum(counts * sizes**2)
    if entries[-1] > MAX_ENTRIES:
        fits = max(1, int((entries <= MAX_ENTRIES).sum()))
        raise TooManyCatchmentsError(
            f"about {float(f'{counts.sum():.2g}'):,.0f} groups of up to {len(counts)} areas are connected, "
            f"more than there is memory to weigh up; lower max_areas to {fits}, or allow fewer links"
        )


def _grown(level: IntArray, neighbours: csr_array) -> IntArray:
    """Groups one area larger: each row of `level` with each neighbour of it that it does not hold."""
    rows, width = level.shape
    starts, degrees = neighbours.indptr[:-1], np.diff(neighbours.indptr)
    counts = degrees[level]
    sources = np.repeat(np.arange(rows), counts.sum(axis=1))
    flat = counts.ravel()
    offsets = np.arange(flat.sum()) - np.repeat(np.cumsum(flat) - flat, flat)
    added = neighbours.indices[np.repeat(starts[level].ravel(), flat) + offsets]
    members = level[sources]
    new = (members != added[:, None]).all(axis=1)
    grown = np.sort(np.column_stack([members[new], added[new]]), axis=1)
    return _unique_rows(grown.astype(np.int64), width + 1)


def _unique_rows(rows: IntArray, width: int) -> IntArray:
    if not len(rows):
        return np.zeros((0, width), dtype=np.int64)
    ordered = rows[np.lexsort(rows.T[::-1])]
    first = np.ones(len(ordered), dtype=bool)
    first[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
    return ordered[first]
