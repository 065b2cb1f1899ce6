"""A table that loses nothing where it has little room: what does not fit side by side is stacked."""

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import replace

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.measure import Measurement
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

INDENT = 2
BOUNDLESS = 100_000
"""Letters across of a screen on which every table fits."""


class Fitted(Table):
    """A table whose rows are blocks of lines on a screen too narrow for its columns.

    A block begins with the cell of the column that takes what room there is, its heading on top of all,
    else with that of the first; under it stand the others, each after its heading.
    """

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The table, its texts over several lines where they must be, or its rows as blocks."""
        wide = options.update_width(BOUNDLESS)
        whole, widths = (
            Measurement.get(console, wide, self),
            [_widths(console, wide, c) for c in self.columns],
        )
        excess = whole.maximum - options.max_width
        if excess > sum(width.span for width in widths):
            if not self.collapse_padding:
                closer = copy(self)
                closer.collapse_padding = True
                yield from closer.__rich_console__(console, options)
                return
            yield from self._stacked(console, options.max_width - INDENT)
        elif excess <= 0:
            yield from super().__rich_console__(console, options)
        else:
            fitted = copy(self)
            fitted.columns = self._narrowed(excess, widths)
            yield from Table.__rich_console__(fitted, console, options)

    def _narrowed(self, excess: int, widths: Sequence[Measurement]) -> list[Column]:
        """The columns that much narrower together: letter by letter the widest of those that can give way."""
        given = [width.maximum for width in widths]
        for _ in range(excess):
            able = [place for place, width in enumerate(widths) if given[place] > width.minimum]
            given[max(able, key=lambda place: given[place])] -= 1
        return [replace(column, width=width) for column, width in zip(self.columns, given, strict=True)]

    def _stacked(self, console: Console, room: int) -> Iterator[RenderableType]:
        head = next((place for place, column in enumerate(self.columns) if column.ratio), 0)
        if self.title:
            yield Text.from_markup(str(self.title), style="bold")
        if self.columns[head].ratio:
            yield Text(_heading(self.columns[head]), style="italic")
        for row in zip(*(column.cells for column in self.columns), strict=True):
            first = head if row[head] else 0
            said = [
                _said(console, column, cell, alone=place == first and bool(self.columns[head].ratio))
                for place, (column, cell) in enumerate(zip(self.columns, row, strict=True))
            ]
            said[first].stylize("bold")
            yield said[first]
            rest = [text for place, text in enumerate(said) if place != first and text.plain.strip()]
            for line in _filled(rest, room):
                yield Padding(line, (0, 0, 0, INDENT), expand=False)
        if self.caption:
            yield Text.from_markup(str(self.caption), style="italic")
        yield ""


def _widths(console: Console, options: ConsoleOptions, column: Column) -> Measurement:
    """The width of a column in which no word is broken, and that in which every cell has one line."""
    cells = [Measurement.get(console, options, cell) for cell in (column.header, *column.cells)]
    most = max(cell.maximum for cell in cells)
    least = most if column.no_wrap else max(cell.minimum for cell in cells)
    return Measurement(max(least, column.min_width or 0), max(most, column.min_width or 0))


def _said(console: Console, column: Column, cell: RenderableType, alone: bool) -> Text:
    """A cell after its heading; by itself where it is `alone`, has no heading or is empty."""
    value = console.render_str(str(cell))
    heading = _heading(column)
    return value if alone or not heading or not value.plain else Text.assemble(f"{heading}: ", value)


def _heading(column: Column) -> str:
    """The heading of a column on one line."""
    return " ".join(str(column.header).split())


def _filled(texts: Sequence[Text], room: int) -> list[Text]:
    """As many to a line as fit whole."""
    lines: list[Text] = []
    for text in texts:
        both = Text("; ").join([lines[-1], text]) if lines else text
        if lines and both.cell_len <= room:
            lines[-1] = both
        else:
            lines.append(text)
    return lines
