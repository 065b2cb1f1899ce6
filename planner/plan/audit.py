"""The audit: every number of a plan recomputed from the scenario, sharing no arithmetic with the candidates.

Plain Python over the raw inputs, slowly and one area at a time, on purpose.
"""

import math
from collections.abc import Iterable, Iterator

import networkx as nx

from planner.errors import AuditError
from planner.plan.plan import Plan, Service
from planner.policy.protocols import Outcome
from planner.scenario.scenario import Scenario
from planner.scenario.schema import ExistingService, Reach, ServiceType
from planner.scenario.years import Years

CLOSE = 1e-6


def audit(plan: Plan, scenario: Scenario) -> None:
    """Recompute the plan and hold it to its rules.

    Raises:
        AuditError: when any number or rule disagrees; all disagreements are named.
    """
    faults = list(_Auditor(plan, scenario).faults())
    if faults:
        raise AuditError(
            "the plan disagrees with its inputs, which is a fault of the planner; please report it: "
            + "; ".join(faults)
        )


def broken_rules(plan: Plan, scenario: Scenario) -> list[str]:
    """Rules of a scenario, other than its budget, that a plan breaks, in words."""
    return list(_Auditor(plan, scenario).broken_rules())


class _Auditor:
    """The scenario as plain dictionaries by area code, and the plan held against it."""

    def __init__(self, plan: Plan, scenario: Scenario) -> None:
        self.plan, self.scenario, areas = plan, scenario, scenario.areas
        self.need = {code: float(areas.need[i]) for i, code in enumerate(areas.codes)}
        self.factor = {code: float(areas.cost_factor[i]) for i, code in enumerate(areas.codes)}
        self.centre = (
            {} if areas.centres is None else dict(zip(areas.codes, areas.centres.tolist(), strict=True))
        )
        self.minutes = dict(_minutes(scenario))
        self.graph = nx.Graph([(areas.codes[a], areas.codes[b]) for a, b in scenario.links.tolist()])
        self.graph.add_nodes_from(areas.codes)
        drawn = areas.need[None, :] if scenario.draws is None else scenario.draws
        self.needs = [dict(zip(areas.codes, one, strict=True)) for one in drawn.tolist()]
        self.served = [dict.fromkeys(areas.codes, 0.0) for _ in self.needs]
        self.reached_already = dict.fromkeys(areas.codes, 0.0)
        self.hub_of: dict[str, str] = {}
        for service in scenario.existing:
            self._run_existing(service)
        self.already = {code: _mean(one[code] for one in self.served) for code in areas.codes}

    def _run_existing(self, service: ExistingService) -> None:
        rule = self.scenario.services[service.type].reach
        hubs = [service.hub] if service.hub else sorted(service.areas)
        by_hub = {h: {i: self.need[i] * self._reach(rule, h, i) for i in service.areas} for h in hubs}
        hub = max(hubs, key=lambda h: (round(math.fsum(by_hub[h].values()), 9), -hubs.index(h)))
        self.hub_of[service.name] = hub
        for need, served in zip(self.needs, self.served, strict=True):
            reached = {area: need[area] * self._reach(rule, hub, area) for area in service.areas}
            total = math.fsum(reached.values())
            for area, count in reached.items():
                self.reached_already[area] += count / len(self.needs)
                served[area] = min(service.capacity, total) * count / total if total else 0.0

    def _reach(self, rule: Reach, hub: str, area: str) -> float:
        if hub == area or not (rule.per_km or rule.per_minute):
            return rule.hub
        if rule.per_minute:
            return max(rule.floor, rule.hub - rule.per_minute * self.minutes[frozenset((hub, area))])
        return max(rule.floor, rule.hub - rule.per_km * math.dist(self.centre[hub], self.centre[area]))

    def _too_far(self, kind: ServiceType, hub: str, area: str) -> bool:
        if hub == area:
            return False
        return (
            kind.max_km is not None and math.dist(self.centre[hub], self.centre[area]) > kind.max_km + CLOSE
        ) or (
            kind.max_minutes is not None and self.minutes[frozenset((hub, area))] > kind.max_minutes + CLOSE
        )

    def faults(self) -> Iterator[str]:
        """Everything that disagrees, in words."""
        covered: dict[str, float] = {}
        reached: dict[str, float] = {}
        for service in self.plan.services:
            yield from self._shape(service)
            yield from self._numbers(service, covered, reached)
        yield from self._areas(covered, reached)
        yield from self._totals(covered)
        if self.plan.has_plan:
            yield from self._policy(covered)

    def broken_rules(self) -> Iterator[str]:
        """Every rule that is broken."""
        for service in self.plan.services:
            yield from self._shape(service)
        yield from self._policy({area.area: area.covered for area in self.plan.areas if area.service})

    def _shape(self, service: Service) -> Iterator[str]:
        kind = self.scenario.services[service.type]
        joined = nx.is_connected(self.graph.subgraph(service.areas))
        if service.hub not in service.areas:
            yield f"{service.id}: its hub is not one of its areas"
        base = next((s.areas for s in self.scenario.existing if s.name == service.expands), [])
        far = [code for code in service.areas if code not in base and self._too_far(kind, service.hub, code)]
        if far:
            yield f"{service.id}: {', '.join(far)} too far from its hub"
        if service.expands:
            yield from self._expansion_shape(service, joined)
            return
        if not joined:
            yield f"{service.id}: its areas are not connected"
        if len(service.areas) > kind.max_areas:
            yield f"{service.id}: {len(service.areas)} areas, {kind.max_areas} at most"
        if kind.staff and not kind.staff.min <= (service.staff or 0) <= kind.staff.max:
            yield f"{service.id}: {service.staff} staff, {kind.staff.min} to {kind.staff.max} allowed"

    def _expansion_shape(self, service: Service, joined: bool) -> Iterator[str]:
        base = next(s for s in self.scenario.existing if s.name == service.expands)
        assert base.expand is not None
        added = set(service.areas) - set(base.areas)
        if not set(base.areas) <= set(service.areas) or len(added) > base.expand.areas:
            yield f"{service.id}: not a widening of {base.name} by {base.expand.areas} areas or fewer"
        if added and not joined:
            yield f"{service.id}: its areas are not connected"
        if not 1 <= (service.staff or 0) <= base.expand.staff:
            yield f"{service.id}: adds {service.staff} staff, {base.expand.staff} at most"
        if service.hub != self.hub_of[base.name]:
            yield f"{service.id}: its hub moved"

    def _numbers(
        self, service: Service, covered: dict[str, float], reached: dict[str, float]
    ) -> Iterator[str]:
        kind = self.scenario.services[service.type]
        capacity = (service.staff or 0) * kind.staff.caseload if kind.staff else kind.capacity or 0.0
        here, helped = self._outcome(service, capacity)
        total, supported = math.fsum(here.values()), math.fsum(helped.values())
        yield from _differ(f"{service.id}: reachable", service.reachable, total)
        yield from _differ(f"{service.id}: capacity", service.capacity, capacity)
        yield from _differ(f"{service.id}: covered", service.covered, supported)
        yield from _differ(f"{service.id}: cost", service.cost, self._cost(service))
        setup = 0.0 if service.expands else self.factor[service.hub] * kind.setup_cost
        yield from _differ(f"{service.id}: set-up cost", service.setup_cost, setup)
        for area, value in here.items():
            if area in covered:
                yield f"{area}: takes part in two new funding decisions"
            covered[area] = helped[area]
            reached[area] = value

    def _outcome(self, service: Service, capacity: float) -> tuple[dict[str, float], dict[str, float]]:
        """Young people reached and supported in each area; means where need is drawn."""
        rule, count = self.scenario.services[service.type].reach, len(self.needs)
        reached, helped = dict.fromkeys(service.areas, 0.0), dict.fromkeys(service.areas, 0.0)
        for need, served in zip(self.needs, self.served, strict=True):
            here = {
                area: max(0.0, need[area] - served[area]) * self._reach(rule, service.hub, area)
                for area in service.areas
            }
            total = math.fsum(here.values())
            for area, value in here.items():
                reached[area] += value / count
                helped[area] += (min(total, capacity) * value / total if total else 0.0) / count
        return reached, helped

    def _cost(self, service: Service) -> float:
        kind = self.scenario.services[service.type]
        staff = (service.staff or 0) * kind.staff.cost if kind.staff else 0.0
        if service.expands:
            base = next(s for s in self.scenario.existing if s.name == service.expands)
            added = len(service.areas) - len(base.areas)
            return self.factor[service.hub] * (staff + kind.joint_cost * added)
        running = kind.annual_cost + kind.joint_cost * (len(service.areas) - 1) + staff
        return self.factor[service.hub] * (running + kind.setup_cost / self.scenario.term)

    def _areas(self, covered: dict[str, float], reached: dict[str, float]) -> Iterator[str]:
        if sorted(area.area for area in self.plan.areas) != sorted(self.need):
            yield "the plan's areas are not the scenario's"
            return
        for area in self.plan.areas:
            code = area.area
            within = max(reached.get(code, 0.0), self.reached_already.get(code, 0.0) - self.already[code])
            spare = within - covered.get(code, 0.0)
            yield from _differ(f"{code}: need", area.need, self.need[code])
            yield from _differ(f"{code}: already covered", area.already_covered, self.already[code])
            yield from _differ(f"{code}: covered", area.covered, covered.get(code, 0.0))
            yield from _differ(f"{code}: reached without capacity", area.reached_without_capacity, spare)
            rest = self.need[code] - self.already[code] - within
            yield from _differ(f"{code}: out of reach", area.out_of_reach, max(0.0, rest))

    def _totals(self, covered: dict[str, float]) -> Iterator[str]:
        plan, counts = self.plan, self.scenario.policy.counts_for
        if self.scenario.years is None:
            weighted = math.fsum(counts(code) * value for code, value in covered.items())
            yield from _differ("coverage", plan.coverage, math.fsum(covered.values()))
            yield from _differ("objective", plan.objective, weighted)
            yield from _differ("spend", plan.spend, math.fsum(self._cost(s) for s in plan.services))
        else:
            yield from self._years(self.scenario.years)
        yield from _differ("need", plan.need, math.fsum(self.need.values()))
        yield from _differ("already covered", plan.already_covered, math.fsum(self.already.values()))
        if plan.bound < plan.objective:
            yield f"bound {plan.bound} is below the objective {plan.objective}"
        if plan.spend > self.scenario.budget + max(0.005, 1e-9 * self.scenario.budget):
            yield f"spend £{plan.spend:,.2f} is over the budget of £{self.scenario.budget:,.2f}"

    def _years(self, years: Years) -> Iterator[str]:
        """Each year's money and young people, and their sums."""
        plan, counts = self.plan, self.scenario.policy.counts_for
        objective = coverage = spend = 0.0
        if [(y.year, y.budget) for y in plan.years or ()] != list(enumerate(years.budgets, years.first)):
            yield "the plan's years or their budgets are not the scenario's"
            return
        for outcome in plan.years or ():
            paid = people = worth = 0.0
            for service in plan.services:
                age = outcome.year - (service.starts or years.first)
                if age < 0:
                    continue
                grown = _grown(years, age)
                paid += service.cost + (service.setup_cost if age == 0 else 0.0)
                people += grown * service.covered
                here = {area.area: area.covered for area in plan.areas if area.service == service.id}
                worth += grown * math.fsum(counts(code) * value for code, value in here.items())
            yield from _differ(f"{outcome.year}: spend", outcome.spend, paid)
            yield from _differ(f"{outcome.year}: coverage", outcome.coverage, people)
            if paid > outcome.budget + max(0.005, 1e-9 * outcome.budget):
                yield f"{outcome.year}: spend £{paid:,.2f} is over the budget of £{outcome.budget:,.2f}"
            spend, coverage = spend + paid, coverage + people
            objective += worth / (1.0 + years.discount) ** (outcome.year - years.first)
        yield from _differ("coverage", plan.coverage, coverage)
        yield from _differ("spend", plan.spend, spend)
        yield from _differ("objective", plan.objective, objective)

    def _policy(self, covered: dict[str, float]) -> Iterator[str]:
        grown = {code: self._at_end(code) for code in covered}
        outcome = Outcome(self.plan.services, self.need, self.already, covered, grown)
        for rule in self.scenario.policy.rules:
            yield from rule.broken(self.scenario, outcome)

    def _at_end(self, code: str) -> float:
        """Share of its coverage that the service of an area reaches in the last year."""
        years = self.scenario.years
        started = next((s.starts for s in self.plan.services if code in s.areas), None)
        if years is None or started is None:
            return 1.0
        return _grown(years, years.first + len(years.budgets) - 1 - started)


def _mean(values: Iterable[float]) -> float:
    every = list(values)
    return math.fsum(every) / len(every)


def _minutes(scenario: Scenario) -> Iterator[tuple[frozenset[str], float]]:
    """Minutes between two areas, by their codes."""
    journeys, codes = scenario.areas.journeys, scenario.areas.codes
    if journeys is not None:
        for (a, b), minutes in zip(journeys.pairs.tolist(), journeys.minutes.tolist(), strict=True):
            yield frozenset((codes[a], codes[b])), minutes


def _grown(years: Years, age: int) -> float:
    """Share of its coverage that a service reaches so many years after its first."""
    return years.ramp[min(age, len(years.ramp) - 1)]


def _differ(what: str, said: float, found: float) -> Iterator[str]:
    if not math.isclose(said, found, rel_tol=1e-9, abs_tol=CLOSE):
        yield f"{what} is {said!r} in the plan and {found!r} from the inputs"
