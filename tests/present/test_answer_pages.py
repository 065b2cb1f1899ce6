"""The pages of a joint service, a comparison and stability as text: every number is the result's."""

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from planner.present.context import context_of
from planner.present.numbers import people, pounds
from planner.present.page.assemble import render
from planner.present.page.blocks import Figure, Page
from planner.present.page.plan_page import NO_MAP
from planner.present.table import Table
from planner.questions.compare.page import compare_page
from planner.questions.compare.regret_map import MORE, NOTHING, UNKNOWN, regret_rows
from planner.questions.joint.answer import Joint
from planner.questions.joint.group_map import links_of
from planner.questions.joint.page import joint_page
from planner.questions.stability.page import stability_page
from planner.scenario.read.load import load_scenario
from planner.sharing.cost_shares import RULES
from tests.present.answers import (
    APART,
    NORTH,
    RIVER,
    hostile_pages,
    london_comparison,
    london_joint,
    london_pages,
    london_stability,
)
from tests.present.plans import FORMULA, SCRIPT
from tests.present.test_page import MOST_BYTES, Read
from tests.project import edit, write_project

NAN = float("nan")


def table(page: Page, ident: str) -> Table:
    """A table of a page by its id."""
    (found,) = [one for section in page.every_section for one in section.tables if one.id == ident]
    return found


def figure(page: Page, ident: str) -> Figure:
    """A figure of a page by its id."""
    (found,) = [one for section in page.every_section for one in section.figures if one.id == ident]
    return found


def texts(page: Page, ident: str) -> list[list[str]]:
    """The cells of a table as text."""
    return table(page, ident).texts()


@pytest.mark.parametrize("name", ["joint", "apart", "compare", "stability"])
def test_one_small_file_that_says_what_is_modelled_and_whose_data(name: str) -> None:
    """Nothing is fetched, under half of 3 MB; the caution and the attribution are there."""
    html = render(london_pages()[name])
    page = Read(html)
    assert page.fetched == []
    assert len(html.encode()) < MOST_BYTES / 2
    assert "Need is an estimate, not a count" in page.text
    assert "Contains National Statistics data and OS data © Crown copyright" in page.text
    assert "Between £46,300 (Blagrave Trust, about 2014)" in page.text
    assert "needs.csv" in page.text


def test_joint_tables_add_up_to_the_service() -> None:
    """Shares by every rule come to the cost, people supported to the service's, in table and chart alike."""
    result, behind = london_joint()
    assert result.joint is not None
    page = joint_page(result, behind)
    assert texts(page, "shares")[-1][1:-1] == [pounds(result.joint.cost)] * len(RULES)
    assert texts(page, "each")[-1][-2] == people(result.joint.covered)
    drawn: dict[str, float] = {}
    for row in figure(page, "share-bars").data["shares"]:
        drawn[row["rule"]] = drawn.get(row["rule"], 0.0) + row["share"]
    assert list(drawn.values()) == pytest.approx([result.joint.cost] * len(RULES), abs=0.01)
    assert [row[0] for row in texts(page, "each")[:-1]] == [f"{n} {name}" for n, name in enumerate(NORTH, 1)]


def test_joint_map_has_the_hub_the_links_and_the_crossings() -> None:
    """Over the river Greenwich faces Newham and Tower Hamlets; Bexley is joined by land, and is the hub."""
    result, behind = london_joint(RIVER)
    data = figure(joint_page(result, behind), "group-map").data
    assert result.joint is not None
    assert [mark["name"] for mark in data["marks"] if mark["hub"]] == [result.names[result.joint.hub]]
    crossed = {row["properties"]["link"] for row in data["crossings"]}
    assert crossed == {"Greenwich – Newham", "Greenwich – Tower Hamlets"}
    assert len(data["land"]) == 2
    assert [row["name"] for row in data["areas"] if row["member"]] == list(RIVER)
    assert len(data["areas"]) < 33  # the part of London around them


def test_links_of_a_group_are_the_scenario_s() -> None:
    """Barnet, Enfield and Haringey border each other on land, each with both others."""
    result, behind = london_joint()
    assert behind.geography is not None
    kinds = [kind for *_, kind in links_of(result, behind.scenario, behind.geography)]
    assert kinds == ["land"] * 3


def test_areas_that_cannot_share_have_a_page_that_says_why() -> None:
    """The missing link and who would close the gap, in words, on the map and in the table; no shares."""
    result, behind = london_joint(APART)
    page = joint_page(result, behind)
    text = Read(render(page)).text
    assert "No link joins Barnet to Hackney. With Haringey they would be connected." in text
    data = figure(page, "group-map").data
    assert len(data["missing"]) == 1
    assert {row["name"] for row in data["areas"] if row["colour"] == "#FBE3A6"} == {"Haringey"}
    assert ["Haringey", "", "would connect them"] in texts(page, "links")
    assert not any(section.id in ("cost", "from-where") for section in page.every_section)


def test_who_would_leave_is_told_rule_by_rule() -> None:
    """Where a rule is not stable the table names who would leave and what they would gain."""
    result, behind = london_joint()
    unstable = result.core["need"].model_copy(
        update={"stable": False, "leavers": (result.areas[0],), "gain": 1234.0}
    )
    changed = result.model_copy(update={"core": {**result.core, "need": unstable}})
    page = joint_page(changed, behind)
    assert texts(page, "stable")[1] == ["Need", "no", "Barnet", "£1,234"]
    assert "Need: Barnet would pay £1,234 a year less without the others." in Read(render(page)).text


def test_measures_and_regret_are_the_comparison_s() -> None:
    """A row a scenario; each cell of the matrix is the regret, marked where over budget or against rules."""
    result, hedges, behind = london_comparison()
    assert [one.rule for one in hedges] == ["regret", "expected"]
    page = compare_page(result, hedges, behind)
    assert [row[1] for row in texts(page, "measures")] == [people(one.coverage) for one in result.scenarios]
    cells = regret_rows(result, hedges)
    assert len(cells) == 4 * 4 + 4 * 2
    own = [cell for cell in cells if cell["plan"] == cell["scenario"]]
    assert {cell["step"] for cell in own} == {NOTHING}
    for cell in cells[:16]:
        lost = result.regret[int(cell["plan"][1:]) - 1][int(cell["scenario"][1:]) - 1]
        assert cell["lost"] == (None if lost is None else pytest.approx(lost, abs=1e-9))
        assert (cell["step"] == UNKNOWN) == (lost is None)
        assert (cell["step"] == MORE) == (lost is not None and lost < 0)
    dear = [cell["text"].endswith("£") for cell in cells[:4]]
    assert dear == [fits is False for fits in result.fits_budget[0]]
    for table, hedge in zip(("hedge", "hedge-2"), hedges, strict=True):
        assert texts(page, table)[0][1] == people(hedge.coverage[0])


def test_the_list_has_every_plan_and_the_one_for_all() -> None:
    """Each option's services and map are its own plan's; those that run already are drawn in one."""
    result, hedges, behind = london_comparison()
    page = compare_page(result, hedges, behind)
    assert page.switch is not None
    (options,) = page.switch.series.values()
    for option, plan in zip(options, (*result.plans, *(one.plan for one in hedges)), strict=True):
        where = option.sections[1]
        assert len(where.tables[0].rows) == len(plan.services) + 1
        numbers = {row["number"] for row in where.figures[0].data["marks"]}
        assert numbers == {str(n) for n in range(1, len(plan.services) + 1)}
    running = [len(one.sections[1].figures[0].data["existing"]) for one in options]
    assert running == [0, 0, 0, 2, 0, 0]
    assert options[-1].label.startswith("One plan for all")


def test_many_scenarios_stand_in_several_tables(tmp_path: Path) -> None:
    """Nine scenarios: eight columns and one, none with more than fits on paper; each plan has its column."""
    page = hostile_pages(tmp_path)["hostile-compare"]
    widths = {ident: len(table(page, ident).columns) - 1 for ident in ("regret", "regret-9")}
    assert widths == {"regret": 8, "regret-9": 1}
    assert [len(table(page, f"differences{end}").columns) - 1 for end in ("", "-5", "-9")] == [4, 4, 1]


def test_stability_numbers_are_the_result_s() -> None:
    """Interval, shares of areas and of today's services, each as the result has it."""
    result, behind = london_stability()
    page = stability_page(result, behind)
    spans = [row[1] for row in texts(page, "interval")[:4]]
    span = result.coverage
    assert spans == [people(one) for one in (span.p5, span.p50, span.p95, result.mean_coverage)]
    rows = {row["area"]: row["share"] for row in figure(page, "often-map").data["areas"]}
    assert {code for code, part in rows.items() if part} == set(result.areas)
    assert all(rows[code] == pytest.approx(part, abs=1e-9) for code, part in result.areas.items())
    today = [row[4] for row in texts(page, "today")]
    assert today == [f"{result.services.get(one.id, 0.0):.0%}" for one in result.plan.services]
    text = Read(render(page)).text
    assert "Every number here is modelled" in text
    assert "90 in 100 within its interval (a split normal distribution, cut off at 0)" in text


def test_numbers_of_people_come_from_the_result_alone() -> None:
    """Results whose counts were changed before they are drawn are drawn as changed."""
    result, behind = london_joint()
    need = dict.fromkeys(result.need, 777.0)
    page = joint_page(result.model_copy(update={"need": need, "supported": need}), behind)
    assert [row[1] for row in texts(page, "each")[:-1]] == ["777"] * 3
    told = [row for row in figure(page, "group-map").data["areas"] if row["member"]]
    assert {row["need"] for row in told} == {"777"}
    assert not any("need" in row for row in figure(page, "group-map").data["areas"] if not row["member"])


def without_counts(value: Any, keys: set[str]) -> Any:
    """The same model with NaN for every count of these names, however deep."""
    if hasattr(value, "model_fields_set"):
        names = type(value).model_fields
        update = {name: NAN if name in keys and isinstance(getattr(value, name), float)
                  else without_counts(getattr(value, name), keys) for name in names}  # fmt: skip
        return value.model_copy(update=update)
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(without_counts(one, keys) for one in value)
    if isinstance(value, dict):
        return {key: without_counts(one, keys) for key, one in value.items()}
    return value


COUNTS = {
    "covered",
    "reachable",
    "need",
    "already_covered",
    "reached_without_capacity",
    "out_of_reach",
    "share",
}


def test_counts_that_are_not_told_are_drawn_as_none() -> None:
    """With NaN in place of counts every page is drawn, and what its script reads holds no NaN."""
    found, behind = london_joint()
    hidden: Joint = without_counts(found, COUNTS)
    blank = dict.fromkeys(found.need, NAN)
    compared, hedges, behinds = london_comparison()
    stable, scene = london_stability()
    pages = (
        joint_page(hidden.model_copy(update={"need": blank, "supported": blank}), behind),
        compare_page(without_counts(compared, COUNTS | {"cost_per_person"}), hedges, behinds),
        stability_page(without_counts(stable, COUNTS | {"mean_coverage", "p5"}), scene),
    )
    for page in pages:
        read = Read(render(page))
        data = json.loads(read.scripts[0], parse_constant=lambda name: pytest.fail(f"{name} in the data"))
        assert data["figures"]
    assert all(math.isnan(area.covered) for area in without_counts(stable, COUNTS).plan.areas)


@pytest.mark.parametrize("name", ["hostile-joint", "hostile-compare", "hostile-stability"])
def test_hostile_names_are_text(name: str, tmp_path: Path) -> None:
    """Names like scripts are in the page as text, and end no script element early."""
    page = Read(render(hostile_pages(tmp_path)[name]))
    assert len(page.scripts) == 3
    assert not any(script.startswith("alert") for script in page.scripts)
    assert "<script>alert" not in page.scripts[0]
    assert SCRIPT in page.text
    assert FORMULA in page.text


def test_without_outlines_the_pages_say_there_is_no_map(tmp_path: Path) -> None:
    """Tables and other charts are there all the same."""
    path = write_project(tmp_path)
    edit(path, "  boundaries: boundaries.geojson\n", "")
    edit(path, ", per_km: 0.05", "")
    bare = context_of(load_scenario(path))
    assert bare.geography is None
    found, behind = london_joint()
    stable, scene = london_stability()
    compared, hedges, behinds = london_comparison()
    plain = [replace(one, geography=None) for one in behinds]
    for page in (
        joint_page(found, replace(behind, geography=None)),
        stability_page(stable, replace(scene, geography=None)),
        compare_page(compared, hedges, plain),
    ):
        assert NO_MAP in Read(render(page)).text
        assert not any(one.aspect for section in page.every_section for one in section.figures)
