"""Coverage by area: need in three parts, four where services run already, as stacked bars."""

from collections import Counter
from typing import Any

import altair as alt

from planner.plan.plan import AreaOutcome, Plan
from planner.present.charts.palette import PARTS
from planner.present.charts.theme import counted, specification
from planner.present.numbers import people
from planner.present.shown import shown

MOST_BARS = 60
"""Areas above which only those with the most need are drawn; the table has them all."""
BAR = 17


def parts_of(area: AreaOutcome) -> tuple[float, float, float, float]:
    """An area's need in its parts, in the order of `PARTS`."""
    return area.already_covered, area.covered, area.reached_without_capacity, area.out_of_reach


def bar_rows(plan: Plan, existing: bool) -> list[dict[str, Any]]:
    """A row for each area and part, largest need first; areas of one name are told apart by code.

    A count that is not told has no length, so that the parts after it keep theirs.
    """
    plan = shown(plan)
    named = Counter(area.name for area in plan.areas)
    largest = sorted(plan.areas, key=lambda area: (-(counted(area.need) or 0.0), area.area))[:MOST_BARS]
    rows = []
    for order, area in enumerate(largest):
        name = area.name if named[area.name] == 1 else f"{area.name} ({area.area})"
        for place, (part, count) in enumerate(zip(PARTS, parts_of(area), strict=True)):
            if place or existing:
                rows.append(
                    {"name": name, "order": order, "part": part, "place": place,
                     "count": counted(count) or 0.0, "said": people(count),
                     "need": people(area.need)}
                )  # fmt: skip
    return rows


def coverage_bars(plan: Plan, existing: bool) -> dict[str, Any]:
    """The parts of each area's need; data `bars`."""
    parts = list(PARTS)[0 if existing else 1 :]
    scale = alt.Scale(domain=parts, range=[PARTS[part] for part in parts])
    legend = alt.Legend(title=None, orient="top", direction="horizontal")
    tooltip = [
        alt.Tooltip("name:N", title="Area"),
        alt.Tooltip("part:N", title="Part"),
        alt.Tooltip("said:N", title="Young people"),
        alt.Tooltip("need:N", title="Need"),
    ]
    axis = alt.Axis(title=None, labelLimit=190, ticks=False, domain=False)
    chart = (
        alt.Chart(alt.NamedData(name="bars"))
        .mark_bar(stroke="white", strokeWidth=1, height=BAR - 4)
        .encode(
            x=alt.X("count:Q", title="Young people at risk a year", stack="zero", axis=alt.Axis(tickCount=8)),
            y=alt.Y("name:N", sort=alt.EncodingSortField("order", op="min"), axis=axis),
            color=alt.Color("part:N", scale=scale, sort=parts, legend=legend),
            order=alt.Order("place:Q"),
            tooltip=tooltip,
        )
    )
    return specification(chart.properties(height=BAR * min(len(plan.areas), MOST_BARS)))
