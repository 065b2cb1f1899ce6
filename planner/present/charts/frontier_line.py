"""The frontier as a chart: coverage at every budget, and the budget that is shown."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from planner.plan.plan import Plan
from planner.present.charts.palette import INK
from planner.present.charts.theme import counted, specification
from planner.present.numbers import people
from planner.present.words import share_met

COLOURS = ("#0072B2", "#D55E00")
"""One for each kind of plan; shapes and dashes tell them apart as well."""

MILLIONS, THOUSANDS = (
    "'£' + format(datum.value / 1e6, ',~g') + 'm'",
    "'£' + format(datum.value / 1e3, ',~g') + 'k'",
)
POUNDS = f"datum.value >= 1e6 ? {MILLIONS} : {THOUSANDS}"


def frontier_rows(series: dict[str, Sequence[Plan]]) -> list[dict[str, Any]]:
    """A row for each plan: its kind, budget, coverage, spend and, in words, share of need."""
    return [
        {
            "kind": kind,
            "budget": plan.budget,
            "coverage": counted(plan.coverage),
            "supports": people(plan.coverage),
            "spend": counted(plan.spend),
            "share": share_met(plan),
        }
        for kind, plans in series.items()
        for plan in plans
        if plan.has_plan
    ]


def frontier_line(kinds: Sequence[str]) -> dict[str, Any]:
    """Steps from budget to budget; data `frontier` and `chosen`, the row of the plan that is shown."""
    kinds = list(kinds)
    legend = alt.Legend(title=None, orient="top") if len(kinds) > 1 else None
    x = alt.X(
        "budget:Q",
        title="Budget a year",
        axis=alt.Axis(labelExpr=POUNDS, tickCount=6),
        scale=alt.Scale(zero=False, nice=False, padding=20),
    )
    y = alt.Y("coverage:Q", title="Young people supported a year", scale=alt.Scale(zero=True))
    colour = alt.Color(
        "kind:N", scale=alt.Scale(domain=kinds, range=list(COLOURS[: len(kinds)])), legend=legend
    )
    base = alt.Chart(alt.NamedData(name="frontier")).encode(x=x, y=y, color=colour)
    steps = base.mark_line(interpolate="step-after", strokeWidth=1.6).encode(
        strokeDash=alt.StrokeDash(
            "kind:N", scale=alt.Scale(domain=kinds, range=[[1, 0], [6, 3]][: len(kinds)]), legend=legend
        )
    )
    tooltip = [
        alt.Tooltip("kind:N", title="Plans"),
        alt.Tooltip("budget:Q", title="Budget", format=",.0f"),
        alt.Tooltip("supports:N", title="Supports"),
        alt.Tooltip("share:N", title="Share of need"),
        alt.Tooltip("spend:Q", title="Spend", format=",.0f"),
    ]
    points = base.mark_point(filled=True, size=70, opacity=1).encode(
        shape=alt.Shape(
            "kind:N", scale=alt.Scale(domain=kinds, range=["circle", "square"][: len(kinds)]), legend=legend
        ),
        tooltip=tooltip,
    )
    shown = alt.Chart(alt.NamedData(name="chosen"))
    rule = shown.mark_rule(color=INK, strokeWidth=1.5).encode(x="budget:Q")
    ring = shown.mark_point(size=260, stroke=INK, strokeWidth=2.2, opacity=1).encode(
        x="budget:Q", y="coverage:Q"
    )
    return specification(alt.layer(steps, rule, ring, points).properties(height=320))
