"""From chosen candidates to a plan in words people use."""

import numpy as np

from planner.model.candidates import NEW, Candidates
from planner.plan.identity import Identity
from planner.plan.plan import AreaOutcome, Asked, Kind, Plan, Run, Service, YearOutcome, gap_of
from planner.scenario.cost import setup_cost
from planner.scenario.scenario import Scenario
from planner.solve.certificate import met
from planner.solve.search import Found


def assemble(candidates: Candidates, found: Found, run: Run, asked: Asked | None = None) -> Plan:
    """The plan of the candidates that were found; with none chosen, what existing services do alone.

    `asked` is that of a free plan where it is not given.
    """
    scenario = candidates.scenario
    services = sorted((service_of(candidates, int(c)) for c in found.chosen), key=lambda s: s.areas)
    areas = _areas(candidates, found, services)
    covered = np.array([area.covered for area in areas])
    years = None if scenario.years is None else _years(candidates, found)
    objective = float(candidates.value[found.chosen].sum())
    coverage = float(covered.sum()) if years is None else sum(year.coverage for year in years)
    bound = met(found.bound, objective)
    return Plan(
        scenario=scenario.name,
        status=found.status,
        coverage=coverage,
        objective=objective,
        bound=bound,
        gap=gap_of(objective, bound),
        need=float(scenario.areas.need.sum()),
        already_covered=float(candidates.served.covered.sum()),
        budget=scenario.budget,
        spend=sum(year.spend for year in years)
        if years
        else float(sum(service.cost for service in services)),
        least_spend=found.cheapest,
        services=tuple(services),
        areas=tuple(areas),
        years=years,
        cost_per_person=_cost_per_person(scenario, years),
        asked=asked or asked_of(scenario),
        types=tuple(scenario.services) if len(scenario.services) > 1 else (),
        published=scenario.published,
        run=run,
    ).of(scenario)


def asked_of(scenario: Scenario, kind: Kind = "free", kept: tuple[str, ...] = (), gap: float = 0.0) -> Asked:
    """What is asked of a plan, as far as it limits what is proved of it."""
    return Asked(
        kind=kind,
        kept=kept,
        gap=gap,
        weighed=scenario.policy.weighs,
        discounted=bool(scenario.years and scenario.years.discount),
        expected=scenario.draws is not None,
    )


def _years(candidates: Candidates, found: Found) -> tuple[YearOutcome, ...]:
    years = candidates.scenario.years
    assert years is not None
    covered = candidates.covered[found.chosen]
    starts = candidates.start[found.chosen].tolist()
    return tuple(
        YearOutcome(
            year=years.first + year,
            budget=budget,
            spend=float(candidates.cost_in(year)[found.chosen].sum()),
            coverage=float(sum(c * years.reached(year, s) for c, s in zip(covered, starts, strict=True))),
        )
        for year, budget in enumerate(years.budgets)
    )


def _cost_per_person(scenario: Scenario, outcomes: tuple[YearOutcome, ...] | None) -> float | None:
    """Pounds for a young person supported in a year, both sides discounted to the first."""
    if outcomes is None or scenario.years is None:
        return None
    worth = [scenario.years.present(year) for year in range(len(outcomes))]
    people = sum(w * outcome.coverage for w, outcome in zip(worth, outcomes, strict=True))
    return (
        sum(w * outcome.spend for w, outcome in zip(worth, outcomes, strict=True)) / people
        if people
        else None
    )


def service_of(candidates: Candidates, c: int) -> Service:
    """A candidate as the service a plan would list."""
    scenario, span = candidates.scenario, candidates.areas(c)
    codes = scenario.areas.codes
    name = list(scenario.services)[candidates.type[c]]
    areas = tuple(codes[i] for i in candidates.members[span])
    new = candidates.expands[c] == NEW
    expands = None if new else scenario.existing[candidates.expands[c]].name
    hub = int(candidates.hub[c])
    setup = setup_cost(scenario.services[name], scenario.areas.cost_factor[hub]) if new else 0.0
    return Service(
        id=str(Identity(name, areas, expands)),
        type=name,
        kind="expansion" if expands else "single" if len(areas) == 1 else "joint",
        hub=codes[hub],
        areas=areas,
        staff=int(candidates.staff[c]) if scenario.services[name].staff else None,
        capacity=float(candidates.capacity[c]),
        reachable=float(candidates.reached[span].sum()),
        covered=float(candidates.covered_by_area[span].sum()),
        setup_cost=float(setup),
        cost=float(candidates.running[c]),
        expands=expands,
        starts=None if scenario.years is None else scenario.years.first + int(candidates.start[c]),
    )


def _areas(candidates: Candidates, found: Found, services: list[Service]) -> list[AreaOutcome]:
    scenario, served = candidates.scenario, candidates.served
    need, already, chosen = scenario.areas.need, served.covered, candidates.take(found.chosen)
    covered, reached = (
        np.bincount(chosen.members, weights=column, minlength=len(need))
        for column in (chosen.covered_by_area, chosen.reached)
    )
    within = np.maximum(reached, served.reachable - already)
    service_of = {code: service.id for service in services for code in service.areas}
    return [
        AreaOutcome(
            area=code,
            name=scenario.areas.names[i],
            need=float(need[i]),
            already_covered=float(already[i]),
            covered=float(covered[i]),
            service=service_of.get(code),
            reached_without_capacity=float(max(0.0, within[i] - covered[i])),
            out_of_reach=float(max(0.0, served.left[i] - within[i])),
        )
        for i, code in enumerate(scenario.areas.codes)
    ]
