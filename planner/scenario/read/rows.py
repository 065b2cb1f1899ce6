"""The rows under a header: short and long ones, footnotes, cells without a heading."""

import re

from planner.errors import Problems
from planner.scenario.read.headings import Header
from planner.scenario.read.sheets import Sheet
from planner.scenario.read.table import Table

_REMARK = re.compile(
    r"\[|\(|\*|†|©|•|- |(sources?|notes?|footnotes?|contains|figures|end of|this table|crown copyright)\b",
    re.IGNORECASE,
)
"""How a line under a table begins that is about the table, and no row of it."""
Rows = list[tuple[int, list[str]]]


def read_rows(sheet: Sheet, header: Header, required: tuple[str, ...]) -> Table:
    """The table of a sheet, its columns by what they mean; what is left out of it is told in its notes.

    Raises:
        InputError: when a heading is there twice, or the cells of a row do not fit under the headings.
    """
    line = sheet.rows[header.row][0]
    notes = list(sheet.notes)
    if header.row:
        notes.append(f"{sheet.path}: the header is on line {line}; what stands above it is left out")
    body, footnotes = _parted(sheet.rows[header.row + 1 :], len(header.headings))
    if footnotes:
        first = footnotes[0][0]
        where = f"line {first} is" if len(footnotes) == 1 else f"what stands from line {first} is"
        notes.append(f"{sheet.path}: {where} left out as a footnote ({' '.join(footnotes[0][1]).strip()!r})")
    notes += _check_widths(sheet, header, body, required)
    named = [(name, header.headings.index(heading)) for name, heading in header.meant.items()]
    taken = {place for _, place in named}
    named += [(h, i) for i, h in enumerate(header.headings) if i not in taken and h]
    rows = tuple({name: cells[i] if i < len(cells) else "" for name, i in named} for _, cells in body)
    odd = {
        (sheet.place(line), name): sheet.odd[line, i]
        for line, _ in (body if sheet.odd else ())
        for name, i in named
        if (line, i) in sheet.odd
    }
    places = tuple(sheet.place(line) for line, _ in body)
    return Table(sheet.path, tuple(name for name, _ in named), rows, places, tuple(notes), odd)


def _parted(rows: Rows, columns: int) -> tuple[Rows, Rows]:
    """The rows of the table, and the footnotes under the last of them."""
    end = len(rows)
    while end and columns > 1 and _alone(rows[end - 1][1], columns):
        end -= 1
    for i in range(max(end, 1), len(rows)):
        after_a_gap = rows[i][0] - rows[i - 1][0] > 1
        if after_a_gap or _REMARK.match(next(filter(None, rows[i][1]), "")):
            return rows[:i], rows[i:]
    return rows, []


def _alone(cells: list[str], columns: int) -> bool:
    filled = [cell for cell in cells if cell]
    return len(filled) == 1 or (len(filled) < columns and bool(filled and _REMARK.match(filled[0])))


def _check_widths(sheet: Sheet, header: Header, body: Rows, required: tuple[str, ...]) -> list[str]:
    """Refuse rows that do not fit under the headings; tell of short ones, and of columns without heading."""
    headings, problems = header.headings, Problems()
    for name in sorted({name for name in headings if name and headings.count(name) > 1}):
        problems.add(sheet.place(sheet.rows[header.row][0]), f"column {name} is there twice", "keep one")
    least = max((headings.index(header.meant[n]) + 1 for n in required if n in header.meant), default=0)
    short, bare = [], set()
    for line, cells in body:
        over = [i for i, cell in enumerate(cells) if cell and (i >= len(headings) or not headings[i])]
        if sheet.padded and any(i >= len(headings) for i in over):
            what = f"{len(cells)} cells under {len(headings)} columns"
            problems.add(sheet.place(line), what, "quote cells that hold a comma")
        elif sheet.padded and len(cells) < least:
            what = f"{len(cells)} cells under {len(headings)} columns"
            without = ", ".join(name for name in headings[len(cells) :] if name)
            problems.add(
                sheet.place(line), what, f"nothing stands under {without}: fill it in, or add commas"
            )
        elif sheet.padded and len(cells) < len(headings):
            short.append(line)
        bare.update(over)
    problems.raise_if_any()
    return [*_short(sheet, short), *(_bare(sheet, sorted(bare)) if bare else ())]


def _short(sheet: Sheet, lines: list[int]) -> list[str]:
    told = ", ".join(map(str, lines[:6])) + (f" and {len(lines) - 6} more" if len(lines) > 6 else "")
    have = f"line {told} has" if len(lines) == 1 else f"lines {told} have"
    note = f"{sheet.path}: {have} fewer cells than the header; those that are not there are read as empty"
    return [note] if lines else []


def _bare(sheet: Sheet, columns: list[int]) -> list[str]:
    told = ", ".join(str(i + 1) for i in columns[:6])
    return [f"{sheet.path}: does not read what stands in column {told}, which has no heading"]
