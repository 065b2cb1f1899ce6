"""Shapes of areas, for maps: what is reckoned from them is held beside them, as centres and links."""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from planner.errors import InputError, Problem

if TYPE_CHECKING:
    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

PLACE = "areas.boundaries"
"""What errors call the place of shapes that are read from no file."""


@dataclass(frozen=True, eq=False)
class Shapes:
    """Outlines of areas on a grid in metres.

    `outlines` holds a geometry an area, in the order of the areas; `grid` is the code of their
    coordinate system, such as `EPSG:27700`.
    """

    outlines: tuple["BaseGeometry", ...]
    grid: str

    def __post_init__(self) -> None:
        """Every area has an outline.

        Raises:
            InputError: when one is no geometry, or an empty one.
        """
        import shapely

        if not all(shapely.is_geometry(self.outlines) & ~shapely.is_empty(self.outlines)):
            raise InputError(Problem(PLACE, "a shape is none, or empty", "draw each area"))

    def __len__(self) -> int:
        return len(self.outlines)

    def __repr__(self) -> str:
        return f"Shapes({len(self):,}, {self.grid!r})"

    @cached_property
    def fingerprint(self) -> str:
        """A hash of all outlines, point by point."""
        import shapely

        told = hashlib.sha256(self.grid.encode())
        for outline in self.outlines:
            told.update(shapely.to_wkb(outline))
        return told.hexdigest()

    def series(self, codes: tuple[str, ...]) -> "gpd.GeoSeries":
        """The outlines by the codes of their areas."""
        import geopandas as gpd

        return gpd.GeoSeries(self.outlines, index=list(codes), crs=self.grid)
