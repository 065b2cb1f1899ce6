"""Places in the manual that a script fills: what stands between two marks."""

from pathlib import Path

ROOT = Path(__file__).parents[1]
HERE = ROOT / "docs"


def marks(name: str) -> tuple[str, str]:
    """The lines before and after what a script writes."""
    return f"<!-- {name}: made by python -m docs.{name} -->\n", f"<!-- end of {name} -->"


def filled(text: str, name: str, content: str) -> str:
    """The text of a page with `content` in the place called `name`.

    Raises:
        ValueError: when the page has no such place.
    """
    begin, end = marks(name)
    before, after = text.split(begin)
    return f"{before}{begin}\n{content.strip()}\n\n{end}{after.split(end)[1]}"


def fill(page: Path, name: str, content: str) -> None:
    """Write `content` into its place on a page."""
    page.write_text(filled(page.read_text(encoding="utf-8"), name, content), encoding="utf-8")
