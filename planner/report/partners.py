"""Partners for one area as JSON, CSV and a table."""

from typing import Any

from rich.console import Console
from rich.markup import escape

from planner.analyse.partners import Option, Partners
from planner.inputs.scenario import Scenario
from planner.report.documents import drop_empty, rounded, rows_csv
from planner.report.tables import plain_table
from planner.report.words import caution, each_costs, people, pounds


def partners_document(partners: Partners) -> dict[str, Any]:
    """The result as the JSON contract has it."""
    document = rounded(partners.model_dump(mode="json", by_alias=True))
    drop_empty(document, "published")
    if document["alone"]:
        drop_empty(document["alone"], "expands", "starts")
    return dict(document)


def partners_csv(partners: Partners) -> str:
    """One row an option, the best first; areas joined by `+`."""
    rows = [{**one.model_dump(), "areas": "+".join(one.areas)} for one in partners.options]
    return rows_csv(rows, list(Option.model_fields))


def print_partners(partners: Partners, scenario: Scenario, console: Console) -> None:
    """The options for people, the best first."""
    name = scenario.areas.name(partners.area)
    console.print(escape(partners.scenario), style="bold", highlight=False)
    for sentence in (_alone(partners, name), _count(partners, name)):
        console.print(escape(sentence), highlight=False)
    console.print()
    if not partners.options:
        return
    table = plain_table(f"Joint services for {escape(name)}, a year, best first")
    table.add_column("Areas (hub first)", ratio=1)
    for heading in ("Supports", "Extra", "£k", "Pays\n£k", "Saves\n£k", "Stable"):
        table.add_column(heading, justify="right", no_wrap=True)
    for option in partners.options:
        table.add_row(*_cells(option, scenario))
    console.print(table)
    for sentence in (_meaning(partners, name), caution(partners)):
        console.print(escape(sentence), highlight=False)


def _alone(partners: Partners, name: str) -> str:
    alone = partners.alone
    if alone is None:
        return f"{name} cannot fill a service of its own: too few young people are within reach."
    each = each_costs(alone.cost, alone.covered)
    return (
        f"Alone {name} could support {people(alone.covered)} for {pounds(alone.cost)} a year ({each} each)."
    )


def _count(partners: Partners, name: str) -> str:
    if not partners.found:
        return f"There is no joint service that {name} could take part in."
    shown = f"; the best {len(partners.options)} are shown" if len(partners.options) < partners.found else ""
    how = "young people reached who would not be alone" if partners.by == "reach" else f"what it saves {name}"
    return f"{partners.found} joint services are possible, ranked by {how}{shown}."


def _cells(option: Option, scenario: Scenario) -> tuple[str, ...]:
    others = sorted(scenario.areas.name(code) for code in option.areas if code != option.hub)
    return (
        escape(", ".join([scenario.areas.name(option.hub), *others])),
        people(option.covered),
        people(option.extra_covered) if option.extra_covered else "-",
        *(people(amount / 1000) for amount in (option.cost, option.share, option.saving)),
        "yes" if option.stable else "no",
    )


def _meaning(partners: Partners, name: str) -> str:
    return (
        f"Pays: the share of {name} by the rule {partners.rule}. Saves: what supporting as many of its own "
        "alone would cost it, less that. Extra: supported in areas with too few to fill the smallest team. "
        "Stable: nobody in it would pay less without the others. planner joint shows one of them in full."
    )
