"""The page as text: one file, every number the plan's, names as text, and the odd cases."""

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from planner.plan.optimise import optimise
from planner.plan.plan import Plan
from planner.present.context import ReportContext, context_of
from planner.present.page.assemble import render
from planner.present.page.blocks import Figure, Page, Section
from planner.present.page.plan_page import NO_MAP, plan_page
from planner.present.table import Column, Table
from planner.questions.frontier.page import frontier_page
from planner.scenario.read.load import load_scenario
from tests.present.plans import FORMULA, SCRIPT, expanding_plan, hostile, london_frontier, london_plan
from tests.project import edit, geojson, shape, square, write_project

MOST_BYTES = 3_000_000


class Read(HTMLParser):
    """What a page says: its text outside scripts, its scripts, the attributes that fetch, its table rows."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.fetched: list[str] = []
        self.words: list[str] = []
        self._inside = ""
        self.feed(html)
        self.text = " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        self._inside = tag if tag in ("script", "style") else ""
        if tag == "script":
            self.scripts.append("")
        self.fetched += [str(value) for name, value in attributes if name in ("src", "srcset", "data")]
        self.fetched += [str(v) for name, v in attributes if name == "href" and not str(v).startswith("#")]

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        self._inside = "" if tag == self._inside else self._inside

    def handle_data(self, data: str) -> None:
        """Text, or a script's."""
        if self._inside == "script":
            self.scripts[-1] += data
        elif not self._inside:
            self.words.append(data)


def read(plan: Plan, behind: ReportContext, **more: Any) -> Read:
    """The page of a plan."""
    return Read(render(plan_page(plan, behind, **more)))


def data_of(page: Read) -> dict[str, Any]:
    """What the page's script draws."""
    return dict(json.loads(page.scripts[0]))


def test_one_file_that_fetches_nothing_and_is_small() -> None:
    """No source, style sheet or picture from anywhere; well under 3 MB with every budget, free and nested."""
    html = render(frontier_page(*london_frontier()))
    assert Read(html).fetched == []
    assert "default-src 'none'" in html
    assert len(html.encode()) < MOST_BYTES / 2


def test_it_says_what_the_plan_is_how_good_what_was_assumed_and_whose_data() -> None:
    """Headline, proof, sources of figures, attribution, checksums: all in words on the page."""
    plan, behind = london_plan()
    text = read(plan, behind).text
    for said in (
        "supports about 450 young people of an estimated 1,002 at risk",
        "Proved best: no plan within this budget and these rules supports more.",
        "Need is an estimate, not a count",
        "Modelled, not counted.",
        "Assumption: nobody works alone.",
        "Between £46,300 (Blagrave Trust, about 2014)",
        "Contains National Statistics data and OS data © Crown copyright and database right 2012, 2015.",
        f"from {plan.run.candidates:,} services that could be funded",
        str(plan.run.inputs[0].sha256),
    ):
        assert said in text


def test_every_number_of_people_is_the_plan_s() -> None:
    """A plan whose counts were changed before it was drawn is drawn as changed: nothing is counted anew."""
    plan, behind = london_plan()
    areas = [one.model_copy(update={"need": 777.0, "covered": 333.0}) for one in plan.areas]
    services = [one.model_copy(update={"covered": 555.0}) for one in plan.services]
    changed = plan.model_copy(update={"areas": tuple(areas), "services": tuple(services)})
    page = read(changed, behind)
    rows = [row for row in data_of(page)["pool"] if isinstance(row, dict)]
    assert {row["need"] for row in rows if "need" in row} == {777.0, "777"}
    assert {row["covered"] for row in rows if "covered" in row} == {"333"}
    assert page.text.count("777") >= 33
    assert page.text.count("555") >= len(plan.services)


def test_parts_of_need_are_three_or_four() -> None:
    """Where services run already there is a fourth part, and every area's parts add up to its need."""
    for (plan, behind), parts in ((london_plan(), 3), (expanding_plan(), 4)):
        rows = [row for row in data_of(read(plan, behind))["pool"] if isinstance(row, dict) and "part" in row]
        assert len({row["part"] for row in rows}) == parts
        for area in plan.areas:
            mine = sum(row["count"] for row in rows if row["name"] == area.name)
            assert mine == pytest.approx(area.need, abs=1e-6)


def test_crossings_join_areas_of_one_service_only() -> None:
    """A line over the river for each crossing inside a catchment: here Greenwich and Newham, one service."""
    plan, behind = london_plan()
    page = plan_page(plan, behind)
    (figure,) = [one for section in page.sections for one in section.figures if one.id == "services-map"]
    inside = [
        pair
        for pair in (behind.geography.crossings if behind.geography else {})
        if any(set(pair) <= set(service.areas) for service in plan.services)
    ]
    assert ("E09000011", "E09000025") in inside
    assert len(figure.data["crossings"]) == len(inside)


def test_hostile_names_are_escaped_in_text_and_in_data(tmp_path: Path) -> None:
    """Names like scripts are in the page as text, and end no script element early."""
    path = hostile(tmp_path)
    scenario = load_scenario(path)
    page = read(optimise(scenario), context_of(scenario))
    assert len(page.scripts) == 3
    assert not any(script.startswith("alert") for script in page.scripts)
    assert SCRIPT in page.text
    assert FORMULA in page.text
    assert "<script>alert" not in page.scripts[0]
    names = {row["name"] for row in data_of(page)["pool"] if isinstance(row, dict) and "name" in row}
    assert {SCRIPT, FORMULA} <= names


def drawn(path: Path) -> Read:
    """The page of a scenario on disk."""
    scenario = load_scenario(path)
    return read(optimise(scenario), context_of(scenario))


def test_without_outlines_it_says_there_is_no_map(tmp_path: Path) -> None:
    """The tables and bars are there, and a sentence in place of the map."""
    path = write_project(tmp_path)
    edit(path, "  boundaries: boundaries.geojson\n", "")
    edit(path, ", per_km: 0.05", "")
    page = drawn(path)
    assert NO_MAP in page.text
    assert list(data_of(page)["figures"]) == ["coverage-bars"]
    assert "No publisher or licence was given" in page.text


def test_one_area_alone(tmp_path: Path) -> None:
    """A map and a table of one."""
    path = write_project(tmp_path)
    (tmp_path / "needs.csv").write_text("area,name,at_risk\nE01,Ashby,12\n", encoding="utf-8")
    (tmp_path / "boundaries.geojson").write_text(
        geojson([shape(square(530, 180), area="E01")]), encoding="utf-8"
    )
    edit(path, "  adjacency: adjacency.csv\n", "")
    page = drawn(path)
    assert len(data_of(page)["shared"]["geography"]) == 1
    assert "Ashby" in page.text


def test_three_hundred_areas(tmp_path: Path) -> None:
    """Under 3 MB; bars for those with the most need, said so, and every area in the table."""
    path = write_project(tmp_path)
    codes = [f"A{i:03d}" for i in range(300)]
    rows = "".join(f"{code},Place {i},{5 + i % 7}\n" for i, code in enumerate(codes))
    (tmp_path / "needs.csv").write_text("area,name,at_risk\n" + rows, encoding="utf-8")
    squares = [
        shape(square(400 + 4 * (i % 20), 200 + 4 * (i // 20)), area=code) for i, code in enumerate(codes)
    ]
    (tmp_path / "boundaries.geojson").write_text(geojson(squares), encoding="utf-8")
    edit(path, "  adjacency: adjacency.csv\n", "")
    scenario = load_scenario(path)
    html = render(plan_page(optimise(scenario), context_of(scenario)))
    assert len(html.encode()) < MOST_BYTES
    text = Read(html).text
    assert "The 60 areas with the most need; the table has them all." in text
    assert all(f"Place {i} " in text for i in range(300))


def test_no_plan_has_a_page_that_says_why(tmp_path: Path) -> None:
    """Need is still shown; no service, no proof."""
    path = write_project(tmp_path)
    edit(path, "budget: £300k", "budget: £80k\npolicy: {require: [Ashby, Denham]}")
    scenario = load_scenario(path)
    page = read(optimise(scenario), context_of(scenario), reasons=("no plan can keep both",))
    assert "No plan for £80,000 keeps the rules." in page.text
    assert "No plan can keep both." in page.text
    assert "Proved best" not in page.text
    assert list(data_of(page)["figures"]) == ["need-map", "coverage-bars"]


def test_blocks_of_one_id_or_without_a_table_are_refused() -> None:
    """A page that a reader could not find the numbers on is a fault, told to whoever makes it."""
    table = Table("numbers", "Numbers", (Column("What"),), (("one",),))
    figure = Figure("chart", "Chart", "A chart.", "none", {}, {})
    with pytest.raises(ValueError, match="one id: numbers"):
        render(Page("t", (Section("numbers", "h", tables=(table,)),)))
    with pytest.raises(ValueError, match="names no table of the page: none"):
        render(Page("t", (Section("s", "h", figures=(figure,)),)))
