"""From sections to one file of HTML that needs nothing else: no network, no fonts, no other file."""

from functools import cache
from pathlib import Path
from typing import Any

from planner.report.page.blocks import Cell, DataTable, Figure, Page, Section
from planner.version import __version__

TEMPLATES = Path(__file__).parents[1] / "templates"


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
    environment.policies["json.dumps_kwargs"] = {"separators": (",", ":"), "allow_nan": False}
    tables = [table for section in page.every_section for table in section.tables]
    return environment.get_template("page.html.jinja").render(
        page=page,
        options=len(next(iter(page.switch.series.values()))) if page.switch else 0,
        captions={table.id: table.caption for table in tables},
        payload=_payload(page),
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


def _payload(page: Page) -> dict[str, Any]:
    """What the script draws: every figure, and of each option what differs from the one shown."""
    figures = [figure for section in page.every_section for figure in section.figures]
    payload: dict[str, Any] = {
        "shared": page.shared,
        "figures": {f.id: {"spec": f.spec, "aspect": f.aspect, "data": f.data} for f in figures},
    }
    if page.switch:
        base = {section.id: _told(section) for section in page.switch.shown.sections}
        payload["base"] = base
        payload["series"] = [
            [{"label": option.label, "sections": _changes(option.sections, base)} for option in options]
            for options in page.switch.series.values()
        ]
    return payload


def _told(section: Section) -> dict[str, Any]:
    return {
        "sentences": list(section.sentences),
        "facts": [[fact.what, fact.value] for fact in section.facts],
        "tables": {table.id: _rows(table) for table in section.tables},
        "figures": {figure.id: _figure(figure) for figure in section.figures},
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {"alt": figure.alt, "data": figure.data}


def _rows(table: DataTable) -> list[list[Any]]:
    return [
        [{"text": c.text, "colour": c.colour} if isinstance(c, Cell) else c for c in row]
        for row in table.rows
    ]


def _changes(sections: tuple[Section, ...], base: dict[str, Any]) -> dict[str, Any]:
    changed = {}
    for section in sections:
        told, before = _told(section), base[section.id]
        changed[section.id] = {key: told[key] for key in told if told[key] != before[key]}
    return changed
