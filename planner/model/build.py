"""Building candidates: every service that the rules allow, less those that are never needed."""

from collections.abc import Iterator

import numpy as np

from planner.model.candidates import Candidates
from planner.model.catchments import connected_groups
from planner.model.dominance import undominated
from planner.model.existing import Served, served_by_existing
from planner.model.expansions import expansions
from planner.model.new_services import new_services
from planner.model.starts import starting
from planner.policy.reductions import Reduction
from planner.scenario.scenario import Scenario
from planner.scenario.years import Years
from planner.types import IntArray


def build_candidates(scenario: Scenario) -> Candidates:
    """Every candidate of a scenario that its policy allows and none other beats on the same catchment.

    New services come first, by type, size, catchment and cost; then expansions in the order of the
    existing services. With a budget by year, start by start.

    Raises:
        TooManyCatchmentsError: when the areas have too many connected groups.
    """
    served = served_by_existing(scenario)
    parts = _parts(scenario, served, every=scenario.draws is not None)
    if scenario.years is not None:
        return _by_start(scenario, served, list(parts), scenario.years)
    return Candidates.none(scenario, served).join(*map(_undominated, parts))


def _by_start(scenario: Scenario, served: Served, parts: list[Candidates], years: Years) -> Candidates:
    """Every candidate once for each year it could start in."""
    none, count = Candidates.none(scenario, served), len(years.budgets)
    if scenario.policy.allows(Reduction.SAME_START):
        alike = none.join(*map(_undominated, parts))
        return starting(alike.tile(count), years, np.repeat(np.arange(count), len(alike)))
    ends = [years.reached(count - 1, start) for start in range(count)]
    by_end = {end: none.join(*(_undominated(part, end) for part in parts)) for end in dict.fromkeys(ends)}
    starts = np.repeat(np.arange(count), [len(by_end[end]) for end in ends])
    return starting(none.join(*(by_end[end] for end in ends)), years, starts)


def every_candidate(scenario: Scenario) -> Candidates:
    """Every candidate that the rules allow, those that another beats too; for one budget a year.

    Raises:
        TooManyCatchmentsError: when the areas have too many connected groups.
    """
    served = served_by_existing(scenario)
    return Candidates.none(scenario, served).join(*map(_kept, _parts(scenario, served, every=True)))


def _parts(scenario: Scenario, served: Served, every: bool) -> Iterator[Candidates]:
    """All candidates that rules on catchments allow, those over catchments of one size together."""
    yield from new_services(scenario, served, _groups(scenario), every)
    yield from expansions(scenario, served, every)


def _undominated(candidates: Candidates, grown: float = 1.0) -> Candidates:
    """Those that keep the rules, at a share of their coverage, less those dominated.

    In this order: one that beats another must be one that a plan may hold. With a budget by year hubs differ
    in two costs, since set-up is paid at once, and none beats another.
    """
    scenario, kept = candidates.scenario, _kept(candidates, grown)
    if not scenario.policy.allows(Reduction.SAME_CATCHMENT):
        return kept
    return undominated(kept, by_hub=scenario.years is not None)


def _kept(candidates: Candidates, grown: float = 1.0) -> Candidates:
    """Those that every rule lets a plan hold, at a share of their coverage: what they come to in the end."""
    policy = candidates.scenario.policy
    if not policy.filters:
        return candidates
    return candidates.take(policy.keeps(candidates.scenario, candidates.served, candidates, grown))


def _groups(scenario: Scenario) -> list[IntArray]:
    allowed = scenario.policy.open_to(scenario.areas)
    largest = max(kind.max_areas for kind in scenario.services.values())
    groups = connected_groups(scenario.links, allowed, largest, len(scenario.services))
    return [group[scenario.policy.keeps_catchments(scenario.areas, group)] for group in groups]
