"""Stability's tables: coverage, areas, today's services, those most often best, what to find out."""

from collections.abc import Mapping

from planner.present.naming import hub_first, names_of
from planner.present.numbers import Kind, share
from planner.present.shown import shown
from planner.present.table import Column, Row, Table
from planner.present.tables import NUMBER, numbered, staff_of
from planner.present.told import Title, Told
from planner.present.words import caution
from planner.questions.claims import undecided
from planner.questions.stability.answer import Stability
from planner.questions.stability.words import findings, improving
from planner.scenario.scenario import Scenario

MOST = 20
"""Services shown that are most often in the best plan; JSON and CSV have them all."""
MOST_AREAS = 12
"""Areas shown on a terminal, with those that come as often as the last of them."""
Colours = Mapping[str, str] | None


def stability_told(result: Stability) -> Told:
    """The result for people: what today's plan would cover, what of it stands, what to find out first."""
    yield Title(result.scenario)
    yield from (*findings(result), "")
    yield today_table(result).without("Staff", "Supports")
    yield often_table(result, most=MOST_AREAS).without("As a hub")
    yield from (" ".join([improving(result), *undecided(result)]), caution(result))


def interval_table(result: Stability) -> Table:
    """What today's plan and others would support."""
    span, best = result.coverage, result.best_mean_coverage
    rows: tuple[Row, ...] = (
        ("Today's plan: 5 in 100 draws come to less than", span.p5),
        ("Today's plan: half of the draws come to less than", span.p50),
        ("Today's plan: 95 in 100 draws come to less than", span.p95),
        ("Today's plan: mean of the draws", result.mean_coverage),
        ("Today's plan, if every estimate is right", result.plan.coverage),
        ("The plan that is best on average", best),
        ("The best plan for each draw", best + result.value_of_perfect_information),
    )
    columns = (Column("Modelled", wide=True), Column("Young people a year", Kind.PEOPLE))
    return Table("interval", "Young people supported, over the draws", columns, rows)


def often_table(result: Stability, colours: Colours = None, most: int | None = None) -> Table:
    """How often each area is in the best plan and a hub, most often first; those that never are left out.

    With `most`, so many of them alone, with those that tie with the last and those of today's plan.
    """
    plan, often = result.plan, result.areas
    today = {
        code: numbered(number, service.id, colours)
        for number, service in enumerate(plan.services, 1)
        for code in service.areas
    }
    names = {area.area: area.name for area in plan.areas}
    every = sorted({*often, *today} & set(names), key=lambda code: (-often.get(code, 0.0), code))
    least = often.get(every[min(most, len(every)) - 1], 0.0) if most and every else 0.0
    rows: tuple[Row, ...] = tuple(
        (names[code], often.get(code, 0.0), result.hubs.get(code, 0.0), today.get(code))
        for code in every
        if code in today or often.get(code, 0.0) >= least
    )
    columns = (
        Column("Area", wide=True),
        Column("In the best plan", Kind.SHARE, "In the\nbest plan"),
        Column("As a hub", Kind.SHARE),
        Column("Service today"),
    )
    return Table("often", "How often each area is in the best plan, in share of draws", columns, rows)


def today_table(result: Stability, colours: Colours = None) -> Table:
    """Today's services, and how often each, its hub and its areas are in the best plan."""
    plan = shown(result.plan)
    names = names_of(plan)
    columns = (
        NUMBER,
        Column("Areas (hub first)", wide=True),
        Column("Staff", Kind.NUMBER),
        Column("Supports", Kind.PEOPLE),
        Column("This service", Kind.SHARE, "This\nservice"),
        Column("This hub", Kind.SHARE, "This\nhub"),
        Column("All its areas in some service", Kind.SHARE, "All its areas\nin some service"),
    )
    rows: tuple[Row, ...] = tuple(
        (
            numbered(number, service.id, colours),
            hub_first(service, names),
            staff_of(service),
            service.covered,
            result.services.get(service.id, 0.0),
            result.hubs.get(service.hub, 0.0),
            f"up to {share(min(result.areas.get(code, 0.0) for code in service.areas), 1.0)}",
        )
        for number, service in enumerate(plan.services, 1)
    )
    return Table("today", "Today's services, and how often they are in the best plan", columns, rows)


def frequent_table(result: Stability, scenario: Scenario) -> Table:
    """The services most often in the best plan, today's or not."""
    today = {service.id for service in result.plan.services}
    rows: tuple[Row, ...] = tuple(
        (
            ", ".join(map(scenario.areas.name, result.identities[one].areas)),
            result.identities[one].type,
            part,
            "yes" if one in today else None,
        )
        for one, part in list(result.services.items())[:MOST]
    )
    caption = f"Services most often in the best plan{', the first 20' if len(result.services) > MOST else ''}"
    columns = (
        Column("Areas", wide=True),
        Column("Type"),
        Column("In the best plan", Kind.SHARE),
        Column("Today"),
    )
    return Table("frequent", caption, columns, rows)


def improving_table(result: Stability) -> Table:
    """The estimates worth improving first, and what each would bring by itself."""
    rows: tuple[Row, ...] = tuple((one.name, one.value) for one in result.worth_improving)
    columns = (Column("Area"), Column("Young people more a year, were its need known", Kind.PEOPLE))
    return Table("improving", "Estimates worth improving first", columns, rows)
