"""GeoJSON, read as the text it is: nothing in it is a command, a path or an address."""

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.errors import InputError, Problem
from planner.scenario.read.features import frame_of, not_spatial

if TYPE_CHECKING:
    import geopandas as gpd

MAX_MARKS = 30_000_000
"""Brackets, braces and commas of one file: ten million points."""
_KINDS = {"Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon"}
_NAMED = re.compile(r"(?:.*\bcrs[:/])?(EPSG|OGC|ESRI)[:/](?:[\d.]*[:/])?(\w+)", re.I)


def read_geojson(path: Path) -> "gpd.GeoDataFrame":
    """The features of a GeoJSON file, cells as they are written.

    Raises:
        InputError: when it is not GeoJSON, holds too much, names its coordinate system in a way that is
            not known, or has a shape that is none.
    """
    content = path.read_bytes()
    if sum(content.count(mark) for mark in (b"[", b"{", b",")) > MAX_MARKS:
        what = "holds more than ten million points and cells"
        raise InputError(Problem(str(path), what, "simplify the shapes, or keep those of the areas alone"))
    try:
        whole = json.loads(
            content.removeprefix(b"\xef\xbb\xbf"), object_hook=lambda node: _shaped(path, node)
        )
    except (ValueError, RecursionError) as error:  # not JSON, not UTF-8, or lists in lists without end
        raise not_spatial(path) from error
    features = _features(path, whole)
    shapes = [_shape(path, i, feature) for i, feature in enumerate(features, 1)]
    return frame_of(path, [_cells(feature) for feature in features], shapes, _system(path, whole))


def _shaped(path: Path, node: dict[str, Any]) -> object:
    """A shape in the place of its coordinates as soon as it is read, which takes a tenth of the room."""
    if node.get("type") not in _KINDS or "coordinates" not in node:
        return node
    from shapely.geometry import shape

    try:
        return shape(node)
    except Exception as error:  # shapely raises whatever the broken part gives rise to
        what = f"the coordinates of a {node['type']} are none ({error})"
        raise InputError(Problem(str(path), what, "draw it anew")) from error


def _features(path: Path, whole: Any) -> list[dict[str, Any]]:
    kind = whole.get("type") if isinstance(whole, dict) else None
    found = whole.get("features") if kind == "FeatureCollection" else [whole] if kind == "Feature" else None
    if kind is not None and found is None:
        raise not_spatial(path, f"not GeoJSON of areas: its type is {kind!r}, not 'FeatureCollection'")
    if not isinstance(found, list):
        raise not_spatial(path)
    if not all(isinstance(one, dict) and isinstance(one.get("properties"), dict | None) for one in found):
        raise not_spatial(path, "not GeoJSON: it holds features that are none")
    return found


def _shape(path: Path, number: int, feature: dict[str, Any]) -> object:
    from shapely.geometry.base import BaseGeometry

    found = feature.get("geometry")
    if found is not None and not isinstance(found, BaseGeometry):
        what = "its geometry is none of a point, a line or an area"
        raise InputError(Problem(f"{path}: feature {number}", what, "draw it as a Polygon or MultiPolygon"))
    return found


def _cells(feature: dict[str, Any]) -> dict[str, Any]:
    own = {"id": feature["id"]} if isinstance(feature.get("id"), str | int) else {}
    return own | (feature["properties"] or {} if "properties" in feature else {})


def _system(path: Path, whole: dict[str, Any]) -> object:
    """The coordinate system: degrees unless a name says otherwise, unknown where that is null."""
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    said = whole.get("crs", {"type": "name", "properties": {"name": "EPSG:4326"}})
    if said is None:
        return None
    inner = said.get("properties") if isinstance(said, dict) else None
    name = str(inner.get("name")) if isinstance(inner, dict) else ""
    parts = _NAMED.fullmatch(name) if isinstance(said, dict) and said.get("type") == "name" else None
    try:
        if parts:
            return CRS.from_authority(parts[1].upper(), parts[2])
    except CRSError:
        pass
    what = f"its coordinate system is not named by a known code ({json.dumps(said)})"
    raise InputError(Problem(str(path), what, "save it in degrees, or name an EPSG code"))
