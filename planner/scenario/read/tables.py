"""Tables from CSV, Excel, GeoPackage or GeoJSON, all read as text so that nothing is guessed or filled."""

from collections.abc import Sequence
from pathlib import Path

from planner.errors import InputError, Problem, Problems
from planner.scenario.note import Note
from planner.scenario.read.breakdown import check_people, of_everybody
from planner.scenario.read.cells import as_text
from planner.scenario.read.csv_file import check_commas, read_csv
from planner.scenario.read.datapackage import described
from planner.scenario.read.excel import note_formulas, opened, read_sheet, seen_and_hidden
from planner.scenario.read.headings import WITHIN, check_headings, find_header, is_whole, notes_on
from planner.scenario.read.readable import check_readable
from planner.scenario.read.rows import read_rows
from planner.scenario.read.shapes import read_shapes
from planner.scenario.read.sheets import Sheet
from planner.scenario.read.table import Table

MAX_BYTES = 100_000_000
"""Size of one table; half a million rows take a fifth of that."""
MAX_COLUMNS = 1_000
"""Columns of one table; the planner reads fewer than ten."""
SPATIAL = {".gpkg", ".geojson", ".json", ".shp"}
EXCEL = {".xlsx", ".xlsm"}


def read_table(
    path: Path,
    required: tuple[str, ...],
    kind: str,
    optional: tuple[str, ...] | None = None,
    held: Sheet | None = None,
) -> Table:
    """The table in the file at `path`; `kind` says in errors what it should hold.

    Columns that are neither required nor `optional` are told of in its notes; without `optional` every
    column may be meant. Titles above the header and footnotes under the last row are left out, and told of.
    What is `held` in memory is read in the place of the file.

    Raises:
        InputError: when it cannot be read, lacks a column of `required`, is empty, or looks like
            records of people.
    """
    if held is not None:
        return _table(held, required, kind, optional)
    suffix = path.suffix.lower()
    if suffix not in SPATIAL:
        check_readable(path, MAX_BYTES, str(path), "keep the rows of the areas alone")
    try:
        if suffix in SPATIAL:
            sheet = _from_spatial(path)
        elif suffix in EXCEL:
            sheet = _from_excel(path, required, optional or ())
        else:
            sheet = read_csv(path)
    except OSError as error:
        raise InputError(unreadable(path, error)) from error
    return _table(sheet, required, kind, optional)


def unreadable(path: Path, error: Exception) -> Problem:
    """The problem of a file that cannot be opened."""
    if isinstance(error, FileNotFoundError) or not path.exists():
        return Problem(str(path), "no such file", "check the path")
    why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Problem(str(path), f"cannot be read: {why}", "check the path and the file")


def _from_excel(path: Path, required: Sequence[str], optional: Sequence[str]) -> Sheet:
    """The first sheet that is seen and has the table; the first of all where none has."""
    with opened(path) as book:
        seen, hidden = seen_and_hidden(book)
        tops = [read_sheet(path, one, MAX_COLUMNS, most_rows=WITHIN * 4) for one in seen]
        fit = [i for i, top in enumerate(tops) if is_whole(find_header(top, required, optional), required)]
        sheet = read_sheet(path, seen[fit[0] if fit else 0], MAX_COLUMNS)
    note_formulas(sheet, MAX_COLUMNS)
    if len(seen) + len(hidden) > 1:
        others = [repr(tops[i].name) for i in fit[1:]]
        also = f"; {', '.join(others)} could be meant too, and is not read" if others else ""
        veiled = f"; {', '.join(repr(one.title) for one in hidden)} is hidden" if hidden else ""
        what = f"{path}: reads sheet {sheet.name!r}{also}{veiled}"
        sheet.notes.append(Note(what, "put the one that is meant first") if others else what)
    else:
        sheet.name = ""
    return sheet


def _from_spatial(path: Path) -> Sheet:
    frame = read_shapes(path)
    columns = [str(name) for name in frame.columns if name != frame.geometry.name]
    sheet = Sheet(path, rows=[(0, columns)], called=": feature ", padded=False)
    for number, row in enumerate(frame[columns].itertuples(index=False), 1):
        sheet.rows.append((number, [as_text(value) for value in row]))
    return sheet


def _table(sheet: Sheet, required: tuple[str, ...], kind: str, optional: tuple[str, ...] | None) -> Table:
    header = find_header(sheet, required, optional or ())
    if header is None:
        raise InputError(Problem(sheet.where, "has no header", f"begin it with {', '.join(required)}"))
    if len(header.headings) > MAX_COLUMNS:
        what = f"more than {MAX_COLUMNS:,} columns"
        raise InputError(Problem(sheet.place(1), what, "keep those the planner reads, or check the commas"))
    if not is_whole(header, required):
        check_commas(sheet)
    table = read_rows(sheet, header, required)
    problems = Problems()
    check_headings(sheet.where, header, required, kind, problems)
    check_people(sheet.where, table, problems)
    problems.raise_if_any()
    if not table.rows:
        raise InputError(Problem(sheet.where, "has no rows", "add them under the header"))
    if optional is not None:
        known = (*required, *optional)
        table.check_cells([name for name in known if name in header.meant])
        table = table.noting(notes_on(sheet.path, header, known, described(sheet.path)))
    return of_everybody(table)
