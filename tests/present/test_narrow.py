"""Tables on narrow screens: no heading, name or number is lost or cut, whatever the width."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from rich.console import Console
from rich.table import Table

from planner.present.drawers.terminal import plain_table
from planner.present.stacked import Fitted
from planner.present.tables import print_plan
from planner.questions.compare.tables import print_comparison
from planner.questions.frontier.tables import print_frontier
from planner.questions.joint.tables import print_joint
from planner.questions.optimise.side_by_side import print_plans
from planner.questions.partners.answer import partners
from planner.questions.partners.tables import print_partners
from planner.questions.stability.tables import print_stability
from tests.present.answers import RIVER, london_comparison, london_joint, london_stability
from tests.present.plans import expanding_plan, london, london_frontier, london_plan

WIDTHS = (40, 47, 55, 60, 67, 72, 80, 100, 120)


class Kept(Console):
    """A console that keeps the tables it is given."""

    def __init__(self, width: int) -> None:
        super().__init__(width=width, file=io.StringIO(), color_system=None)
        self.tables: list[Table] = []

    def print(self, *objects: Any, **more: Any) -> None:
        """Print, and keep what is a table."""
        self.tables += [one for one in objects if isinstance(one, Table)]
        super().print(*objects, **more)


def comparison(console: Console) -> None:
    """Four scenarios, and the one plan for all."""
    result, hedge, behind = london_comparison()
    print_comparison(result, hedge, [one.scenario for one in behind], console)


PRINTED: dict[str, Callable[[Console], None]] = {
    "plan": lambda console: print_plan(london_plan()[0], console),
    "expanding": lambda console: print_plan(expanding_plan()[0], console),
    "plans": lambda console: print_plans(london_frontier()[0].plans, console),
    "frontier": lambda console: print_frontier(london_frontier()[0], london(), [], console),
    "joint": lambda console: print_joint(london_joint(RIVER)[0], london(), console),
    "partners": lambda console: print_partners(partners(london(), "E09000003"), london(), console),
    "comparison": comparison,
    "stability": lambda console: print_stability(london_stability()[0], console),
}


def words_of(table: Table) -> Iterator[str]:
    """Every word of its headings and cells; a column with nothing in it needs no heading."""
    for column in table.columns:
        if any(column.cells):
            for cell in (column.header, *column.cells):
                yield from str(cell).replace("\\", "").split()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("name", PRINTED)
def test_every_word_of_every_table_is_there_whole(name: str, width: int) -> None:
    """No column vanishes, nothing ends in dots, and no line is wider than the screen."""
    console = Kept(width)
    PRINTED[name](console)
    text = console.file.getvalue()  # type: ignore[attr-defined]
    assert console.tables
    shown = set(text.replace(":", " ").replace(";", " ").split())
    for table in console.tables:
        assert isinstance(table, Fitted)
        lost = {word for word in words_of(table) if not set(word.replace(":", " ").split()) <= shown}
        assert lost == set()
    assert "…" not in text
    assert max(map(len, text.splitlines())) <= width


def test_rows_are_stacked_only_where_they_must_be() -> None:
    """Side by side down to the width in which every word is whole; below it each number after its heading."""
    table = plain_table("Title")
    table.add_column("Area", ratio=1)
    for heading in ("Need", "Unmet"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_row("Kensington and Chelsea", "1,018", "10")
    least = len("Kensington  1,018  Unmet") + 2
    wide, narrow = Kept(least), Kept(least - 1)
    wide.print(table)
    narrow.print(table)
    beside, stacked = (one.file.getvalue().splitlines() for one in (wide, narrow))  # type: ignore[attr-defined]
    assert "Kensington  1,018     10" in [line.strip() for line in beside]
    assert [line.strip() for line in stacked if line.strip()] == [
        "Title",
        "Area",
        "Kensington and Chelsea",
        "Need: 1,018; Unmet: 10",
    ]


def test_the_longer_text_gives_way_and_no_word_is_cut() -> None:
    """A kind of one long word keeps its line where the names beside it can take another."""
    table = plain_table("Title")
    table.add_column("Areas", ratio=1)
    table.add_column("Kind")
    table.add_row("Bromley, Croydon, Lewisham, Southwark and Lambeth", "Northamptonshire")
    console = Kept(len("Lewisham,   Northamptonshire") + 4)
    console.print(table)
    lines = [line.strip() for line in console.file.getvalue().splitlines()]  # type: ignore[attr-defined]
    assert any(line.endswith("Northamptonshire") and line.startswith("Bromley,") for line in lines)
    assert not any("…" in line for line in lines)
