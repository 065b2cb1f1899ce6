"""The matrix of regret as a heat map: what each plan loses in each scenario."""

import math
from collections.abc import Sequence
from typing import Any

import altair as alt

from planner.present.charts.palette import INK
from planner.present.charts.theme import counted, specification
from planner.present.numbers import people
from planner.questions.claims import hedge_named
from planner.questions.compare.answer import Comparison
from planner.questions.compare.robust import Robust
from planner.questions.compare.words import lost_in_words, without_rounding

NOTHING, MORE, UNKNOWN = "none fewer", "more than its own plan", "cannot be valued"
STEPS = ("#FEE6CE", "#FDC28C", "#FB9A4B", "#F07818")
"""All light enough for dark figures; ColorBrewer's oranges."""
COLOURS = {NOTHING: "#F7F7F7", MORE: "#C6DBEF", UNKNOWN: "#D0D0D0"}
ROW = 34
LETTER, MARGIN = 7, 12
"""Dots across of a letter of a cell's figure, and beside it."""
LABELS = 70
"""Dots across of what stands left of the cells."""
ALL = {"regret": "worst", "expected": "mean"}
"""The plan for all of least worst regret, and of best mean, short enough for an axis."""


def regret_in_words(comparison: Comparison, row: int, column: int) -> str:
    """As the terminal has it, with the minus sign and the dash that print has."""
    known = comparison.regret[row][column] is not None
    return lost_in_words(comparison, row, column).replace("-", "−") if known else "–"


def regret_rows(comparison: Comparison, hedges: Sequence[Robust] = ()) -> list[dict[str, Any]]:
    """A row for each plan and scenario that may come true; plans for all come last."""
    size = range(len(comparison.scenarios))
    cells = [
        (f"#{row + 1}", column, comparison.regret[row][column], regret_in_words(comparison, row, column))
        for row in size
        for column in size
    ]
    for robust in hedges:
        kept = [without_rounding(one) for one in robust.regret]
        cells += [(ALL[robust.rule], column, kept[column], people(kept[column])) for column in size]
    most = max((lost for *_, lost, _ in cells if lost is not None and lost > 0), default=0.0)
    return [
        {
            "plan": label,
            "scenario": f"#{column + 1}",
            "lost": None if lost is None else counted(lost),
            "text": text,
            "step": _step(lost, most),
        }
        for label, column, lost, text in cells
    ]


def named_rows(comparison: Comparison, hedges: Sequence[Robust] = ()) -> list[dict[str, Any]]:
    """The name of each plan and scenario by its label, kept apart: there are many cells to a name."""
    named = [
        {"label": f"#{number}", "name": f"#{number} {one.name}"}
        for number, one in enumerate(comparison.scenarios, 1)
    ]
    return [*named, *({"label": ALL[one.rule], "name": hedge_named(one)} for one in hedges)]


def rows_named(hedges: Sequence[Robust]) -> list[str]:
    """What the rows of plans for all stand for."""
    return [f"{ALL[one.rule].capitalize()}: {hedge_named(one).lower()}." for one in hedges]


def _step(lost: float | None, most: float) -> str:
    if lost is None or math.isnan(lost):
        return UNKNOWN
    if not without_rounding(lost):
        return NOTHING
    return MORE if lost < 0 else _steps(most)[min(len(STEPS) - 1, int(len(STEPS) * lost / most))]


def _steps(most: float) -> list[str]:
    edges = [most * (place + 1) / len(STEPS) for place in range(len(STEPS))]
    return [f"up to {people(edge)}" for edge in edges]


def regret_map(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The matrix, figures in its cells; data `cells` and `names`."""
    used = {row["step"] for row in rows}
    most = max((row["lost"] for row in rows if row["lost"] is not None), default=0.0)
    colours = {NOTHING: COLOURS[NOTHING], **dict(zip(_steps(most), STEPS, strict=True)), **COLOURS}
    shown = [step for step in colours if step in used]
    plans, columns = (list(dict.fromkeys(row[key] for row in rows)) for key in ("plan", "scenario"))
    labels: dict[str, Any] = {"labelAngle": 0, "ticks": False, "domain": False, "labelFontSize": 13}
    x = alt.X("scenario:N", sort=columns, axis=alt.Axis(title="If this comes true", orient="top", **labels))
    y = alt.Y("plan:N", sort=plans, axis=alt.Axis(title="Plan of", **labels))
    tooltip = [
        alt.Tooltip("named:N", title="Plan of"),
        alt.Tooltip("there:N", title="If this comes true"),
        alt.Tooltip("text:N", title="Young people fewer"),
    ]
    base = _named().encode(x=x, y=y, tooltip=tooltip)
    scale = alt.Scale(domain=shown, range=[colours[step] for step in shown])
    legend = alt.Legend(title="Young people fewer", orient="bottom", symbolType="square")
    cells = base.mark_rect(stroke="#8C8C8C", strokeWidth=0.8).encode(
        color=alt.Color("step:N", scale=scale, sort=shown, legend=legend),
    )
    figures = base.mark_text(color=INK, fontSize=12).encode(text="text:N")
    return specification(alt.layer(cells, figures).properties(height=ROW * len(plans)))


def least_width(rows: list[dict[str, Any]]) -> int:
    """Dots across in which every figure fits into its cell."""
    columns = len({row["scenario"] for row in rows})
    longest = max(len(str(row[key])) for row in rows for key in ("text", "scenario"))
    return LABELS + columns * (LETTER * longest + MARGIN)


def _named() -> alt.Chart:
    """The cells with the names of their plan (`named`) and of their scenario (`there`)."""
    chart = alt.Chart(alt.NamedData(name="cells"))
    names = alt.LookupData(data=alt.NamedData(name="names"), key="label", fields=["name"])
    for field, called in (("plan", "named"), ("scenario", "there")):
        chart = chart.transform_lookup(lookup=field, from_=names, as_=["name"])
        chart = chart.transform_calculate(**{called: "datum.name"})
    return chart
