"""Rows of cells as a file holds them, before anything is known of its columns."""

from dataclasses import dataclass, field
from pathlib import Path

from planner.errors import InputError, Problem

MAX_ROWS = 500_000
"""Rows of one table: every pair of 1,000 areas."""

Odd = tuple[str, str]
"""What a cell really holds, and what to do about it."""


@dataclass
class Sheet:
    """Rows that hold anything, each with its number from 1 and its cells as text.

    `name` is that of the sheet of a workbook, `called` stands between the file and the number of a row. In a
    sheet that is not `padded` empty cells at the end of a row are left off. `odd` has cells, by row and
    column, whose text is not what their author wrote.
    """

    path: Path
    name: str = ""
    called: str = ":"
    padded: bool = True
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    odd: dict[tuple[int, int], Odd] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def where(self) -> str:
        """The file, and the sheet in it."""
        return f"{self.path}, sheet {self.name!r}" if self.name else str(self.path)

    def place(self, line: int) -> str:
        """Where a row stands."""
        return f"{self.path}{self.called}{line}"

    def add(self, line: int, cells: list[str]) -> None:
        """One more row, where it holds anything.

        Raises:
            InputError: when there are too many, or a cell holds a null character.
        """
        if not any(cells):
            return
        if len(self.rows) > MAX_ROWS:
            what = f"more than {MAX_ROWS:,} rows"
            raise InputError(Problem(f"{self.path}:{line}", what, "keep those of the areas alone"))
        if any("\0" in cell for cell in cells):
            raise InputError(Problem(f"{self.path}:{line}", "holds null characters", "save it as CSV UTF-8"))
        self.rows.append((line, cells))
