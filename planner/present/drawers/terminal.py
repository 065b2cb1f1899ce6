"""Tables on a terminal or in a pipe: ruled under the headings, stacked where there is little room."""

import math
from collections.abc import Sequence

from rich import box
from rich.console import Console, ConsoleOptions
from rich.markup import escape

from planner.present.numbers import Kind, written
from planner.present.rounding import whole
from planner.present.stacked import Fitted
from planner.present.table import Column, Table, Value
from planner.present.told import Line, Title, Told

LEAST = 22
"""Letters that names of areas are given where they need them, before a table is stacked."""


class Ruled(box.Box):
    """One line under the headings, of hyphens where the reader's code page has no other."""

    def substitute(self, options: ConsoleOptions, safe: bool = True) -> box.Box:
        """The lines that can be shown."""
        return HYPHENS if options.ascii_only else super().substitute(options, safe=safe)


HYPHENS = box.Box(str(box.SIMPLE_HEAD).replace("─", "-"), ascii=True)
RULED = Ruled(str(box.SIMPLE_HEAD))


def plain_table(title: str) -> Fitted:
    """A table without lines between rows, that loses no column on a narrow screen."""
    return Fitted(
        title=title,
        title_justify="left",
        title_style="bold",
        caption_justify="left",
        box=RULED,
        pad_edge=False,
    )


def terminal_table(table: Table) -> Fitted:
    """The table as a console prints it; numbers are in the unit that the heading names."""
    drawn = plain_table(escape(table.caption))
    drawn.caption = escape(" ".join(table.notes)) or None
    columns = map(_texts, zip(*table.values(), strict=True), table.columns)
    rows = list(zip(*columns, strict=True))
    for place, column in enumerate(table.columns):
        drawn.add_column(
            escape(column.short or column.heading),
            justify="right" if column.numeric or _numbers(table, place) else "left",
            no_wrap=column.numeric,
            ratio=1 if column.wide else None,
            min_width=min(LEAST, max(len(row[place]) for row in rows)) if column.wide and rows else None,
        )
    for number, row in enumerate(rows, 1):
        if table.total and number == len(rows):
            drawn.add_section()
        drawn.add_row(*map(escape, row))
    return drawn


def _numbers(table: Table, place: int) -> bool:
    """Whether all that stands in a column of words is numbers, as those of services are."""
    known = [row[place] for row in table.values() if row[place] not in (None, "")]
    return bool(known) and not any(isinstance(one, str) and one != "All" for one in known)


def _texts(values: Sequence[Value], column: Column) -> list[str]:
    """A column in as few letters as can be, with no unit that the heading has."""
    unit = column.short or column.heading
    told = [written(value, column.kind, none="-") for value in values]
    if column.kind is not Kind.POUNDS or "£" not in unit:
        return told
    if "£k" not in unit:
        return [one.replace("£", "") for one in told]
    known = [one for one in values if isinstance(one, int | float) and not math.isnan(one)]
    digits = 0 if all(whole(one / 100) % 10 == 0 for one in known) else 1
    return [
        f"{one / 1000:,.{digits}f}" if isinstance(one, int | float) and not math.isnan(one) else said
        for one, said in zip(values, told, strict=True)
    ]


def draw(console: Console, told: Told) -> None:
    """Print what an answer tells: its title in bold, sentences a line each, tables."""
    for part in told:
        if isinstance(part, Table):
            console.print(terminal_table(part))
            if part.notes:
                console.print()
        elif part is not None:
            style = "bold" if isinstance(part, Title) else None
            console.print(part, style=style, highlight=False, markup=False, soft_wrap=isinstance(part, Line))
