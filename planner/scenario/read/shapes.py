"""Features of spatial files: GeoJSON, GeoPackage and Shapefile, each read as data and as nothing else."""

import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from planner.errors import InputError, Problem
from planner.scenario.read.features import not_spatial
from planner.scenario.read.geojson import read_geojson
from planner.scenario.read.geopackage import read_geopackage
from planner.scenario.read.readable import check_readable

if TYPE_CHECKING:
    import geopandas as gpd

MAX_BYTES = 300_000_000
"""Size of one file of shapes; Great Britain's districts at full resolution are under half of that."""
_SIMPLER = "simplify the shapes, or keep those of the areas alone"
_BEGINS = {".geojson": b"{", ".json": b"{", ".gpkg": b"SQLite format 3\0", ".shp": b"\0\0\x27\x0a"}
"""How a file with an ending begins."""
_SIDECARS = (".shx", ".dbf", ".prj", ".cpg", ".qix", ".sbn", ".sbx")
"""Endings of the files that belong to a Shapefile."""


def read_shapes(path: Path) -> "gpd.GeoDataFrame":
    """The features of a spatial file, as they are.

    Raises:
        InputError: when it is missing, is not a spatial file, or has no layer of shapes or more than one.
    """
    check_readable(path, MAX_BYTES, str(path), _SIMPLER)
    if not _begins_well(path):
        raise not_spatial(path)
    kind = path.suffix.lower()
    if kind == ".gpkg":
        return read_geopackage(path)
    return _read_shapefile(path) if kind == ".shp" else read_geojson(path)


def _begins_well(path: Path) -> bool:
    with path.open("rb") as stream:
        head = stream.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip()
    begins = _BEGINS.get(path.suffix.lower())
    return begins is not None and head.startswith(begins)


def _read_shapefile(path: Path) -> "gpd.GeoDataFrame":
    """The features of a Shapefile: what GDAL opens here, by an absolute path, is of no other kind."""
    for ending in (kind for lower in _SIDECARS for kind in (lower, lower.upper())):
        beside = path.with_suffix(ending)
        if beside.exists():
            check_readable(beside, MAX_BYTES, str(beside), _SIMPLER)
    import geopandas as gpd

    whole = path.resolve()
    if whole.parts[1:2] and whole.parts[1].startswith("vsi"):
        raise not_spatial(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # GDAL says of a file at fault what it makes of it
            frame = gpd.read_file(whole)
    except MemoryError:
        raise
    except Exception as error:  # GDAL and shapely raise whatever the broken part of the file gives rise to
        raise not_spatial(path) from error
    if not isinstance(frame, gpd.GeoDataFrame):
        raise InputError(Problem(str(path), "has no shapes", "give a layer of areas with their boundaries"))
    return frame
