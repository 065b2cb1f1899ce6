"""Makes the picture in README: `python -m docs.pictures`. Needs the extra `test` and a Chromium.

report.png is the page of London's frontier in a browser.
"""

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from planner import frontier, load_scenario
from planner.present.context import context_of
from planner.present.page.assemble import render
from planner.questions.frontier.page import frontier_page

HERE = Path(__file__).parent
SCENARIO = HERE.parent / "scenarios/london.yaml"
BUDGETS = [1e6 + 250e3 * step for step in range(9)]
WIDE, TALL = 1000, 1330
"""Dots of the picture of the page."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def main() -> None:
    """Make it."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise SystemExit("no Chromium on this machine (Debian: apt-get install chromium)")
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        page = chromium.new_page(viewport={"width": WIDE, "height": TALL})
        report(page, HERE / "report.png")
        chromium.close()


def report(page: Page, path: Path) -> None:
    """The page with the slider, and under it what the plan for £2m does and where."""
    scenario = load_scenario(SCENARIO)
    html = render(frontier_page(frontier(scenario, BUDGETS), context_of(scenario)))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.html"
        file.write_text(html, encoding="utf-8")
        page.goto(file.as_uri())
        page.wait_for_selector("html[data-ready=yes]")
        page.evaluate("document.getElementById('answer').scrollIntoView()")
        page.screenshot(path=path)


if __name__ == "__main__":
    main()
