"""What is drawn and spoken: every map has its areas, every chart its own words, every word is whole."""

import json
from collections.abc import Sequence
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from planner.plan.plan import Plan
from planner.present.numbers import people
from tests.present.opened import DESKTOP, EVERY, PAPER, PHONE, READY, Opened
from tests.present.plans import expanding_plan, london_frontier, london_plan, published_plan

MAPS = ("services-map", "need-map", "often-map", "group-map")
PLAIN = "#f2f2f2"


class Alternatives(HTMLParser):
    """What a page as it is written, before anything is drawn, says of each picture."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.feed(html)

    def handle_starttag(self, _: str, attributes: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        if dict(attributes).get("role") == "img":
            self.said.append(str(dict(attributes)["aria-label"]))


def areas_of(page: Opened, figure: str) -> int:
    """How many areas the data of a map has."""
    data = json.loads(page.page.locator("#page").text_content() or "")
    drawn = data["figures"][figure]["data"]
    return len(drawn.get("nearby") or drawn.get("geography") or data["shared"]["geography"])


def fills_of(page: Opened, figure: str) -> list[str]:
    """The fill of each area that is drawn on a map."""
    shapes = page.page.locator(f"[id={figure}] svg .mark-shape").first.locator("path")
    return [str(shape.get_attribute("fill")).lower() for shape in shapes.all()]


@pytest.mark.parametrize("name", EVERY)
def test_every_map_has_a_shape_for_each_area(opened: Any, name: str) -> None:
    """As many shapes as areas: 33 in London; on a map of need, more than one shade."""
    page: Opened = opened(name)
    maps = [one for one in MAPS if page.page.locator(f"#{one}").count()]
    assert maps
    for figure in maps:
        fills, areas = fills_of(page, figure), areas_of(page, figure)
        assert len(fills) == areas
        if figure != "group-map":
            assert areas == (4 if name.startswith("hostile") or name == "twelve" else 33)
        if figure == "need-map" or (figure == "often-map" and areas == 33):
            assert len(set(fills)) > 1


def needs_by_fill(page: Opened, plan: Plan) -> dict[str, list[float]]:
    """The needs of the areas of each shade: shapes are drawn in the order of codes."""
    found: dict[str, list[float]] = {}
    areas = sorted(plan.areas, key=lambda area: area.area)
    for fill, area in zip(fills_of(page, "need-map"), areas, strict=True):
        found.setdefault(fill, []).append(area.need)
    return found


@pytest.mark.parametrize(
    ("name", "make"), [("plan", london_plan), ("expanding", expanding_plan), ("frontier", london_frontier)]
)
def test_a_darker_shade_is_more_need(opened: Any, name: str, make: Any) -> None:
    """Every need of a shade is less than every need of the next darker one."""
    result = make()[0]
    plan = result if isinstance(result, Plan) else result.plans[0]
    shades = needs_by_fill(opened(name), plan)
    light = sorted(shades, key=lambda fill: -sum(bytes.fromhex(fill[1:])))
    assert len(light) == 5
    for less, more in pairwise(light):
        assert max(shades[less]) < min(shades[more])


def test_an_area_whose_need_is_not_shown_is_drawn_without_a_shade(opened: Any) -> None:
    """The City of London has 1.0: nobody may see that, and its outline is there all the same."""
    plan = published_plan()[0]
    shades = needs_by_fill(opened("published"), plan)
    hidden = [need for need in shades[PLAIN] if need != need]
    assert len(hidden) == len(shades[PLAIN]) == sum(area.need != area.need for area in plan.areas) > 0


@pytest.mark.parametrize("name", EVERY)
def test_every_chart_is_read_out_in_its_own_words(opened: Any, folder: Path, name: str) -> None:
    """Once drawn, each picture is told as its own alternative text, and nothing else is a picture."""
    written = Alternatives((folder / f"{name}.html").read_text(encoding="utf-8")).said
    page: Opened = opened(name)
    assert sorted(page.spoken()) == sorted(written)
    assert len(set(written)) == len(written) == page.page.locator("figure").count()
    assert all(text.endswith(".") for text in written)


def test_what_is_read_out_follows_the_slider(opened: Any) -> None:
    """At another budget the map of services is told as that of the plan there."""
    page: Opened = opened("frontier")
    before = page.spoken()
    page.page.locator("#slider").focus()
    page.page.keyboard.press("Home")
    page.page.wait_for_selector('#slider[aria-valuetext="£1,000,000 a year"]')
    page.page.wait_for_selector(READY)
    changed = [now for now, then in zip(page.spoken(), before, strict=True) if now != then]
    assert len(changed) == 1
    assert changed[0].startswith("Map of the areas with the services funded: 1, ")


def bars_of(page: Opened) -> dict[tuple[str, str], float]:
    """How wide the bar of each area and part is drawn."""
    told = page.page.evaluate(
        "[...document.querySelectorAll('#coverage-bars .mark-rect path')].map(p =>"
        " [p.__data__.datum.name, p.__data__.datum.part, p.__data__.bounds.width()])"
    )
    return {(name, part): width for name, part, width in told}


@pytest.mark.parametrize(("name", "plan"), [("plan", london_plan), ("published", published_plan)])
def test_every_count_that_is_shown_has_a_bar_of_its_width(opened: Any, name: str, plan: Any) -> None:
    """Croydon's 5 out of reach, after a part that is not shown, are a tenth of its 50 of the plan."""
    made: Plan = plan()[0]
    widths = bars_of(opened(name))
    largest = max(made.areas, key=lambda area: area.covered)
    each = widths[(largest.name, "The plan")] / largest.covered
    for area in made.areas:
        parts = (area.covered, area.reached_without_capacity, area.out_of_reach)
        for part, count in zip(("The plan", "In reach, no room", "Out of reach"), parts, strict=True):
            drawn = widths[(area.name, part)]
            assert drawn == pytest.approx(each * count if count == count else 0.0, abs=2.5)


BROKEN = """() => {
  const walker = document.createTreeWalker(document.querySelector("body"), NodeFilter.SHOW_TEXT), found = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.parentElement.closest("h1, h2, p, td, th, dt, dd, caption, figcaption, label, legend, output"))
      continue;
    for (const token of node.textContent.matchAll(/\\S{2,20}(?!\\S)/g)) {
      if (token.index && /\\S/.test(node.textContent[token.index - 1])) continue; // the end of a longer word
      for (const word of token[0].matchAll(/[^\\/\\u2013-]+/g)) {
        const range = document.createRange();
        range.setStart(node, token.index + word.index);
        range.setEnd(node, token.index + word.index + word[0].length);
        const lines = new Set([...range.getClientRects()].map((r) => Math.round(r.top)));
        if (lines.size > 1) found.push(token[0]);
      }
    }
  }
  return found;
}"""


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("size", [DESKTOP, (390, 844), (320, 640), PAPER])
def test_no_word_is_broken(opened: Any, name: str, size: tuple[int, int]) -> None:
    """Names, numbers and words of up to twenty letters stand on one line, on screens and on paper."""
    page = opened(name, size).page
    if size == PAPER:
        page.emulate_media(media="print")
    assert page.evaluate(BROKEN) == []


Box = dict[str, float]


def apart(boxes: Sequence[Box]) -> bool:
    """Whether no two of these overlap by more than a dot."""
    return not any(
        one["x"] + one["width"] > other["x"] + 1
        and other["x"] + other["width"] > one["x"] + 1
        and one["y"] + one["height"] > other["y"] + 1
        and other["y"] + other["height"] > one["y"] + 1
        for place, one in enumerate(boxes)
        for other in boxes[:place]
    )


BOXES = """selector => [...document.querySelectorAll(selector)].map((e) => {
  const { x, y, width, height } = e.getBoundingClientRect();
  return { x, y, width, height };
})"""


@pytest.mark.parametrize("size", [DESKTOP, PHONE, PAPER], ids=["desktop", "phone", "paper"])
@pytest.mark.parametrize("name", ["twelve", "hostile-compare", "compare"])
def test_the_matrix_of_regret_can_be_read(opened: Any, name: str, size: tuple[int, int]) -> None:
    """With twelve scenarios too every figure is seen, fits into its cell, and no two labels touch."""
    page = opened(name, size).page
    texts = page.evaluate(BOXES, "#regret-map svg .mark-text text")
    cells = page.evaluate(BOXES, "#regret-map svg .mark-rect.role-mark path")
    figures = page.evaluate(BOXES, "#regret-map svg .mark-text.role-mark text")
    assert apart(texts)
    assert len(figures) == len(cells) >= 4 * 5
    assert max(box["width"] for box in figures) < min(box["width"] for box in cells)
    assert page.locator("#regret-map svg .mark-text text[opacity='0']").count() == 0
    assert min(box["height"] for box in figures) >= 10


@pytest.mark.parametrize("size", [DESKTOP, PHONE, (800, 400)], ids=["desktop", "phone", "low"])
@pytest.mark.parametrize("name", ["frontier", "compare"])
def test_a_link_leads_to_what_can_be_seen(opened: Any, name: str, size: tuple[int, int]) -> None:
    """The caption of the table a link leads to stands on the screen and under the slider, not behind it."""
    page = opened(name, size).page
    links = page.locator(".numbers a")
    for place in range(links.count()):
        links.nth(place).click()
        target = str(links.nth(place).get_attribute("href"))
        page.wait_for_function("t => document.querySelector(t).matches(':target')", arg=target)
        seen = page.evaluate(
            "t => { const b = document.querySelector(t + ' caption span').getBoundingClientRect();"
            " const hit = document.elementFromPoint(b.left + 5, b.top + b.height / 2);"
            " return b.top >= 0 && !!hit && !!hit.closest('caption') }",
            target,
        )
        assert seen, target


def test_a_link_from_elsewhere_leads_to_its_table(opened: Any, folder: Path) -> None:
    """Charts push a table down once they are drawn: the page opened at it shows it all the same."""
    page: Opened = opened("frontier")
    other = page.context.new_page()
    other.goto(f"{(folder / 'frontier.html').as_uri()}#budgets")
    other.wait_for_selector(READY)
    top = other.evaluate("document.getElementById('budgets').getBoundingClientRect().top")
    under = other.evaluate("document.querySelector('.switch').getBoundingClientRect().bottom")
    assert under <= top < DESKTOP[1] / 2
    assert people(london_frontier()[0].plans[0].coverage) in other.locator("#budgets").inner_text()
