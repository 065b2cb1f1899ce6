"""Cost shares as a chart: what each area would pay by every rule, and what as many would cost it alone."""

from collections.abc import Sequence
from typing import Any

import altair as alt

from planner.present.charts.palette import INK
from planner.present.charts.theme import counted, specification
from planner.questions.joint.answer import Joint
from planner.questions.joint.words import HEADINGS
from planner.sharing.cost_shares import RULES

COLOURS = ("#0072B2", "#56B4E9", "#E69F00", "#009E73", "#CC79A7")
BAR = 13
GAP = 16
MONEY = "(datum.value < 0 ? '-£' : '£') + format(abs(datum.value), ',')"


def share_rows(joint: Joint) -> list[dict[str, Any]]:
    """A row for each area and rule, in the order of the group and of the rules."""
    return [
        {
            "name": joint.names[code],
            "order": order,
            "rule": HEADINGS[rule],
            "place": place,
            "share": counted(joint.shares[rule][code]),
            "alone": counted(joint.standalone_cost[code]),
        }
        for order, code in enumerate(joint.areas)
        for place, rule in enumerate(RULES)
    ]


def share_bars(areas: int) -> dict[str, Any]:
    """A bar for each rule, and a line at the stand-alone cost; data `shares`."""
    rules = [HEADINGS[rule] for rule in RULES]
    name = alt.Y(
        "name:N",
        sort=alt.EncodingSortField("order", op="min"),
        axis=alt.Axis(title=None, labelLimit=150, ticks=False, domain=False),
        scale=alt.Scale(paddingInner=GAP / (GAP + BAR * len(rules)), paddingOuter=0.1),
    )
    base = alt.Chart(alt.NamedData(name="shares")).encode(y=name)
    bars = base.mark_bar(stroke=INK, strokeWidth=0.5).encode(
        x=alt.X("share:Q", title="Pounds a year", axis=alt.Axis(labelExpr=MONEY, tickCount=5)),
        yOffset=alt.YOffset("rule:N", sort=rules, scale=alt.Scale(paddingInner=0.08)),
        color=_colour(rules),
        tooltip=[
            alt.Tooltip("name:N", title="Area"),
            alt.Tooltip("rule:N", title="Rule"),
            alt.Tooltip("share:Q", title="Pays, £ a year", format=",.0f"),
            alt.Tooltip("alone:Q", title="As many alone, £ a year", format=",.0f"),
        ],
    )
    alone = base.transform_filter("datum.place == 0").mark_tick(
        color=INK, thickness=3, orient="vertical", bandSize=BAR * len(rules)
    )
    alone = alone.encode(x="alone:Q")
    return specification(alt.layer(bars, alone).properties(height=areas * (GAP + BAR * len(rules))))


def _colour(rules: Sequence[str]) -> alt.Color:
    scale = alt.Scale(domain=list(rules), range=list(COLOURS))
    legend = alt.Legend(title=None, orient="top", direction="horizontal")
    return alt.Color("rule:N", scale=scale, sort=list(rules), legend=legend)
