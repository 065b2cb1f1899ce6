"""A joint service's tables: each alone and together, the links, the shares, the hubs, the split."""

import math

from planner.present.naming import hub_first, names_in
from planner.present.numbers import Kind
from planner.present.table import Cell, Column, Row, Table, Value
from planner.present.tables import for_each, staff_of
from planner.present.told import Title, Told
from planner.present.words import and_list, caution
from planner.questions.joint.answer import Joint
from planner.questions.joint.words import (
    HEADINGS,
    MEANINGS,
    NO_FULL_TEAM,
    below_nothing,
    findings,
    hub_sentences,
    split_sentence,
    stable_sentence,
    would_leave,
)
from planner.scenario.scenario import Scenario
from planner.sharing.cost_shares import RULES

MEMBER, CONNECTING = "#9ECAE1", "#FBE3A6"
"""Colours on the map of the areas of the group, and of those that would connect them."""
COSTED = (
    Column("Supports", Kind.PEOPLE),
    Column("Cost a year", Kind.POUNDS, "£ a year"),
    Column("Cost each", Kind.POUNDS, "£ each"),
)


def joint_told(joint: Joint, scenario: Scenario) -> Told:
    """The joint service for people: what it does, next to each alone, the shares and the hubs."""
    yield Title(joint.scenario)
    yield from (*findings(joint, scenario), split_sentence(joint, scenario), "")
    yield alone_table(joint, scenario)
    if None in joint.alone.values():
        yield from (NO_FULL_TEAM, "")
    if joint.shares:
        yield shares_table(joint)
        yield from (stable_sentence(joint), *(would_leave(joint, rule, joint.core[rule]) for rule in RULES))
        yield from (MEANINGS, *below_nothing(joint), "")
        yield hubs_table(joint)
        yield from hub_sentences(joint)
    yield caution(joint)


def alone_table(joint: Joint, scenario: Scenario) -> Table:
    """Each area alone and, where there is a joint service, together; the last row adds up.

    Not of costs alone for as many, which would be for more people than together.
    """
    columns = (
        Column("Area", wide=True),
        Column("Need", Kind.PEOPLE),
        Column("Type alone", short="Type"),
        Column("Staff alone", Kind.NUMBER, "Staff"),
        Column("Alone supports", Kind.PEOPLE, "Alone\nsupports"),
        Column("Alone a year", Kind.POUNDS, "£"),
        Column("Alone, each", Kind.POUNDS, "£ each"),
        Column("Together supports", Kind.PEOPLE, "Joint\nsupports"),
        Column("As many alone, a year", Kind.POUNDS, "as many\nalone £"),
    )
    rows: list[Row] = [
        (
            Cell(f"{number} {joint.names[code]}", MEMBER),
            joint.need[code],
            *_alone(joint, code),
            joint.supported.get(code),
            joint.standalone_cost.get(code),
        )
        for number, code in enumerate(joint.areas, 1)
    ]
    alone = [one for one in joint.alone.values() if one]
    covered, cost = math.fsum(one.covered for one in alone), math.fsum(one.cost for one in alone)
    together = joint.joint.covered if joint.joint else None
    sums = (covered, cost, for_each(cost, covered), together, "")
    rows.append(("All", math.fsum(joint.need.values()), "", "", *sums))
    caption = f"Each area alone{', and together' if joint.joint else ''}"
    table = Table("each", caption, columns, tuple(rows), total=True)
    table = table if names_in(scenario).typed else table.without("Type alone")
    return table if joint.joint else table.without("Together supports", "As many alone, a year")


def _alone(joint: Joint, code: str) -> tuple[Value, ...]:
    """What an area would best fund by itself."""
    alone = joint.alone[code]
    if alone is None:
        return None, "none", None, None, None
    each = for_each(alone.cost, alone.covered)
    return alone.type, staff_of(alone), alone.covered, alone.cost, each


def links_table(
    joint: Joint, scenario: Scenario, links: list[tuple[str, str, str]], connecting: tuple[str, ...]
) -> Table:
    """Which areas of the group border each other, each pair over what; which links are missing."""
    name = scenario.areas.name
    rows: list[Row] = [(name(one), name(other), over) for one, other, over in links]
    rows += [
        (joint.names[a], joint.names[b], "none: this would connect them") for a, b in joint.missing_links
    ]
    rows += [(Cell(name(code), CONNECTING), "", "would connect them") for code in connecting]
    columns = (Column("Area"), Column("and"), Column("Link"))
    return Table("links", "Links within the group", columns, tuple(rows))


def shares_table(joint: Joint) -> Table:
    """What each pays by every rule, next to what as many would cost it alone; the last row adds up."""
    columns = (
        Column("Area", wide=True),
        *(Column(HEADINGS[rule], Kind.POUNDS, f"{HEADINGS[rule]}\n£") for rule in RULES),
        Column("As many alone", Kind.POUNDS, "As many\nalone £"),
    )
    rows: list[Row] = [
        (joint.names[code], *(joint.shares[rule][code] for rule in RULES), joint.standalone_cost[code])
        for code in joint.areas
    ]
    rows.append(("All", *(math.fsum(joint.shares[rule].values()) for rule in RULES), ""))
    return Table("shares", "Who pays what a year", columns, tuple(rows), total=True)


def stable_table(joint: Joint) -> Table:
    """Under each rule, whether anybody would do better to leave, who, and by how much."""
    columns = (
        Column("Rule"),
        Column("Stable"),
        Column("Who would gain most by leaving", wide=True),
        Column("What they would gain a year", Kind.POUNDS),
    )
    rows: list[Row] = []
    for rule in RULES:
        core = joint.core[rule]
        left = (
            (None, None) if core.stable else (and_list(joint.names[one] for one in core.leavers), core.gain)
        )
        rows.append((HEADINGS[rule], "yes" if core.stable else "no", *left))
    return Table("stable", "Is the split of the cost stable?", columns, tuple(rows))


def hubs_table(joint: Joint) -> Table:
    """The same service from every possible hub, the best first."""
    rows: tuple[Row, ...] = tuple(
        (joint.names[one.hub], one.reachable, one.covered, one.cost, for_each(one.cost, one.covered))
        for one in joint.hubs
    )
    columns = (Column("Hub", wide=True), Column("Reaches", Kind.PEOPLE), *COSTED)
    return Table("hubs", "The same service from each hub", columns, rows)


def split_table(joint: Joint, scenario: Scenario) -> Table:
    """The services of the cheapest split, and their sum."""
    split = joint.best_split
    assert split is not None
    names = names_in(scenario)
    rows: list[Row] = [
        (hub_first(one, names), staff_of(one), one.covered, one.cost, for_each(one.cost, one.covered))
        for one in split.services
    ]
    rows.append(("All", "", split.covered, split.cost, for_each(split.cost, split.covered)))
    columns = (Column("Areas (hub first)", wide=True), Column("Staff", Kind.NUMBER), *COSTED)
    return Table("split-services", "The cheapest split", columns, tuple(rows), total=True)
