"""Partners for one area as a table."""

from rich.console import Console
from rich.markup import escape

from planner.present.drawers.terminal import plain_table
from planner.present.naming import Names, areas_at, names_in, type_of
from planner.present.numbers import about, each_costs, people, pounds
from planner.present.words import caution
from planner.questions.joint.answer import rules_against
from planner.questions.partners.answer import Option, Partners
from planner.scenario.scenario import Scenario
from planner.sharing.gaps import links_of


def print_partners(partners: Partners, scenario: Scenario, console: Console) -> None:
    """The options for people, the best first."""
    name = scenario.areas.name(partners.area)
    console.print(escape(partners.scenario), style="bold", highlight=False)
    for sentence in (_alone(partners, scenario), _count(partners, scenario)):
        console.print(escape(sentence), highlight=False)
    console.print()
    if not partners.options:
        return
    table = plain_table(f"Joint services for {escape(name)}, a year, best first")
    table.add_column("Areas (hub first)", ratio=1)
    for heading in ("Supports", "Its\nown", "Extra", "£k", "Pays\n£k", "Alone\n£k", "Stable"):
        table.add_column(heading, justify="right", no_wrap=True)
    for option in partners.options:
        table.add_row(*_cells(option, names_in(scenario)))
    console.print(table)
    for sentence in (_meaning(partners, name), *_below_nothing(partners, name), caution(partners)):
        console.print(escape(sentence), highlight=False)


def _alone(partners: Partners, scenario: Scenario) -> str:
    alone, name = partners.alone, scenario.areas.name(partners.area)
    if alone is None:
        return f"{name} cannot fill a service of its own: too few young people are within reach."
    each = each_costs(alone.cost, alone.covered)
    kind = "".join(f", type {kind}" for kind in type_of(alone.type, names_in(scenario)))
    cost = pounds(round(alone.cost))
    but = "; but ".join(("", *rules_against(scenario, [partners.area])))
    return f"Alone {name} could support {about(alone.covered)} for {cost} a year ({each} each){kind}{but}."


def _count(partners: Partners, scenario: Scenario) -> str:
    name = scenario.areas.name(partners.area)
    if not partners.found:
        return f"There is no joint service that {name} could take part in{_why_none(partners, scenario)}."
    shown = f"; the best {len(partners.options)} are shown" if len(partners.options) < partners.found else ""
    less = f"how much less {name} pays than alone"
    how = "young people reached who would not be alone" if partners.by == "reach" else less
    return f"{partners.found} joint services are possible, ranked by {how}{shown}."


def _why_none(partners: Partners, scenario: Scenario) -> str:
    """The rule by which an area can share no service with any other, where there is one."""
    rules, area = scenario.policy.rules, scenario.areas.position[partners.area]
    if partners.area in scenario.policy.closed:
        return f": {next(why for rule in rules for why in rule.against(scenario, [partners.area]))}"
    if max(kind.max_areas for kind in scenario.services.values()) == 1:
        return ": max_areas is 1 for every type of service in this scenario"
    near = {scenario.areas.codes[one] for one in links_of(scenario).neighbors(area)}
    if not near:
        return ": no link joins it to another area"
    closing = (rule.key for rule in rules if near <= rule.closes())
    return next((f": policy.{key} leaves out every area linked with it" for key in closing), "")


def _cells(option: Option, names: Names) -> tuple[str, ...]:
    return (
        escape(areas_at(option.areas, option.hub, names, *type_of(option.type, names))),
        people(option.covered),
        people(option.own_covered),
        people(option.extra_covered) if option.extra_covered else "-",
        *(people(amount / 1000) for amount in (option.cost, option.share, option.share + option.saving)),
        "yes" if option.stable else "no",
    )


def _below_nothing(partners: Partners, name: str) -> tuple[str, ...]:
    """Why an area is paid to take part, where it is: only shares by what each adds to the cost can be so."""
    if not any(option.share < -0.5 for option in partners.options):
        return ()
    return (
        f"Where its share is below 0 the others pay {name} to take part: to support as many of their own, "
        "some of them would pay less with it than without it.",
    )


def _meaning(partners: Partners, name: str) -> str:
    return (
        f"Its own: supported in {name}. Extra: in areas with too few to fill the smallest team. Pays: the "
        f"share of {name} by the rule {partners.rule}. Alone: the least it would pay by itself to support as "
        "many of its own, or more. "
        "Stable: nobody in it would pay less without the others. planner joint shows one of them in full."
    )
