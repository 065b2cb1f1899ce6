"""Crossings: how often outlines meet, counted before they are laid over each other, which takes as long."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from planner.errors import InputError, Problem
from planner.types import FloatArray, IntArray

SOME = 10_000
"""Meetings of the edges of two shapes that are never too many."""
AN_EDGE = 50
"""More of them for each edge: of borders drawn alike an edge meets three, at half a metre apart some 40."""
IN_ALL = 1_000_000
"""Points of all borders as they lie over each other that are never too many."""
A_POINT = 10
"""More of them for each point of the shapes; each is on the border of a few."""
_AT_ONCE, _PAIRS = 2_000_000, 200


@dataclass(frozen=True)
class Outlines:
    """Shapes in metres, the file they are from, and the names of their areas."""

    path: Path
    shapes: NDArray[np.object_]
    names: Sequence[str]

    def too_many(self, a: int, b: int) -> InputError:
        """The error of outlines that cannot be laid over each other."""
        what = f"the outlines of {self.names[a]} and {self.names[b]} cross each other in too many places"
        if a == b:
            what = f"the outline of {self.names[a]} is drawn too finely, or runs beside itself too often"
        remedy = "draw areas beside each other, simplify the shapes, or list the links in areas.adjacency"
        return InputError(Problem(str(self.path), what, remedy))


def check_crossings(outlines: Outlines, pairs: IntArray, near: float) -> None:
    """None of these pairs cross as combs do, and no shape runs beside itself so, within `near` metres.

    What is laid over another has as many pieces as the two cross, which may be the product of their edges.

    Raises:
        InputError: when one does; it names the areas.
    """
    shapes, used = outlines.shapes, np.unique(pairs)
    edges = shapely.get_num_coordinates(shapes)
    both = np.concatenate([np.column_stack([used, used]), pairs])
    one, other = edges[both].T
    for a, b in both[one * other > _most(one + other)].tolist():
        here, there = _edges(shapes[a], shapes[b], near), _edges(shapes[b], shapes[a], near)
        if _more_than(_most(len(here) + len(there)), here, there, near):
            raise outlines.too_many(a, b)


def laid_over(
    outlines: Outlines, pairs: IntArray, edges: NDArray[np.object_], wide: NDArray[np.object_]
) -> FloatArray:
    """Metres of the `edges` of one of each pair that run in the `wide` shape of the other.

    Raises:
        InputError: when so many cross that it would take too long; it names two that do.
    """
    left = IN_ALL + A_POINT * int(shapely.get_num_coordinates(outlines.shapes).sum())
    length = np.zeros(len(pairs))
    for start in range(0, len(pairs), _PAIRS):
        block = slice(start, start + _PAIRS)
        common = shapely.intersection(edges[block], wide[block])
        points = shapely.get_num_coordinates(common)
        left -= int(points.sum())
        if left < 0:
            raise outlines.too_many(*pairs[block][points.argmax()].tolist())
        length[block] = shapely.length(common)
    return length


def _most(edges: Any) -> Any:
    return SOME + AN_EDGE * edges


def _edges(shape: BaseGeometry, other: BaseGeometry, near: float) -> FloatArray:
    """West, south, east and north of the edges of a shape that lie where the other does; shape (edges, 4)."""
    points, ring = shapely.get_coordinates(shapely.get_rings(shape), return_index=True)
    start, end = points[:-1][ring[1:] == ring[:-1]], points[1:][ring[1:] == ring[:-1]]
    low, high = np.minimum(start, end), np.maximum(start, end)
    west, south, east, north = shapely.bounds(other)
    there = (low <= [east + near, north + near]) & (high >= [west - near, south - near])
    boxes: FloatArray = np.hstack([low, high])[there.all(axis=1)]
    return boxes


def _more_than(most: int, here: FloatArray, there: FloatArray, near: float) -> bool:
    """Whether more pairs of edges have envelopes that come `near`; counted no further than that."""
    tree, met = shapely.STRtree(_across(there)), 0
    grown = _across(here + np.array([-near, -near, near, near]))
    block = max(1, _AT_ONCE // max(1, len(there)))
    for start in range(0, len(grown), block):
        met += tree.query(grown[start : start + block]).shape[1]
        if met > most:
            return True
    return False


def _across(boxes: FloatArray) -> NDArray[np.object_]:
    """Lines with these boxes as envelopes."""
    return np.asarray(shapely.linestrings(boxes.reshape(-1, 2, 2)), dtype=object)
