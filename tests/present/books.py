"""Workbooks of every kind, and their sheets read back."""

import math
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl

from planner.plan.optimise import optimise
from planner.plan.plan import Plan
from planner.plan.published import publish_plan
from planner.present.context import ReportContext, context_of
from planner.present.workbook.book import write_workbook
from planner.present.workbook.sheet import HEAD
from planner.scenario.years import Years
from tests.present.formulas import worked_out
from tests.present.plans import london, london_frontier, london_plan
from tests.worlds import published, toy

KINDS = ("plan", "years", "frontier", "expected", "published")


def of_kind(kind: str, path: Path) -> Path:
    """A workbook of one kind, written to `path`."""
    if kind == "frontier":
        frontier, behind = london_frontier()
        write_workbook(path, {"free": frontier.plans, "nested": frontier.nested_plans or ()}, behind)
        return path
    made = {"years": years_plan, "expected": expected_plan, "published": published_plan}
    plan, behind = made.get(kind, london_plan)()
    write_workbook(path, {plan.scenario: [plan]}, behind, live=kind != "published")
    return path


@cache
def published_plan() -> tuple[Plan, ReportContext]:
    """London's plan as anybody may see it."""
    scenario = published(london())
    return publish_plan(optimise(scenario)), context_of(scenario)


@cache
def years_plan() -> tuple[Plan, ReportContext]:
    """A plan of the row of boroughs over three years: services start in several, grow and are discounted."""
    years = Years(2027, (90_000.0, 260_000.0, 420_000.0), ramp=(0.5, 0.8, 1.0), discount=0.035)
    scenario = replace(toy(), years=years, budget=sum(years.budgets), term=math.inf)
    plan = optimise(scenario, time_limit=None)
    assert len({service.starts for service in plan.services}) > 1
    return plan, ReportContext(scenario)


@cache
def expected_plan() -> tuple[Plan, ReportContext]:
    """A plan of it by mean coverage over draws of need."""
    scenario = replace(toy(), draws=toy().areas.need * np.array([[0.5], [1.0], [1.5]]))
    return optimise(scenario, time_limit=None), ReportContext(scenario)


def texts(book: openpyxl.Workbook, sheet: str) -> str:
    """All that is written on a sheet."""
    cells = (cell for row in book[sheet].iter_rows(values_only=True) for cell in row)
    return " ".join(str(cell) for cell in cells if cell is not None)


def changed(book: openpyxl.Workbook, key: str, value: float) -> None:
    """Change the figure with this key."""
    cells: dict[Any, Any] = {
        line[4].value: line[1] for line in book["assumptions"].iter_rows(min_row=HEAD + 2)
    }
    cells[key].value = value


def worked(book: openpyxl.Workbook, sheet: str) -> dict[str, Any]:
    """What the rows of a sheet come to, by their first cell."""
    return {
        str(line[0].value): worked_out(book, sheet, str(line[1].coordinate))
        for line in book[sheet].iter_rows(min_row=HEAD + 2, max_col=2)
    }
