"""Candidates: every service that could be funded, as columns of arrays."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from planner.model.block import NEW, Block
from planner.model.catchments import connected_groups
from planner.model.dominance import undominated
from planner.model.existing import Served, served_by_existing
from planner.model.expansions import expansions
from planner.model.filters import keeps_rules
from planner.model.new_services import new_services
from planner.policy.reductions import Reduction
from planner.scenario.scenario import Scenario
from planner.scenario.years import Years
from planner.types import BoolArray, FloatArray, IntArray

EACH = ("type", "hub", "staff", "capacity", "cost", "expands", "value", "start", "setup", "running")
EACH_AREA = ("members", "reached", "covered_by_area")
"""Columns with an entry for each candidate, and for each area of each."""


@dataclass(frozen=True, eq=False)
class Candidates:
    """Every candidate, in a fixed order, one row each, and by area what existing services already do.

    The areas of candidate c are `members[starts[c]:starts[c + 1]]`, rising, with `reached` and
    `covered_by_area` beside them. `value` is coverage weighted by the policy's weights, what the
    program maximises, and `cost` is pounds a year.

    With a budget by year each candidate is there once for every year it could `start` in, counted from 0;
    `setup` is pounds paid in that year, `running` pounds in it and in every year after, `cost` their sum
    over the years and `value` young people over the years. Else `start` and `setup` are 0 and `running` is
    `cost`.
    """

    scenario: Scenario
    served: Served
    starts: IntArray
    members: IntArray
    reached: FloatArray
    covered_by_area: FloatArray
    type: IntArray
    hub: IntArray
    staff: IntArray
    capacity: FloatArray
    cost: FloatArray
    expands: IntArray
    value: FloatArray
    start: IntArray
    setup: FloatArray
    running: FloatArray

    def __len__(self) -> int:
        return len(self.hub)

    def areas(self, candidate: int) -> slice:
        """Where the areas of a candidate stand in `members`."""
        return slice(int(self.starts[candidate]), int(self.starts[candidate + 1]))

    def cost_in(self, year: int) -> FloatArray:
        """Pounds each candidate costs in a year, counted from 0."""
        paid: FloatArray = np.where(self.start <= year, self.running, 0.0)
        return paid + np.where(self.start == year, self.setup, 0.0)

    @property
    def at_end(self) -> FloatArray:
        """Share of its coverage that each candidate reaches in the last year; 1 for a budget a year."""
        years = self.scenario.years
        if years is None:
            return np.ones(len(self))
        last = len(years.budgets) - 1
        return np.array([years.reached(last, start) for start in range(last + 1)])[self.start]

    @property
    def owners(self) -> IntArray:
        """The candidate that each entry of `members` belongs to."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))

    def holding(self, area: int) -> BoolArray:
        """Which candidates hold an area, given by its place among the areas."""
        held = self.owners[self.members == area]
        return np.bincount(held, minlength=len(self)) > 0

    @property
    def worth(self) -> FloatArray:
        """What one young person whom each candidate covers counts for, weights apart: 1 for a budget a year.

        With a budget by year that is over all its years, as services grow and later years count for less.
        """
        years = self.scenario.years
        if years is None:
            return np.ones(len(self))
        return np.array([years.worth(start) for start in range(len(years.budgets))])[self.start]

    def take(self, which: BoolArray) -> Self:
        """Some of the candidates, in the same order."""
        inside = which[self.owners]
        sizes = np.diff(self.starts)[which]
        columns: dict[str, Any] = {name: getattr(self, name)[which] for name in EACH}
        entries: dict[str, Any] = {name: getattr(self, name)[inside] for name in EACH_AREA}
        return replace(self, starts=np.concatenate([[0], np.cumsum(sizes)]), **columns, **entries)


def build_candidates(scenario: Scenario) -> Candidates:
    """Every candidate of a scenario that its policy allows and none other beats on the same catchment.

    New services come first, by type, size, catchment and cost; then expansions in the order of the
    existing services. With a budget by year, start by start.

    Raises:
        TooManyCatchmentsError: when the areas have too many connected groups.
    """
    served = served_by_existing(scenario)
    blocks = _blocks(scenario, served, every=scenario.draws is not None)
    years = scenario.years
    if years is None:
        return _unbeaten(scenario, served, blocks, grown=1.0)
    last = len(years.budgets) - 1
    ends = [years.reached(last, start) for start in range(last + 1)]
    if scenario.policy.allows(Reduction.SAME_START):
        ends = [1.0] * len(ends)  # nothing looks at how far a service has grown: all starts are alike
    by_end = {end: _unbeaten(scenario, served, blocks, end) for end in dict.fromkeys(ends)}
    return over_years([by_end[end] for end in ends], years)


def _unbeaten(scenario: Scenario, served: Served, blocks: list[Block], grown: float) -> Candidates:
    """Candidates of these blocks that keep the rules at a share of their coverage, less those beaten.

    In this order: one that beats another must be one that a plan may hold.
    """
    weights = area_weights(scenario)
    by_hub = scenario.years is not None  # set-up paid at once makes hubs differ in two costs, not one
    kept = [keeps_rules(scenario, served, block, grown) for block in blocks]
    if scenario.policy.allows(Reduction.SAME_CATCHMENT):
        kept = [undominated(block, weights, by_hub) for block in kept]
    return joined(scenario, served, kept, weights)


def every_candidate(scenario: Scenario) -> Candidates:
    """Every candidate that the rules allow, those that another beats too; for one budget a year.

    Raises:
        TooManyCatchmentsError: when the areas have too many connected groups.
    """
    served = served_by_existing(scenario)
    blocks = _blocks(scenario, served, every=True)
    kept = [keeps_rules(scenario, served, block, grown=1.0) for block in blocks]
    return joined(scenario, served, kept, area_weights(scenario))


def _blocks(scenario: Scenario, served: Served, every: bool) -> list[Block]:
    """Blocks of all candidates; where need is drawn, with their coverage expected over the draws."""
    residual = served.left_of(scenario.areas.need)
    blocks = [
        *new_services(scenario, residual, _groups(scenario), every),
        *expansions(scenario, residual, served, every),
    ]
    if served.left_drawn is None:
        return blocks
    mean = served.left_drawn.mean(axis=0)
    return [block.over_draws(mean, served.left_drawn) for block in blocks]


def area_weights(scenario: Scenario) -> FloatArray:
    """What one young person in each area counts for."""
    return scenario.policy.weights_of(scenario.areas)


def _groups(scenario: Scenario) -> list[IntArray]:
    allowed = scenario.policy.open_to(scenario.areas)
    largest = max(kind.max_areas for kind in scenario.services.values())
    groups = connected_groups(scenario.links, allowed, largest, len(scenario.services))
    return [group[scenario.policy.keeps_catchments(scenario.areas, group)] for group in groups]


def joined(scenario: Scenario, served: Served, blocks: list[Block], weights: FloatArray) -> Candidates:
    """Candidates of these blocks, in their order; `weights` has one entry an area."""

    def column(name: str, kind: type) -> NDArray[Any]:
        parts: list[NDArray[Any]] = [np.asarray(getattr(block, name), dtype=kind).ravel() for block in blocks]
        return np.concatenate(parts) if parts else np.zeros(0, dtype=kind)

    sizes = [np.full(len(block), block.members.shape[1]) for block in blocks]
    starts = np.concatenate([[0], *(np.cumsum(np.concatenate(sizes)),)] if sizes else [[0]]).astype(np.int64)
    members, covered = column("members", np.int64), column("covered_by_area", np.float64)
    value = np.add.reduceat(covered * weights[members], starts[:-1]) if len(members) else np.zeros(0)
    return Candidates(
        scenario=scenario,
        served=served,
        starts=starts,
        members=members,
        reached=column("reached", np.float64),
        covered_by_area=covered,
        type=column("type", np.int64),
        hub=column("hub", np.int64),
        staff=column("staff", np.int64),
        capacity=column("capacity", np.float64),
        cost=column("cost", np.float64),
        expands=column("expands", np.int64),
        value=value,
        start=np.zeros(len(value), dtype=np.int64),
        setup=np.zeros(len(value)),
        running=column("cost", np.float64),
    )


def over_years(each: Sequence[Candidates], years: Years) -> Candidates:
    """The candidates of each year that a service could start in, one after the other.

    No service is opened to be closed, so `cost = setup + running * years left`, and
    `value = covered * sum over the years left of ramp * present worth`.
    """
    parts = [_starting(candidates, years, start) for start, candidates in enumerate(each)]
    ends = np.cumsum([len(part.members) for part in parts])
    starts = [part.starts[1:] + end - len(part.members) for part, end in zip(parts, ends, strict=True)]
    columns: dict[str, Any] = {
        name: np.concatenate([getattr(part, name) for part in parts]) for name in (*EACH, *EACH_AREA)
    }
    return replace(parts[0], starts=np.concatenate([[0], *starts]).astype(np.int64), **columns)


def _starting(candidates: Candidates, years: Years, start: int) -> Candidates:
    """The same candidates, each a service that starts in one year, counted from 0."""
    scenario = candidates.scenario
    kinds = np.array([kind.setup_cost for kind in scenario.services.values()])
    new = candidates.expands == NEW
    setup = np.where(new, kinds[candidates.type] * scenario.areas.cost_factor[candidates.hub], 0.0)
    return replace(
        candidates,
        start=np.full(len(candidates), start),
        setup=setup,
        cost=setup + candidates.running * (len(years.budgets) - start),
        value=candidates.value * years.worth(start),
    )
