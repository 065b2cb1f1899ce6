"""Stability's tables as text: coverage, areas, today's services, those most often best, what to find out."""

from planner.plan.plan import Plan
from planner.present.charts.geography import Geography
from planner.present.charts.palette import service_colours
from planner.present.naming import hub_first, names_of
from planner.present.numbers import people, share
from planner.present.page.blocks import data_table
from planner.present.table import Cell, Table
from planner.questions.stability.answer import Stability
from planner.questions.stability.draw_charts import interval_rows
from planner.scenario.scenario import Scenario

MOST = 20
"""Services shown that are most often in the best plan; JSON and CSV have them all."""


def interval_table(result: Stability) -> Table:
    """What today's plan and others would support."""
    span = result.coverage
    spans = (
        ("Today's plan: 5 in 100 draws come to less than", people(span.p5)),
        ("Today's plan: half of the draws come to less than", people(span.p50)),
        ("Today's plan: 95 in 100 draws come to less than", people(span.p95)),
        ("Today's plan: mean of the draws", people(result.mean_coverage)),
    )
    rest = tuple((str(row["name"]), str(row["text"])) for row in interval_rows(result)[1:])
    headings = ("Modelled", "Young people a year")
    return data_table(
        "interval", "Young people supported, over the draws", headings, spans + rest, frozenset({1})
    )


def often_table(result: Stability, geography: Geography | None) -> Table:
    """How often each area is in the best plan and a hub, most often first; those that never are left out."""
    today = _numbers(result.plan, geography)
    names = {area.area: area.name for area in result.plan.areas}
    shown = sorted(
        {*result.areas, *today} & set(names), key=lambda code: (-result.areas.get(code, 0.0), code)
    )
    rows = tuple(
        (
            names[code],
            share(result.areas.get(code, 0.0), 1.0),
            share(result.hubs.get(code, 0.0), 1.0),
            today.get(code, "–"),
        )
        for code in shown
    )
    headings = ("Area", "In the best plan", "As a hub", "Service today")
    caption = "How often each area is in the best plan, in share of draws"
    return data_table("often", caption, headings, rows, frozenset({1, 2}))


def _numbers(plan: Plan, geography: Geography | None) -> dict[str, str | Cell]:
    """The number of today's service of each area, in its colour."""
    colours = service_colours(plan, geography)
    return {
        code: Cell(str(number), colours[service.id])
        for number, service in enumerate(plan.services, 1)
        for code in service.areas
    }


def today_table(result: Stability, geography: Geography | None) -> Table:
    """Today's services, and how often each, its hub and its areas are in the best plan."""
    plan, colours = result.plan, service_colours(result.plan, geography)
    names = names_of(plan)
    rows = tuple(
        (
            Cell(str(number), colours[service.id]),
            hub_first(service, names),
            "fixed size" if service.staff is None else str(service.staff),
            people(service.covered),
            share(result.services.get(service.id, 0.0), 1.0),
            share(result.hubs.get(service.hub, 0.0), 1.0),
            f"up to {share(min(result.areas.get(code, 0.0) for code in service.areas), 1.0)}",
        )
        for number, service in enumerate(plan.services, 1)
    )
    headings: tuple[str, ...] = ("Service", "Areas (hub first)", "Staff", "Supports")
    headings += ("This service", "This hub", "All its areas in some service")
    caption = "Today's services, and how often they are in the best plan"
    return data_table("today", caption, headings, rows, frozenset(range(2, 7)))


def frequent_table(result: Stability, scenario: Scenario) -> Table:
    """The services most often in the best plan, today's or not."""
    today = {service.id for service in result.plan.services}
    rows = tuple(
        (
            ", ".join(map(scenario.areas.name, result.identities[one].areas)),
            result.identities[one].type,
            share(part, 1.0),
            "yes" if one in today else "–",
        )
        for one, part in list(result.services.items())[:MOST]
    )
    headings = ("Areas", "Type", "In the best plan", "Today")
    caption = f"Services most often in the best plan{', the first 20' if len(result.services) > MOST else ''}"
    return data_table("frequent", caption, headings, rows, frozenset({2}))


def improving_table(result: Stability) -> Table:
    """The estimates worth improving first, and what each would bring by itself."""
    rows = tuple((one.name, people(one.value)) for one in result.worth_improving)
    headings = ("Area", "Young people more a year, were its need known")
    return data_table("improving", "Estimates worth improving first", headings, rows, frozenset({1}))
