"""A sweep: one scenario's candidates, built once and solved for one budget after another."""

import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from planner.model.build import build_candidates
from planner.model.candidates import NEW, Candidates
from planner.model.rows import Rows, state_rows
from planner.plan.assemble import asked_of, assemble, service_of
from planner.plan.audit import audit
from planner.plan.plan import InputRecord, Kind, Plan, Run, Service
from planner.plan.ties import settled_by, tied_with
from planner.scenario.scenario import Scenario
from planner.solve.certificate import check_certificate
from planner.solve.clock import started
from planner.solve.presolve import presolve
from planner.solve.search import Found, Status, search, search_cheapest
from planner.solve.solvers import Limits, solver_name
from planner.types import BoolArray, IntArray
from planner.version import __version__

NOTHING: IntArray = np.zeros(0, dtype=np.int64)


class Sweep:
    """Solves a scenario for many budgets.

    `build_candidates` looks at no budget, so that all of them share one set of candidates; `built` are those
    of a scenario that differs from this one only in what candidates do not look at: money and `require`.
    """

    def __init__(self, scenario: Scenario, built: Candidates | None = None) -> None:
        began = time.monotonic()
        self.candidates = (
            replace(built, scenario=scenario) if built is not None else build_candidates(scenario)
        )
        self.rows = state_rows(self.candidates)
        self.presolved = presolve(self.candidates)
        self._building = time.monotonic() - began

    def solve(
        self,
        budget: float,
        limits: Limits,
        *,
        kept: IntArray = NOTHING,
        also: Rows | None = None,
        kind: Kind = "free",
        ties: bool = False,
        solver: str | None = None,
        progress: Callable[[float, float], None] | None = None,
    ) -> tuple[Plan, float | None]:
        """The best plan within `budget` that funds the candidates `kept`, and its shadow price.

        `also` are rows over the candidates that it must keep beside the scenario's. `kind` says which plans
        it is the best of, where this sweep or `also` allow not all. With `ties` the plan says of another as
        good, where one is found in the time left.

        That is what the linear program gives for a last pound, in young people a pound (weighted): what more
        money brings on average over many steps, not in the next one. None where none was solved. Building
        the candidates counts as part of the first solve.

        Raises:
            SolverError: when the solver is unknown, not installed, or breaks down.
            AuditError: when the plan disagrees with its inputs.
        """
        began = time.monotonic() - self._building
        if limits.seconds is not None:
            limits = replace(limits, seconds=max(0.1, limits.seconds - self._building))
        self._building = 0.0
        scenario = self.candidates.scenario.with_budget(budget)
        candidates = replace(self.candidates, scenario=scenario)
        rows = self.rows if scenario.years else self.rows.with_budget(budget)
        rows = (rows if also is None else rows.and_also(also)).after(kept)
        keep = self.presolved & ~_touching(candidates, kept)
        found, price = _certified(candidates, rows, search(candidates, rows, limits, solver, progress, keep))
        clock = started(None if limits.seconds is None else began + limits.seconds - time.monotonic())
        other = tied_with(candidates, rows, found, keep, clock) if ties and clock.left > 0 else None
        found = _together(candidates, found, kept)
        ids = tuple(sorted(service_of(candidates, int(c)).id for c in kept))
        asked = asked_of(scenario, "nested" if ids else kind, ids, limits.gap)
        plan = assemble(candidates, found, self._run(solver, time.monotonic() - began), asked)
        audit(plan, scenario)
        if other is not None:
            tied = assemble(candidates, replace(found, chosen=other, cheapest=False), plan.run, asked)
            audit(tied, scenario)
            plan = plan.model_copy(update={"settled": settled_by(plan, tied, within=0.0)})
        return plan, price

    def cheapest(self, worth: float, budget: float, limits: Limits) -> tuple[Status, float]:
        """Pounds of a cheapest plan within `budget` whose objective is at least `worth`, and how sure it is.

        `infeasible` where there is none; the pounds are 0 where none was found.
        """
        rows = self.rows if self.candidates.scenario.years else self.rows.with_budget(budget)
        found = search_cheapest(self.candidates, rows, worth, limits, self.presolved)
        return found.status, float(self.candidates.cost[found.chosen].sum())

    def requiring(self, area: str) -> "Sweep":
        """The same candidates where an area, given by its code, must take part in something newly funded."""
        scenario = self.candidates.scenario
        require = sorted({*scenario.policy.require, area})
        policy = scenario.policy.of(require=require)
        return Sweep(replace(scenario, policy=policy), self.candidates)

    def only(self, which: BoolArray) -> "Sweep":
        """The same rules over some of the candidates."""
        return Sweep(self.candidates.scenario, self.candidates.take(which))

    def offering(self, service: Service) -> BoolArray:
        """Which candidates have a service's id: its type and areas, and what it expands, whatever the hub."""
        candidates, scenario = self.candidates, self.candidates.scenario
        kinds, names = list(scenario.services), [one.name for one in scenario.existing]
        inside = np.zeros(len(scenario.areas), dtype=np.int64)
        inside[[scenario.areas.position[code] for code in service.areas]] = 1
        held = np.bincount(candidates.owners, inside[candidates.members], minlength=len(candidates))
        sizes = candidates.sizes
        same: BoolArray = (
            (sizes == len(service.areas))
            & (held == len(service.areas))
            & (candidates.type == kinds.index(service.type))
            & (candidates.expands == (names.index(service.expands) if service.expands else NEW))
        )
        return same

    def chosen(self, plan: Plan) -> IntArray:
        """The candidates of a plan of this scenario, rising."""
        return np.sort(np.array([self._candidate(service) for service in plan.services], dtype=np.int64))

    def _candidate(self, service: Service) -> int:
        candidates = self.candidates
        same = (
            self.offering(service)
            & (candidates.hub == candidates.scenario.areas.position[service.hub])
            & (candidates.staff == (service.staff or 0))
            & (candidates.start == (0 if service.starts is None else service.starts - self._first))
        )
        if not same.any():
            raise KeyError(service.id)
        return int(np.flatnonzero(same)[0])

    @property
    def _first(self) -> int:
        years = self.candidates.scenario.years
        return years.first if years else 0

    def _run(self, solver: str | None, seconds: float) -> Run:
        files = self.candidates.scenario.inputs
        return Run(
            planner=__version__,
            solver=solver_name(solver),
            seconds=round(seconds, 3),
            candidates=len(self.candidates),
            inputs=tuple(InputRecord(file=f.file, sha256=f.sha256) for f in files),
        )


def _touching(candidates: Candidates, kept: IntArray) -> BoolArray:
    """Which candidates share an area with those kept, and these themselves."""
    held = np.zeros(len(candidates.scenario.areas), dtype=bool)
    for c in kept:
        held[candidates.members[candidates.areas(int(c))]] = True
    owners = candidates.owners[held[candidates.members]]
    return np.bincount(owners, minlength=len(candidates)) > 0


def _certified(candidates: Candidates, rows: Rows, found: Found) -> tuple[Found, float | None]:
    """What was found, its bound no worse than its certificate's, and the price of the budget."""
    if found.prices is None or found.status in ("infeasible", "no_plan"):
        return found, None
    value = float(candidates.value[found.chosen].sum())
    bound = check_certificate(candidates, rows, found.prices, value)
    price = float(found.prices[np.array(rows.kinds) == "budget"].sum())
    return replace(found, bound=min(found.bound, max(bound, value))), max(0.0, price)


def _together(candidates: Candidates, found: Found, kept: IntArray) -> Found:
    """What was found beside the candidates kept, with them; nothing at all where there is no plan."""
    if found.status in ("infeasible", "no_plan"):
        return found
    worth = float(candidates.value[kept].sum())
    return replace(found, chosen=np.union1d(found.chosen, kept), bound=found.bound + worth)
