"""A joint service as tables."""

import math

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from planner.present.drawers.terminal import plain_table
from planner.present.naming import Names, names_in, type_of
from planner.present.numbers import each_costs, people, whole_pounds
from planner.present.words import caution
from planner.questions.joint.answer import Joint
from planner.questions.joint.words import (
    HEADINGS,
    MEANINGS,
    below_nothing,
    findings,
    hub_sentences,
    split_sentence,
    would_leave,
)
from planner.scenario.scenario import Scenario
from planner.sharing.cost_shares import RULES


def print_joint(joint: Joint, scenario: Scenario, console: Console) -> None:
    """The joint service for people: what it does, next to each alone, the shares and the hubs."""

    def say(sentence: str | None) -> None:
        if sentence:
            console.print(escape(sentence), highlight=False)

    console.print(escape(joint.scenario), style="bold", highlight=False)
    for sentence in (*findings(joint, scenario), split_sentence(joint, scenario)):
        say(sentence)
    console.print()
    console.print(_alone_table(joint, names_in(scenario)))
    if None in joint.alone.values():
        say("None: too few young people to fill the smallest team alone.")
        console.print()
    if joint.shares:
        console.print(_shares_table(joint))
        for rule in RULES:
            say(would_leave(joint, rule, joint.core[rule]))
        say(MEANINGS)
        for sentence in below_nothing(joint):
            say(sentence)
        console.print()
        console.print(_hubs_table(joint))
        for sentence in hub_sentences(joint):
            say(sentence)
    say(caution(joint))


def _alone_table(joint: Joint, names: Names) -> Table:
    table = plain_table("Each alone" + (", and together" if joint.joint else ""))
    table.add_column("Area", ratio=1)
    headings = ["Alone\nsupports", "£", "£ each"]
    table.add_column("Need", justify="right", no_wrap=True)
    table.add_column("Staff", justify="right")
    for heading in (*headings, *(("Joint\nsupports", "as many\nalone £") if joint.joint else ())):
        table.add_column(heading, justify="right", no_wrap=True)
    for code in joint.areas:
        alone = joint.alone[code]
        cells = ["none", "-", "-", "-"]
        if alone is not None:
            staff = "-" if alone.staff is None else str(alone.staff)
            cells = [" ".join([staff, *type_of(escape(alone.type), names)]), people(alone.covered)]
            cells += [whole_pounds(alone.cost), each_costs(alone.cost, alone.covered).removeprefix("£")]
        if joint.joint:
            cells += [people(joint.supported[code]), whole_pounds(joint.standalone_cost[code])]
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


def _hubs_table(joint: Joint) -> Table:
    table = plain_table("The same service from each hub")
    table.add_column("Hub", ratio=1, min_width=16)
    for heading in ("Reaches", "Supports", "£ a year", "£ each"):
        table.add_column(heading, justify="right")
    for one in joint.hubs:
        each = each_costs(one.cost, one.covered).removeprefix("£")
        numbers = (people(one.reachable), people(one.covered), whole_pounds(one.cost), each)
        table.add_row(escape(joint.names[one.hub]), *numbers)
    return table
