"""The page in a real browser: what a reader sees, hears and can do, offline and on paper."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from planner.plan.plan import Plan
from planner.present.charts.maps import mark_rows
from planner.present.context import ReportContext
from planner.present.naming import hub_first, names_of
from planner.present.numbers import people, pounds
from planner.present.shown import shown
from tests.present.answers import london_comparison
from tests.present.opened import ANSWERS, DESKTOP, EVERY, PAPER, PHONE, READY, Opened
from tests.present.plans import FORMULA, SCRIPT, london_frontier, london_plan


@pytest.mark.parametrize("name", EVERY)
def test_opens_from_a_file_offline_without_a_complaint(opened: Any, name: str) -> None:
    """Nothing is asked of the network, nothing goes wrong, and every chart is drawn."""
    page = opened(name)
    assert page.complaints == []
    assert [url.split(":")[0] for url in page.requests] == ["file"]
    charts = page.page.locator(".chart")
    assert charts.count() >= (1 if name == "apart" else 2)
    for place in range(charts.count()):
        assert charts.nth(place).locator("svg path").count() > 0


def services_shown(plan: Plan) -> list[list[str]]:
    """What the services table should say of a plan, from the plan's own numbers."""
    names = names_of(plan)
    return [
        [str(number), hub_first(one, names), people(one.covered), pounds(one.cost)]
        for number, one in enumerate(plan.services, 1)
    ]


def numbers_on_map(plan: Plan, behind: ReportContext) -> list[str]:
    """The numbers that should stand on the map of services."""
    assert behind.geography is not None
    return sorted(row["number"] for row in mark_rows(plan, behind.geography))


def check_shows(page: Opened, plan: Plan, behind: ReportContext) -> None:
    """The headline, the map and both tables are those of the plan."""
    listed = [[row[0].strip(), row[1], row[5 - 1], row[6]] for row in page.rows("services")[:-1]]
    assert listed == services_shown(plan)
    covered = {row[0]: row[3] for row in page.rows("areas")}
    assert covered == {area.name: people(area.covered) for area in shown(plan).areas}
    texts = page.page.locator("#services-map svg .mark-text text").all_text_contents()
    assert sorted(texts) == numbers_on_map(plan, behind)
    fills = page.page.locator("#services-map svg .mark-shape").first.locator("path")
    coloured = [c for c in (p.get_attribute("fill") for p in fills.all()) if c and c.lower() != "#f2f2f2"]
    assert len(coloured) == sum(len(service.areas) for service in plan.services)
    assert pounds(plan.spend) in page.page.locator("#answer .sentences p").first.inner_text()


def test_the_slider_changes_map_and_tables_to_each_plan(opened: Any) -> None:
    """By keyboard from the first budget to the last, free and nested: every number is the frontier's."""
    result, behind = london_frontier()
    page: Opened = opened("frontier")
    slider = page.page.locator("#slider")
    for series, plans in enumerate((result.plans, result.nested_plans or ())):
        page.page.locator("input[name=series]").nth(series).check()
        slider.focus()
        page.page.keyboard.press("Home")
        for place, plan in enumerate(plans):
            if place:
                page.page.keyboard.press("ArrowRight")
            page.page.wait_for_selector(f'#slider[aria-valuetext="{pounds(plan.budget)} a year"]')
            page.page.wait_for_selector(READY)
            assert page.page.locator("output").inner_text() == f"{pounds(plan.budget)} a year"
            check_shows(page, plan, behind)
    assert page.complaints == []


def test_the_list_changes_map_and_tables_to_each_plan(opened: Any) -> None:
    """Every scenario of a comparison and the plan for all, chosen by keyboard: each shows its own plan."""
    result, hedges, behind = london_comparison()
    page: Opened = opened("compare")
    page.page.locator("#choice").focus()
    page.page.keyboard.press("Home")
    for place, plan in enumerate((*result.plans, *(one.plan for one in hedges))):
        if place:
            page.page.keyboard.press("ArrowDown")
        page.page.wait_for_selector(READY)
        assert page.page.locator("#choice").input_value() == str(place)
        shown = [[row[0].strip(), row[1], row[4], row[6]] for row in page.rows("services")[:-1]]
        assert shown == services_shown(plan)
        texts = page.page.locator("#services-map svg .mark-text text").all_text_contents()
        assert sorted(texts) == numbers_on_map(plan, behind[0])
        assert people(plan.coverage) in page.page.locator("#answer").inner_text()
    assert page.complaints == []


def test_hover_shows_what_an_area_would_get(opened: Any) -> None:
    """The pointer on the first area of a joint service shows its name and what it would get."""
    page: Opened = opened("joint")
    disc = page.page.locator("#group-map svg .mark-symbol path").first
    disc.scroll_into_view_if_needed()
    box = disc.bounding_box()
    assert box is not None
    page.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.page.wait_for_selector("#vg-tooltip-element.visible")
    told = page.page.locator("#vg-tooltip-element").inner_text()
    assert "Bexley" in told
    assert "Together supports" in told


def test_hover_on_the_matrix_of_regret_names_plan_and_scenario(opened: Any) -> None:
    """The pointer on the second cell of the first row: the first plan, the second scenario, its regret."""
    result, _, _ = london_comparison()
    page: Opened = opened("compare")
    cell = page.page.locator("#regret-map svg .mark-rect path").nth(1)
    cell.scroll_into_view_if_needed()
    cell.hover(force=True)  # the figure in it lies on top
    page.page.wait_for_selector("#vg-tooltip-element.visible")
    told = page.page.locator("#vg-tooltip-element").inner_text()
    assert f"#1 {result.scenarios[0].name}" in told
    assert f"#2 {result.scenarios[1].name}" in told
    assert people(-(result.regret[0][1] or 0.0)) in told


def hover_hub(page: Opened, place: int) -> str:
    """What is shown with the pointer on the disc of a plan's mark."""
    disc = page.page.locator("#services-map svg .mark-symbol path").nth(place)
    disc.scroll_into_view_if_needed()
    box = disc.bounding_box()
    assert box is not None
    page.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.page.wait_for_selector("#vg-tooltip-element.visible")
    return page.page.locator("#vg-tooltip-element").inner_text()


def test_hover_shows_a_borough_and_its_numbers(opened: Any) -> None:
    """The pointer on a hub shows its name and its parts of need, as in the plan."""
    plan, behind = london_plan()
    page: Opened = opened("plan")
    service = plan.services[0]
    assert behind.geography is not None
    marks = [code for one in plan.services for code in one.areas]
    told = hover_hub(page, marks.index(service.hub))
    area = next(area for area in shown(plan).areas if area.area == service.hub)
    for text in (area.name, people(area.need), people(area.covered), people(area.out_of_reach)):
        assert text in told


@pytest.mark.slow
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("name", ["plan", "frontier", *ANSWERS])
def test_axe_finds_nothing(opened: Any, name: str, size: tuple[int, int]) -> None:
    """No rule of WCAG 2.1 at A or AA is broken, nor any of axe's own that counts as serious."""
    found = Axe().run(opened(name, size).page).response["violations"]
    serious = [
        (one["id"], [node["html"][:120] for node in one["nodes"]])
        for one in found
        if one["impact"] in ("serious", "critical") or any(tag.startswith("wcag") for tag in one["tags"])
    ]
    assert serious == []


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("size", [DESKTOP, PHONE, PAPER], ids=["desktop", "phone", "paper"])
def test_nothing_is_wider_than_the_screen_or_the_paper(opened: Any, name: str, size: tuple[int, int]) -> None:
    """No sideways scroll; on paper, where nothing scrolls, every table and chart ends before the edge."""
    page = opened(name, size).page
    if size == PAPER:
        page.emulate_media(media="print")
    widths = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert widths[0] <= widths[1]
    kinds = "table, svg, p, h1" if size == PAPER else "svg:not(.scroll svg), p, h1"
    right = (
        f"Math.max(...[...document.querySelectorAll('{kinds}')].map(e => e.getBoundingClientRect().right))"
    )
    assert page.evaluate(right) <= size[0] + 0.5


def test_keys_reach_what_can_be_used_in_reading_order(opened: Any) -> None:
    """Tab goes from the skip link to the series, the slider, then down the page."""
    page = opened("frontier").page
    tops = []
    for _ in range(8):
        page.keyboard.press("Tab")
        tops.append(page.evaluate("[document.activeElement.tagName, document.activeElement.className]"))
    assert tops[0] == ["A", "skip"]
    assert [tag for tag, _ in tops[1:4]] == ["INPUT", "INPUT", "A"]
    assert ["DIV", "scroll"] in tops


def test_hostile_names_are_text(opened: Any) -> None:
    """A borough named like a script runs nothing and is shown as it is named, in tables and on hover."""
    page: Opened = opened("hostile")
    assert page.complaints == []
    named = [row[0] for row in page.rows("areas")]
    assert SCRIPT in named
    assert FORMULA in named
    assert SCRIPT in page.page.title()
    told = {
        hover_hub(page, place)
        for place in range(page.page.locator("#services-map .mark-symbol path").count())
    }
    assert any(name in text for text in told for name in (SCRIPT, FORMULA))
    assert page.page.evaluate("[...document.scripts].filter(s => s.textContent === 'alert(1)').length") == 0
