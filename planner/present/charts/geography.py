"""The shapes a map is drawn with: outlines simplified together, in small whole numbers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from planner.scenario.scenario import Scenario

if TYPE_CHECKING:
    import geopandas as gpd

UNITS = 10_000
"""Map units along the longer side; coordinates are whole numbers of them, which keeps a page small."""
FINENESS = 1_500
"""The longer side over the tolerance of the simplification: about half a dot on a screen."""

MARGIN = 0.15
"""What is shown around a group of areas, as a share of its longer side."""

SLITS = 800
"""The longer side over the widest slit (a stream between two outlines) that a catchment closes, halved."""

FLAT = ("Polygon", "MultiPolygon")
Feature = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Geography:
    """Areas on a grid in metres, sorted by code, and the pairs of them that a crossing joins.

    `shapes` are whole; what is drawn is simplified with shared borders kept, in map units east and north of
    the south-west corner. `crossings` has by pair of codes the name of the crossing, "" where none is given.
    """

    shapes: "gpd.GeoSeries"
    crossings: dict[tuple[str, str], str] = field(default_factory=dict)
    slit: float | None = None
    """Metres that a catchment closes on either side; left out, by the size of the map."""

    @property
    def aspect(self) -> float:
        """Height over width."""
        west, south, east, north = self._bounds
        return (north - south) / (east - west)

    @cached_property
    def areas(self) -> list[Feature]:
        """A feature for each area."""
        return [_feature(self._drawn(shape), area=code) for code, shape in self._simple.items()]

    @cached_property
    def points(self) -> dict[str, list[int]]:
        """A point well inside each area, by code."""
        inside = self._simple.representative_point()
        return {str(code): _whole(self._drawn(point).coords[0]) for code, point in inside.items()}

    @cached_property
    def touching(self) -> dict[str, set[str]]:
        """The codes of the areas that border each area, or lie no farther from it than a slit is wide."""
        near: dict[str, set[str]] = {str(code): set() for code in self._simple.index}
        found = self._simple.sindex.query(self._simple, predicate="dwithin", distance=2 * self._slack)
        for one, other in zip(*(self._simple.index[places] for places in found), strict=True):
            if one != other:
                near[str(one)].add(str(other))
        return near

    def outline(self, codes: tuple[str, ...], **said: Any) -> Feature:
        """The outline around several areas, without the borders between them."""
        if codes not in self._outlines:
            self._outlines[codes] = _feature(self._drawn(self._joined(codes)))["geometry"]
        return {"type": "Feature", "properties": said, "geometry": self._outlines[codes]}

    def line(self, one: str, other: str, **said: Any) -> Feature:
        """A straight line between two areas."""
        ends = {"type": "LineString", "coordinates": [self.points[one], self.points[other]]}
        return {"type": "Feature", "properties": said, "geometry": ends}

    def around(self, codes: Iterable[str]) -> "Geography":
        """The part of the map that holds these areas, with a margin; areas at its edge are cut off there."""
        held = self._of(self.shapes, sorted(set(codes)))
        west, south, east, north = (float(side) for side in held.total_bounds)
        more = MARGIN * max(east - west, north - south)
        cut = self.shapes.clip_by_rect(west - more, south - more, east + more, north + more)
        left = cut.index[~cut.is_empty & cut.geom_type.isin(FLAT)]
        return Geography(self._of(cut, list(left)), self.crossings, self._slack)

    def _of(self, shapes: "gpd.GeoSeries", codes: Sequence[str]) -> "gpd.GeoSeries":
        """Some of these shapes."""
        import geopandas as gpd

        return gpd.GeoSeries([shapes[code] for code in codes], index=list(codes), crs=shapes.crs)

    @cached_property
    def _simple(self) -> "gpd.GeoSeries":
        return self.shapes.simplify_coverage(self._size / FINENESS)

    @cached_property
    def _outlines(self) -> dict[tuple[str, ...], Any]:
        return {}

    def _joined(self, codes: tuple[str, ...]) -> Any:
        slack = self._slack
        grown = self._of(self._simple, codes).buffer(slack, join_style="mitre")
        joined = grown.union_all().buffer(-slack, join_style="mitre").simplify(slack / 2)
        return _without_crumbs(joined, (4 * slack) ** 2)

    @cached_property
    def _bounds(self) -> tuple[float, float, float, float]:
        west, south, east, north = (float(side) for side in self.shapes.total_bounds)
        return west, south, east, north

    @property
    def _slack(self) -> float:
        return self._size / SLITS if self.slit is None else self.slit

    @property
    def _size(self) -> float:
        west, south, east, north = self._bounds
        return max(east - west, north - south)

    def _drawn(self, shape: Any) -> Any:
        """The shape in map units, whole."""
        import shapely

        corner, scale = self._bounds[:2], UNITS / self._size
        return shapely.transform(shape, lambda points: ((points - corner) * scale).round())


def _without_crumbs(shape: Any, area: float) -> Any:
    """The shape without parts and holes smaller than `area`, unless that is all there is."""
    from shapely import MultiPolygon, Polygon

    parts = [
        Polygon(part.exterior, [ring for ring in part.interiors if Polygon(ring).area >= area])
        for part in getattr(shape, "geoms", [shape])
        if part.area >= area
    ]
    return MultiPolygon(parts) if parts else shape


def _feature(shape: Any, **said: Any) -> Feature:
    return {"type": "Feature", "properties": said, "geometry": _whole(shape.__geo_interface__)}


def _whole(node: Any) -> Any:
    """Coordinates as whole numbers, in lists."""
    if isinstance(node, dict):
        return {key: _whole(value) for key, value in node.items()}
    if isinstance(node, list | tuple):
        return [_whole(value) for value in node]
    return int(node) if isinstance(node, float) else node


def geography_of(scenario: Scenario) -> Geography | None:
    """The map of a scenario's areas; None where it has no boundaries, or one without an outline."""
    held = scenario.areas.shapes
    if held is None:
        return None
    shapes = held.series(scenario.areas.codes)
    return Geography(shapes, scenario.crossings) if set(shapes.geom_type) <= set(FLAT) else None
