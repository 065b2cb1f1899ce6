"""Borders: which shapes share one, however each side drew it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import NDArray

from planner.errors import InputError, Problem
from planner.scenario.areas import Areas
from planner.scenario.note import Note
from planner.scenario.read.crossings import Outlines, check_crossings, laid_over
from planner.text import listed
from planner.types import FloatArray, IntArray

if TYPE_CHECKING:
    import geopandas as gpd

TOUCH = 0.01
"""Metres between two borders drawn as one."""
SHARED = 10.0
"""Metres of border that two areas share at least where they are linked."""
NEAR = 5.0
"""Metres between two borders that may have been meant as one."""
ALONG = 50.0
"""Metres for which they run so, past what areas have that meet at a corner only."""
MAX_PAIRS = 500_000
"""Pairs of shapes looked at: every pair of 1,000 areas, or ten neighbours of each of 50,000."""
_BLOCK = 100


@dataclass(frozen=True)
class Borders:
    """Pairs of rows of the shapes, smaller first, sorted, each of shape (pairs, 2).

    `shared` are those that share a length of border, `missed` those that all but do.
    """

    shared: IntArray
    missed: IntArray


def borders(path: Path, drawn: "gpd.GeoSeries", on_grid: "gpd.GeoSeries", names: Sequence[str]) -> Borders:
    """Who borders whom: within `TOUCH` of each other for `SHARED` m or more, overlaps counted.

    `drawn` are the shapes as the file at `path` has them, `on_grid` the same on a grid in metres, `names`
    those of their areas.

    Raises:
        InputError: when a shape has no outline, too many of them lie over each other, or their outlines
            cross too often.
    """
    kinds = sorted(set(drawn.geom_type) - {"Polygon", "MultiPolygon"})
    if kinds:
        what = f"holds {listed(kinds)} shapes, which border nothing"
        raise InputError(Problem(str(path), what, "give areas.adjacency, or boundaries that are polygons"))
    flat = _in_metres(drawn, on_grid)
    pairs = np.concatenate([np.zeros((0, 2), dtype=np.int64), *_close(path, flat)])
    outlines = Outlines(path, flat, names)
    check_crossings(outlines, pairs, NEAR)
    length = _along(outlines, pairs, TOUCH, SHARED)
    shared, apart = pairs[length >= SHARED], length < SHARED
    short = length[apart] >= SHARED / 10
    near = _along(outlines, pairs[apart], NEAR, ALONG) >= ALONG
    return Borders(shared, pairs[apart][short | near])


def missed_links(path: Path, missed: IntArray, areas: Areas) -> Iterator[str]:
    """A note on the areas that are not linked for a hair."""
    if len(missed):
        told = listed((f"{areas.names[a]} and {areas.names[b]}" for a, b in missed.tolist()), most=6)
        what = (
            f"{path}: not linked, though their borders all but meet: {told}; a link needs {SHARED:g} m of "
            f"border no more than {100 * TOUCH:g} cm apart"
        )
        remedy = "close the gap in the shapes or list all links in areas.adjacency"
        yield Note(what, f"where they are neighbours, {remedy}")


def _in_metres(drawn: "gpd.GeoSeries", on_grid: "gpd.GeoSeries") -> NDArray[np.object_]:
    """The shapes in metres, stretched only: on another projection a straight edge would bend by more.

    Between points that are kilometres apart that is metres, and a border drawn with a point more on one
    side than on the other would come apart.
    """
    _, south, _, north = drawn.total_bounds
    narrow = (
        np.cos(np.radians((south + north) / 2)) if drawn.crs is not None and drawn.crs.is_geographic else 1.0
    )
    flat = shapely.transform(drawn.to_numpy(), lambda points: points * [narrow, 1.0])
    unit = np.sqrt(on_grid.area.sum() / shapely.area(flat).sum())
    return np.asarray(shapely.transform(flat, lambda points: points * unit), dtype=object)


def _close(path: Path, shapes: Any) -> Iterator[IntArray]:
    """Pairs of shapes no more than `NEAR` apart, in blocks; shape (pairs, 2) each."""
    tree, count = shapely.STRtree(shapes), 0
    for start in range(0, len(shapes), _BLOCK):
        one, other = tree.query(shapes[start : start + _BLOCK], predicate="dwithin", distance=NEAR)
        pairs: IntArray = np.column_stack([one + start, other])[one + start < other]
        count += len(pairs)
        if count > MAX_PAIRS:
            what = f"more than {MAX_PAIRS:,} pairs of its shapes touch or lie over each other"
            raise InputError(Problem(str(path), what, "keep one shape an area, beside each other"))
        yield pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]


def _along(outlines: Outlines, pairs: IntArray, within: float, enough: float) -> FloatArray:
    """Metres for which the border of one of each pair runs in the other, or `within` metres of it.

    The other way round is looked at only where the first is not `enough`.
    """
    used, place = np.unique(pairs, return_inverse=True)
    shapes = outlines.shapes[used]
    edges, wide = shapely.boundary(shapes), shapely.buffer(shapes, within, quad_segs=2)
    one, other = place.reshape(-1, 2).T
    length = laid_over(outlines, pairs, edges[one], wide[other])
    short = length < enough
    one, other = one[short], other[short]
    length[short] = np.maximum(length[short], laid_over(outlines, pairs[short], edges[other], wide[one]))
    return length
