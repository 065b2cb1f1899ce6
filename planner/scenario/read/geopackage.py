"""GeoPackage, read as the database it is: tables that are written in the file, and nothing that computes."""

import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.errors import InputError, Problem
from planner.scenario.read.features import check_cells, frame_of, not_spatial
from planner.scenario.read.wkb import check_flat

if TYPE_CHECKING:
    import geopandas as gpd

MAX_LAYERS = 1_000
STEPS, MAX_STEPS = 1_000_000, 500
"""Steps of the database between looks at their number, and looks; half a million rows take under 50."""
_MADE_OF = ("gpkg_contents", "gpkg_geometry_columns", "gpkg_spatial_ref_sys")
_LAYERS = """
select g.table_name, g.column_name, s.organization, s.organization_coordsys_id, s.definition
from gpkg_contents c join gpkg_geometry_columns g on g.table_name = c.table_name
left join gpkg_spatial_ref_sys s on s.srs_id = g.srs_id where c.data_type = 'features'
"""
_ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
"""Bytes of the envelope before a shape, by the kind that its head states."""


def read_geopackage(path: Path) -> "gpd.GeoDataFrame":
    """The features of the one layer of a GeoPackage, cells as they are held.

    Raises:
        InputError: when it is not a GeoPackage, is open elsewhere, has no layer of shapes or several, has
            a layer that is computed, or a shape that is none.
    """
    beside = [Path(f"{path}-{kind}") for kind in ("wal", "journal")]
    if any(one.exists() and one.stat().st_size for one in beside):
        what = "is open in another program, or was not closed by it"
        raise InputError(
            Problem(str(path), what, "close it there (in QGIS: take the layer out), and run again")
        )
    address = path.resolve().as_uri() + "?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as base:
            looks = iter(range(MAX_STEPS))
            base.set_progress_handler(lambda: next(looks, None) is None, STEPS)
            base.execute("pragma trusted_schema = off")
            table, column, *system = _layer(path, base)
            rows = list(_rows(path, base, table))
    except (sqlite3.Error, UnicodeDecodeError, OverflowError) as error:
        raise not_spatial(path) from error
    shapes = [_shape(path, i, row.pop(column)) for i, row in enumerate(rows, 1)]
    return frame_of(path, rows, shapes, _system(*system))


def _layer(path: Path, base: sqlite3.Connection) -> list[Any]:
    """The only layer of shapes: its table, its column of shapes and its coordinate system."""
    for name in _MADE_OF:
        _check_table(path, base, name)
    layers = base.execute(_LAYERS).fetchmany(MAX_LAYERS)
    names = [str(layer[0]) for layer in layers]
    if len(layers) > 1:
        what = f"has {len(layers)} layers of shapes ({', '.join(names)})"
        raise InputError(Problem(str(path), what, "give a file with one"))
    if not layers:
        raise InputError(Problem(str(path), "has no shapes", "give a layer of areas with their boundaries"))
    _check_table(path, base, names[0])
    return list(layers[0])


def _check_table(path: Path, base: sqlite3.Connection, name: str) -> None:
    """`name` is a table whose every cell is held in the file.

    Raises:
        InputError: when it is missing, a view, a table of another program, or has columns that compute.
    """
    found = base.execute("select type, sql from sqlite_master where name = ? collate nocase", (name,))
    kind, made = found.fetchone() or ("", "")
    if not kind:
        raise not_spatial(path)
    virtual = str(made).lstrip().lower().startswith("create virtual")
    computed = base.execute("select 1 from pragma_table_xinfo(?) where hidden > 1", (name,)).fetchone()
    if kind != "table" or virtual or computed:
        what = f"{name!r} is computed when it is read (a {kind}), not held in the file"
        raise InputError(Problem(str(path), what, "export the layer to a new GeoPackage, and give that"))


def _rows(path: Path, base: sqlite3.Connection, table: str) -> Iterator[dict[str, Any]]:
    """Rows by column; a damaged file can have the same page in many places, and more rows than its size."""
    quoted = table.replace('"', '""')
    found = base.execute(f'select * from "{quoted}"')
    columns, left = [str(column[0]) for column in found.description], _size(path)
    for number, row in enumerate(found, 1):
        check_cells(path, number, len(columns))
        left -= sum(len(cell) for cell in row if isinstance(cell, str | bytes))
        if left < 0:
            raise not_spatial(path, "damaged: it holds more than its size")
        yield dict(zip(columns, row, strict=True))


def _size(path: Path) -> int:
    return path.stat().st_size


def _shape(path: Path, number: int, blob: Any) -> Any:
    """The shape in a cell, None for an empty cell."""
    import shapely

    if blob is None:
        return None
    try:
        magic, _, flags, _ = struct.unpack_from("<2sBBi", blob)
        if magic != b"GP":
            raise ValueError("no shape of a GeoPackage")
        wkb = blob[8 + _ENVELOPES[flags >> 1 & 7] :]
        check_flat(wkb)
        return shapely.from_wkb(wkb)
    except Exception as error:  # shapely raises whatever the broken part gives rise to
        what = "its shape is none of a point, a line or an area"
        remedy = "draw it as a Polygon or MultiPolygon"
        raise InputError(Problem(f"{path}: feature {number}", what, remedy)) from error


def _system(authority: Any, code: Any, definition: Any) -> Any:
    """The coordinate system by its code, else by its definition; None where neither is known."""
    from pyproj import CRS
    from pyproj.exceptions import CRSError

    for read, said in ((CRS.from_authority, (authority, code)), (CRS.from_wkt, (definition,))):
        try:
            return read(*map(str, said))
        except CRSError:
            continue
    return None
