"""Partners: every joint service that one area could take part in, and what it would mean for it."""

from collections.abc import Iterator, Sequence
from itertools import chain

import networkx as nx
import numpy as np
from pydantic import Field

from planner.model.catchments import connected_groups
from planner.plan.plan import SCHEMA, Part, Service
from planner.scenario.references import codes_of
from planner.scenario.scenario import Scenario
from planner.sharing.core import leavers
from planner.sharing.cost_game import Groups, Shared
from planner.sharing.cost_shares import MOST_MEMBERS, Rule, cost_share, in_pennies
from planner.sharing.gaps import links_of
from planner.types import IntArray


class Option(Part):
    """A joint service that the area could take part in; pounds and young people a year."""

    areas: tuple[str, ...]
    hub: str
    type: str
    """One of the scenario's types."""
    staff: int | None
    cost: float
    covered: float
    share: float
    """What the area would pay, by the rule asked for."""
    saving: float
    """The least for which the area could by itself support as many of its own or more, less its share."""
    own_covered: float
    """Young people supported in the area itself."""
    extra_covered: float
    """Young people supported in areas that cannot fill a service alone."""
    stable: bool
    """Whether nobody in it, alone or with others of it, would pay less on their own."""


class Partners(Part):
    """Joint options for one area, the best first; `found` counts them all."""

    in_short = ("scenario", "area", "by", "found", "options")

    schema_: int = Field(SCHEMA, alias="schema")
    scenario: str
    area: str
    rule: Rule
    by: str
    found: int
    alone: Service | None
    """What the area would best fund by itself; null where it cannot fill the smallest team."""
    options: tuple[Option, ...]
    published: bool = False
    """Whether counts are as anybody may see them."""


def partners(
    scenario: Scenario,
    area: str,
    *,
    rule: Rule = "shapley",
    by_reach: bool = False,
    top: int | None = 10,
    including: Sequence[str] = (),
    without: Sequence[str] = (),
) -> Partners:
    """The joint services that an area could take part in within the scenario's rules, the best `top` of them.

    Ranked by how much less the area pays than by itself for as many of its own, or where `by_reach` by how
    many young people each supports in areas that could not fill a service alone. Only those with all of
    `including` and none of `without` count, which are codes or names, as `area` is. Each is the service that
    `joint` gives for these areas.

    Raises:
        InputError: when an area is unknown, or several are called that.
        ValueError: when a type lets more areas share than shares can be worked out for.
        TooManyCatchmentsError: when the areas have too many connected groups.
    """
    position = scenario.areas.position
    largest = max(kind.max_areas for kind in scenario.services.values())
    if largest > MOST_MEMBERS and rule in ("shapley", "nucleolus"):
        raise ValueError(
            f"{rule} shares are worked out for up to {MOST_MEMBERS} areas, and max_areas is {largest}"
        )
    [area], including, without = (
        codes_of(scenario.areas, names, said_by)
        for names, said_by in (([area], "area"), (including, "with"), (without, "without"))
    )
    row = position[area]
    near = _near(scenario, row, largest, [position[code] for code in without])
    groups = Groups(scenario, near)
    asked = {row, *(position[code] for code in including)}
    every = map(groups.shared, _possible(scenario, near, largest, asked))
    options = (_option(groups, shared, row, rule) for shared in every if shared is not None)
    found = sorted(options, key=lambda one: (*_rank(one, by_reach), one.areas))
    return Partners(
        scenario=scenario.name,
        area=area,
        rule=rule,
        by="reach" if by_reach else "saving",
        found=len(found),
        alone=groups.alone(row),
        options=tuple(found[:top]),
        published=scenario.published,
    )


def _rank(option: Option, by_reach: bool) -> tuple[float, ...]:
    saving, reach = -round(option.saving, 2), -round(option.extra_covered, 6)
    return (reach, saving) if by_reach else (saving, reach)


def _near(scenario: Scenario, row: int, largest: int, without: list[int]) -> list[int]:
    """Rows of the areas that could share a service with this one, itself among them."""
    graph = links_of(scenario)
    graph.remove_nodes_from({scenario.areas.position[code] for code in scenario.policy.closed} - {row})
    graph.remove_nodes_from(set(without) - {row})
    return sorted(nx.single_source_shortest_path_length(graph, row, cutoff=largest - 1))


def _possible(scenario: Scenario, near: list[int], largest: int, asked: set[int]) -> Iterator[list[int]]:
    """Every group of two or more that the rules allow and that holds the areas asked for."""
    allowed = np.zeros(len(scenario.areas), dtype=bool)
    allowed[near] = True
    allowed &= scenario.policy.open_to(scenario.areas)
    every: chain[IntArray] = chain(connected_groups(scenario.links, allowed, largest)[1:])
    for members in every:
        holds = np.all([np.any(members == one, axis=1) for one in asked], axis=0)
        yield from members[holds & scenario.policy.keeps_catchments(scenario.areas, members)].tolist()


def _option(groups: Groups, shared: Shared, row: int, rule: Rule) -> Option:
    costs, place = groups.cost_game(shared), shared.rows.index(row)
    need = groups.scenario.areas.need[list(shared.rows)]
    exact = cost_share(rule, costs, need, shared.supported)
    share = float(in_pennies(exact, shared.cost)[place])
    service = shared.service
    lonely = [groups.alone(one) is None for one in shared.rows]
    return Option(
        areas=service.areas,
        hub=service.hub,
        type=service.type,
        staff=service.staff,
        cost=service.cost,
        covered=service.covered,
        share=share,
        saving=float(costs[1 << place]) - share,
        own_covered=float(shared.supported[place]),
        extra_covered=float(shared.supported[lonely].sum()),
        stable=leavers(groups.leaving_costs(shared, costs), exact) is None,
    )
