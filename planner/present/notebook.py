"""A plan in a notebook: its map, or where there are no shapes its services as a table."""

from html import escape

from planner.plan.plan import Plan
from planner.present.context import context_of
from planner.present.proof import proof
from planner.present.tables import services_table
from planner.present.words import MODELLED, headline
from planner.scenario.scenario import Scenario


def html_of(plan: Plan, scenario: Scenario | None) -> str:
    """The plan as HTML that needs nothing from elsewhere."""
    from planner.present.charts.pictures import svg_of

    behind = None if scenario is None else context_of(scenario)
    if behind is not None and behind.geography is not None and plan.has_plan:
        return svg_of(plan, behind)
    said = (*((headline(plan),) if plan.has_plan else ()), proof(plan), MODELLED)
    lines = "".join(f"<p>{escape(line)}</p>" for line in said)
    return f"<h4>{escape(plan.scenario)}</h4>{lines}{_services(plan) if plan.services else ''}"


def _services(plan: Plan) -> str:
    table = services_table(plan)
    head = "".join(f"<th>{escape(column.heading)}</th>" for column in table.columns)
    rows = ("".join(f"<td>{escape(text)}</td>" for text in row) for row in table.texts())
    return f"<table><tr>{head}</tr>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"
