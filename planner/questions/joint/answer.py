"""A joint service: what areas would get and pay together, next to each alone and to every split."""

from collections.abc import Iterator, Sequence

import numpy as np
from pydantic import Field

from planner.plan.assemble import service_of
from planner.plan.plan import SCHEMA, Part, Published, Service
from planner.scenario.references import codes_of
from planner.scenario.scenario import Scenario
from planner.sharing.coalitions import coalition
from planner.sharing.core import leavers
from planner.sharing.cost_game import Groups, Shared
from planner.sharing.cost_shares import MOST_MEMBERS, RULES, Rule, cost_share, in_pennies
from planner.sharing.gaps import connecting_areas, missing_links
from planner.text import listed
from planner.types import FloatArray


class Split(Part):
    """The cheapest way, without one service for all, to support as many of a group's young people or more."""

    cost: float
    covered: float
    services: tuple[Service, ...]


class CostReduction(Part):
    """What the joining of one area does to the cost of others, each supporting as many of their own."""

    others: tuple[str, ...]
    """Codes of those whose cost it lowers most."""
    without: float
    """Pounds a year that they would pay without it."""
    with_it: float
    """Pounds a year that they and it would pay together, its own young people supported too."""


class Core(Part):
    """Whether anybody would do better to leave, under one rule of sharing the cost."""

    stable: bool
    leavers: tuple[str, ...]
    """Codes of those who would gain most by leaving together; none where the shares are stable."""
    gain: float
    """Pounds a year they would gain."""


class Hub(Part):
    """What the same service would cost and do from another hub."""

    hub: str
    cost: float
    covered: float
    reachable: float


class Joint(Published, Part):
    """What areas would get and pay together; pounds and young people a year.

    Where they cannot share a service, `joint` is null with all that rests on it, and `best_split` is the
    cheapest way to support as many as their services alone would.
    """

    in_short = ("scenario", "areas", "connected", "saving")

    schema_: int = Field(SCHEMA, alias="schema")
    scenario: str
    areas: tuple[str, ...]
    names: dict[str, str]
    """Name of each area."""
    need: dict[str, float]
    """Young people at risk in each area."""
    connected: bool
    missing_links: tuple[tuple[str, str], ...]
    """The fewest links that would connect them, between the nearest areas."""
    closed_by: tuple[tuple[str, ...], ...]
    """Sets of further areas that would connect them."""
    joint: Service | None
    supported: dict[str, float]
    """Young people in each area whom the joint service supports."""
    alone: dict[str, Service | None]
    """What each area would best fund by itself; null where it cannot fill the smallest team."""
    only_jointly: dict[str, float]
    """Young people supported in areas that cannot fill a service alone."""
    best_split: Split | None
    saving: float | None
    """Pounds a year that `each_alone` costs, less those of the joint service."""
    each_alone: Split | None = None
    """The cheapest services of one area each that support as many between them, or more."""
    standalone_cost: dict[str, float]
    """What each area would pay to support as many of its own young people by itself."""
    shares: dict[Rule, dict[str, float]]
    core: dict[Rule, Core]
    lowers: dict[str, CostReduction] = Field(default_factory=dict)
    """Why an area's share is below 0, for those whose share is by any rule."""
    hubs: tuple[Hub, ...]
    """The joint service at its hub, then at every other that is possible, the best first."""
    notes: tuple[str, ...]
    """What in the scenario stands in the way of this service."""
    published: bool = False
    """Whether counts are as anybody may see them."""


def joint(
    scenario: Scenario,
    areas: Sequence[str],
    *,
    kind: str | None = None,
    hub: str | None = None,
    staff: int | None = None,
) -> Joint:
    """The joint service for exactly these areas, next to each going alone and to the best way to split them.

    `areas` and `hub` are codes or names, `kind` one of the scenario's types. The service is the one that
    costs least for each young person it supports, of that type, at that hub and with so many staff where
    these are given; of equal ones the one that supports more, then the one whose hub reaches more. The
    scenario's budget and policy play no part; `notes` say where they would.

    Raises:
        InputError: when an area is unknown, or several are called that.
        ValueError: when there are fewer than 2 areas or more than 10, one is there twice, the hub is not
            one of them, or no type that they could share can have so many staff.
        TooManyCatchmentsError: when the areas have too many connected groups.
    """
    areas = codes_of(scenario.areas, areas, "areas")
    hub = None if hub is None else codes_of(scenario.areas, [hub], "hub")[0]
    _check(scenario, areas, kind, hub, staff)
    position = scenario.areas.position
    rows = sorted(position[code] for code in areas)
    groups = Groups(scenario, rows, largest=len(rows))
    gaps = missing_links(scenario, rows)
    shared = None if gaps else groups.shared(rows, kind, None if hub is None else position[hub], staff)
    return _weighed_up(scenario, groups, rows, gaps, shared)


def _weighed_up(
    scenario: Scenario,
    groups: Groups,
    rows: list[int],
    gaps: Sequence[tuple[int, int]],
    shared: Shared | None,
) -> Joint:
    """The service, where there is one, next to each area alone and to every split."""
    codes = [scenario.areas.codes[row] for row in rows]
    closed = connecting_areas(scenario, rows) if gaps else ()
    alone = {code: groups.alone(row) for code, row in zip(codes, rows, strict=True)}
    together = _Together(groups, shared, codes) if shared else None
    supported = together.supported if together else {}
    return Joint(
        scenario=scenario.name,
        areas=tuple(codes),
        names={code: scenario.areas.name(code) for code in codes},
        need={code: float(scenario.areas.need[row]) for code, row in zip(codes, rows, strict=True)},
        connected=not gaps,
        missing_links=tuple((scenario.areas.codes[a], scenario.areas.codes[b]) for a, b in gaps),
        closed_by=tuple(tuple(scenario.areas.codes[i] for i in one) for one in closed),
        joint=shared.service if shared else None,
        supported=supported,
        alone=alone,
        only_jointly={code: people for code, people in supported.items() if alone[code] is None},
        best_split=_best_split(groups, rows, supported, alone),
        saving=together.each_alone.cost - together.shared.cost if together else None,
        each_alone=together.each_alone if together else None,
        standalone_cost=together.standalone if together else {},
        shares=together.shares if together else {},
        core={rule: together.core(rule) for rule in RULES} if together else {},
        lowers=together.cost_reductions() if together else {},
        hubs=together.hubs() if together else (),
        notes=tuple(_notes(scenario, codes, shared is None and not gaps)),
        published=scenario.published,
    )


def _check(
    scenario: Scenario, areas: Sequence[str], kind: str | None, hub: str | None, staff: int | None
) -> None:
    if len(set(areas)) < len(areas):
        twice = listed(sorted({scenario.areas.name(code) for code in areas if list(areas).count(code) > 1}))
        raise ValueError(f"{twice} is there twice")
    if not 2 <= len(areas) <= MOST_MEMBERS:
        raise ValueError(f"a joint service is weighed up for 2 to {MOST_MEMBERS} areas, not {len(areas)}")
    if kind is not None and kind not in scenario.services:
        raise ValueError(f"no type of service is called {kind!r}; use one of {listed(scenario.services)}")
    if hub is not None and hub not in areas:
        raise ValueError(f"the hub, {scenario.areas.name(hub)}, is not one of the areas")
    kinds = {name: one for name, one in scenario.services.items() if kind in (None, name)}
    ranges = {name: (one.staff.min, one.staff.max) for name, one in kinds.items() if one.staff}
    if staff is not None and not any(least <= staff <= most for least, most in ranges.values()):
        told = ", ".join(f"{name} has {least} to {most}" for name, (least, most) in ranges.items())
        raise ValueError(f"no service can have {staff} staff: {told or 'no type has staff'}")


class _Together:
    """A shared service and the shares of its cost, by code."""

    def __init__(self, groups: Groups, shared: Shared, codes: list[str]) -> None:
        self.shared, self.codes = shared, codes
        self.costs = groups.cost_game(shared)
        need = groups.scenario.areas.need[list(shared.rows)]
        self.exact = {rule: cost_share(rule, self.costs, need, shared.supported) for rule in RULES}
        self.shares = {
            rule: self._by_code(in_pennies(share, shared.cost)) for rule, share in self.exact.items()
        }
        self.supported = self._by_code(shared.supported)
        self.standalone = self._by_code(self.costs[1 << np.arange(len(codes))])
        self.leaving = groups.leaving_costs(shared, self.costs)
        self.each_alone = _split(groups.each_alone(shared))

    def _by_code(self, values: FloatArray) -> dict[str, float]:
        return dict(zip(self.codes, values.tolist(), strict=True))

    def cost_reductions(self) -> dict[str, CostReduction]:
        """Why shares are below 0: whose cost each of these areas lowers most."""
        paid = [min(share[i] for share in self.exact.values()) for i in range(len(self.codes))]
        return {
            self.codes[i]: told
            for i, least in enumerate(paid)
            if least < 0 and (told := self._cost_reduction(i)) is not None
        }

    def _cost_reduction(self, i: int) -> CostReduction | None:
        every = np.arange(1, len(self.costs))
        without = every[every & (1 << i) == 0]
        drops = self.costs[without] - self.costs[without | 1 << i]
        most = int(without[np.argmax(drops)])
        if drops.max() <= 0:
            return None
        others = tuple(code for place, code in enumerate(self.codes) if most >> place & 1)
        return CostReduction(others=others, without=self.costs[most], with_it=self.costs[most | 1 << i])

    def core(self, rule: Rule) -> Core:
        """Whether anybody would gain by leaving; all together, by splitting up."""
        found = leavers(self.leaving, self.exact[rule])
        if found is None:
            return Core(stable=True, leavers=(), gain=0.0)
        return Core(stable=False, leavers=tuple(self.codes[i] for i in found.members), gain=found.gain)

    def hubs(self) -> tuple[Hub, ...]:
        """The same service at every possible hub."""
        services = (service_of(self.shared.options, c) for c in self.shared.hubs())
        return tuple(
            Hub(hub=one.hub, cost=one.cost, covered=one.covered, reachable=one.reachable) for one in services
        )


def _best_split(
    groups: Groups, rows: list[int], supported: dict[str, float], alone: dict[str, Service | None]
) -> Split | None:
    """The cheapest way to support as many as the joint service does, or as the services alone do."""
    people = sum(supported.values()) or sum(service.covered for service in alone.values() if service)
    chosen = groups.coalitions.cheapest_split(coalition(rows), people)
    services = [service_of(groups.coalitions.candidates, c) for c in chosen]
    return _split(services) if services else None


def _split(services: Sequence[Service]) -> Split:
    cost, covered = sum(one.cost for one in services), sum(one.covered for one in services)
    return Split(cost=cost, covered=covered, services=tuple(sorted(services, key=lambda one: one.areas)))


def _notes(scenario: Scenario, codes: list[str], unreachable: bool) -> Iterator[str]:
    """Why a plan for this scenario would not hold this service."""
    largest = max(kind.max_areas for kind in scenario.services.values())
    if len(codes) > largest:
        yield f"more areas than max_areas ({largest}) lets share a service in this scenario"
    yield from rules_against(scenario, codes)
    if unreachable:
        yield "no service of one hub suits them: too far from each other, or nobody left to reach"
    if scenario.years:
        yield f"costs are those of a year, set-up spread over {len(scenario.years.budgets)} years"


def rules_against(scenario: Scenario, codes: list[str]) -> Iterator[str]:
    """The rules by which a plan for this scenario may hold no service for exactly these areas."""
    for rule in scenario.policy.rules:
        yield from rule.against(scenario, codes)
