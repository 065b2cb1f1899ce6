"""A page as a reader opens it, and the pages that are opened."""

from pathlib import Path

from playwright.sync_api import Browser, Page

from planner.plan.optimise import optimise
from planner.present.context import context_of
from planner.present.page.assemble import render
from planner.present.page.plan_page import plan_page
from planner.questions.frontier.page import frontier_page
from planner.scenario.read.load import load_scenario
from tests.present.answers import hostile_pages, london_pages, many_scenarios
from tests.present.plans import expanding_plan, hostile, london_frontier, london_plan, published_plan

READY = "html[data-ready=yes]"
DESKTOP, PHONE, PAPER = (1200, 900), (375, 700), (688, 971)
"""Dots; paper is A4 less margins of 14 mm, at 96 to the inch."""

ANSWERS = ("joint", "apart", "compare", "stability")
EVERY = ("plan", "expanding", "published", "frontier", "hostile", *ANSWERS, "twelve",
         "hostile-joint", "hostile-compare", "hostile-stability")  # fmt: skip


class Opened:
    """A page opened from a file with the network off, and all it complained of or asked for."""

    def __init__(self, browser: Browser, path: Path, size: tuple[int, int]) -> None:
        self.context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, offline=True, reduced_motion="reduce"
        )
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.goto(path.as_uri())
        self.page.wait_for_selector(READY)

    def rows(self, table: str) -> list[list[str]]:
        """The text of a table's cells."""
        found: list[list[str]] = self.page.evaluate(
            "t => [...document.getElementById(t).tBodies[0].rows]"
            ".map(r => [...r.cells].map(c => c.innerText))",
            table,
        )
        return found

    def spoken(self) -> list[str]:
        """What a screen reader is told of each picture, in any order."""
        tree = self.context.new_cdp_session(self.page).send("Accessibility.getFullAXTree")
        return [
            node["name"]["value"]
            for node in tree["nodes"]
            if not node["ignored"] and node["role"]["value"] in ("image", "img", "graphics-document")
        ]


def write_pages(folder: Path) -> None:
    """The pages of `EVERY`: London's plan, frontier and other answers, and those of the hostile project."""
    scenario = load_scenario(hostile(folder / "hostile"))
    plan, behind = london_plan()
    pages = {
        "plan": plan_page(plan, behind),
        "published": plan_page(*published_plan()),
        "expanding": plan_page(*expanding_plan()),
        "frontier": frontier_page(*london_frontier()),
        "hostile": plan_page(optimise(scenario), context_of(scenario)),
        "twelve": many_scenarios(folder / "twelve"),
        **london_pages(),
        **hostile_pages(folder / "hostile-answers"),
    }
    for name, page in pages.items():
        (folder / f"{name}.html").write_text(render(page), encoding="utf-8")
