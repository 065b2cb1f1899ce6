"""Tables on a page: what its template and its script take."""

from dataclasses import dataclass

from planner.present.table import Cell, Table

SHORT = 14
"""Letters of a name that need no room of their own."""

Drawn = str | dict[str, str]
"""A cell as text, or as text with the colour of a patch before it."""


@dataclass(frozen=True)
class PageTable:
    """A table as text; `numeric` are the places of the columns that are numbers.

    `named`: whether its rows have names long enough to need room.
    """

    id: str
    caption: str
    headings: tuple[str, ...]
    rows: list[list[Drawn]]
    numeric: frozenset[int]
    notes: tuple[str, ...]
    total: bool
    named: bool


def page_table(table: Table) -> PageTable:
    """The table as a page draws it."""
    texts = table.texts()
    return PageTable(
        table.id,
        table.caption,
        tuple(" ".join(column.heading.split()) for column in table.columns),
        [list(map(_drawn, row, told)) for row, told in zip(table.rows, texts, strict=True)],
        frozenset(place for place, column in enumerate(table.columns) if column.numeric),
        table.notes,
        table.total,
        any(len(row[0]) > SHORT for row in texts),
    )


def _drawn(cell: object, text: str) -> Drawn:
    return {"text": text, "colour": cell.colour} if isinstance(cell, Cell) else text
