"""Tables from CSV, Excel, GeoPackage or GeoJSON, all read as text so that nothing is guessed or filled."""

import csv
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planner.errors import InputError, Problem, Problems

if TYPE_CHECKING:
    import geopandas as gpd

SPATIAL = {".gpkg", ".geojson", ".json", ".shp"}
EXCEL = {".xlsx", ".xlsm"}
PERSONAL = {
    *("address", "birth_date", "case_id", "child_id", "client_id", "date_of_birth", "date_of_referral"),
    *("dateofbirth", "dob", "ethnicity", "first_name", "firstname", "forename", "gender", "last_name"),
    *("nhs", "nhs_no", "nhs_number", "person_id", "post_code", "postcode", "sex", "surname", "upn"),
}
"""Column names, in lower case with underscores, that belong to records of people."""


@dataclass(frozen=True)
class Table:
    """Rows of text by column name, and where each row stands in its file."""

    path: Path
    columns: tuple[str, ...]
    rows: tuple[dict[str, str], ...]
    places: tuple[str, ...]

    def __iter__(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Each row after the place it stands, such as `needs.csv:7`."""
        return zip(self.places, self.rows, strict=True)


def read_table(path: Path, required: tuple[str, ...], kind: str) -> Table:
    """The table in the file at `path`; `kind` says in errors what it should hold.

    Raises:
        InputError: when it cannot be read, lacks a column of `required`, is empty, or looks like
            records of people.
    """
    suffix = path.suffix.lower()
    try:
        if suffix in SPATIAL:
            table = _from_spatial(path)
        elif suffix in EXCEL:
            table = _from_excel(path)
        else:
            table = _from_csv(path)
    except OSError as error:
        raise InputError(unreadable(path, error)) from error
    _check_columns(table, required, kind)
    return table


def unreadable(path: Path, error: Exception) -> Problem:
    """The problem of a file that cannot be opened."""
    if isinstance(error, FileNotFoundError) or not path.exists():
        return Problem(str(path), "no such file", "check the path")
    why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Problem(str(path), f"cannot be read: {why}", "check the path and the file")


def _from_csv(path: Path) -> Table:
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            for row in reader:
                rows.append((line, row))
                line = reader.line_num + 1
    except UnicodeDecodeError as error:
        raise InputError(Problem(str(path), "not UTF-8 text", "save it as CSV UTF-8")) from error
    except csv.Error as error:
        remedy = "close its quotes, or save the table as CSV"
        raise InputError(Problem(f"{path}:{line}", f"not CSV: {error}", remedy)) from error
    header = [name.strip() for name in rows[0][1]] if rows else []
    return _table(path, header, [(i, row) for i, row in rows[1:] if any(cell.strip() for cell in row)])


def _table(path: Path, header: list[str], numbered: list[tuple[int, list[str]]]) -> Table:
    if not any(header):
        return Table(path, (), (), ())
    problems = Problems()
    for name in sorted({name for name in header if name and header.count(name) > 1}):
        problems.add(f"{path}:1", f"column {name} is there twice", "keep one")
    for line, row in numbered:
        if len(row) != len(header):
            what = f"{len(row)} cells under {len(header)} columns"
            problems.add(f"{path}:{line}", what, "quote cells that hold a comma")
    problems.raise_if_any()
    rows = tuple({name: cell.strip() for name, cell in zip(header, row, strict=True)} for _, row in numbered)
    return Table(path, tuple(header), rows, tuple(f"{path}:{line}" for line, _ in numbered))


def _from_excel(path: Path) -> Table:
    import openpyxl

    if not path.exists():
        raise InputError(unreadable(path, FileNotFoundError()))
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        cells = [[as_text(cell) for cell in row] for row in book.worksheets[0].iter_rows(values_only=True)]
        book.close()
    except Exception as error:  # openpyxl raises whatever the broken part of the file gives rise to
        raise InputError(Problem(str(path), f"not an Excel workbook: {error}", "save it as .xlsx")) from error
    header = [name.strip() for name in cells[0]] if cells else []
    while header and not header[-1]:
        header.pop()
    numbered = [(i, row[: len(header)]) for i, row in enumerate(cells[1:], 2) if any(row)]
    return _table(path, header, numbered)


def _from_spatial(path: Path) -> Table:
    frame = read_shapes(path)
    columns = [str(name) for name in frame.columns if name != frame.geometry.name]
    numbered = [[as_text(value) for value in row] for row in frame[columns].itertuples(index=False)]
    rows = tuple(dict(zip(columns, row, strict=True)) for row in numbered)
    return Table(path, tuple(columns), rows, tuple(f"{path}: feature {i + 1}" for i in range(len(rows))))


def read_shapes(path: Path) -> "gpd.GeoDataFrame":
    """The features of a spatial file, as they are.

    Raises:
        InputError: when it is missing, is not a spatial file, or has no layer of shapes or more than one.
    """
    if not path.exists():
        raise InputError(unreadable(path, FileNotFoundError()))
    import geopandas as gpd
    import pyogrio
    from pyogrio.errors import DataSourceError

    try:
        layers = [str(name) for name, kind in pyogrio.list_layers(path) if kind is not None]
        frame = gpd.read_file(path, layer=layers[0]) if len(layers) == 1 else None
    except (DataSourceError, ValueError, OSError) as error:
        raise InputError(Problem(str(path), "not a spatial file", "give GeoJSON or GeoPackage")) from error
    if len(layers) > 1:
        what = f"has {len(layers)} layers of shapes ({', '.join(layers)})"
        raise InputError(Problem(str(path), what, "give a file with one"))
    if not isinstance(frame, gpd.GeoDataFrame):
        raise InputError(Problem(str(path), "has no shapes", "give a layer of areas with their boundaries"))
    return frame


def as_text(value: Any) -> str:
    """A cell as text: nothing for a missing one, whole numbers without a decimal point."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value).strip()


def _check_columns(table: Table, required: tuple[str, ...], kind: str) -> None:
    problems = Problems()
    where = str(table.path)
    if not table.columns:
        raise InputError(Problem(where, "has no header", f"begin it with {', '.join(required)}"))
    others = [name for name in table.columns if name not in required]
    for name in required:
        if name not in table.columns:
            close = get_close_matches(name, others, n=1)
            remedy = f"rename {close[0]!r}" if close else f"add it; {kind} has {', '.join(required)}"
            problems.add(where, f"no column {name!r}", remedy)
    personal = [c for c in table.columns if c.lower().replace(" ", "_").replace("-", "_") in PERSONAL]
    if personal:
        what = f"looks like records of people ({', '.join(personal)})"
        problems.add(where, what, "give counts by area only and take those columns out")
    problems.raise_if_any()
    if not table.rows:
        raise InputError(Problem(where, "has no rows", "add them under the header"))


_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d*)(\.\d*)?([eE][+-]?\d{1,3})?")


def number(text: str) -> float:
    """A finite number as people write it in tables; `1,234.5` too.

    Raises:
        ValueError: when it is not one.
    """
    value = float(text.replace(",", "")) if _NUMBER.fullmatch(text) else math.nan
    if not math.isfinite(value):
        raise ValueError(text)
    return value
