"""What the draws of need say, as charts: coverage, and how often areas are in the best plan."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from planner.present.charts.geography import Geography
from planner.present.charts.maps import (
    BORDER,
    Rows,
    catchments,
    crossings,
    discs,
    flat,
    lines,
    mark_rows,
    shapes_with,
)
from planner.present.charts.palette import INK, NEED
from planner.present.charts.theme import counted, specification
from planner.present.naming import hub_first, names_of
from planner.present.numbers import people, share
from planner.questions.stability.answer import Stability

ROW = 46
LINE, POINT = "#56B4E9", "#0072B2"
ROOM = 0.6
"""How far the axis goes past the numbers on the right, so that what they come to stands beside them."""


def interval_rows(result: Stability) -> Rows:
    """What today's plan and others would support: a row each, with an interval for today's."""
    span = result.coverage
    low, high = counted(span.p5), counted(span.p95)
    known = result.best_mean_coverage + result.value_of_perfect_information
    rows: Rows = [
        {
            "name": "Today's plan, over the draws",
            "value": counted(result.mean_coverage),
            "low": low,
            "high": high,
            "text": f"{people(span.p5)} to {people(span.p95)}",
        }
    ]
    for name, value in (
        ("Today's plan, if every estimate is right", result.plan.coverage),
        ("The plan that is best on average", result.best_mean_coverage),
        ("The best plan for each draw", known),
    ):
        point = counted(value)
        rows.append({"name": name, "value": point, "low": point, "high": point, "text": people(value)})
    return [{"place": place, "end": row["high"], **row} for place, row in enumerate(rows)]


def interval_chart(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The interval as a line, means as points, under their names; data `interval`."""
    known = [float(row[key]) for row in rows for key in ("low", "high") if row[key] is not None] or [0.0]
    width = (max(known) - min(known)) or max(known) or 1.0
    scale = alt.Scale(domain=[max(0.0, min(known) - 0.1 * width), max(known) + ROOM * width], nice=False)
    axis = alt.Axis(title="Young people supported a year", tickCount=6)
    x = alt.X("value:Q", axis=axis, scale=scale)
    base = alt.Chart(alt.NamedData(name="interval")).encode(
        y=alt.Y("place:O", axis=None, scale=alt.Scale(padding=0))
    )
    span = base.mark_rule(strokeWidth=8, color=LINE, yOffset=8)
    span = span.encode(x=alt.X("low:Q", axis=axis, scale=scale), x2="high:Q")
    points = base.mark_point(
        filled=True, shape="diamond", size=110, opacity=1, color=POINT, yOffset=8, stroke=INK, strokeWidth=0.8
    )
    points = points.encode(
        x=x, tooltip=[alt.Tooltip("name:N", title="What"), alt.Tooltip("text:N", title="Young people")]
    )
    numbers = base.mark_text(align="left", baseline="middle", dx=9, dy=8, color=INK, fontSize=12)
    names = base.mark_text(
        align="left", baseline="middle", dy=-9, color=INK, fontSize=13, limit=alt.ExprRef("width")
    )
    layers = (
        span,
        points,
        numbers.encode(x=alt.X("end:Q", axis=axis, scale=scale), text="text:N"),
        names.encode(x=alt.value(0), text="name:N"),
    )
    return specification(alt.layer(*layers).properties(height=ROW * len(rows)))


def often_data(result: Stability, geography: Geography) -> dict[str, Rows]:
    """How often each area is in the best plan, and today's services, by name."""
    plan = result.plan
    names = names_of(plan)
    today = {code: hub_first(service, names) for service in plan.services for code in service.areas}
    rows = [
        {
            "area": area.area,
            "name": area.name,
            "share": counted(result.areas.get(area.area, 0.0)),
            "best": share(result.areas.get(area.area, 0.0), 1.0),
            "hub": share(result.hubs.get(area.area, 0.0), 1.0),
            "today": today.get(area.area, "none"),
        }
        for area in plan.areas
    ]
    return {
        "areas": rows,
        "marks": mark_rows(plan, geography),
        "catchments": catchments(plan, geography),
        "crossings": crossings(plan, geography),
    }


def often_map() -> dict[str, Any]:
    """Areas by how often they are in the best plan, with today's services; data `geography`, `often_data`."""
    shapes = shapes_with(["name", "share", "best", "hub", "today"])
    scale = alt.Scale(type="quantize", domain=[0, 1], range=list(NEED))
    legend = alt.Legend(title="In the best plan, share of draws", orient="bottom", format=".0%")
    fills = shapes.mark_geoshape(stroke=BORDER, strokeWidth=0.7).encode(
        color=alt.Color("share:Q", scale=scale, legend=legend)
    )
    tooltip = [
        alt.Tooltip("name:N", title="Area"),
        alt.Tooltip("best:N", title="In the best plan"),
        alt.Tooltip("hub:N", title="As a hub"),
        alt.Tooltip("today:N", title="Service today"),
    ]
    hover = shapes.mark_geoshape(fill="transparent", stroke=None).encode(tooltip=tooltip)
    outline = [lines("catchments", "#FFFFFF", 5.0), lines("catchments", INK, 2.4)]
    over = [lines("crossings", "#FFFFFF", 5.0), lines("crossings", INK, 2.2, [5, 3])]
    return specification(flat(alt.layer(fills, *outline, *over, *discs(), hover)))
