"""Links: which pairs of areas could share a service."""

from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

import numpy as np

from planner.errors import Problems
from planner.scenario.areas import Areas
from planner.scenario.read.pairs import Pair, pairs_of
from planner.scenario.read.sheets import Sheet
from planner.scenario.read.table import Table
from planner.scenario.read.tables import read_table
from planner.types import IntArray

KINDS = ("land", "crossing", "none")


class Links(NamedTuple):
    """Pairs of rows of the areas, of shape (links, 2), and by their codes what those that cross are called.

    A crossing whose name is not known is called "".
    """

    pairs: IntArray
    crossings: dict[tuple[str, str], str]


def read_links(
    path: Path,
    areas: Areas,
    allowed: Sequence[str],
    notes: list[str] | None = None,
    held: Sheet | None = None,
) -> Links:
    """The links between `areas` whose kind is in `allowed`.

    A table without a `link` column is all land. What is to be told of how it was read goes to `notes`.

    Raises:
        InputError: when the table cannot be read, a link is to an unknown area or to itself, a pair is
            there twice, not alike both ways, or a kind of link is unknown; each is named.
    """
    table = read_table(path, ("area_a", "area_b"), "an adjacency table", ("link", "crossing"), held)
    if notes is not None:
        notes.extend(table.notes)
    problems = Problems()
    pairs = _pairs(table, areas, problems)
    _check_kinds(table, problems)
    problems.raise_if_any()
    carrying = [
        (pair, row)
        for pair, row in zip(pairs, table.rows, strict=True)
        if pair and row.get("link", "land") in allowed
    ]
    codes = areas.codes
    crossings = [(pair, row.get("crossing", "")) for pair, row in carrying if row.get("link") == "crossing"]
    return Links(
        np.array([pair for pair, _ in carrying], dtype=np.int64).reshape(-1, 2),
        {(codes[a], codes[b]): name for (a, b), name in crossings},
    )


def _pairs(table: Table, areas: Areas, problems: Problems) -> list[Pair | None]:
    pairs = pairs_of(table, areas, problems, "link", [row.get("link", "land") for row in table.rows])
    for place, pair in zip(table.places, pairs, strict=True):
        if pair and pair[0] == pair[1]:
            problems.add(place, f"{areas.names[pair[0]]} is linked to itself", "drop the row")
    return pairs


def _check_kinds(table: Table, problems: Problems) -> None:
    for place, row in table:
        kind = row.get("link", "land")
        if kind not in KINDS:
            close = get_close_matches(kind, KINDS, n=1)
            remedy = f"did you mean {close[0]!r}?" if close else "use land, crossing or none"
            ends = f"{row['area_a']} and {row['area_b']}"
            problems.add(place, f"link of {ends} is of unknown kind {kind!r}", remedy)
