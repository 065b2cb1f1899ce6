"""Scenarios side by side as bars: young people supported, and spend next to the budget."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from planner.present.charts.palette import INK
from planner.present.charts.theme import counted, specification
from planner.present.numbers import people, pounds
from planner.questions.compare.answer import Metrics

SUPPORTED, SPENT = "#0072B2", "#56B4E9"
ROW, BAR, NAME = 46, 14, 13
ROOM = 1.4
"""How far the axis goes past the longest bar, so that its number stands beside it."""
MONEY = "'£' + format(datum.value / 1e6, ',~g') + 'm'"


def scenario_rows(scenarios: Sequence[Metrics]) -> list[dict[str, Any]]:
    """A row for each scenario: its numbers, and what is written beside its bars."""
    return [_row(number, one) for number, one in enumerate(scenarios, 1)]


def _row(number: int, one: Metrics) -> dict[str, Any]:
    row: dict[str, Any] = {"number": number, "name": f"#{number} {one.name}"}
    if one.status not in ("optimal", "feasible"):
        none = {"supported": 0.0, "spend": 0.0, "budget": one.budget}
        return row | none | {"people": "no plan", "money": "no plan"}
    return row | {
        "supported": counted(one.coverage),
        "people": people(one.coverage),
        "spend": counted(one.spend),
        "budget": one.budget,
        "money": pounds(round(one.spend)),
    }


def supported_bars(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Young people supported by each plan; data `scenarios`."""
    axis = alt.Axis(title="Young people supported", tickCount=6)
    return _bars(rows, "supported", "people", SUPPORTED, axis)


def spend_bars(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """What each plan spends, with a line at its budget; data `scenarios`."""
    axis = alt.Axis(title="Spend", tickCount=6, labelExpr=MONEY)
    return _bars(rows, "spend", "money", SPENT, axis, line="budget")


def _bars(
    rows: Sequence[dict[str, Any]], field: str, said: str, colour: str, axis: alt.Axis, line: str = ""
) -> dict[str, Any]:
    """A bar for each scenario under its name, what it comes to beside it."""
    most = max((float(row[key] or 0.0) for row in rows for key in (field, line) if key), default=0.0) or 1.0
    y = alt.Y("number:O", axis=None, scale=alt.Scale(padding=0))
    x = alt.X(f"{field}:Q", axis=axis, scale=alt.Scale(domain=[0, ROOM * most], nice=False))
    base = alt.Chart(alt.NamedData(name="scenarios")).encode(y=y)
    tooltip = [alt.Tooltip("name:N", title="Scenario"), alt.Tooltip(f"{said}:N", title=str(axis.title))]
    down = BAR / 2 + 2
    bars = base.mark_bar(height=BAR, yOffset=down, color=colour, stroke=INK, strokeWidth=0.5)
    layers = [bars.encode(x=x, tooltip=tooltip)]
    if line:
        ticks = base.mark_tick(color=INK, thickness=3, orient="vertical", yOffset=down, size=BAR + 8)
        layers.append(ticks.encode(x=f"{line}:Q"))
    ends = base.transform_calculate(end=f"max(datum.{field}, datum.{line or field})")
    numbers = ends.mark_text(align="left", baseline="middle", dx=6, dy=down, color=INK, fontSize=12)
    names = base.mark_text(
        align="left", baseline="middle", dy=-8, color=INK, fontSize=NAME, limit=alt.ExprRef("width")
    )
    layers += [numbers.encode(x="end:Q", text=f"{said}:N"), names.encode(x=alt.value(0), text="name:N")]
    return specification(alt.layer(*layers).properties(height=ROW * len(rows)))
