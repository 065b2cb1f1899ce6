"""Shapes of areas: their centres, and who borders whom."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from planner.errors import InputError, Problem, Problems
from planner.inputs.areas import Areas, listed
from planner.inputs.cells import as_text
from planner.inputs.shapes import read_shapes
from planner.types import FloatArray, IntArray

if TYPE_CHECKING:
    import geopandas as gpd

GB_GRID = 27700


def read_boundaries(path: Path, areas: Areas) -> "gpd.GeoSeries":
    """Shapes of `areas` in their order, on a grid in metres.

    The grid is the British National Grid (EPSG:27700) where all shapes lie in its area of use, else the
    UTM zone of their middle. The column of codes is `area`, else the one that holds most of the codes.

    Raises:
        InputError: when the file cannot be read, has no coordinate system or not the one it names; when a
            shape is missing, empty, invalid or there twice; or when areas are in this file and not in the
            needs table or the other way round.
    """
    frame = read_shapes(path)
    if frame.crs is None:
        raise InputError(
            Problem(str(path), "does not say its coordinate system", "save it with its CRS, or as GeoJSON")
        )
    column = _code_column(frame, areas)
    if column is None:
        what = "no column holds the codes of the needs table"
        raise InputError(Problem(str(path), what, "add a column 'area' with the codes"))
    frame = frame.assign(code=[as_text(value) for value in frame[column]])
    _check(path, frame, areas)
    shapes = frame.set_index("code").geometry.loc[list(areas.codes)]
    return shapes.to_crs(_grid(path, shapes))


def _code_column(frame: "gpd.GeoDataFrame", areas: Areas) -> str | None:
    if "area" in frame.columns:
        return "area"
    codes = set(areas.codes)
    found = {
        str(column): len(codes & {as_text(value) for value in frame[column]})
        for column in frame.columns
        if column != frame.geometry.name
    }
    best = max(found, key=lambda column: found[column], default=None)
    return best if best is not None and found[best] else None


def _check(path: Path, frame: "gpd.GeoDataFrame", areas: Areas) -> None:
    problems = Problems()
    codes = list(frame["code"])
    twice = sorted(code for code, count in Counter(codes).items() if count > 1)
    if twice:
        what = f"more than one shape for {_named(twice, areas)}"
        problems.add(str(path), what, "join each area into one shape")
    unshaped = [c for c, s in zip(codes, frame.geometry, strict=True) if s is None or s.is_empty]
    if unshaped:
        problems.add(str(path), f"no shape for {_named(unshaped, areas)}", "draw each area")
    crossed = [c for c, s in zip(codes, frame.geometry, strict=True) if s is not None and not s.is_valid]
    if crossed:
        what = f"the outline crosses itself, or is otherwise invalid, for {_named(crossed, areas)}"
        problems.add(str(path), what, "mend it (in QGIS: Fix geometries)")
    drawn = set(codes)
    missing = [code for code in areas.codes if code not in drawn]
    if missing:
        problems.add(str(path), f"lacks {_named(missing, areas)} of the needs table", "add each area")
    extra = sorted(drawn - set(areas.codes))
    if extra:
        what = f"has {listed(extra)}, which the needs table lacks"
        problems.add(str(path), what, "add their need or take the shapes out")
    problems.raise_if_any()


def _named(codes: list[str], areas: Areas) -> str:
    known = areas.position
    return listed(f"{areas.name(code)} ({code})" if code in known else code for code in codes)


def _grid(path: Path, shapes: "gpd.GeoSeries") -> object:
    from pyproj import CRS

    grid = CRS.from_epsg(GB_GRID)
    use = grid.area_of_use
    west, south, east, north = shapes.to_crs(4326).total_bounds
    if not (-181 <= west <= east <= 181 and -91 <= south <= north <= 91):
        what = f"its coordinates are not those of the system it names ({shapes.crs.name})"
        raise InputError(Problem(str(path), what, "save it with the CRS it is drawn in"))
    if use and _within(use, west, south, east, north):
        return grid
    if use and _within(use, south, west, north, east):
        what = "latitude stands before longitude in its coordinates"
        raise InputError(Problem(str(path), what, "save it with longitude first, as GeoJSON asks"))
    return shapes.estimate_utm_crs()


def _within(use: Any, west: float, south: float, east: float, north: float) -> bool:
    return bool(use.west <= west and east <= use.east and use.south <= south and north <= use.north)


def centres(shapes: "gpd.GeoSeries") -> FloatArray:
    """Centroids in km east and north; shape (areas, 2). `shapes` are on a grid in metres."""
    middle = shapes.centroid
    return np.column_stack([middle.x.to_numpy(), middle.y.to_numpy()]) / 1000.0


def bordering(path: Path, shapes: "gpd.GeoSeries") -> IntArray:
    """Pairs of rows of `shapes` that share a length of border (rook contiguity); shape (pairs, 2).

    Found on the geometry itself, so that borders drawn with different points still count.

    Raises:
        InputError: when a shape has no outline.
    """
    from libpysal.graph import Graph

    kinds = sorted(set(shapes.geom_type) - {"Polygon", "MultiPolygon"})
    if kinds:
        what = f"holds {listed(kinds)} shapes, which border nothing"
        raise InputError(Problem(str(path), what, "give areas.adjacency, or boundaries that are polygons"))
    graph = Graph.build_contiguity(shapes.reset_index(drop=True), rook=True, strict=True)
    pairs = graph.adjacency.index.to_frame(index=False)[graph.adjacency.to_numpy() > 0].to_numpy()
    return np.asarray(pairs[pairs[:, 0] < pairs[:, 1]], dtype=np.int64).reshape(-1, 2)
