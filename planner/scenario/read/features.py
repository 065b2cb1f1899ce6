"""Features as a spatial file has them: cells by column, and a shape each."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.errors import InputError, Problem

if TYPE_CHECKING:
    import geopandas as gpd

MAX_CELLS = 20_000_000
"""Rows times columns of one file."""
GIVE = "give GeoJSON or GeoPackage"


def not_spatial(path: Path, what: str = "not a spatial file") -> InputError:
    """The error of a file that is not what its name says."""
    return InputError(Problem(str(path), what, GIVE))


def check_cells(path: Path, rows: int, columns: int) -> None:
    """A table of so many rows and columns can be held.

    Raises:
        InputError: when it cannot.
    """
    if rows * columns > MAX_CELLS:
        what = f"{rows:,} rows of {columns:,} columns, and {MAX_CELLS:,} cells are the most that is read"
        raise InputError(Problem(str(path), what, "keep the areas and the columns of their codes and names"))


def frame_of(
    path: Path, rows: Sequence[dict[str, Any]], shapes: Sequence[Any], crs: Any
) -> "gpd.GeoDataFrame":
    """Rows and their shapes; a cell that a row lacks is None, and no other is changed.

    Raises:
        InputError: when there are none, or too many.
    """
    import geopandas as gpd
    import pandas as pd

    if not rows:
        raise InputError(Problem(str(path), "has no shapes", "give a layer of areas with their boundaries"))
    columns = list(dict.fromkeys(column for row in rows for column in row))
    check_cells(path, len(rows), len(columns))
    cells = {column: pd.Series([row.get(column) for row in rows], dtype=object) for column in columns}
    shape = "geometry"
    while shape in cells:
        shape += "_"
    series = gpd.GeoSeries(list(shapes), crs=crs)
    return gpd.GeoDataFrame({**cells, shape: series}, geometry=shape, crs=crs)
