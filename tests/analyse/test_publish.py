"""Publishing: no count of 1 to 5 is shown, and none can be worked out from what is."""

import math
from dataclasses import replace
from itertools import chain
from pathlib import Path

import geopandas as gpd
import numpy as np
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner import Plan, Scenario, frontier, joint, load_scenario, optimise
from planner.analyse.publish import PARTS, publish_frontier, publish_joint, publish_plan
from planner.analyse.suppression import Sheet
from planner.report.backdrop import backdrop
from planner.report.documents import areas_csv, as_json, plan_document, services_csv
from planner.report.geopackage import write_geopackage
from planner.report.page.assemble import render
from planner.report.page.plan_page import plan_page
from planner.report.workbook.book import write_workbook
from tests.worlds import random_world

LONDON = load_scenario(Path(__file__).parents[2] / "scenarios/london.yaml")


def attacked(
    counts: list[float], shown: list[float], sums: list[tuple[int, list[int]]]
) -> list[tuple[float, float]]:
    """What somebody finds for each count by adding and taking away, again and again, whatever is shown.

    Each shown count is within rounding of the truth, each that is not shown is above 0; every sum narrows
    each of its counts by the others, until nothing changes.
    """
    known = []
    for value in shown:
        if math.isnan(value):
            known.append((0.0, math.inf))
        elif value == 0:
            known.append((0.0, 0.0))
        else:
            known.append((max(5.5, value - 2.5), value + 2.5))
    for _ in range(200):
        before = list(known)
        for total, parts in sums:
            low, high = sum(known[p][0] for p in parts), sum(known[p][1] for p in parts)
            known[total] = (max(known[total][0], low), min(known[total][1], high))
            for part in parts:
                others = [p for p in parts if p != part]
                least = known[total][0] - sum(known[p][1] for p in others)
                most = known[total][1] - sum(known[p][0] for p in others)
                known[part] = (max(known[part][0], least), min(known[part][1], most))
        if known == before:
            break
    assert len(known) == len(counts)
    return known


def safe(counts: list[float], shown: list[float], sums: list[tuple[int, list[int]]]) -> bool:
    """Whether every count of 1 to 5 could still be any of 1 to 5."""
    found = attacked(counts, shown, sums)
    return all(
        low <= 1.0 + 1e-6 and high >= 5.0 - 1e-6
        for count, (low, high) in zip(counts, found, strict=True)
        if 0 < count < 5.5
    )


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[float], list[tuple[int, list[int]]]]:
    """Rows of parts that add up to their ends, columns to their feet, and the feet to the corner."""
    rows, columns = draw(st.integers(1, 4)), draw(st.integers(2, 4))
    inside = draw(
        st.lists(
            st.one_of(st.just(0.0), st.floats(0.1, 40)), min_size=rows * columns, max_size=rows * columns
        )
    )
    grid = np.array(inside).reshape(rows, columns)
    counts = [
        *grid.ravel().tolist(),
        *grid.sum(axis=1).tolist(),
        *grid.sum(axis=0).tolist(),
        float(grid.sum()),
    ]
    ends, feet = rows * columns, rows * columns + rows
    sums = [(ends + r, [r * columns + c for c in range(columns)]) for r in range(rows)]
    sums += [(feet + c, [r * columns + c for r in range(rows)]) for c in range(columns)]
    sums += [
        (feet + columns, [ends + r for r in range(rows)]),
        (feet + columns, [feet + c for c in range(columns)]),
    ]
    return counts, sums


@given(tables())
@settings(max_examples=150, derandomize=True, deadline=None)
def test_no_small_count_can_be_worked_out(made: tuple[list[float], list[tuple[int, list[int]]]]) -> None:
    """Whatever the table: small counts are not shown, others are to 5, no sum narrows one down."""
    counts, sums = made
    sheet = Sheet()
    for count in counts:
        sheet.add(count)
    for total, parts in sums:
        sheet.add_up(total, parts)
    shown = sheet.protected().tolist()
    for count, value in zip(counts, shown, strict=True):
        if 0 < count < 5.5:
            assert math.isnan(value)
        elif not math.isnan(value):
            assert value % 5 == 0
            assert abs(value - count) <= 2.5
    assert safe(counts, shown, sums)


def test_the_next_smallest_is_left_out_where_a_sum_would_tell() -> None:
    """12.4 and 5.2 of 17.6: shown as 10 and 20 they would say that the third is 5 at least."""
    sums = [(0, [1, 2])]
    assert not safe([17.6, 12.4, 5.2], [20.0, 10.0, math.nan], sums)
    sheet = Sheet()
    for count in (17.6, 12.4, 5.2):
        sheet.add(count)
    sheet.add_up(0, [1, 2])
    shown = sheet.protected()
    assert shown[0] == 20
    assert np.isnan(shown[1:]).all()


def counts_of(plan: Plan) -> tuple[list[float], list[tuple[int, list[int]]]]:
    """Every count of a plan, and which add up to which, as a reader of it knows."""
    names = ("need", *PARTS)
    counts = [plan.need, plan.coverage, plan.already_covered]
    place = {}
    for area in plan.areas:
        for name in names:
            place[area.area, name] = len(counts)
            counts.append(getattr(area, name))
    sums = [(place[a.area, "need"], [place[a.area, name] for name in PARTS]) for a in plan.areas]
    for total, name in ((0, "need"), (1, "covered"), (2, "already_covered")):
        sums.append((total, [place[area.area, name] for area in plan.areas]))
    services = []
    for service in plan.services:
        services.append(len(counts))
        sums.append((len(counts), [place[code, "covered"] for code in service.areas]))
        counts.append(service.covered)
    return counts, [*sums, (1, services)] if services else sums


def test_plans_of_random_worlds_give_nothing_away() -> None:
    """Small worlds have small counts: of sixty plans none can be narrowed down."""
    small = 0
    for seed in range(60):
        plan = optimise(random_world(seed, 1, 7), time_limit=None)
        counts, sums = counts_of(plan)
        shown, _ = counts_of(publish_plan(plan))
        small += sum(0 < count < 5.5 for count in counts)
        assert safe(counts, shown, sums), seed
    assert small > 100


@pytest.fixture(scope="module")
def plan() -> Plan:
    return optimise(LONDON)


def test_london_gives_nothing_away(plan: Plan) -> None:
    """The plan, the plans of a frontier, and a joint service with the City of London in it."""
    for exact in (plan, *frontier(LONDON, [5e5, 1e6, 3e6], nested=True).plans):
        counts, sums = counts_of(exact)
        assert safe(counts, counts_of(publish_plan(exact))[0], sums)
    published = publish_frontier(frontier(LONDON, [1e6, 2e6]))
    assert all(point.coverage % 5 == 0 and point.shadow_price is None for point in published.points)
    city = [LONDON.areas.code(name) for name in ("City of London", "Camden", "Islington")]
    told = publish_joint(joint(LONDON, city))
    assert math.isnan(told.need[city[0]])
    assert all(map(math.isnan, chain(told.shares["need"].values(), told.shares["supported"].values())))
    assert not any(map(math.isnan, told.shares["shapley"].values()))


def otherwise(plan: Plan, scenario: Scenario) -> tuple[Plan, Scenario]:
    """The same plan and scenario with other counts that look the same once published.

    Fewer young people out of reach, in the City of London and in areas that a service reaches.
    """
    areas = []
    for area in plan.areas:
        changed = {}
        for name in ("out_of_reach",):
            value = getattr(area, name)
            if 0.5 < value < 5.5:
                changed[name] = value - 0.2
        need = area.need + sum(changed[name] - getattr(area, name) for name in changed)
        same = (need < 5.5) == (area.need < 5.5) and (
            5 * math.floor(need / 5 + 0.5) == 5 * math.floor(area.need / 5 + 0.5) or need < 5.5
        )
        areas.append(area.model_copy(update={**changed, "need": need}) if changed and same else area)
    needs = np.array([area.need for area in areas])
    reached = {a.area: a.covered + a.reached_without_capacity for a in areas}
    services = tuple(
        one.model_copy(update={"reachable": sum(reached[code] for code in one.areas)})
        for one in plan.services
    )
    other = plan.model_copy(update={"areas": tuple(areas), "services": services, "need": float(needs.sum())})
    return other, replace(scenario, areas=replace(scenario.areas, need=needs))


def test_what_is_published_depends_on_nothing_else(plan: Plan, tmp_path: Path) -> None:
    """Two plans that differ in small counts give the same page, workbook, layers, JSON and CSV, all of it."""
    other, scenario = otherwise(plan, LONDON)
    assert sum(a != b for a, b in zip(plan.areas, other.areas, strict=True)) >= 5
    first, second = publish_plan(plan), publish_plan(other)
    assert as_json(plan_document(first)) == as_json(plan_document(second))
    assert (areas_csv(first), services_csv(first)) == (areas_csv(second), services_csv(second))
    here, there = backdrop(LONDON), backdrop(scenario)
    assert render(plan_page(first, here)) == render(plan_page(second, there))
    for name, one, behind in (("a", first, here), ("b", second, there)):
        write_workbook(tmp_path / f"{name}.xlsx", {"plan": [one]}, behind, live=False)
        write_geopackage(tmp_path / f"{name}.gpkg", one, behind)
    cells = [
        [
            [cell.value for cell in row]
            for sheet in openpyxl.load_workbook(tmp_path / f"{name}.xlsx")
            for row in sheet
        ]
        for name in "ab"
    ]
    assert cells[0] == cells[1]
    for layer in ("services", "areas"):
        frames = [gpd.read_file(tmp_path / f"{name}.gpkg", layer=layer) for name in "ab"]
        assert frames[0].equals(frames[1])


def test_no_exact_small_count_is_in_any_file(plan: Plan) -> None:
    """The numbers that must not be seen are in none of the files as text."""
    published = publish_plan(plan)
    page = render(plan_page(published, backdrop(LONDON)))
    texts = [page, as_json(plan_document(published)), areas_csv(published), services_csv(published)]
    small = {
        f"{getattr(area, name):.4f}".rstrip("0")
        for area in plan.areas
        for name in ("need", *PARTS)
        if 0 < getattr(area, name) < 5.5
    }
    assert len(small) > 10
    assert not [value for value in small if len(value) > 4 for text in texts if value in text]


def test_a_published_run_is_read_back(plan: Plan) -> None:
    """A count that is null in the file is not shown after reading it either."""
    document = plan_document(publish_plan(plan))
    assert document["areas"][0]["need"] is None
    again = Plan.model_validate(document)
    assert math.isnan(again.areas[0].need)
    assert plan_document(again) == document
