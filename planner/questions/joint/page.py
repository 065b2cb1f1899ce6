"""The page of a joint service: what areas would get and pay together, and whether it would hold."""

from planner.present.charts.geography import Geography
from planner.present.context import ReportContext
from planner.present.naming import names_in, type_of
from planner.present.numbers import each_costs, people, pounds
from planner.present.page.blocks import Fact, Figure, Page, Section
from planner.present.page.origins import analysis_sections
from planner.present.page.plan_page import NO_MAP
from planner.present.table import Table
from planner.present.words import and_list, caution
from planner.questions.joint.answer import Joint
from planner.questions.joint.group_map import CROSSING, connecting_areas_of, group_data, group_map, links_of
from planner.questions.joint.share_bars import share_bars, share_rows
from planner.questions.joint.tables import (
    alone_table,
    hubs_table,
    links_table,
    shares_table,
    split_table,
    stable_table,
)
from planner.questions.joint.words import (
    AS_MANY,
    MEANINGS,
    NO_FULL_TEAM,
    against_alone,
    below_nothing,
    findings,
    hub_sentences,
    split_sentence,
    would_leave,
)
from planner.scenario.scenario import Scenario
from planner.sharing.cost_shares import RULES

ABOUT = (
    "A joint service for young people at risk of sexual exploitation: with whom, from where, at what share"
)


def joint_page(joint: Joint, behind: ReportContext) -> Page:
    """The page of a joint service, or of why there can be none."""
    scenario = behind.scenario
    together = and_list(joint.names[code] for code in joint.areas)
    sections = [_answer(joint, scenario), _where(joint, behind)]
    if joint.shares:
        sections += [_shares(joint), _hubs(joint)]
    if joint.best_split is not None:
        sections.append(_split(joint, scenario))
    return Page(
        title=f"{joint.scenario}: {together}",
        sections=tuple(sections),
        after=analysis_sections(behind),
        foot=behind.attribution,
        about=ABOUT,
    )


def _answer(joint: Joint, scenario: Scenario) -> Section:
    told = [*findings(joint, scenario), *(f"Note: {note}." for note in joint.notes), caution(joint)]
    return Section("answer", "What they would get together", tuple(told), _facts(joint, scenario))


def _facts(joint: Joint, scenario: Scenario) -> tuple[Fact, ...]:
    service = joint.joint
    if service is None:
        return ()
    return (
        Fact("young people supported a year", people(service.covered)),
        Fact("a year, together", pounds(round(service.cost))),
        Fact("for each young person supported", each_costs(service.cost, service.covered)),
        *_beside_alone(joint),
        Fact("the hub", joint.names[service.hub]),
        *(Fact("the type of service", kind) for kind in type_of(service.type, names_in(scenario))),
        Fact("staff", "fixed size" if service.staff is None else str(service.staff)),
    )


def _beside_alone(joint: Joint) -> tuple[Fact, ...]:
    """What joining costs next to each alone: a saving only where nobody fewer is supported for it."""
    if joint.each_alone is None:
        return ()
    less, fewer = against_alone(joint)
    if less > 0 and fewer <= 0:
        return (Fact("a year saved, next to each alone for as many", pounds(less)),)
    what = f"a year {'less' if less >= 0 else 'more'} than each alone for as many or more"
    return (Fact(what, pounds(abs(less))),)


def _where(joint: Joint, behind: ReportContext) -> Section:
    """The map of the group, each alone and together, and the links."""
    heading = "Each alone, and together" if joint.joint else "Each alone"
    tables = [alone_table(joint, behind.scenario)]
    told = [NO_FULL_TEAM] if None in joint.alone.values() else []
    if joint.joint:
        told.append(AS_MANY)
    if behind.geography is None:
        return Section("where", heading, (*told, NO_MAP), tables=tuple(tables))
    geography = behind.geography.around((*joint.areas, *connecting_areas_of(joint)))
    pairs = _links(joint, behind.scenario, geography)
    links = links_table(joint, behind.scenario, pairs, connecting_areas_of(joint))
    figure = Figure(
        id="group-map",
        title="The areas, their links and the hub" if joint.joint else "The areas and their links",
        note=_key(joint, bool(connecting_areas_of(joint))),
        source=behind.attribution,
        alt=_alt(joint, len(pairs)),
        table="each",
        spec=group_map(joint.joint is not None),
        data=group_data(joint, behind.scenario, geography),
        aspect=geography.aspect,
    )
    return Section("where", heading, tuple(told), figures=(figure,), tables=(*tables, *_filled(links)))


def _links(joint: Joint, scenario: Scenario, geography: Geography) -> list[tuple[str, str, str]]:
    """Pairs of the group that could share a service, and over what."""
    told = []
    for one, other, kind in links_of(joint, scenario, geography):
        called = geography.crossings.get((one, other), "")
        crossing = f"crossing{f': {called}' if called else ''}"
        told.append((one, other, crossing if kind == CROSSING else "land border"))
    return told


def _filled(table: Table) -> tuple[Table, ...]:
    return (table,) if table.rows else ()


def _key(joint: Joint, connecting: bool) -> str:
    told = ["Each number is an area in the table below."]
    if joint.joint:
        told.append("The black disc is the hub, the thick line the catchment.")
    told.append("A line joins areas that border each other by land, a dashed line those with a crossing.")
    if joint.missing_links:
        told.append("A dotted red line is a link that is missing.")
    if connecting:
        told.append("Yellow areas would connect them.")
    return " ".join(told)


def _alt(joint: Joint, links: int) -> str:
    named = and_list(f"{number}, {joint.names[code]}" for number, code in enumerate(joint.areas, 1))
    hub = f"; the hub is {joint.names[joint.joint.hub]}" if joint.joint else ""
    return f"Map of {named}, with the {links} links between them{hub}."


def _shares(joint: Joint) -> Section:
    """Who pays what under every rule, and whether each split would hold."""
    leaving = (would_leave(joint, rule, joint.core[rule]) for rule in RULES)
    told = [*filter(None, leaving), *below_nothing(joint)]
    if not any(not joint.core[rule].stable for rule in RULES):
        told.insert(0, "Under every rule nobody, alone or with others, would do better to leave.")
    figure = Figure(
        id="share-bars",
        title="What each area would pay a year, by rule",
        note="The black line is what it would cost the area to support as many of its own by itself: a bar "
        "that passes it is more than going alone.",
        alt="Bars of what each area would pay under five rules, with a line at what as many would cost it "
        "alone.",
        table="shares",
        spec=share_bars(len(joint.areas)),
        data={"shares": share_rows(joint)},
    )
    tables = (shares_table(joint), stable_table(joint))
    return Section("cost", "Who pays what", (*told, MEANINGS), figures=(figure,), tables=tables)


def _hubs(joint: Joint) -> Section:
    return Section("from-where", "Run from where", tuple(hub_sentences(joint)), tables=(hubs_table(joint),))


def _split(joint: Joint, scenario: Scenario) -> Section:
    told = split_sentence(joint, scenario)
    heading = "The best way without one service for all"
    return Section("split", heading, (told,) if told else (), tables=(split_table(joint, scenario),))
