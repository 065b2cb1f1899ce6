"""Headings of a table: the row they stand in, which column each means, and which columns are not read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from planner.errors import Problems
from planner.scenario.note import Note
from planner.scenario.read.cells import loosely
from planner.scenario.read.sheets import Sheet

WITHIN = 50
"""Rows that hold anything in which the header is looked for; titles above it take fewer."""
ALIKE = 0.75
"""How much an unknown heading is like a known one, from 0 to 1, to be taken for a slip."""
MEANT = {
    "area": r"((area|geography|ons|gss|lsoa|msoa)|(la|lad|local authority|authority|council|district|borough|"
    r"county|region|ward)) code|ecode|((lad|la|utla|ltla|ctyua|cty|rgn|wd|lsoa\d\d|msoa\d\d)\d\d)cd",
    "name": r"(area|geography|la|lad|lsoa|msoa) name|(local authority|authority|council|district|borough|"
    r"county|region|ward)( name)?|((lad|la|utla|ltla|ctyua|cty|rgn|wd)\d\d)nm",
    "at_risk": r"((est|estimated?|number|no|young people) )*at risk( estimated?)?",
    "low": r"low(er)?( (bound|limit|estimate|90))?",
    "high": r"(high(er)?|upper)( (bound|limit|estimate|90))?",
    "identified": r"(number )?(identified|known)( to services)?",
}
"""By column of the planner: other headings that can mean nothing else in a table with counts by area."""


@dataclass(frozen=True)
class Header:
    """The place of a header among the rows of a sheet, its headings, and the heading that each column has."""

    row: int
    headings: tuple[str, ...]
    meant: dict[str, str]
    unclear: dict[str, list[str]]

    def read_as(self, heading: str) -> str:
        """What a column is called once it is read."""
        return next((name for name, found in self.meant.items() if found == heading), heading)


def find_header(sheet: Sheet, required: Sequence[str], optional: Sequence[str]) -> Header | None:
    """The first row with all that is `required`, else the one with most of it; none in an empty sheet."""
    found = [_header(i, cells, required, optional) for i, (_, cells) in enumerate(sheet.rows[:WITHIN])]
    return max(found, key=lambda header: _fits(header, required), default=None)


def _fits(header: Header, required: Sequence[str]) -> int:
    return sum(name in header.meant or name in header.unclear for name in required)


def is_whole(header: Header | None, required: Sequence[str]) -> bool:
    """Whether a header has all that is required."""
    return header is not None and _fits(header, required) == len(required)


def _header(row: int, cells: list[str], required: Sequence[str], optional: Sequence[str]) -> Header:
    """The headings in one row, each column by its own name before any other that means the same."""
    meant: dict[str, str] = {}
    unclear: dict[str, list[str]] = {}
    for name in (*required, *optional):
        same = [cell for cell in cells if cell == name] or [c for c in cells if loosely(c) == loosely(name)]
        others = [c for c in cells if name in MEANT and re.fullmatch(MEANT[name], loosely(c))]
        free = [cell for cell in dict.fromkeys(same or others) if cell not in meant.values()]
        if len(free) > 1:
            unclear[name] = free
        elif free:
            meant[name] = free[0]
    if "area" in required and "area" not in {*meant, *unclear} and "name" in meant:
        meant["area"] = meant["name"]  # areas without codes go by their names
    return Header(row, tuple(cells), meant, unclear)


def check_headings(
    where: str, header: Header, required: Sequence[str], kind: str, problems: Problems
) -> None:
    """Note every required column that is missing, with the nearest heading, or that several could be."""
    others = [heading for heading in header.headings if heading not in header.meant.values()]
    for name, found in header.unclear.items():
        told = " and ".join(map(repr, found))
        problems.add(where, f"{told} could each be the column {name!r}", f"call the one that is meant {name}")
    for name in required:
        if name not in {*header.meant, *header.unclear}:
            close = get_close_matches(name, others, n=1)
            remedy = f"rename {close[0]!r}" if close else f"add it; {kind} has {', '.join(required)}"
            problems.add(where, f"no column {name!r}", remedy)


def notes_on(path: Path, header: Header, known: Sequence[str], described: set[str]) -> list[str]:
    """What is to be said of headings that are read as another, and of columns that are not read."""
    renamed = [f"{found!r} as {name}" for name, found in header.meant.items() if found != name]
    notes = [f"{path}: reads {', '.join(renamed)}"] if renamed else []
    missing = [name for name in known if name not in header.meant]
    unread, misspelt = [], False
    for heading in header.headings:
        close = get_close_matches(loosely(heading), map(loosely, missing), n=1, cutoff=ALIKE)
        meant = [name for name in missing if loosely(name) in close]
        if not heading or heading in header.meant.values() or (heading in described and not meant):
            continue
        misspelt |= bool(meant)
        unread.append(f"{heading!r} (did you mean {meant[0]}?)" if meant else repr(heading))
    if unread:
        what = f"{path}: does not read {_some(unread)}"
        notes.append(Note(what, "rename what is meant") if misspelt else what)
    return notes


def _some(names: list[str], most: int = 8) -> str:
    rest = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + rest
