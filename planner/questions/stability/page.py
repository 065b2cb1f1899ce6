"""The page of stability: what today's plan would cover, what of it stands, and what to find out first."""

from planner.present.charts.palette import service_colours
from planner.present.context import ReportContext
from planner.present.numbers import people, share
from planner.present.page.blocks import Fact, Figure, Page, Section
from planner.present.page.origins import last_sections
from planner.present.page.plan_page import NO_MAP, shared_rows
from planner.present.words import and_list, caution
from planner.questions.claims import information_value, undecided
from planner.questions.stability.answer import Stability
from planner.questions.stability.draw_charts import interval_chart, interval_rows, often_data, often_map
from planner.questions.stability.tables import (
    frequent_table,
    improving_table,
    interval_table,
    often_table,
    today_table,
)
from planner.questions.stability.words import findings, improving

ABOUT = "How a plan for young people at risk of sexual exploitation holds when the estimates are wrong"
MODELLED = "Every number here is modelled: needs were drawn by a computer, and nobody was counted."
WEIGHED = "Averages of other plans, and what knowing would be worth, count people as the policy weighs them."
HOW = (
    "Each draw gives every area a need around its estimate: half of the draws lie above it and half below, "
    "and 90 in 100 within its interval (a split normal distribution, cut off at 0).",
    "Where estimates are too high or too low across the board, they are so together: that is the part of the "
    "variance common to all areas. The rest is each area's own.",
    "For every draw the scenario was solved anew, with the same budget, costs and rules. How often a "
    "service, a hub or an area is in the best plan is its share of these plans; today's plan is the one "
    "found for the scenario as it is.",
)


def stability_page(result: Stability, behind: ReportContext) -> Page:
    """The page of how a plan stands when the needs are drawn."""
    return Page(
        title=f"{result.scenario}: how well the plan stands",
        sections=(
            _answer(result, behind.scenario.policy.weighs),
            _often(result, behind),
            _services(result, behind),
            _improving(result),
            _drawn(result),
        ),
        after=last_sections(result.plan, behind),
        shared=shared_rows(behind),
        foot=behind.attribution,
        about=ABOUT,
    )


def _answer(result: Stability, weighed: bool) -> Section:
    drawn, covered, *rest = findings(result)
    rows = interval_rows(result)
    named = "; ".join(f"{row['name']}, {row['text']}" for row in rows)
    figure = Figure(
        id="interval-chart",
        title="What plans would support over the draws",
        note="Modelled, not counted. The line is from 5 to 95 in 100 draws, the diamond the mean. To have "
        "the best plan for each draw one would have to know every need beforehand.",
        alt=f"Chart of young people supported: {named}.",
        table="interval",
        spec=interval_chart(rows),
        data={"interval": rows},
    )
    told = (covered, *rest, drawn, MODELLED, *((WEIGHED,) if weighed else ()), caution(result))
    heading = "What today's plan would support"
    return Section("answer", heading, told, _facts(result), (figure,), (interval_table(result),))


def _facts(result: Stability) -> tuple[Fact, ...]:
    span = result.coverage
    return (
        Fact("young people supported, in 90 of 100 draws", f"{people(span.p5)} to {people(span.p95)}"),
        Fact("on average", people(result.mean_coverage)),
        Fact("on average by the plan best for that", people(result.best_mean_coverage)),
        Fact("more, were every need known", people(information_value(result))),
        Fact("draws of need", f"{result.draws:,}"),
        Fact("of them proved best", share(result.proved, result.draws)),
    )


def _often(result: Stability, behind: ReportContext) -> Section:
    heading, table = (
        "Which areas are in the best plan, and how often",
        often_table(result, service_colours(result.plan, behind.geography)),
    )
    never = "Areas that are in no draw's best plan and not in today's are left out of the table."
    if behind.geography is None:
        return Section("where", heading, (never, NO_MAP), tables=(table,))
    names = {area.area: area.name for area in result.plan.areas}
    most = [names[code] for code in list(result.areas)[:3] if code in names]
    figure = Figure(
        id="often-map",
        title="How often each area is in the best plan",
        note="Thick lines are today's catchments; a black disc is a hub, a white one another area of the "
        "service of that number.",
        source=behind.attribution,
        alt="Map of the areas shaded by how often they are in the best plan, most often "
        f"{and_list(most) or 'none'}, with the services of today's plan.",
        table="often",
        spec=often_map(),
        data=often_data(result, behind.geography),
        aspect=behind.geography.aspect,
    )
    return Section("where", heading, (never,), figures=(figure,), tables=(table,))


def _services(result: Stability, behind: ReportContext) -> Section:
    told = (
        "A service is the same where its type and its areas are. Near ties are common: a service may be in "
        "few draws' best plans while its hub and its areas are in many.",
    )
    tables = (
        today_table(result, service_colours(result.plan, behind.geography)),
        frequent_table(result, behind.scenario),
    )
    return Section("stands", "Which services and hubs stand", told, tables=tables)


def _improving(result: Stability) -> Section:
    tables = (improving_table(result),) if result.worth_improving else ()
    return Section("improve", "Whose estimates to improve first", (improving(result),), tables=tables)


def _drawn(result: Stability) -> Section:
    first, *_ = findings(result)
    proved = f"Of {result.draws:,} plans {result.proved:,} are proved best, each for its draw."
    return Section("drawn", "How the draws were made", (first, *HOW, proved, *undecided(result)))
