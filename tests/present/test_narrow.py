"""Tables on narrow screens: no heading, name or number is lost or cut, whatever the width."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from rich.console import Console
from rich.table import Table

from planner.present.drawers.terminal import draw, plain_table
from planner.present.stacked import Fitted
from planner.present.tables import plan_told
from planner.present.told import Told
from planner.questions.compare.tables import comparison_told
from planner.questions.frontier.tables import frontier_told
from planner.questions.joint.tables import joint_told
from planner.questions.optimise.side_by_side import plans_told
from planner.questions.partners.answer import partners
from planner.questions.partners.tables import partners_told
from planner.questions.stability.tables import stability_told
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


def comparison() -> Told:
    """Four scenarios, and the one plan for all."""
    result, hedge, behind = london_comparison()
    return comparison_told(result, hedge, [one.scenario for one in behind])


PRINTED: dict[str, Callable[[], Told]] = {
    "plan": lambda: plan_told(london_plan()[0]),
    "expanding": lambda: plan_told(expanding_plan()[0]),
    "plans": lambda: plans_told(london_frontier()[0].plans),
    "frontier": lambda: frontier_told(london_frontier()[0], london(), []),
    "joint": lambda: joint_told(london_joint(RIVER)[0], london()),
    "partners": lambda: partners_told(partners(london(), "E09000003"), london()),
    "comparison": comparison,
    "stability": lambda: stability_told(london_stability()[0]),
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
    draw(console, PRINTED[name]())
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
