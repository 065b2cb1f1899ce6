"""The workbook, read back: the plan's numbers, formulas that come to the same, and that follow a change."""

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from planner.plan.optimise import optimise
from planner.plan.plan import Plan
from planner.present.context import ReportContext, context_of
from planner.present.ties import ties
from planner.present.words import share_met
from planner.present.workbook.book import write_workbook
from planner.present.workbook.sheet import HEAD
from planner.present.workbook.summary import SOLVED
from planner.scenario.read.load import load_scenario
from tests.present.formulas import worked_out
from tests.present.plans import (
    FORMULA,
    SCRIPT,
    expanding_plan,
    hostile,
    london_frontier,
    london_plan,
    published_plan,
)
from tests.project import edit, write_project


def written(path: Path, plan: Plan, behind: ReportContext, **how: Any) -> Path:
    """The workbook of one plan."""
    write_workbook(path, {plan.scenario: [plan]}, behind, **how)
    return path


def rows(book: openpyxl.Workbook, sheet: str) -> list[dict[str, Any]]:
    """The rows of a sheet by heading."""
    headings, *lines = book[sheet].iter_rows(values_only=True, min_row=HEAD + 1)
    return [dict(zip(map(str, headings), line, strict=True)) for line in lines]


def sums(book: openpyxl.Workbook) -> dict[str, Any]:
    """Sheet plan as what it says, by what it is about."""
    return {str(row[0]): row[1] for row in book["plan"].iter_rows(values_only=True, max_col=2)}


@pytest.mark.parametrize("made", [london_plan, expanding_plan], ids=["london", "expanding"])
def test_read_back_it_holds_the_plan(tmp_path: Path, made: Any) -> None:
    """As a reader without a calculator sees it: totals, every service and every area."""
    plan, behind = made()
    book = openpyxl.load_workbook(written(tmp_path / "plan.xlsx", plan, behind), data_only=True)
    assert book.sheetnames == ["plan", "services", "areas", "assumptions", "about"]
    assert sums(book)["Supported by the plan"] == pytest.approx(plan.coverage, abs=1e-6)
    assert sums(book)["Spend"] == pytest.approx(plan.spend)
    assert sums(book)["Estimated need, young people a year"] == pytest.approx(plan.need)
    for row, service in zip(rows(book, "services"), plan.services, strict=True):
        assert (row["Id"], row["Staff"], row["Number of areas"]) == (
            service.id,
            service.staff,
            len(service.areas),
        )
        for heading, value in (
            ("Supports", service.covered), ("Cost a year", service.cost), ("Room for", service.capacity),
            ("Set-up, once", service.setup_cost),
        ):  # fmt: skip
            assert row[heading] == pytest.approx(value, abs=1e-6)
    for row, area in zip(rows(book, "areas"), plan.areas, strict=True):
        assert (row["Code"], row["Area"]) == (area.area, area.name)
        for heading, value in (
            ("Need", area.need), ("Existing services", area.already_covered), ("The plan", area.covered),
            ("In reach, no room", area.reached_without_capacity), ("Out of reach", area.out_of_reach),
        ):  # fmt: skip
            assert row[heading] == pytest.approx(value, abs=1e-6)


@pytest.mark.parametrize("made", [london_plan, expanding_plan], ids=["london", "expanding"])
def test_every_formula_comes_to_the_plan_s_number(tmp_path: Path, made: Any) -> None:
    """Worked out anew from the assumptions, every formula gives the value the plan has there."""
    path = written(tmp_path / "plan.xlsx", *made())
    formulas, values = openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)
    checked = 0
    for sheet in formulas:
        for cell in (cell for line in sheet.iter_rows() for cell in line if cell.data_type == "f"):
            now = values[sheet.title][cell.coordinate].value
            assert worked_out(formulas, sheet.title, cell.coordinate) == pytest.approx(now, abs=1e-6)
            checked += 1
    assert checked > 150


def test_sums_follow_a_changed_cost(tmp_path: Path) -> None:
    """A pound more for each of the staff adds as many pounds as staff; less caseload, less coverage."""
    plan, behind = expanding_plan()
    book = openpyxl.load_workbook(written(tmp_path / "plan.xlsx", plan, behind))
    figures: dict[Any, Any] = {
        line[4].value: line[1] for line in book["assumptions"].iter_rows(min_row=HEAD + 2)
    }
    where = {line[0].value: line[1].coordinate for line in book["plan"].iter_rows(max_col=2)}
    figures["services.specialist.staff.cost"].value += 1
    staff = sum(service.staff or 0 for service in plan.services)
    assert worked_out(book, "plan", where["Spend"]) == pytest.approx(plan.spend + staff)
    figures["services.specialist.staff.caseload"].value = 14
    fewer = sum(min(service.reachable, 14 * (service.staff or 0)) for service in plan.services)
    assert fewer < plan.coverage
    assert worked_out(book, "plan", where["Supported by the plan"]) == pytest.approx(fewer)
    unmet = sum(worked_out(book, "areas", f"M{row}") for row in range(HEAD + 2, HEAD + 35))
    assert unmet == pytest.approx(plan.need - plan.already_covered - fewer)


def test_a_frontier_has_a_row_a_budget(tmp_path: Path) -> None:
    """Free and nested plans, each with its services and areas."""
    frontier, behind = london_frontier()
    plans = {"free": frontier.plans, "nested": frontier.nested_plans or ()}
    write_workbook(tmp_path / "f.xlsx", plans, behind)
    book = openpyxl.load_workbook(tmp_path / "f.xlsx", data_only=True)
    every = [*frontier.plans, *(frontier.nested_plans or ())]
    shown = [(row["Budget a year"], row["Supports"], row["Spend"]) for row in rows(book, "frontier")]
    assert shown == [pytest.approx((plan.budget, plan.coverage, plan.spend)) for plan in every]
    assert len(rows(book, "services")) == sum(len(plan.services) for plan in every)
    assert len(rows(book, "areas")) == 33 * len(every)


def test_names_are_never_run(tmp_path: Path) -> None:
    """Names like formulas and scripts are text cells, word for word."""
    scenario = load_scenario(hostile(tmp_path / "project"))
    plan = optimise(scenario)
    book = openpyxl.load_workbook(written(tmp_path / "plan.xlsx", plan, context_of(scenario)))
    names = {cell.value: cell.data_type for cell in book["areas"]["D"]}
    assert names[FORMULA] == names[SCRIPT] == "s"
    hubs = {cell.value: cell.data_type for cell in book["services"]["E"]}
    assert "f" not in hubs.values()


def test_values_alone_and_the_same_bytes(tmp_path: Path) -> None:
    """Not live it has no formula; the same plan gives the same bytes."""
    plan, behind = london_plan()
    book = openpyxl.load_workbook(written(tmp_path / "a.xlsx", plan, behind, live=False))
    assert [
        cell for sheet in book for line in sheet.iter_rows() for cell in line if cell.data_type == "f"
    ] == []
    assert sums(book)["Spend"] == plan.spend
    again = written(tmp_path / "b.xlsx", plan, behind, live=False)
    assert again.read_bytes() == (tmp_path / "a.xlsx").read_bytes()


def test_what_is_marked_to_change_is_what_formulas_read(tmp_path: Path) -> None:
    """A yellow cell that changed nothing would mislead; so would a formula that reads a cell not marked."""
    book = openpyxl.load_workbook(written(tmp_path / "plan.xlsx", *expanding_plan()))
    yellow = {
        cell.coordinate
        for (cell,) in book["assumptions"]["B6:B60"]
        if cell.fill.start_color.rgb == "FFFFF5CC"
    }
    formulas = [cell.value for row in book["services"].iter_rows() for cell in row if cell.data_type == "f"]
    read = {
        name.replace("$", "")
        for text in formulas
        for name in re.findall(r"assumptions!(\$B\$\d+)", str(text))
    }
    assert read == yellow
    assert len(read) == 6


def test_a_tie_is_told_under_as_the_plan_was_solved(tmp_path: Path) -> None:
    """The sentence of table and page stands on sheet plan; a plan without a tie has none."""
    path = write_project(tmp_path)
    needs = (tmp_path / "needs.csv").read_text().replace("E03,Corley,20", "E03,Corley,12")
    (tmp_path / "needs.csv").write_text(needs)
    edit(path, "budget: £300k", "budget: £71k")
    scenario = load_scenario(path)
    for asked in (True, False):
        plan = optimise(scenario, ties=asked)
        book = openpyxl.load_workbook(written(tmp_path / "tied.xlsx", plan, context_of(scenario)))
        lines = [str(row[0]) for row in book["plan"].iter_rows(values_only=True)]
        solved = lines[lines.index(SOLVED) + 1 :]
        sentence = ties(plan)
        assert (sentence is not None) == asked
        assert ("Other plans within this budget support as many" in " ".join(solved)) == asked
        assert sentence is None or sentence in solved


def test_a_published_workbook_has_no_share_worked_out_from_rounded_counts(tmp_path: Path) -> None:
    """On sheet plan and for each area it is told what the share supported lies between, or c."""
    plan, behind = published_plan()
    book = openpyxl.load_workbook(written(tmp_path / "plan.xlsx", plan, behind, live=False))
    assert sums(book)["Share of need"] == share_met(plan)
    told = {str(row["Supported"]) for row in rows(book, "areas")}
    assert all(re.fullmatch(r"c|0%|\d+% to \d+%", one) for one in told), told
    assert len(told) > 2
