"""A table: rows of text by column, each knowing where it stands in its file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from planner.errors import Problems
from planner.scenario.read.sheets import Odd


@dataclass(frozen=True)
class Table:
    """Rows of text by column name, and where each row stands in its file.

    `notes` tell what of the file was read other than plainly, and what was not read. `odd` has cells by
    place and column whose text is not what their author wrote, such as a code that Excel made a date.
    """

    path: Path
    columns: tuple[str, ...]
    rows: tuple[dict[str, str], ...]
    places: tuple[str, ...]
    notes: tuple[str, ...] = ()
    odd: dict[tuple[str, str], Odd] = field(default_factory=dict)

    def __iter__(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Each row after the place it stands, such as `needs.csv:7`."""
        return zip(self.places, self.rows, strict=True)

    def only(self, kept: Iterable[int]) -> "Table":
        """The table with these of its rows."""
        kept = list(kept)
        rows, places = tuple(self.rows[i] for i in kept), tuple(self.places[i] for i in kept)
        return replace(self, rows=rows, places=places)

    def noting(self, notes: Sequence[str]) -> "Table":
        """The table with more notes."""
        return replace(self, notes=(*self.notes, *notes))

    def check_cells(self, columns: Sequence[str]) -> None:
        """No cell of these columns holds what its author did not write.

        Raises:
            InputError: when one does; it names each, with the cause and a remedy.
        """
        problems = Problems()
        for place, row in self:
            for column in columns:
                if odd := self.odd.get((place, column)):
                    area = row.get("name") or row.get("area") or "this row"
                    problems.add(place, f"{column} of {area} is {odd[0]}", odd[1])
        problems.raise_if_any()
