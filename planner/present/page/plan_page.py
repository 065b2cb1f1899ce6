"""The page of a plan: what it does, where, for whom, and how good it is proved to be."""

import math

from planner.plan.plan import Plan
from planner.present.charts.bars import MOST_BARS, bar_rows, coverage_bars, parts_of
from planner.present.charts.maps import SHAPES, need_map, need_rows, plan_data, services_map
from planner.present.charts.palette import SERVICES, service_colours
from planner.present.charts.theme import counted
from planner.present.context import ReportContext
from planner.present.naming import hub_first, names_of
from planner.present.numbers import people, pounds
from planner.present.page.blocks import Fact, Figure, Page, Rows, Section
from planner.present.page.origins import last_sections
from planner.present.proof import no_plan, proof, unspent
from planner.present.tables import areas_table, services_table, years_table
from planner.present.ties import ties
from planner.present.words import already, anew, caution, each, headline, more, share_met

AUDITED = (
    "Coverage, costs and every number here were recomputed from the inputs after the plan was found, by a "
    "part of the program that shares no arithmetic with the search."
)
NO_MAP = "There is no map: the scenario gives no outlines of its areas (areas.boundaries)."


def plan_page(plan: Plan, behind: ReportContext, reasons: tuple[str, ...] = ()) -> Page:
    """The page of one plan; `reasons` say why there is none, where there is none."""
    return Page(
        title=plan.scenario,
        sections=plan_sections(plan, behind)
        if plan.has_plan
        else (answer(plan, reasons), by_area(plan, behind)),
        after=last_sections(plan, behind),
        shared=shared_rows(behind),
        foot=behind.attribution,
    )


def shared_rows(behind: ReportContext) -> dict[str, Rows]:
    """The shapes that every map of a page draws."""
    return {} if behind.geography is None else {SHAPES: behind.geography.areas}


def plan_sections(plan: Plan, behind: ReportContext) -> tuple[Section, ...]:
    """What a plan does, where its services are, whom they leave out, and its proof."""
    return answer(plan), where(plan, behind), by_area(plan, behind), proved(plan)


def answer(plan: Plan, reasons: tuple[str, ...] = ()) -> Section:
    """The headline and the numbers to take away."""
    if not plan.has_plan:
        return Section(
            "answer", "What the plan does", (no_plan(plan), *map(_sentence, reasons), caution(plan))
        )
    told = [line for line in (headline(plan), already(plan), proof(plan), ties(plan), caution(plan)) if line]
    return Section("answer", "What the plan does", tuple(told), _facts(plan))


def _sentence(reason: str) -> str:
    return f"{reason[:1].upper()}{reason[1:].rstrip('.')}."


def _facts(plan: Plan) -> tuple[Fact, ...]:
    over = " in all years" if plan.years else " a year"
    discounted = ", both discounted" if "discounted" in (each(plan) or "") else ""
    cost = plan.cost_per_person or (plan.spend / plan.coverage if plan.coverage > 0 else None)
    on_top = ", on top of existing services" if plan.already_covered else ""
    facts = [
        Fact(f"{more(plan)} young people supported{anew(plan) or over}".strip(), people(plan.coverage)),
        Fact(f"of estimated need{on_top}", share_met(plan)),
        Fact(f"spent{over}", pounds(round(plan.spend))),
        Fact(
            f"for each person supported a year{discounted}",
            "–" if cost is None else pounds(round(cost)),
        ),
        Fact("services funded", str(len(plan.services))),
        Fact("left unspent", pounds(round(plan.budget - plan.spend))),
    ]
    if plan.years:  # a share of need is a year's
        del facts[1]
    return tuple(facts)


def where(plan: Plan, behind: ReportContext) -> Section:
    """The map of services and their table."""
    services = services_table(plan, colours=service_colours(plan, behind.geography))
    tables = (services, *((years_table(plan),) if plan.years else ()))
    heading = "Where services would be"
    if behind.geography is None:
        return Section("where", heading, (NO_MAP,), tables=tables)
    figure = Figure(
        id="services-map",
        title="Services funded, their hubs and catchments",
        note=map_key(behind),
        source=behind.attribution,
        alt=services_alt(plan),
        table="services",
        spec=services_map(existing=bool(behind.scenario.existing)),
        data=plan_data(plan, behind.scenario, behind.geography),
        aspect=behind.geography.aspect,
    )
    return Section("where", heading, figures=(figure,), tables=tables)


def map_key(behind: ReportContext, existing: bool = False) -> str:
    """What the marks on a map of services mean."""
    told = [
        "Each number is a service in the table below: a black disc is its hub, a white one another of its "
        "areas, the thick line its catchment. Each joint service has a colour; services of one area are grey."
    ]
    if len(behind.scenario.areas.codes) >= 2 * len(SERVICES):
        told.append(f"After {len(SERVICES)} joint services colours come again, never next to each other.")
    geography = behind.geography
    if geography is not None and geography.crossings:
        told.append("A dashed line joins areas of one service over a crossing.")
    if existing or behind.scenario.existing:
        told.append("A dotted outline is a service that runs already.")
    return " ".join(told)


def services_alt(plan: Plan) -> str:
    """A map of services in a sentence."""
    names = names_of(plan)
    named = [f"{number}, {hub_first(one, names)}" for number, one in enumerate(plan.services, 1)]
    return f"Map of the areas with the services funded: {'; '.join(named) or 'none'}."


def by_area(plan: Plan, behind: ReportContext) -> Section:
    """Need and its parts by area: the map of need, the bars and the table."""
    existing = bool(behind.scenario.existing)
    figures = [] if behind.geography is None else [_need_figure(plan, behind)]
    figures.append(
        Figure(
            id="coverage-bars",
            title="Who would be supported, and who would not",
            note=_left_out(plan),
            alt="Bars of each area's need in parts: supported by the plan, in reach of a service that has no "
            f"room, and out of reach{', and supported by existing services' if existing else ''}.",
            table="areas",
            spec=coverage_bars(plan, existing),
            data={"bars": bar_rows(plan, existing)},
        )
    )
    grown = ("These are numbers of a year in which every service is fully grown.",) if plan.years else ()
    table = areas_table(plan, existing, service_colours(plan, behind.geography)).without("Unmet")
    return Section(
        "by-area", "Young people at risk, area by area", grown, figures=tuple(figures), tables=(table,)
    )


def _left_out(plan: Plan) -> str:
    """What the bars do not show, as far as there is any."""
    told = []
    if len(plan.areas) > MOST_BARS:
        told.append(f"The {MOST_BARS} areas with the most need; the table has them all.")
    if any(math.isnan(count) for area in plan.areas for count in parts_of(area)):
        told.append("Counts that are not shown (c) have no bar: bars may end short of an area's need.")
    return " ".join(told)


def _need_figure(plan: Plan, behind: ReportContext) -> Figure:
    assert behind.geography is not None
    most = max(plan.areas, key=lambda area: counted(area.need) or 0.0)
    return Figure(
        id="need-map",
        title="Estimated need by area",
        note="An estimate of young people at risk in a year, not a count of them."
        + (" Grey: not shown." if any(math.isnan(area.need) for area in plan.areas) else ""),
        source=behind.attribution,
        alt=f"Map of the areas shaded by estimated need, most in {most.name} ({people(most.need)}).",
        table="areas",
        spec=need_map(plan),
        data={"areas": need_rows(plan)},
        aspect=behind.geography.aspect,
    )


def proved(plan: Plan) -> Section:
    """How good the plan is."""
    if not plan.has_plan:
        return Section("proved", "How good the plan is", (no_plan(plan),))
    told = (proof(plan), ties(plan), each(plan), unspent(plan), AUDITED)
    return Section("proved", "How good the plan is", tuple(line for line in told if line))
