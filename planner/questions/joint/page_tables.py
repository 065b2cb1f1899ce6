"""A joint service's tables as text: each alone and together, the links, the shares, the hubs, the split."""

import math

from planner.present.charts.geography import Geography
from planner.present.naming import Names, hub_first, names_in, type_of
from planner.present.numbers import each_costs, people, pounds
from planner.present.page.blocks import data_table
from planner.present.table import Cell, Table
from planner.present.words import and_list
from planner.questions.joint.answer import Joint
from planner.questions.joint.group_map import CLOSER, CROSSING, MEMBER, closers_of, links_of
from planner.questions.joint.words import HEADINGS
from planner.scenario.scenario import Scenario
from planner.sharing.cost_shares import RULES


def alone_table(joint: Joint, scenario: Scenario) -> Table:
    """Each area alone and, where there is a joint service, together; the last row adds up."""
    names = names_in(scenario)
    headings: tuple[str, ...] = ("Area", "Need", *(("Type alone",) if names.typed else ()), "Staff alone")
    headings += ("Alone supports", "Alone a year")
    headings += ("Alone, each",)
    headings += ("Together supports", "As many alone, a year") if joint.joint else ()
    rows: list[tuple[str | Cell, ...]] = []
    for number, code in enumerate(joint.areas, 1):
        said: tuple[str, ...] = (people(joint.need[code]), *_alone(joint, code, names))
        if joint.joint:
            said += (people(joint.supported[code]), pounds(round(joint.standalone_cost[code])))
        rows.append((Cell(f"{number} {joint.names[code]}", MEMBER), *said))
    rows.append(_all(joint, names))
    caption = f"Each area alone{', and together' if joint.joint else ''}"
    return data_table("each", caption, headings, tuple(rows), frozenset(range(1, len(headings))), total=True)


def _alone(joint: Joint, code: str, names: Names) -> tuple[str, ...]:
    """What an area would best fund by itself."""
    alone = joint.alone[code]
    if alone is None:
        return *type_of("–", names), "none", "–", "–", "–"
    staff = "fixed size" if alone.staff is None else str(alone.staff)
    money = pounds(round(alone.cost)), each_costs(alone.cost, alone.covered)
    return *type_of(alone.type, names), staff, people(alone.covered), *money


def _all(joint: Joint, names: Names) -> tuple[str, ...]:
    """The sums; not of costs alone for as many, which would be for more people than together."""
    alone = [one for one in joint.alone.values() if one]
    covered, cost = sum(one.covered for one in alone), sum(one.cost for one in alone)
    said: tuple[str, ...] = ("All", people(sum(joint.need.values())), *type_of("", names), "")
    said += (people(covered), pounds(round(cost)), each_costs(cost, covered))
    if joint.joint:
        said += (people(joint.joint.covered), "")
    return said


def links_table(joint: Joint, scenario: Scenario, geography: Geography) -> Table:
    """Which areas of the group border each other, over what, and which links are missing."""
    name = scenario.areas.name
    rows: list[tuple[str | Cell, ...]] = []
    for one, other, kind in links_of(joint, scenario, geography):
        called = geography.crossings.get((one, other), "")
        over = f"crossing{f': {called}' if called else ''}" if kind == CROSSING else "land border"
        rows.append((name(one), name(other), over))
    rows += [
        (joint.names[a], joint.names[b], "none: this would connect them") for a, b in joint.missing_links
    ]
    rows += [(Cell(name(code), CLOSER), "", "would connect them") for code in closers_of(joint)]
    return data_table("links", "Links within the group", ("Area", "and", "Link"), tuple(rows))


def shares_table(joint: Joint) -> Table:
    """What each pays by every rule, next to what as many would cost it alone; the last row adds up."""
    headings = ("Area", *(HEADINGS[rule] for rule in RULES), "As many alone")
    rows = [
        (
            joint.names[code],
            *(_whole(joint.shares[rule][code]) for rule in RULES),
            pounds(round(joint.standalone_cost[code])),
        )
        for code in joint.areas
    ]
    totals = [_whole(sum(joint.shares[rule].values())) for rule in RULES]
    rows.append(("All", *totals, ""))
    return data_table(
        "shares", "Who pays what a year", headings, tuple(rows), frozenset(range(1, 7)), total=True
    )


def stable_table(joint: Joint) -> Table:
    """Under each rule, whether anybody would do better to leave, who, and by how much."""
    rows = []
    for rule in RULES:
        core = joint.core[rule]
        who = "–" if core.stable else and_list(joint.names[code] for code in core.leavers)
        gain = "–" if core.stable else _whole(core.gain)
        rows.append((HEADINGS[rule], "yes" if core.stable else "no", who, gain))
    headings = ("Rule", "Stable", "Who would gain most by leaving", "What they would gain a year")
    return data_table("stable", "Is the split of the cost stable?", headings, tuple(rows), frozenset({3}))


def hubs_table(joint: Joint) -> Table:
    """The same service from every possible hub, the best first."""
    rows = tuple(
        (
            joint.names[one.hub],
            people(one.reachable),
            people(one.covered),
            pounds(round(one.cost)),
            each_costs(one.cost, one.covered),
        )
        for one in joint.hubs
    )
    headings = ("Hub", "Reaches", "Supports", "Cost a year", "Cost each")
    return data_table("hubs", "The same service from each hub", headings, rows, frozenset(range(1, 5)))


def split_table(joint: Joint, scenario: Scenario) -> Table:
    """The services of the cheapest split, and their sum."""
    split = joint.best_split
    assert split is not None
    names = names_in(scenario)
    rows = [
        (
            hub_first(one, names),
            "fixed size" if one.staff is None else str(one.staff),
            people(one.covered),
            pounds(round(one.cost)),
            each_costs(one.cost, one.covered),
        )
        for one in split.services
    ]
    rows.append(
        ("All", "", people(split.covered), pounds(round(split.cost)), each_costs(split.cost, split.covered))
    )
    headings = ("Areas (hub first)", "Staff", "Supports", "Cost a year", "Cost each")
    numeric = frozenset(range(1, 5))
    return data_table("split-services", "The cheapest split", headings, tuple(rows), numeric, total=True)


def _whole(amount: float) -> str:
    """Pounds to the pound; `c` where they would give a count away."""
    return pounds(amount if math.isnan(amount) else round(amount))
