"""A joint service as JSON, CSV and tables."""

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from planner.analyse.cost_shares import RULES, Rule
from planner.analyse.joint import Core, Hub, Joint
from planner.inputs.scenario import Scenario
from planner.report.documents import as_json, drop_empty, rounded, rows_csv
from planner.report.runs import write_recorded
from planner.report.tables import hub_first, plain_table
from planner.report.words import and_list, caution, each_costs, people, pounds, whole_pounds

HEADINGS: dict[Rule, str] = {
    "equal": "Equal",
    "need": "Need",
    "supported": "People",
    "shapley": "Shapley",
    "nucleolus": "Nucleolus",
}
MEANINGS = (
    "Need: in proportion to young people at risk. People: to those supported. Shapley: what each adds to the "
    "cost, averaged over every order of joining. Nucleolus: those with most reason to leave have as little "
    "as can be. Stable: nobody, alone or with others of them, would pay less to support as many of their own."
)


def joint_document(joint: Joint) -> dict[str, Any]:
    """The result as the JSON contract has it."""
    document = rounded(joint.model_dump(mode="json", by_alias=True))
    drop_empty(document, "published")
    split = document["best_split"] or {"services": []}
    for service in (document["joint"], *document["alone"].values(), *split["services"]):
        if service:
            drop_empty(service, "expands", "starts")
    return dict(document)


def joint_csv(joint: Joint) -> str:
    """One row an area: alone, together, and its share by every rule."""
    rows = []
    for code in joint.areas:
        alone = joint.alone[code]
        row: dict[str, Any] = {"area": code, "name": joint.names[code], "need": joint.need[code]}
        for key in ("staff", "covered", "cost"):
            row[f"alone_{key}"] = getattr(alone, key) if alone else ""
        row |= {
            "supported": joint.supported.get(code, ""),
            "standalone_cost": joint.standalone_cost.get(code, ""),
        }
        row |= {f"share_{rule}": joint.shares[rule][code] if joint.shares else "" for rule in RULES}
        rows.append(row)
    return rows_csv(rows, [])


def write_joint(
    folder: Path, joint: Joint, scenario: Scenario, options: Mapping[str, Any] | None = None
) -> None:
    """Write `joint.json`, `joint.csv`, the resolved `scenario.yaml` and `run.json` into `folder`.

    Raises:
        OutputError: when the folder cannot be made or written to.
    """
    texts = {
        "joint.csv": joint_csv(joint),
        "joint.json": as_json(joint_document(joint)),
    }
    write_recorded(folder, texts, [scenario], "joint", options)


def print_joint(joint: Joint, scenario: Scenario, console: Console) -> None:
    """The joint service for people: what it does, next to each alone, the shares and the hubs."""

    def say(sentence: str | None) -> None:
        if sentence:
            console.print(escape(sentence), highlight=False)

    console.print(escape(joint.scenario), style="bold", highlight=False)
    for sentence in (*findings(joint, scenario), split_sentence(joint, scenario)):
        say(sentence)
    console.print()
    console.print(_alone_table(joint))
    if None in joint.alone.values():
        say("None: too few young people to fill the smallest team alone.")
        console.print()
    if joint.shares:
        console.print(_shares_table(joint))
        for rule in RULES:
            say(would_leave(joint, rule, joint.core[rule]))
        say(MEANINGS)
        say(paid(joint))
        console.print()
        console.print(_hubs_table(joint))
        say(next_hub(joint, joint.hubs))
    say(caution(joint))


def findings(joint: Joint, scenario: Scenario) -> list[str]:
    """What joining does, or why they cannot."""
    together = and_list(joint.names[code] for code in joint.areas)
    service = joint.joint
    if not joint.connected:
        return [f"{together} cannot share a service.", *_missing(joint, scenario)]
    if service is None or joint.saving is None:
        return [f"{together} cannot share a service: no hub suits them all, or nobody is left to reach."]
    staff = "" if service.staff is None else f" with {service.staff} staff"
    alone = sum(joint.standalone_cost.values())
    saved = f"together saves {pounds(joint.saving)}" if joint.saving >= 0 else "together costs more"
    told = [
        f"{together} together, run from {joint.names[service.hub]}{staff}, support {people(service.covered)} "
        f"young people for {pounds(service.cost)} a year ({each_costs(service.cost, service.covered)} each).",
        f"To support as many of its own alone would cost them {pounds(alone)}: {saved}.",
    ]
    if joint.only_jointly:
        names = and_list(joint.names[code] for code in joint.only_jointly)
        told.append(
            f"{people(sum(joint.only_jointly.values()))} of these young people live in {names}, too few to "
            "fill the smallest team alone."
        )
    return told


def _missing(joint: Joint, scenario: Scenario) -> list[str]:
    links = and_list(f"{joint.names[a]} to {joint.names[b]}" for a, b in joint.missing_links)
    told = [f"No link joins {links}."]
    if not joint.closed_by:
        told.append("No further areas would connect them.")
    elif len(joint.closed_by[0]) == 1:
        names = " or ".join(scenario.areas.name(one[0]) for one in joint.closed_by)
        told.append(f"With {names} they would be connected.")
    else:
        told.append(f"With {and_list(map(scenario.areas.name, joint.closed_by[0]))} they would be connected.")
    return told


def split_sentence(joint: Joint, scenario: Scenario) -> str | None:
    """The best way without one service for all."""
    split = joint.best_split
    if split is None:
        return None
    names = {code: scenario.areas.name(code) for one in split.services for code in one.areas}
    services = "; ".join(
        hub_first(one, names) + (f" ({one.staff} staff)" if one.staff else "") for one in split.services
    )
    as_many = "as many" if joint.joint else "as many as each alone would"
    return f"The cheapest split that supports {as_many} costs {pounds(split.cost)}: {services}."


def _alone_table(joint: Joint) -> Table:
    table = plain_table("Each alone" + (", and together" if joint.joint else ""))
    table.add_column("Area", ratio=1)
    headings = ["Need", "Staff", "Alone\nsupports", "£", "£ each"]
    for heading in (*headings, *(("Joint\nsupports", "as many\nalone £") if joint.joint else ())):
        table.add_column(heading, justify="right", no_wrap=True)
    for code in joint.areas:
        alone = joint.alone[code]
        cells = ["none", "-", "-", "-"]
        if alone is not None:
            cells = ["-" if alone.staff is None else str(alone.staff), people(alone.covered)]
            cells += [_plain(alone.cost), each_costs(alone.cost, alone.covered).removeprefix("£")]
        if joint.joint:
            cells += [people(joint.supported[code]), _plain(joint.standalone_cost[code])]
        table.add_row(escape(joint.names[code]), people(joint.need[code]), *cells)
    return table


def _shares_table(joint: Joint) -> Table:
    table = plain_table("Who pays what, £ a year")
    table.add_column("Area", ratio=1, min_width=16)
    for rule in RULES:
        table.add_column(HEADINGS[rule], justify="right")
    for code in joint.areas:
        table.add_row(escape(joint.names[code]), *(whole_pounds(joint.shares[r][code]) for r in RULES))
    table.add_section()
    stable = (
        "c" if math.isnan(core.gain) else "yes" if core.stable else "no" for core in joint.core.values()
    )
    table.add_row("Stable", *stable)
    return table


def would_leave(joint: Joint, rule: Rule, core: Core) -> str | None:
    """Who would do better without the others under a rule."""
    if core.stable or not core.leavers:
        return None
    how = HEADINGS[rule]
    if len(core.leavers) == len(joint.areas):
        return f"{how}: they would pay £{whole_pounds(core.gain)} a year less by other services of their own."
    names = and_list(joint.names[code] for code in core.leavers)
    return f"{how}: {names} would pay £{whole_pounds(core.gain)} a year less without the others."


def paid(joint: Joint) -> str | None:
    """A word on shares below nothing."""
    if not any(share < 0 for shares in joint.shares.values() for share in shares.values()):
        return None
    return "A share below 0 is paid to the area: its joining saves the others more than it costs."


def _hubs_table(joint: Joint) -> Table:
    table = plain_table("The same service from each hub")
    table.add_column("Hub", ratio=1, min_width=16)
    for heading in ("Reaches", "Supports", "£ a year", "£ each"):
        table.add_column(heading, justify="right")
    for one in joint.hubs:
        each = each_costs(one.cost, one.covered).removeprefix("£")
        numbers = (people(one.reachable), people(one.covered), _plain(one.cost), each)
        table.add_row(escape(joint.names[one.hub]), *numbers)
    return table


def next_hub(joint: Joint, hubs: tuple[Hub, ...]) -> str | None:
    """What it would cost to choose another hub than the best."""
    if joint.joint is None:
        return None
    others = [one for one in hubs if one.hub != joint.joint.hub]
    if not others:
        return "No other hub is near enough to them all."
    other = others[0]
    fewer, more = joint.joint.covered - other.covered, other.cost - joint.joint.cost
    further = other.reachable - joint.joint.reachable
    people_told = (
        f"{people(abs(fewer))} {'fewer' if fewer > 0 else 'more'}" if abs(fewer) >= 0.05 else "as many"
    )
    money = f"{pounds(abs(more))} {'more' if more > 0 else 'less'}" if abs(more) >= 0.5 else "the same"
    reaches = f", reaches {people(abs(further))} {'more' if further > 0 else 'fewer'}"
    told = f"{people_told}{reaches if abs(further) >= 0.05 else ''} and costs {money}"
    return f"Next best hub: {joint.names[other.hub]}; there it supports {told}."


def _plain(amount: float) -> str:
    return pounds(amount).removeprefix("£")
