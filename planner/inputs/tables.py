"""Tables from CSV, Excel, GeoPackage or GeoJSON, all read as text so that nothing is guessed or filled."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from planner.errors import InputError, Problem, Problems
from planner.inputs.cells import as_text
from planner.inputs.readable import check_readable
from planner.inputs.shapes import read_shapes
from planner.inputs.workbook import check_not_old, read_sheet

MAX_BYTES = 100_000_000
"""Size of one table; half a million rows take a fifth of that."""
MAX_ROWS = 500_000
"""Rows of one table: every pair of 1,000 areas."""
MAX_COLUMNS = 1_000
"""Columns of one table; the planner reads fewer than ten."""
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
    if suffix not in SPATIAL:
        check_readable(path, MAX_BYTES, str(path), "keep the rows of the areas alone")
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
    check_not_old(path)
    line, header = 1, None
    rows: list[tuple[int, list[str]]] = []
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            for row in reader:
                if header is None:
                    header = _header(path, row)
                elif any(map(str.strip, row)):
                    _check_row(path, line, row, rows)
                    rows.append((line, row))
                line = reader.line_num + 1
    except UnicodeDecodeError as error:
        raise InputError(Problem(str(path), "not UTF-8 text", "save it as CSV UTF-8")) from error
    except csv.Error as error:
        remedy = "close its quotes, or save the table as CSV"
        raise InputError(Problem(f"{path}:{line}", f"not CSV: {error}", remedy)) from error
    return _table(path, header or [], rows)


def _header(path: Path, cells: list[str]) -> list[str]:
    """Names of columns.

    Raises:
        InputError: when they are too many, or something other than commas stands between them.
    """
    if len(cells) > MAX_COLUMNS:
        what = f"more than {MAX_COLUMNS:,} columns"
        raise InputError(Problem(f"{path}:1", what, "keep those the planner reads, or check the commas"))
    for mark, called in ((";", "semicolons"), ("\t", "tabs"), ("|", "bars")):
        if len(cells) == 1 and mark in cells[0]:
            remedy = "save it as CSV UTF-8 with commas, and with points in its numbers"
            raise InputError(Problem(f"{path}:1", f"{called} stand between its cells, not commas", remedy))
    return [name.strip() for name in cells]


def _check_row(path: Path, line: int, row: list[str], before: list[tuple[int, list[str]]]) -> None:
    if len(before) >= MAX_ROWS:
        what = f"more than {MAX_ROWS:,} rows"
        raise InputError(Problem(f"{path}:{line}", what, "keep those of the areas alone"))
    if any("\0" in cell for cell in row):
        raise InputError(Problem(f"{path}:{line}", "holds null characters", "save it as CSV UTF-8"))


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
    header: list[str] | None = None
    rows: list[tuple[int, list[str]]] = []
    for line, cells in read_sheet(path, MAX_COLUMNS):
        if header is None:
            header = _header(path, cells)
        else:
            _check_row(path, line, cells, rows)
            rows.append((line, (cells + [""] * len(header))[: len(header)]))
    return _table(path, header or [], [row for row in rows if any(row[1])])


def _from_spatial(path: Path) -> Table:
    frame = read_shapes(path)
    columns = [str(name) for name in frame.columns if name != frame.geometry.name]
    numbered = [[as_text(value) for value in row] for row in frame[columns].itertuples(index=False)]
    rows = tuple(dict(zip(columns, row, strict=True)) for row in numbered)
    return Table(path, tuple(columns), rows, tuple(f"{path}: feature {i + 1}" for i in range(len(rows))))


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
