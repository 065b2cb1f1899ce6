"""Shapes of areas, on a grid in metres, and their centres."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from planner.errors import InputError, Problem, Problems
from planner.scenario.areas import Areas
from planner.scenario.read.matching import match, named
from planner.scenario.read.shapes import read_shapes
from planner.scenario.shapes import Shapes
from planner.types import FloatArray

if TYPE_CHECKING:
    import geopandas as gpd
    from pyproj import CRS

GB_GRID = 27700


@dataclass(frozen=True)
class Boundaries:
    """Shapes of the areas in their order: `drawn` as the file has them, `shapes` on a grid in metres.

    `notes` say which shapes were matched other than by code, and which were left out.
    """

    drawn: "gpd.GeoSeries"
    shapes: "gpd.GeoSeries"
    notes: tuple[str, ...]

    @property
    def held(self) -> Shapes:
        """What a scenario holds of them."""
        return Shapes(tuple(self.shapes), str(self.shapes.crs))


def read_boundaries(path: Path, areas: Areas, held: "gpd.GeoDataFrame | None" = None) -> Boundaries:
    """The boundaries of `areas`, from the file or a frame that is `held` in memory.

    The grid is the British National Grid (EPSG:27700) where all shapes lie in its area of use, else the
    UTM zone of their middle. Codes are in the column `area`, else in the one that holds most of them; what
    no code matches is matched by name where the name is of one area and of one shape.

    Raises:
        InputError: when the file cannot be read, has no coordinate system or not the one it names; when a
            shape is missing, empty, invalid or there twice, or bears another area's name.
    """
    import geopandas as gpd

    frame = read_shapes(path) if held is None else held
    if frame.crs is None or not (frame.crs.is_geographic or frame.crs.is_projected):
        raise InputError(
            Problem(str(path), "does not say its coordinate system", "save it with its CRS, or as GeoJSON")
        )
    matching, problems = match(path, frame, areas), Problems()
    matching.problems(problems)
    used = {code: frame.geometry.iloc[row] for code, row in matching.rows.items()}
    _check(path, used, areas, problems)
    problems.raise_if_any()
    drawn = gpd.GeoSeries([used[code] for code in areas.codes], index=list(areas.codes), crs=frame.crs)
    return Boundaries(drawn, drawn.to_crs(_grid(path, drawn)), tuple(matching.notes()))


def _check(path: Path, shapes: dict[str, Any], areas: Areas, problems: Problems) -> None:
    """Note shapes that are empty or invalid."""
    unshaped = [code for code, shape in shapes.items() if shape is None or shape.is_empty]
    if unshaped:
        problems.add(str(path), f"no shape for {named(unshaped, areas)}", "draw each area")
    crossed = [code for code, shape in shapes.items() if shape is not None and not shape.is_valid]
    if crossed:
        what = f"the outline crosses itself, or is otherwise invalid, for {named(crossed, areas)}"
        problems.add(str(path), what, "mend it (in QGIS: Fix geometries)")


def _grid(path: Path, shapes: "gpd.GeoSeries") -> "CRS":
    from pyproj import CRS

    assert shapes.crs is not None, "looked at before"
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
    zone: CRS = shapes.estimate_utm_crs()
    return zone


def _within(use: Any, west: float, south: float, east: float, north: float) -> bool:
    return bool(use.west <= west and east <= use.east and use.south <= south and north <= use.north)


def centres(shapes: "gpd.GeoSeries") -> FloatArray:
    """Centroids in km east and north; shape (areas, 2). `shapes` are on a grid in metres."""
    middle = shapes.centroid
    return np.column_stack([np.asarray(side, dtype=np.float64) for side in (middle.x, middle.y)]) / 1000.0
