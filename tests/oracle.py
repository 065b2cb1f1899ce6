"""The answer by exhaustion: every service that could be funded, every way to fund some of them.

Written from the design's formulas alone, on plain dictionaries; it shares nothing with the planner but
the scenario.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from statistics import fmean
from typing import NamedTuple

import networkx as nx

from planner.scenario.scenario import Scenario


class Option(NamedTuple):
    """A service that could be funded: areas, cost a year, weighted coverage, coverage by area, whether new.

    `setup` is what setting it up costs once; with a budget by year the cost a year holds none of it. `id` is
    its type and areas, and the service it expands. `staff` is 0 for a service of a fixed size.
    """

    areas: frozenset[str]
    cost: float
    value: float
    covered: dict[str, float]
    new: bool
    setup: float
    id: str
    hub: str
    staff: int


class World:
    """A scenario as the oracle sees it."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario, self.codes = scenario, scenario.areas.codes
        self.need = dict(zip(self.codes, scenario.areas.need.tolist(), strict=True))
        self.factor = dict(zip(self.codes, scenario.areas.cost_factor.tolist(), strict=True))
        self.graph: nx.Graph[str] = nx.Graph([(self.codes[a], self.codes[b]) for a, b in scenario.links])
        self.graph.add_nodes_from(self.codes)
        self.already, self.hubs = dict.fromkeys(self.codes, 0.0), {}
        for service in scenario.existing:
            self.hubs[service.name] = hub = service.hub or self._best_hub(service.type, service.areas)
            reached = {i: self.need[i] * self.reach(service.type, hub, i) for i in service.areas}
            total = sum(reached.values())
            for area, value in reached.items():
                self.already[area] = min(service.capacity, total) * value / total if total else 0.0

    def _best_hub(self, kind: str, areas: list[str]) -> str:
        def total(hub: str) -> float:
            return math.fsum(self.need[i] * self.reach(kind, hub, i) for i in areas)

        return min(sorted(areas), key=lambda hub: -round(total(hub), 9))

    def reach(self, kind: str, hub: str, area: str) -> float:
        """Share of an area's need that a service of a type at a hub engages."""
        rule = self.scenario.services[kind].reach
        if hub == area:
            return rule.hub
        centres = self.scenario.areas.centres
        assert centres is not None
        km = math.dist(centres[self.codes.index(hub)], centres[self.codes.index(area)])
        if rule.per_minute:
            return float(max(rule.floor, rule.hub - rule.per_minute * self.minutes(hub, area)))
        return float(max(rule.floor, rule.hub - rule.per_km * km)) if rule.per_km else rule.hub

    def minutes(self, hub: str, area: str) -> float:
        """Minutes between two areas."""
        journeys = self.scenario.areas.journeys
        assert journeys is not None
        ends = sorted((self.codes.index(hub), self.codes.index(area)))
        return float(journeys.minutes[journeys.pairs.tolist().index(ends)])

    def near(self, kind: str, hub: str, areas: Iterable[str]) -> bool:
        """Whether all these areas are as near to the hub as the type of service asks."""
        asked, centres = self.scenario.services[kind], self.scenario.areas.centres
        assert centres is not None
        for area in set(areas) - {hub}:
            km = math.dist(centres[self.codes.index(hub)], centres[self.codes.index(area)])
            if asked.max_km is not None and km > asked.max_km:
                return False
            if asked.max_minutes is not None and self.minutes(hub, area) > asked.max_minutes:
                return False
        return True

    def _option(
        self,
        kind: str,
        hub: str,
        areas: frozenset[str],
        cost: float,
        room: float,
        expands: str | None,
        staff: int = 0,
    ) -> Option:
        new = expands is None
        reached = {i: max(0.0, self.need[i] - self.already[i]) * self.reach(kind, hub, i) for i in areas}
        total = sum(reached.values())
        scale = min(total, room) / total if total else 0.0
        covered = {area: value * scale for area, value in reached.items()}
        weights = self.scenario.policy.weights
        value = sum(weights.get(area, 1.0) * count for area, count in covered.items())
        setup = self.factor[hub] * self.scenario.services[kind].setup_cost if new else 0.0
        identity = f"{kind}:{'+'.join(sorted(areas))}" + (f":{expands}" if expands else "")
        return Option(areas, self.factor[hub] * cost, value, covered, new, setup, identity, hub, staff)

    def options(self) -> Iterator[Option]:
        """Every service that could be funded and keeps the rules on its own."""
        every = [*self._new(), *self._more()] if self.scenario.draws is None else self._expected()
        for option in every:
            if self._allowed(option):
                yield option

    def _expected(self) -> list[Option]:
        """Every service, its coverage the mean over the worlds in which need is as drawn."""
        assert self.scenario.draws is not None
        based = tuple(one.model_copy(update={"hub": self.hubs[one.name]}) for one in self.scenario.existing)
        worlds = []
        for need in self.scenario.draws:
            areas = replace(self.scenario.areas, need=need)
            worlds.append(World(replace(self.scenario, areas=areas, draws=None, existing=based)))
        self.already = {code: fmean(world.already[code] for world in worlds) for code in self.codes}
        found = []
        for drawn in zip(*([*world._new(), *world._more()] for world in worlds), strict=True):
            covered = {code: fmean(one.covered[code] for one in drawn) for code in drawn[0].areas}
            found.append(drawn[0]._replace(covered=covered, value=fmean(one.value for one in drawn)))
        return found

    def _connected(self, areas: frozenset[str]) -> bool:
        return bool(nx.is_connected(self.graph.subgraph(areas)))

    def _new(self) -> Iterator[Option]:
        term = self.scenario.term
        for name, kind in self.scenario.services.items():
            for size in range(1, kind.max_areas + 1):
                fixed = kind.setup_cost / term + kind.annual_cost + kind.joint_cost * (size - 1)
                for group in map(frozenset, combinations(self.codes, size)):
                    if not self._connected(group):
                        continue
                    for hub in (one for one in group if self.near(name, one, group)):
                        if kind.staff is None:
                            yield self._option(name, hub, group, fixed, kind.capacity or 0.0, None)
                            continue
                        for w in range(kind.staff.min, kind.staff.max + 1):
                            cost, room = fixed + kind.staff.cost * w, kind.staff.caseload * w
                            yield self._option(name, hub, group, cost, room, None, w)

    def _more(self) -> Iterator[Option]:
        for service in self.scenario.existing:
            kind, base = self.scenario.services[service.type], frozenset(service.areas)
            if service.expand is None or kind.staff is None:
                continue
            others = [code for code in self.codes if code not in base]
            for size in range(service.expand.areas + 1):
                for extra in combinations(others, size):
                    group = base | set(extra)
                    if extra and not self._connected(group):
                        continue
                    if not self.near(service.type, self.hubs[service.name], extra):
                        continue
                    for a in range(1, service.expand.staff + 1):
                        cost = kind.staff.cost * a + kind.joint_cost * size
                        hub, room = self.hubs[service.name], kind.staff.caseload * a
                        yield self._option(service.type, hub, group, cost, room, service.name, a)

    def _allowed(self, option: Option) -> bool:
        policy = self.scenario.policy
        return (
            not option.areas & set(policy.exclude)
            and all(len(option.areas & set(g)) in (0, len(set(g))) for g in policy.together)
            and all(len(option.areas & set(g)) <= 1 for g in policy.apart)
            and (self.scenario.years is not None or self.enough(option, 1.0))
        )

    def enough(self, option: Option, grown: float) -> bool:
        """Whether an option covers enough of each area once it has grown to a share of its coverage."""
        return all(self._enough(area, grown * count) for area, count in option.covered.items())

    def _enough(self, area: str, covered: float) -> bool:
        policy = self.scenario.policy
        if policy.min_coverage is None or area in policy.exclude:
            return True
        return bool(self.already[area] + covered >= policy.min_coverage * self.need[area] - 1e-9)

    def may_go_without(self, area: str) -> bool:
        """Whether an area may take part in nothing new."""
        return area not in self.scenario.policy.require and self._enough(area, 0.0)


LIMITED: dict[str, Callable[[Option], bool]] = {
    "max_services": lambda option: option.new,
}
"""Rules that say how many services of a plan may be of some sort: which they count."""
Counts = tuple[int, ...]


def counts_of(option: Option) -> Counts:
    """What an option adds to the count of each rule."""
    return tuple(int(counts(option)) for counts in LIMITED.values())


def limits_of(scenario: Scenario) -> tuple[float, ...]:
    """How many each rule allows."""
    asked = (getattr(scenario.policy, key) for key in LIMITED)
    return tuple(math.inf if limit is None else limit for limit in asked)


def _sum(counts: Iterable[Counts]) -> Counts:
    return tuple(map(sum, zip((0,) * len(LIMITED), *counts, strict=True)))


def _within(one: Sequence[float], other: Sequence[float], slack: float = 0.0) -> bool:
    return all(a <= b + slack for a, b in zip(one, other, strict=True))


class Best(NamedTuple):
    """The most weighted coverage there can be, and the least that it costs."""

    value: float
    cost: float


Choice = tuple[Option, ...]


def every_choice(scenario: Scenario, options: Sequence[Option] | None = None) -> Iterator[Choice]:
    """Every plan that keeps the rules, as what it funds, one by one; for very small worlds.

    `options` are those that may be funded, all where not given.
    """
    world = World(scenario)
    options = list(world.options()) if options is None else options
    limits = limits_of(scenario)

    def choices(area: int, taken: frozenset[str], chosen: Choice) -> Iterator[Choice]:
        if cost_of(chosen) > scenario.budget + 1e-6 or not _within(_sum(map(counts_of, chosen)), limits):
            return
        if area == len(world.codes):
            yield chosen
            return
        code = world.codes[area]
        if code in taken or world.may_go_without(code):
            yield from choices(area + 1, taken, chosen)
        if code not in taken:
            for option in options:
                if min(option.areas) == code and not option.areas & taken:
                    yield from choices(area + 1, taken | option.areas, (*chosen, option))

    yield from choices(0, frozenset(), ())


def cost_of(chosen: Choice) -> float:
    """Pounds a year."""
    return sum(option.cost for option in chosen)


def value_of(chosen: Choice) -> float:
    """Weighted coverage."""
    return sum(option.value for option in chosen)


def every_plan(scenario: Scenario) -> Iterator[tuple[float, float]]:
    """Cost and weighted coverage of every plan that keeps the rules, one by one; for very small worlds."""
    for chosen in every_choice(scenario):
        yield cost_of(chosen), value_of(chosen)


def useful_options(scenario: Scenario) -> list[Option]:
    """The options that cover anybody and no other beats that lacks one of their areas, or is for the same.

    Cost at most and worth at least as much, for the same type; an area that must take part is kept in.
    """
    world = World(scenario)
    options = list(world.options())
    required = {code for code in world.codes if not world.may_go_without(code)}

    def beaten(one: Option) -> bool:
        return any(
            other.new
            and other.id.split(":")[0] == one.id.split(":")[0]
            and other.areas < one.areas
            and len(one.areas - other.areas) == 1
            and not (one.areas - other.areas) & required
            and round(other.cost, 6) <= round(one.cost, 6)
            and round(other.value, 9) >= round(one.value, 9)
            for other in options
        )

    def idle(one: Option) -> bool:
        return not any(one.covered.values()) and not one.areas & required

    return [one for one in options if not idle(one) and not (one.new and beaten(one))]


def option_of(scenario: Scenario, areas: Sequence[str], cost: float, covered: float) -> Option:
    """The option for these areas at this cost that covers so many young people."""
    near = (
        option
        for option in World(scenario).options()
        if option.areas == frozenset(areas)
        and math.isclose(option.cost, cost, abs_tol=1e-6)
        and math.isclose(sum(option.covered.values()), covered, abs_tol=1e-6)
    )
    return next(near)


def least_cost(scenario: Scenario, areas: Sequence[str], people: float) -> float:
    """The least for which services within these areas, sharing none, support so many; infinite if none do."""
    options = [option for option in World(scenario).options() if option.areas <= set(areas)]
    best = math.inf

    def go(start: int, taken: frozenset[str], cost: float, count: float) -> None:
        nonlocal best
        if count >= people - 1e-6 * max(1.0, people):
            best = min(best, cost)
            return
        for place in range(start, len(options)):
            option = options[place]
            if not option.areas & taken and cost + option.cost < best:
                go(
                    place + 1,
                    taken | option.areas,
                    cost + option.cost,
                    count + sum(option.covered.values()),
                )

    go(0, frozenset(), 0.0, 0.0)
    return best


def best_plan(scenario: Scenario, kept: Sequence[Option] = ()) -> Best | None:
    """The best plan over all sets of disjoint services, None where no set keeps the rules.

    Only plans that fund the services `kept` count. Goes through the areas in order, keeping for each set of
    areas taken so far all partial plans that no other beats in cost, what rules count and coverage.
    """
    world = World(scenario)
    held = frozenset[str]().union(*(option.areas for option in kept))
    starting: dict[str, list[Option]] = {code: [] for code in world.codes}
    for option in world.options():
        if not option.areas & held:
            starting[min(option.areas)].append(option)
    begun = ((cost_of(tuple(kept)),), _sum(map(counts_of, kept)), value_of(tuple(kept)))
    fronts: dict[frozenset[str], list[Partial]] = {frozenset(): [begun]}
    for code in world.codes:
        grown: dict[frozenset[str], list[Partial]] = {}
        for taken, partial in fronts.items():
            if code in taken or code in held or world.may_go_without(code):
                grown.setdefault(taken - {code}, []).extend(partial)
            for option in starting[code]:
                if code not in taken and not option.areas & taken:
                    rest = (taken | option.areas) - {code}
                    grown.setdefault(rest, []).extend(
                        ((cost + option.cost,), _sum([counts, counts_of(option)]), value + option.value)
                        for (cost,), counts, value in partial
                    )
        within = (scenario.budget,), limits_of(scenario)
        fronts = {taken: _undominated(partial, *within) for taken, partial in grown.items()}
    complete = fronts.get(frozenset(), [])
    if not complete:
        return None
    value = max(value for _, _, value in complete)
    return Best(value, min(cost for (cost,), _, v in complete if v >= value - 1e-6))


def best_over_years(scenario: Scenario) -> Best | None:
    """The best plan with a budget by year, None where no plan keeps the rules; for worlds of a few areas.

    As `best_plan`, every service in every year it could start in, with a cost for each year.
    """
    years, world = scenario.years, World(scenario)
    assert years is not None
    count = len(years.budgets)
    starting: dict[str, list[tuple[Option, tuple[float, ...], float]]] = {code: [] for code in world.codes}
    for option in world.options():
        for start in range(count):
            ages = [year - start for year in range(count)]
            grown = [0.0 if age < 0 else years.ramp[min(age, len(years.ramp) - 1)] for age in ages]
            costs = tuple(
                0.0 if age < 0 else option.cost + (option.setup if age == 0 else 0.0) for age in ages
            )
            value = sum(option.value * g / (1 + years.discount) ** year for year, g in enumerate(grown))
            if world.enough(option, grown[-1]):
                starting[min(option.areas)].append((option, costs, value))
    fronts: dict[frozenset[str], list[Partial]] = {frozenset(): [((0.0,) * count, _sum([]), 0.0)]}
    limits = limits_of(scenario)
    for code in world.codes:
        further: dict[frozenset[str], list[Partial]] = {}
        for taken, partial in fronts.items():
            if code in taken or world.may_go_without(code):
                further.setdefault(taken - {code}, []).extend(partial)
            for option, costs, value in starting[code]:
                if code not in taken and not option.areas & taken:
                    further.setdefault((taken | option.areas) - {code}, []).extend(
                        (
                            tuple(map(sum, zip(paid, costs, strict=True))),
                            _sum([counts, counts_of(option)]),
                            worth + value,
                        )
                        for paid, counts, worth in partial
                    )
        fronts = {taken: _undominated(partial, years.budgets, limits) for taken, partial in further.items()}
    complete = fronts.get(frozenset(), [])
    if not complete:
        return None
    value = max(worth for _, _, worth in complete)
    return Best(value, min(sum(paid) for paid, _, worth in complete if worth >= value - 1e-6))


Partial = tuple[tuple[float, ...], Counts, float]
"""Costs by year, what rules count and worth of part of a plan."""


def _undominated(
    partial: list[Partial], budgets: tuple[float, ...], limits: tuple[float, ...]
) -> list[Partial]:
    kept: list[Partial] = []
    for paid, counts, worth in sorted(partial, key=lambda p: (-p[2], p[0], p[1])):
        if not _within(counts, limits) or not _within(paid, budgets, 1e-6):
            continue
        if not any(_within(n, counts) and _within(known, paid) for known, n, _ in kept):
            kept.append((paid, counts, worth))
    return kept
