"""Groups: the service a group of areas would share, and the cost game over who pays for it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from planner.model.build import build_candidates
from planner.model.candidates import NEW, Candidates
from planner.model.coverage import capacity
from planner.model.existing import served_by_existing
from planner.model.new_services import new_services
from planner.plan.assemble import service_of
from planner.plan.plan import Service
from planner.scenario.scenario import Scenario
from planner.scenario.schema import Policy, ServiceType
from planner.sharing.coalitions import Coalitions, coalition
from planner.types import FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class Shared:
    """A service that a group would share.

    `rows` are its areas, rising, `supported` young people a year in each; `choice` is the candidate chosen
    among `options`, which are every hub and staffing for these areas.
    """

    rows: tuple[int, ...]
    supported: FloatArray
    options: Candidates
    choice: int

    @property
    def service(self) -> Service:
        """The service as a plan would list it."""
        return service_of(self.options, self.choice)

    @property
    def cost(self) -> float:
        """Pounds a year."""
        return float(self.options.cost[self.choice])

    def hubs(self) -> list[int]:
        """The candidates of the same type and staff at every possible hub: the one chosen, then by value."""
        options, choice = self.options, self.choice
        same = (options.type == options.type[choice]) & (options.staff == options.staff[choice])
        others = np.flatnonzero(same & (np.arange(len(options)) != choice))
        return [choice, *_by_value(options, others)]


class Groups:
    """Groups of areas within some of a scenario's, looked at by themselves: no budget and no rules.

    With a budget by year, costs are those of a year, set-up spread over the years.
    """

    def __init__(self, scenario: Scenario, within: Iterable[int], largest: int | None = None) -> None:
        kept = set(within)
        others = [code for i, code in enumerate(scenario.areas.codes) if i not in kept]
        self.scenario = replace(
            scenario,
            policy=Policy(exclude=others),
            years=None,
            term=float(len(scenario.years.budgets)) if scenario.years else scenario.term,
            services=_widened(scenario, largest),
        )
        self.served = served_by_existing(self.scenario)
        self._alone: dict[int, Service | None] = {}

    @cached_property
    def coalitions(self) -> Coalitions:
        """What the areas could do on their own, in any grouping."""
        return Coalitions(build_candidates(self.scenario))

    def shared(
        self, rows: Iterable[int], kind: str | None = None, hub: int | None = None, staff: int | None = None
    ) -> Shared | None:
        """The service for exactly these areas that costs least for each young person it supports.

        Of a type, at a hub, with so many staff, where these are asked for. Of equals the one that supports
        more, then the one that reaches more, then the one whose hub has the smaller code. None where none
        supports anybody.
        """
        areas = np.array(sorted(rows), dtype=np.int64)
        smaller = [np.zeros((0, size), dtype=np.int64) for size in range(1, len(areas))]
        parts = new_services(self.scenario, self.served, [*smaller, areas[None, :]], every=True)
        options = Candidates.none(self.scenario, self.served).join(*parts)
        allowed = np.ones(len(options), dtype=bool)
        if kind is not None:
            allowed &= options.type == list(self.scenario.services).index(kind)
        if hub is not None:
            allowed &= options.hub == hub
        if staff is not None:
            allowed &= options.staff == staff
        found = _by_value(options, np.flatnonzero(allowed))
        if not found or options.value[found[0]] <= 0:
            return None
        supported = options.covered_by_area[options.areas(found[0])]
        return Shared(tuple(areas.tolist()), supported, options, found[0])

    def alone(self, row: int) -> Service | None:
        """What an area would best fund by itself: least cost for each young person.

        None where it cannot fill one: nobody is left to reach, or fewer than the smallest team supports.
        """
        if row not in self._alone:
            self._alone[row] = self._best_alone(row)
        return self._alone[row]

    def _best_alone(self, row: int) -> Service | None:
        candidates, front = self.coalitions.candidates, self.coalitions.services(coalition([row]))
        filled = [] if front is None else [int(c) for c in front.candidates if self._filled(int(c))]
        best = _by_value(candidates, np.array(filled, dtype=np.int64))
        return service_of(candidates, best[0]) if best else None

    def _filled(self, c: int) -> bool:
        candidates = self.coalitions.candidates
        kind, people = list(self.scenario.services.values())[candidates.type[c]], float(candidates.value[c])
        if kind.staff is None:
            return people > 0
        fewest = kind.staff.min if candidates.expands[c] == NEW else 1
        return people > 0 and people >= float(capacity(kind, fewest)) - 1e-9

    def cost_game(self, shared: Shared) -> FloatArray:
        """What each coalition of the group would pay to support as many of its own by itself.

        The cost game of `cost_shares`: for T the least annual cost at which T's own services, over any of its
        connected groups, support at least as many young people of T as the shared one does, and for all of
        them what the shared one costs.
        """
        members = len(shared.rows)
        every = range(1 << members)
        costs = np.zeros(1 << members)
        for part in every[1:-1]:
            chosen = [i for i in range(members) if part >> i & 1]
            people = float(shared.supported[chosen].sum())
            costs[part] = self.coalitions.least_cost(coalition(shared.rows[i] for i in chosen), people)
        costs[-1] = shared.cost
        return costs

    def each_alone(self, shared: Shared) -> list[Service]:
        """The cheapest services of one area each that support as many between them as the shared one does.

        Of equally cheap ones those that support most.
        """
        candidates = self.coalitions.candidates
        single = candidates.take(candidates.sizes == 1)
        people = float(shared.supported.sum())
        return [
            service_of(single, c) for c in Coalitions(single).cheapest_split(coalition(shared.rows), people)
        ]

    def leaving_costs(self, shared: Shared, costs: FloatArray) -> FloatArray:
        """The cost game, with what all of them together could do at best for the last: it may be less."""
        people = float(shared.supported.sum())
        best = self.coalitions.least_cost(coalition(shared.rows), people)
        return np.append(costs[:-1], min(best, shared.cost))


def _widened(scenario: Scenario, largest: int | None) -> dict[str, ServiceType]:
    """Types of service that can be shared by so many areas, where none can."""
    services = scenario.services
    if largest is None or any(kind.max_areas >= largest for kind in services.values()):
        return dict(services)
    return {name: kind.model_copy(update={"max_areas": largest}) for name, kind in services.items()}


def _by_value(options: Candidates, which: IntArray) -> list[int]:
    """Candidates by cost for each young person, the least first; of equals that which reaches most."""
    people, reached = (
        np.round(options.total(column)[which], 9) for column in (options.covered_by_area, options.reached)
    )
    each = np.divide(options.cost[which], people, out=np.full(len(which), np.inf), where=people > 0)
    order = np.lexsort((options.hub[which], -reached, options.cost[which], -people, np.round(each, 6)))
    return [int(c) for c in which[order]]
