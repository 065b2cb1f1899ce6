"""The map of a plan as a picture for a paper: PNG, SVG or PDF, made without a browser."""

import textwrap
from pathlib import Path
from typing import Any

import altair as alt

from planner.plan.plan import Plan
from planner.present.charts.geography import Geography
from planner.present.charts.maps import SHAPES, plan_data, services_chart
from planner.present.charts.palette import INK, service_colours
from planner.present.charts.theme import NUMBER, WIDTH, configured, with_data
from planner.present.context import ReportContext
from planner.present.naming import hub_first, names_of
from planner.present.numbers import people, to_the_pound
from planner.present.proof import proof
from planner.present.shown import shown
from planner.present.words import headline

LETTERS = 112
"""Letters to a line under the map."""
LINE = 17
MOST_LINES = 30
DOTS = 2.0
"""Dots of a PNG to one of the chart."""


def write_map(path: Path, plan: Plan, behind: ReportContext) -> None:
    """Write the map of a plan's services, with their key, to a PNG, SVG or PDF file."""
    import vl_convert

    assert behind.geography is not None
    if path.suffix.lower() == ".svg":
        path.write_text(svg_of(plan, behind), encoding="utf-8", newline="\n")
        return
    spec = picture(plan, behind, behind.geography)
    if path.suffix.lower() == ".pdf":
        path.write_bytes(vl_convert.vegalite_to_pdf(_one_weight(spec)))
    else:
        path.write_bytes(vl_convert.vegalite_to_png(spec, scale=DOTS))


def svg_of(plan: Plan, behind: ReportContext) -> str:
    """The same as SVG, to stand in a page."""
    import vl_convert

    assert behind.geography is not None
    return str(vl_convert.vegalite_to_svg(picture(plan, behind, behind.geography)))


def _one_weight(spec: dict[str, Any]) -> dict[str, Any]:
    """The same in one font: two stand in a PDF in any order, and the same plan gives the same bytes."""
    plain = {"fontWeight": "normal"}
    return {**spec, "config": {**spec["config"], "title": plain, "style": {NUMBER: plain}}}


def picture(plan: Plan, behind: ReportContext, geography: Geography) -> dict[str, Any]:
    """The map under its headline and over its key and attribution, data and all."""
    title = alt.TitleParams(
        text=plan.scenario, subtitle=textwrap.wrap(headline(plan), 100), anchor="start", fontSize=20,
        subtitleFontSize=14, subtitlePadding=6, offset=14, color=INK, subtitleColor=INK, limit=WIDTH,
    )  # fmt: skip
    chart = services_chart(existing=bool(behind.scenario.existing))
    chart = chart.properties(width=WIDTH, height=round(WIDTH * geography.aspect), title=title)
    lines = _lines(plan, behind)
    both = alt.vconcat(chart, _text(len(lines)), spacing=12)
    data = {SHAPES: geography.areas, "lines": lines, **plan_data(plan, behind.scenario, geography)}
    return with_data(configured(both), data)


def _text(lines: int) -> Any:
    base = alt.Chart(alt.NamedData(name="lines")).encode(
        y=alt.Y("line:Q", axis=None, scale=alt.Scale(domain=[0, max(lines, 1)], reverse=True, nice=False))
    )
    words = base.mark_text(align="left", baseline="top", fontSize=12, color=INK, limit=WIDTH).encode(
        text="text:N", x=alt.X("indent:Q", axis=None, scale=alt.Scale(domain=[0, WIDTH], nice=False))
    )
    patches = base.mark_square(size=110, stroke=INK, strokeWidth=0.8, opacity=1, xOffset=6, yOffset=7).encode(
        x=alt.value(0), color=alt.Color("colour:N", scale=None)
    )
    patches = patches.transform_filter("datum.colour != null")
    return alt.layer(words, patches).properties(width=WIDTH, height=lines * LINE)


def _lines(plan: Plan, behind: ReportContext) -> list[dict[str, Any]]:
    """The key, the proof and the attribution, in lines that fit under the map."""
    plan = shown(plan)
    names, colours = names_of(plan), service_colours(plan, behind.geography)
    told: list[tuple[str, str | None]] = []
    for number, service in enumerate(plan.services, 1):
        sums = f"supports {people(service.covered)}, {to_the_pound(service.cost)} a year"
        told.append((f"{number}  {hub_first(service, names)}: {sums}", colours[service.id]))
    if len(told) > MOST_LINES:
        told = [*told[:MOST_LINES], (f"and {len(plan.services) - MOST_LINES} more services", None)]
    disc = (
        "Black disc: hub. White disc: another area of the service. Dashed line: a crossing within a service."
    )
    if behind.scenario.existing:
        disc += " Dotted line: a service that runs already."
    told += [("", None), (disc, None), (proof(plan), None)]
    told += [("Need is an estimate, not a count.", None), (behind.attribution, None)]
    rows: list[dict[str, Any]] = []
    for text, colour in told:
        for place, piece in enumerate(textwrap.wrap(text, LETTERS) or [""]):
            patch = colour if place == 0 else None
            rows.append({"line": len(rows), "text": piece, "colour": patch, "indent": 20 if colour else 0})
    return rows
