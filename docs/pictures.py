"""Makes the pictures in README: `python -m docs.pictures`. Needs the extra `test` and a Chromium.

report.png is the page of London's frontier in a browser, terminal.png the table of London's plan.
"""

import io
import re
import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright
from rich.console import Console

from planner import frontier, load_scenario, optimise
from planner.present.backdrop import backdrop
from planner.present.page.assemble import render
from planner.present.tables import print_plan
from planner.questions.frontier.page import frontier_page

HERE = Path(__file__).parent
SCENARIO = HERE.parent / "scenarios/london.yaml"
BUDGETS = [1e6 + 250e3 * step for step in range(9)]
WIDE, TALL = 1000, 1330
"""Dots of the picture of the page."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main() -> None:
    """Make both."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise SystemExit("no Chromium on this machine (Debian: apt-get install chromium)")
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = chromium.new_page(viewport={"width": WIDE, "height": TALL})
        report(page, HERE / "report.png")
        terminal(page, HERE / "terminal.png")
        chromium.close()


def report(page: Page, path: Path) -> None:
    """The page with the slider, and under it what the plan for £2m does and where."""
    scenario = load_scenario(SCENARIO)
    html = render(frontier_page(frontier(scenario, BUDGETS), backdrop(scenario)))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.html"
        file.write_text(html, encoding="utf-8")
        page.goto(file.as_uri())
        page.wait_for_selector("html[data-ready=yes]")
        page.evaluate("document.getElementById('answer').scrollIntoView()")
        page.screenshot(path=path)


def terminal(page: Page, path: Path) -> None:
    """The table of the plan as a terminal shows it."""
    console = Console(record=True, width=82, file=io.StringIO())
    print_plan(optimise(load_scenario(SCENARIO)), console)
    svg = console.export_svg(title="planner optimise scenarios/london.yaml")
    drawn = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL)  # no fonts from the network
    page.set_content(f"<style>body {{ margin: 0 }} svg {{ width: 820px; display: block }}</style>{drawn}")
    page.locator("svg").screenshot(path=path)


if __name__ == "__main__":
    main()
