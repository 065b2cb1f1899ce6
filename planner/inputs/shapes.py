"""Features of spatial files: GeoJSON, GeoPackage and what else GDAL reads."""

import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from planner.errors import InputError, Problem
from planner.inputs.readable import check_readable

if TYPE_CHECKING:
    import geopandas as gpd

MAX_BYTES = 300_000_000
"""Size of one file of shapes; Great Britain's districts at full resolution are under half of that."""
_BEGINS = {".geojson": b"{", ".json": b"{", ".gpkg": b"SQLite format 3\0"}
"""How a file with an ending begins."""
_VIRTUAL = b"<OGRVRT"
"""How a file begins that only names others, which may lie anywhere."""


def read_shapes(path: Path) -> "gpd.GeoDataFrame":
    """The features of a spatial file, as they are.

    Raises:
        InputError: when it is missing, is not a spatial file, or has no layer of shapes or more than one.
    """
    check_readable(path, MAX_BYTES, str(path), "simplify the shapes, or keep those of the areas alone")
    wrong = Problem(str(path), "not a spatial file", "give GeoJSON or GeoPackage")
    if not _begins_well(path):
        raise InputError(wrong)
    import geopandas as gpd
    import pyogrio

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # GDAL says of a file at fault what it makes of it
            layers = [str(name) for name, kind in pyogrio.list_layers(path) if kind is not None]
            frame = gpd.read_file(path, layer=layers[0]) if len(layers) == 1 else None
    except MemoryError:
        raise
    except Exception as error:  # GDAL and shapely raise whatever the broken part of the file gives rise to
        raise InputError(wrong) from error
    if len(layers) > 1:
        what = f"has {len(layers)} layers of shapes ({', '.join(layers)})"
        raise InputError(Problem(str(path), what, "give a file with one"))
    if not isinstance(frame, gpd.GeoDataFrame):
        raise InputError(Problem(str(path), "has no shapes", "give a layer of areas with their boundaries"))
    return frame


def _begins_well(path: Path) -> bool:
    with path.open("rb") as stream:
        head = stream.read(4096).removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith(_BEGINS.get(path.suffix.lower(), b"")) and _VIRTUAL not in head
