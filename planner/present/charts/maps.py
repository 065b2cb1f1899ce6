"""Maps: need by area, and the services of a plan with their hubs, catchments and crossings."""

import math
from collections.abc import Sequence
from typing import Any

import altair as alt

from planner.plan.plan import Plan
from planner.present.charts.geography import Feature, Geography
from planner.present.charts.palette import INK, NEED, NO_SERVICE, service_colours
from planner.present.charts.theme import NUMBER, counted, specification
from planner.present.naming import hub_first, names_of
from planner.present.numbers import people
from planner.present.shown import shown
from planner.scenario.scenario import Scenario

SHAPES = "geography"
"""The name under which the shapes of the areas are handed to every map."""
MOST_LABELS = 100
"""Areas above which only hubs carry the number of their service."""
NARROW = 560
"""Dots across below which numbers on the map shrink."""
BORDER = "#6B6B6B"
Rows = list[dict[str, Any]]


def outcome_rows(plan: Plan, geography: Geography | None = None) -> Rows:
    """What the plan means for each area, as charts take it."""
    plan, names = shown(plan), names_of(plan)
    numbers = {service.id: number for number, service in enumerate(plan.services, 1)}
    labels = {s.id: f"{numbers[s.id]}: {hub_first(s, names)}" for s in plan.services}
    colours = service_colours(plan, geography)
    return [
        {
            "area": area.area,
            "name": area.name,
            "need": counted(area.need),
            "at_risk": people(area.need),
            "already": people(area.already_covered),
            "covered": people(area.covered),
            "no_room": people(area.reached_without_capacity),
            "out": people(area.out_of_reach),
            "service": labels.get(area.service or "", "none"),
            "colour": colours.get(area.service or "", NO_SERVICE),
        }
        for area in plan.areas
    ]


NEED_FIELDS = ("name", "need", "at_risk")
"""What the map of need looks up for each area."""


def need_rows(plan: Plan) -> Rows:
    """What the map of need takes of each area."""
    return [{key: row[key] for key in ("area", *NEED_FIELDS)} for row in outcome_rows(plan)]


def mark_rows(plan: Plan, geography: Geography) -> Rows:
    """Where the number of each service stands: at its hub and in its other areas."""
    everywhere = len(plan.areas) <= MOST_LABELS
    return [
        {
            "x": geography.points[code][0],
            "y": geography.points[code][1],
            "number": str(number),
            "hub": code == service.hub,
        }
        for number, service in enumerate(plan.services, 1)
        for code in service.areas
        if everywhere or code == service.hub
    ]


def catchments(plan: Plan, geography: Geography) -> list[Feature]:
    """The outline of each service's catchment."""
    return [geography.outline(service.areas, service=service.id) for service in plan.services]


def crossings(plan: Plan, geography: Geography) -> list[Feature]:
    """A line for each crossing that joins two areas of one service."""
    return [
        geography.line(one, other)
        for service in plan.services
        for (one, other) in sorted(geography.crossings)
        if one in service.areas and other in service.areas
    ]


def existing_outlines(scenario: Scenario, geography: Geography) -> list[Feature]:
    """The outline of each existing service's catchment."""
    return [geography.outline(tuple(sorted(one.areas)), service=one.name) for one in scenario.existing]


def plan_data(plan: Plan, scenario: Scenario, geography: Geography) -> dict[str, Rows]:
    """All that the map of services draws but the shapes, by name."""
    data = {
        "areas": outcome_rows(plan, geography),
        "marks": mark_rows(plan, geography),
        "catchments": catchments(plan, geography),
        "crossings": crossings(plan, geography),
    }
    return data | ({"existing": existing_outlines(scenario, geography)} if scenario.existing else {})


def need_map(plan: Plan) -> dict[str, Any]:
    """Estimated need by area in up to five steps of colour; data `geography` and `need_rows`.

    An area whose need is not told is drawn without a shade.
    """
    scale = alt.Scale(type="threshold", domain=need_steps(plan), range=list(NEED))
    legend = alt.Legend(title="Estimated need, young people a year", orient="bottom", format=",.0f")
    shade = alt.condition(
        "!isValid(datum.need)", alt.value(NO_SERVICE), alt.Color("need:Q", scale=scale, legend=legend)
    )
    tooltip = [alt.Tooltip("name:N", title="Area"), alt.Tooltip("at_risk:N", title="Need")]
    shapes = shapes_with(NEED_FIELDS).mark_geoshape(stroke=BORDER, strokeWidth=0.7, invalid=None)
    return specification(flat(shapes.encode(color=shade, tooltip=tooltip)))


def need_steps(plan: Plan) -> list[int]:
    """The four whole numbers of people at which the shade of need changes: even steps up to the largest."""
    most = max((counted(area.need) or 0.0 for area in plan.areas), default=0.0)
    step = max(1, math.ceil(most / len(NEED)))
    return [step * place for place in range(1, len(NEED))]


def services_map(existing: bool) -> dict[str, Any]:
    """The services of a plan as a specification; data `geography` and those of `plan_data`."""
    return specification(services_chart(existing))


def services_chart(existing: bool) -> Any:
    """The services of a plan, to be put beside other charts."""
    shapes = shapes_with(["name", "at_risk", "already", "covered", "no_room", "out", "service", "colour"])
    fills = shapes.mark_geoshape(stroke=BORDER, strokeWidth=0.6)
    fills = fills.encode(color=alt.Color("colour:N", scale=None))
    running = lines("existing", INK, 1.6, [2, 3])
    outlines = lines("catchments", INK, 2.4)
    over = lines("crossings", "#FFFFFF", 5.0) + lines("crossings", INK, 2.2, [5, 3])
    hover = shapes.mark_geoshape(fill="transparent", stroke=None).encode(tooltip=_tooltip(existing))
    layers = [fills, *([running] if existing else []), outlines, *over.layer, *discs(), hover]
    return flat(alt.layer(*layers))


def shapes_with(fields: Sequence[str], data: str = SHAPES) -> alt.Chart:
    """The shapes in `data`, each with these fields of its area's row in the data `areas`."""
    looked_up = alt.LookupData(data=alt.NamedData(name="areas"), key="area", fields=list(fields))
    return alt.Chart(alt.NamedData(name=data)).transform_lookup(lookup="properties.area", from_=looked_up)


def lines(data: str, colour: str, width: float, dash: list[float] | None = None) -> Any:
    """Outlines or lines of the shapes in `data`, drawn over what they enclose."""
    return alt.Chart(alt.NamedData(name=data)).mark_geoshape(
        filled=False, stroke=colour, strokeWidth=width, strokeDash=dash or [1, 0], strokeJoin="round"
    )


def discs() -> tuple[alt.Chart, alt.Chart]:
    """A disc with the service's number: black at the hub, white elsewhere."""
    base = alt.Chart(alt.NamedData(name="marks")).encode(longitude="x:Q", latitude="y:Q")
    hub = alt.datum.hub
    circles = base.mark_circle(opacity=1, stroke=INK, strokeWidth=1).encode(
        color=alt.condition(hub, alt.value(INK), alt.value("#FFFFFF")),
        size=alt.condition(hub, fitted(360), fitted(220)),
    )
    texts = base.mark_text(baseline="middle", style=NUMBER).encode(
        text="number:N",
        color=alt.condition(hub, alt.value("#FFFFFF"), alt.value(INK)),
        size=alt.condition(hub, fitted(13, least=9), fitted(11, least=8)),
    )
    return circles, texts


def fitted(size: float, least: float = 0.0) -> Any:
    """A size that shrinks with the map on a narrow screen."""
    return alt.value(alt.expr(f"max({least}, {size} * min(1, width / {NARROW}))"))


def _tooltip(existing: bool) -> list[alt.Tooltip]:
    parts = [("at_risk", "Need"), *([("already", "Existing services")] if existing else [])]
    parts += [("covered", "The plan"), ("no_room", "In reach, no room"), ("out", "Out of reach")]
    counts = [alt.Tooltip(f"{name}:N", title=title) for name, title in parts]
    return [alt.Tooltip("name:N", title="Area"), alt.Tooltip("service:N", title="Service"), *counts]


def flat(chart: Any) -> Any:
    """On the plane the shapes are on already, north up."""
    return chart.project(type="identity", reflectY=True)
