"""A headless Chromium for tests that look at a page as a reader does; without one they are skipped."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.present.opened import DESKTOP, Opened, write_pages

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's own browser: nothing is downloaded."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip("no Chromium on this machine (Debian: apt-get install chromium)")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages that are opened, made once."""
    folder = tmp_path_factory.mktemp("pages")
    write_pages(folder)
    return folder


@pytest.fixture
def opened(chromium: Browser, folder: Path) -> Iterator[Any]:
    """Opens a page by name at a size; closed at the end."""
    contexts = []

    def open_page(name: str, size: tuple[int, int] = DESKTOP) -> Opened:
        made = Opened(chromium, folder / f"{name}.html", size)
        contexts.append(made.context)
        return made

    yield open_page
    for context in contexts:
        context.close()
