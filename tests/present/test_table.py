"""One table, drawn for terminal, page, CSV, Excel, and a medium that is added in one function."""

import csv
import io
import math
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from xlsxwriter import Workbook

from planner.plan.optimise import optimise
from planner.plan.plan import Plan
from planner.present.drawers.csv import csv_table
from planner.present.drawers.page import page_table
from planner.present.drawers.sheet import sheet_table
from planner.present.drawers.terminal import terminal_table
from planner.present.numbers import Kind, about, in_words, people
from planner.present.rounding import whole
from planner.present.shown import PARTS, shown
from planner.present.table import Cell, Column, Table
from planner.present.tables import areas_table, services_table
from planner.present.workbook.sheet import HEAD, Sheet, Styles
from planner.questions.compare import tables as compared
from planner.questions.frontier import tables as budgets
from planner.questions.joint import tables as shared
from planner.questions.partners.answer import partners
from planner.questions.partners.tables import options_table
from planner.questions.stability import tables as drawn
from planner.scenario.read.load import load_scenario
from tests.present.answers import RIVER, london_comparison, london_joint, london_stability
from tests.present.plans import expanding_plan, london, london_frontier, london_plan, published_plan
from tests.test_cli_years import by_year

SMALL = Table(
    "small",
    "Three | areas",
    (
        Column("Area", key="area", wide=True),
        Column("Service"),
        Column("Need", Kind.PEOPLE, key="need"),
        Column("Cost", Kind.POUNDS, "Cost £k", key="cost"),
        Column("Met", Kind.SHARE, key="met"),
    ),
    (
        ("Ashby", Cell(1, "#E69F00"), 10.4, 1_200.4, 0.997),
        ("=Corley", None, 0.4, math.nan, 0.001),
        ("Denham", None, 5.4, None, "c"),
        ("All", "", 16.2, "", ""),
    ),
    ("A note.",),
    total=True,
)


def tables() -> Iterator[Table]:
    """Tables of every question that has London's answer to hand."""
    (plan, _), (result, _), (stable, _) = london_plan(), london_joint(RIVER), london_stability()
    yield from (services_table(plan), areas_table(plan))
    front, (several, hedges, _) = london_frontier()[0], london_comparison()
    names = dict(zip(london().areas.codes, london().areas.names, strict=True))
    yield budgets.budgets_table(front.plans, front.points)
    yield from (budgets.keeping_table(front), budgets.entry_table(front, names, "free"))
    yield from (shared.alone_table(result, london()), shared.shares_table(result), shared.hubs_table(result))
    yield from (shared.stable_table(result), shared.split_table(result, london()))
    yield options_table(partners(london(), "E09000003"), london())
    yield from (compared.measures_table(several), *compared.differences_tables(several))
    yield from (*compared.regret_tables(several, hedges), *compared.areas_tables(several))
    yield from (drawn.interval_table(stable), drawn.often_table(stable), drawn.today_table(stable))
    yield drawn.frequent_table(stable, london())


def markdown(table: Table) -> str:
    """The table as Markdown: all that a new medium needs."""
    lines = [
        [column.heading for column in table.columns],
        [":-:"[column.numeric :] for column in table.columns],
    ]
    lines += table.texts()
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def test_a_new_medium_draws_every_table() -> None:
    """As many cells in each line as there are columns, and every text that a page has."""
    every = list(tables())
    assert len(every) > 18
    for table in every:
        lines = markdown(table).splitlines()
        assert len(lines) == len(table.rows) + 2
        assert {line.replace("\\|", "").count("|") for line in lines} == {len(table.columns) + 1}
        on_page = [
            [cell if isinstance(cell, str) else cell["text"] for cell in row]
            for row in page_table(table).rows
        ]
        assert table.texts() == on_page
        assert not any("." in text and text.replace(".", "").isdigit() for row in on_page for text in row)


def test_the_page_has_whole_people_and_colours() -> None:
    """Parts come to the total, a hidden amount is `c`, and what is nearly all or none is not told as such."""
    rows = page_table(SMALL).rows
    assert rows[0] == ["Ashby", {"text": "1", "colour": "#E69F00"}, "11", "£1,200", ">99%"]
    assert rows[1] == ["=Corley", "–", "<1", "c", "<1%"]
    assert [row[2] for row in rows] == ["11", "<1", "5", "16"]
    assert page_table(SMALL).numeric == {2, 3, 4}


def test_the_terminal_writes_pounds_in_the_unit_of_the_heading() -> None:
    """Thousands where it says £k, all with as many decimals, and nothing else changes."""
    drawn_ = terminal_table(SMALL)
    cells = {str(column.header): list(column.cells) for column in drawn_.columns}
    assert cells["Cost £k"] == ["1.2", "c", "-", ""]
    assert cells["Need"] == ["11", "<1", "5", "16"]
    assert drawn_.caption == "A note."


def test_csv_keeps_numbers_as_they_are() -> None:
    """Under their keys; text that would run is inert, and the total is no row."""
    rows = list(csv.DictReader(io.StringIO(csv_table(SMALL))))
    assert [row["need"] for row in rows] == ["10.4", "0.4", "5.4"]
    assert [row["area"] for row in rows] == ["Ashby", "'=Corley", "Denham"]
    assert [row["cost"] for row in rows] == ["1200.4", "c", ""]


def test_excel_keeps_numbers_beneath_their_format(tmp_path: Path) -> None:
    """Exact values, whole people by format, and shares that are nearly all or none are not 100% or 0%."""
    path = tmp_path / "table.xlsx"
    with Workbook(str(path)) as book:
        sheet = Sheet(book, Styles(book), "table", live=False)
        after = sheet_table(sheet, SMALL)
    cells = openpyxl.load_workbook(path)["table"]
    first = HEAD + 2
    assert after == HEAD + len(SMALL.rows) + 2
    assert [cells.cell(first, column).value for column in (1, 3, 4, 5)] == ["Ashby", 10.4, 1200.4, 0.997]
    assert cells.cell(first + 1, 4).value == "c"
    assert cells.cell(first, 3).number_format.endswith("#,##0")
    assert '[<0.5]"<1"' in cells.cell(first, 3).number_format
    assert '[<0.005]"<1%"' in cells.cell(first, 5).number_format
    (rule,) = cells.conditional_formatting[f"E{first}"]
    assert (rule.type, rule.operator, rule.formula[0]) == ("cellIs", "between", "0.995")
    assert rule.dxf.numFmt.formatCode == '">99%"'


@pytest.mark.parametrize("made", [london_plan, expanding_plan, published_plan])
def test_a_plan_s_counts_add_up_as_they_are_shown(made: object) -> None:
    """By area to its need, by service to its areas, and all to the plan's own numbers; sums stay exact."""
    exact: Plan = made()[0]  # type: ignore[operator]
    plan = shown(exact)
    assert plan == exact
    if exact.published:
        return
    assert sum(whole(area.covered) for area in plan.areas) == whole(plan.coverage)
    assert sum(whole(area.already_covered) for area in plan.areas) == whole(plan.already_covered)
    assert sum(whole(area.need) for area in plan.areas) == whole(plan.need)
    nearest = [whole(area.need) for area in exact.areas]
    moved = [abs(whole(area.need) - near) for area, near in zip(plan.areas, nearest, strict=True)]
    assert sum(moved) == abs(sum(nearest) - whole(plan.need))  # no area's need but those that must
    for area in plan.areas:
        assert sum(whole(getattr(area, part)) for part in PARTS) == whole(area.need)
        assert all(abs(whole(getattr(area, part)) - getattr(area, part)) < 1 for part in PARTS)
    for service in plan.services:
        parts = [area.covered for area in plan.areas if area.service == service.id]
        assert sum(map(whole, parts)) == whole(service.covered)


def test_services_over_years_say_why_they_add_to_more_than_the_last_year(tmp_path: Path) -> None:
    """Their total is of fully grown services, the headline's last year is not; one year has no note."""
    plan = optimise(load_scenario(by_year(tmp_path)))
    assert plan.years
    table = services_table(plan)
    assert sum(one.covered for one in plan.services) >= plan.years[-1].coverage
    assert any("In the last year some may still be growing" in note for note in table.notes)
    assert page_table(table).notes == table.notes
    assert not services_table(london_plan()[0]).notes


def test_somebody_is_never_nobody() -> None:
    """In tables and in sentences; dust of the arithmetic is nobody, and what is not shown stays `c`."""
    counts = (0.4, 1e-9, 0.0, 1.4, 1002.3, math.nan)
    assert [people(one) for one in counts] == ["<1", "0", "0", "1", "1,002", "c"]
    assert [in_words(one) for one in counts[:2]] == ["fewer than 1", "0"]
    assert [about(one) for one in counts] == ["fewer than 1", "0", "0", "about 1", "about 1,002", "c"]
