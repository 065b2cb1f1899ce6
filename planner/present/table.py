"""A table: what its columns are and its values as they are, to be drawn on any medium."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planner.present.numbers import Kind, written
from planner.present.rounding import adding_up

Value = str | float | None
"""What stands in a cell: words, a number (NaN for a count that is not shown), or nothing known."""


@dataclass(frozen=True)
class Cell:
    """A value with a patch of colour before it, as the map has it."""

    value: Value
    colour: str


@dataclass(frozen=True)
class Column:
    """A heading and what its values are.

    `short` is the heading where room is scarce; where it names the unit (£, £k) numbers are written in it.
    `key` is the name of the column in CSV. `wide`: whether it takes what room there is.
    """

    heading: str
    kind: Kind = Kind.TEXT
    short: str = ""
    key: str = ""
    wide: bool = False

    @property
    def numeric(self) -> bool:
        """Whether its values are numbers."""
        return self.kind not in (Kind.TEXT, Kind.YEAR)


Row = tuple[Value | Cell, ...]


@dataclass(frozen=True)
class Table:
    """Rows of values under columns; `id` is unique on a page, `notes` stand under the table.

    `total`: whether the last row adds up the others. Then whole numbers are such that they do add up.
    """

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    total: bool = False

    def without(self, *headings: str) -> "Table":
        """The table without these columns."""
        places = [n for n, column in enumerate(self.columns) if column.heading not in headings]
        rows = tuple(tuple(row[place] for place in places) for row in self.rows)
        return replace(self, columns=tuple(self.columns[place] for place in places), rows=rows)

    def values(self) -> list[list[Value]]:
        """The values row by row, without their colours; with whole numbers that come to the last row."""
        rows = [[cell.value if isinstance(cell, Cell) else cell for cell in row] for row in self.rows]
        if not self.total:
            return rows
        columns = map(_added, zip(*rows, strict=True), self.columns)
        return [list(row) for row in zip(*columns, strict=True)]

    def texts(self, none: str = "–") -> list[list[str]]:
        """Every cell as people read it; `none` stands for what is not there."""
        return [
            [written(value, column.kind, none) for value, column in zip(row, self.columns, strict=True)]
            for row in self.values()
        ]


def _added(values: Sequence[Value], column: Column) -> Sequence[Value]:
    """A column whose last value adds up the others, where it does."""
    *parts, total = values
    known = [one for one in parts if isinstance(one, int | float)]
    if column.kind not in (Kind.PEOPLE, Kind.POUNDS) or not isinstance(total, int | float):
        return values
    if abs(sum(known) - total) > 1e-6:
        return values
    shown = iter(adding_up(known))
    return [*(next(shown) if isinstance(one, int | float) else one for one in parts), total]
