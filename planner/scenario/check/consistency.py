"""Checks of the parts of a scenario against each other: one function a rule, each names all its culprits."""

from collections.abc import Iterator
from pathlib import Path

import networkx as nx

from planner.errors import InputError, Problem, Problems
from planner.scenario.areas import Areas
from planner.scenario.check.existing import check_existing
from planner.scenario.cost import expansion_cost, new_cost
from planner.scenario.note import Note
from planner.scenario.read.memory import shapes_of
from planner.scenario.read.tables import SPATIAL
from planner.scenario.read.yaml_file import Document
from planner.scenario.scenario import Scenario
from planner.scenario.schema import AreaFiles, ExistingService, ScenarioFile
from planner.text import listed


def check_all(
    asked: ScenarioFile,
    existing: tuple[ExistingService, ...],
    areas: Areas,
    document: Document,
    found: Problems,
) -> None:
    """Run every check of the file that needs the areas; problems are noted in `found`."""
    check_existing(existing, asked.services, areas, document, found)
    check_distances(asked, areas, document, found)
    check_links(asked, areas, document, found)


def check_distances(asked: ScenarioFile, areas: Areas, document: Document, found: Problems) -> None:
    """Where distances or journeys matter, they are known."""
    for name, kind in asked.services.items():
        if kind.measured and areas.centres is None and not _shaped(asked.areas, document):
            key = "reach.per_km" if kind.reach.per_km else "max_km"
            where = str(document.origin(("services", name, *key.split("."))))
            what = f"reach of {name!r} falls with distance" if kind.reach.per_km else f"{name!r} has a max_km"
            remedy = f"give areas.boundaries, or take out {key.rpartition('.')[2]}"
            found.add(where, f"{what}, and no distances are known", remedy)
        if kind.timed and not asked.areas.travel:
            key = "reach.per_minute" if kind.reach.per_minute else "max_minutes"
            where = str(document.origin(("services", name, *key.split("."))))
            what = f"{name!r} has {key.rpartition('.')[2]}, and no journeys are known"
            found.add(where, what, f"give areas.travel, or take out {key.rpartition('.')[2]}")


def check_links(asked: ScenarioFile, areas: Areas, document: Document, found: Problems) -> None:
    """Where areas may share a service, there is something to say who borders whom."""
    files = asked.areas
    for name, kind in asked.services.items():
        if min(kind.max_areas, len(areas)) > 1 and not files.adjacency and not _shaped(files, document):
            where = str(document.origin(("services", name, "max_areas")))
            what = f"{name!r} may be shared by {kind.max_areas} areas, and no links are known"
            found.add(where, what, "give areas.adjacency or areas.boundaries, or set max_areas: 1")


def _shaped(files: AreaFiles, document: Document) -> bool:
    held = shapes_of(document.held.get("needs")) is not None
    return held or files.boundaries is not None or Path(files.needs).suffix.lower() in SPATIAL


def check_affordable(scenario: Scenario, where: str) -> None:
    """Something can be funded at all.

    Raises:
        InputError: when the budget is below the cost of the cheapest service of every type and of the
            cheapest expansion; each type is named with its cost.
    """
    costs, expansion = cheapest(scenario), cheapest_expansion(scenario)
    costs |= {} if expansion is None else {"expansion": expansion}
    if costs and min(costs.values()) > _most(scenario):
        told = ", ".join(f"{name} £{cost:,.0f}" for name, cost in costs.items())
        what = f"a budget of £{_most(scenario):,.0f} a year funds nothing; the cheapest of each type: {told}"
        raise InputError(Problem(where, what, "raise the budget, or check the costs for a slip in units"))


def _most(scenario: Scenario) -> float:
    """Pounds in the year that has most."""
    return max(scenario.years.budgets) if scenario.years else scenario.budget


def cheapest(scenario: Scenario) -> dict[str, float]:
    """Least cost in pounds a year of a new service of each type; of none where no area may have one."""
    factor = _least_factor(scenario)
    if factor is None:
        return {}
    return {
        name: float(new_cost(kind, scenario.term, 1, kind.staff.min if kind.staff else 0, factor))
        for name, kind in scenario.services.items()
    }


def cheapest_expansion(scenario: Scenario) -> float | None:
    """Least cost in pounds a year of one more staff in an existing service; None where none may grow."""
    factor = _least_factor(scenario)
    kinds = [scenario.services[service.type] for service in scenario.existing if service.expand]
    costs = [float(expansion_cost(kind, 0, 1, factor)) for kind in kinds if kind.staff] if factor else []
    return min(costs, default=None)


def _least_factor(scenario: Scenario) -> float | None:
    """The least cost factor of the areas that may have a service."""
    factors = scenario.areas.cost_factor[scenario.policy.open_to(scenario.areas)]
    return float(factors.min()) if len(factors) else None


def notes(scenario: Scenario) -> Iterator[str]:
    """What is legal and worth knowing: areas nothing links, types out of reach of the budget, odd counts."""
    yield from _isolated(scenario)
    yield from _too_dear(scenario)
    yield from _scattered(scenario)
    for rule in scenario.policy.rules:
        yield from (Note(*advice) for advice in rule.advice(scenario))
    if scenario.years and "term" in scenario.resolved:
        yield "term is not used with a budget by year: set-up is paid in the year a service starts"
    if scenario.draws is not None:
        yield f"need and coverage are means over {len(scenario.draws)} draws of what the needs might be"
    identified, need = scenario.areas.identified, scenario.areas.need
    if identified is not None:
        more = [n for n, i, d in zip(scenario.areas.names, identified, need, strict=True) if i > d]
        if more:
            what = f"more young people are identified than estimated at risk in {listed(more)}"
            yield Note(what, "check both numbers there")


def _isolated(scenario: Scenario) -> Iterator[str]:
    if all(kind.max_areas == 1 for kind in scenario.services.values()):
        return
    linked = set(scenario.links.ravel().tolist())
    alone = [name for i, name in enumerate(scenario.areas.names) if i not in linked]
    if alone:
        what = f"no link reaches {listed(alone)}: only a service of its own is possible there"
        links = "add the links" if scenario.resolved.get("areas", {}).get("adjacency") else "list all links"
        yield Note(what, f"where one could be shared, {links} in areas.adjacency")


def _too_dear(scenario: Scenario) -> Iterator[str]:
    buys = {f"service of type {name!r}": cost for name, cost in cheapest(scenario).items()}
    for bought, cost in (buys | {"expansion of an existing service": cheapest_expansion(scenario)}).items():
        if cost is not None and cost > _most(scenario):
            what = f"the budget buys no {bought}: the cheapest costs £{cost:,.0f} a year"
            yield Note(what, "raise the budget, or check the costs for a slip in units")


def _scattered(scenario: Scenario) -> Iterator[str]:
    graph: nx.Graph[int] = nx.Graph(scenario.links.tolist())
    graph.add_nodes_from(range(len(scenario.areas)))
    for service in scenario.existing:
        rows = [scenario.areas.position[code] for code in service.areas]
        if not nx.is_connected(graph.subgraph(rows)):
            what = f"the areas of existing service {service.name!r} are not connected by links"
            yield Note(what, "check its areas, and the links in areas.adjacency")
