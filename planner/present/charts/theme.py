"""How every chart looks, and how numbers and charts become data."""

import math
from typing import Any

from planner.present.charts.palette import INK

FONT = "Arial, Liberation Sans, Helvetica, sans-serif"
WIDTH = 720
"""Dots across of a chart as it is made; a page fits it to the reader's screen."""

NUMBER = "number"
"""The style of the numbers of services on a map."""

CONFIG: dict[str, Any] = {
    "background": "white",
    "font": FONT,
    "view": {"stroke": None},
    "title": {"fontWeight": "bold"},
    "style": {NUMBER: {"fontWeight": "bold"}},
    "axis": {"labelColor": INK, "titleColor": INK, "labelFontSize": 12, "titleFontSize": 12,
             "titleFontWeight": "normal", "gridColor": "#E2E2E2", "labelLimit": 220},
    "legend": {"labelColor": INK, "titleColor": INK, "labelFontSize": 12, "titleFontSize": 12,
               "titleFontWeight": "normal", "titleLimit": 400, "labelLimit": 300},
}  # fmt: skip


def counted(value: float) -> float | None:
    """A number as JSON has it, to nine decimals; None where it is not known."""
    return None if math.isnan(value) else round(value, 9)


def specification(chart: Any) -> dict[str, Any]:
    """The Vega-Lite of a chart, in the house's looks, its data left to be filled in by name."""
    return configured(chart.properties(width=WIDTH))


def configured(chart: Any) -> dict[str, Any]:
    """The Vega-Lite of a chart of any size, in the house's looks."""
    return dict(chart.configure(**CONFIG).to_dict())


def with_data(spec: dict[str, Any], data: dict[str, Any]) -> dict[str, Any]:
    """The chart with its data in it, ready to be drawn anywhere."""
    return {**spec, "datasets": {**spec.get("datasets", {}), **data}}
