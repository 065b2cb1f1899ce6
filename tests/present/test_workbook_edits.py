"""Every workbook says what its numbers are and whose, follows a change, and proves nothing of one."""

from pathlib import Path

import openpyxl
import pytest

from planner.present.context import ReportContext
from planner.present.words import CAUTION, MODELLED, PUBLISHED
from planner.present.workbook.about import EXPECTED, FIXED
from planner.present.workbook.notice import DIFFERENT, SAME
from planner.present.workbook.sheet import HEAD
from planner.present.workbook.summary import SOLVED
from tests.present.books import KINDS, changed, expected_plan, of_kind, texts, worked, years_plan
from tests.present.formulas import worked_out
from tests.present.plans import london_frontier, london_plan
from tests.worlds import toy


@pytest.mark.parametrize("kind", KINDS)
def test_every_sheet_says_that_it_is_modelled_and_whose_data_it_has(kind: str, tmp_path: Path) -> None:
    """Under the title, in every workbook; caution, sources and licences on one sheet."""
    behind = ReportContext(toy()) if kind in ("years", "expected") else london_plan()[1]
    book = openpyxl.load_workbook(of_kind(kind, tmp_path / "plan.xlsx"), data_only=True)
    for sheet in book:
        assert (sheet["A2"].value, sheet["A3"].value) == (MODELLED, behind.attribution)
    told = texts(book, "about")
    assert CAUTION in told
    assert (PUBLISHED in told) == (kind == "published")
    for source in behind.provenance.sources:
        assert f"Source: {source}" in told
    for licence in behind.provenance.licences:
        assert licence in told
    assert kind in ("years", "expected") or "Open Government Licence" in told


@pytest.mark.parametrize("kind", KINDS[:4])
def test_formulas_of_every_kind_come_to_the_plan_s_numbers(kind: str, tmp_path: Path) -> None:
    """Worked out anew, every number and every word is what is shown."""
    path = of_kind(kind, tmp_path / "plan.xlsx")
    formulas, values = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    for sheet in formulas:
        for cell in (cell for line in sheet.iter_rows() for cell in line if cell.data_type == "f"):
            now = values[sheet.title][cell.coordinate].value
            again = worked_out(formulas, sheet.title, cell.coordinate)
            assert again == (now if isinstance(now, str) else pytest.approx(now, abs=1e-6)), cell.coordinate


def test_totals_over_years_follow_a_change(tmp_path: Path) -> None:
    """A set-up cost is paid in the year a service starts, staff in it and in every year after.

    People count as far as services have grown; the cost of each has both sides discounted.
    """
    plan, behind = years_plan()
    book = openpyxl.load_workbook(of_kind("years", tmp_path / "plan.xlsx"))
    changed(book, "services.team.setup_cost", 31_000.0)
    changed(book, "services.team.staff.cost", 40_100.0)
    changed(book, "services.team.staff.caseload", 4.0)
    spend, people = [year.spend for year in plan.years or ()], [0.0] * 3
    years = behind.scenario.years
    assert years is not None
    for service in plan.services:
        start, staff = (service.starts or 0) - 2027, service.staff or 0
        for year in range(start, 3):
            spend[year] += 100.0 * staff + (1_000.0 if year == start else 0.0)
            people[year] += min(service.reachable, 4.0 * staff) * (0.5, 0.8, 1.0)[year - start]
    now = worked(book, "plan")
    assert now["Spend"] == pytest.approx(sum(spend))
    supported = next(key for key in now if key.startswith("Supported by the plan"))
    assert sum(people) < plan.coverage
    assert now[supported] == pytest.approx(sum(people))
    paid, helped = (sum(x / 1.035**k for k, x in enumerate(some)) for some in (spend, people))
    assert now["Cost for each young person"] == pytest.approx(paid / helped)
    for row, (money, count) in enumerate(zip(spend, people, strict=True), HEAD + 2):
        assert worked_out(book, "years", f"C{row}") == pytest.approx(money)
        assert worked_out(book, "years", f"E{row}") == pytest.approx(count)


def test_a_frontier_follows_a_change(tmp_path: Path) -> None:
    """A pound more for each of the staff is as many pounds more as each plan has staff."""
    frontier, _ = london_frontier()
    book = openpyxl.load_workbook(of_kind("frontier", tmp_path / "plan.xlsx"))
    changed(book, "services.specialist.staff.cost", 48_001.0)
    for row, plan in enumerate([*frontier.plans, *(frontier.nested_plans or ())], HEAD + 2):
        staff = sum(service.staff or 0 for service in plan.services)
        assert worked_out(book, "frontier", f"E{row}") == pytest.approx(plan.spend + staff)
        assert worked_out(book, "frontier", f"F{row}") == pytest.approx(plan.budget - plan.spend - staff)


def test_a_frontier_notices_a_change_of_any_plan(tmp_path: Path) -> None:
    """Of its last plan's staff: that plan's status says so and the notice on top, the others' do not."""
    book = openpyxl.load_workbook(of_kind("frontier", tmp_path / "plan.xlsx"))
    last = len([row for row in book["services"].iter_rows() if row[0].value])
    book["services"][f"K{last + 1}"].value += 1
    frontier, _ = london_frontier()
    rows = range(HEAD + 2, HEAD + 2 + len([*frontier.plans, *(frontier.nested_plans or ())]))
    told = [worked_out(book, "frontier", f"J{row}") for row in rows]
    assert [one.startswith("figures changed") for one in told] == [False] * (len(rows) - 1) + [True]
    assert worked_out(book, "frontier", "A4") == DIFFERENT


@pytest.mark.parametrize("kind", ["plan", "years", "frontier"])
@pytest.mark.parametrize("what", ["figure without effect", "staff"])
def test_nothing_is_proved_of_changed_figures(kind: str, what: str, tmp_path: Path) -> None:
    """A notice on top and the status of a plan say so; sentences of proof stand under "before any change"."""
    book = openpyxl.load_workbook(of_kind(kind, tmp_path / "plan.xlsx"))
    first = book.sheetnames[0]
    cells = [cell for row in book[first].iter_rows() for cell in row]
    status = next(c.coordinate for c in cells if c.data_type == "f" and "proved best" in str(c.value))
    assert worked_out(book, first, "A4") == SAME
    assert worked_out(book, first, status).startswith("proved best")
    if what == "staff":
        book["services"][f"K{HEAD + 2}"].value += 1
    else:
        changed(book, _caseload(kind), 15.0000001 if kind != "years" else 10.0000001)
    assert worked_out(book, first, "A4") == DIFFERENT
    assert worked_out(book, first, status).startswith("figures changed")
    for cell in cells:
        if cell.data_type == "s" and "roved best" in str(cell.value):
            assert SOLVED in [book[first].cell(row, 1).value for row in range(1, int(cell.row or 1))]


def _caseload(kind: str) -> str:
    return f"services.{'team' if kind == 'years' else 'specialist'}.staff.caseload"


def test_coverage_over_draws_is_said_not_to_follow(tmp_path: Path) -> None:
    """The mean of the lesser of reach and room is not the lesser of their means: it is written as it is."""
    plan, _ = expected_plan()
    book = openpyxl.load_workbook(of_kind("expected", tmp_path / "plan.xlsx"))
    assert EXPECTED in texts(book, "about")
    changed(book, "services.team.staff.caseload", 1.0)
    now = worked(book, "plan")
    assert now[next(key for key in now if key.startswith("Supported by the plan"))] == pytest.approx(
        plan.coverage
    )


def test_numbers_alone_say_so(tmp_path: Path) -> None:
    """A workbook without formulas does not say that anything follows."""
    book = openpyxl.load_workbook(of_kind("published", tmp_path / "plan.xlsx"))
    told = " ".join(texts(book, sheet) for sheet in book.sheetnames)
    assert FIXED in told
    assert "costs, room and coverage follow" not in told
    assert SAME not in told
