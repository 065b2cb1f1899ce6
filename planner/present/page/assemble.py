"""From sections to one file of HTML that needs nothing else: no network, no fonts, no other file."""

from functools import cache
from pathlib import Path

from planner.present.drawers.page import page_table
from planner.present.page.blocks import Page
from planner.present.page.payload import payload
from planner.version import __version__

TEMPLATES = Path(__file__).parent / "templates"


def render(page: Page) -> str:
    """The page as HTML. All text is escaped, in the page and in the data its script reads.

    Raises:
        ValueError: when two sections, tables or figures have one id, or a figure's table is not there.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    _check(page)
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters["page_table"] = page_table
    environment.policies["json.dumps_kwargs"] = {"separators": (",", ":"), "allow_nan": False}
    tables = [table for section in page.every_section for table in section.tables]
    return environment.get_template("page.html.jinja").render(
        page=page,
        options=next(iter(page.switch.series.values())) if page.switch else (),
        captions={table.id: table.caption for table in tables},
        payload=payload(page),
        style=(TEMPLATES / "page.css").read_text(encoding="utf-8"),
        script=(TEMPLATES / "page.js").read_text(encoding="utf-8"),
        library=_library(),
        version=__version__,
    )


@cache
def _library() -> str:
    """Vega, Vega-Lite and Vega-Embed as one script; nothing in it can end the script element early."""
    import vl_convert

    return (
        str(vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;"))
        .replace("</script", "<\\/script")
        .replace("<!--", "<\\!--")
    )


def _check(page: Page) -> None:
    sections = page.every_section
    tables = [table.id for section in sections for table in section.tables]
    figures = [figure for section in sections for figure in section.figures]
    ids = [*(section.id for section in sections), *tables, *(figure.id for figure in figures)]
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        raise ValueError(f"two blocks of a page have one id: {', '.join(twice)}")
    for figure in figures:
        if figure.table not in tables:
            raise ValueError(f"figure {figure.id} names no table of the page: {figure.table}")
