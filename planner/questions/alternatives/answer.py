"""Alternatives: other plans nearly as good as the best, that differ in some services, and what all share."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from pydantic import Field

from planner.model.rows import Rows, count_row
from planner.plan.part import Part
from planner.plan.plan import SCHEMA, Kind, Plan
from planner.plan.sweep import Sweep
from planner.scenario.scenario import Scenario
from planner.solve.clock import Clock, started
from planner.solve.solvers import Limits


class Alternatives(Part):
    """The best plan, others by objective, and the ids of the services that all of them fund.

    Each has an objective of at least `1 - within` times the best's, and differs from every other in at least
    `differ` services. `complete` says that none was passed over: each is proved the best of those left, and
    where there are fewer than were asked for there are no more.
    """

    in_short = ("best", "alternatives", "within", "differ", "in_all", "complete")

    schema_: int = Field(SCHEMA, alias="schema")
    best: Plan
    alternatives: tuple[Plan, ...]
    in_all: tuple[str, ...]
    within: float
    differ: int
    complete: bool
    published: bool = False
    """Whether counts are as anybody may see them."""


def difference(one: Plan, other: Plan) -> int:
    """Services in which two plans differ: those one funds and the other does not, whichever way that is more.

        max(services of one not in the other, services of the other not in the one)

    A service is its type and areas, and what it expands; where it is based and how many staff it has make
    no other service of it. Swapping two services for two others is a difference of 2, and so is putting one
    in the place of two.
    """
    a, b = ({service.id for service in plan.services} for plan in (one, other))
    return max(len(a - b), len(b - a))


def alternatives(
    scenario: Scenario,
    *,
    within: float = 0.01,
    differ: int = 2,
    top: int = 5,
    time_limit: float | None = 60.0,
) -> Alternatives:
    """The best plan and up to `top` others within a share of it that differ in `differ` services or more.

    Found one by one: each is the best of all plans that differ enough from every one before it, and of those
    as good the cheapest. That a plan Q differs from P in k services is that it funds at most |P| - k of P's,
    or at least k others: the search splits in the two where a plan found does not differ enough yet (as Murty
    1968, doi:10.1287/opre.16.3.682, for assignments), and takes up the part with the best plan next, so that
    the first that differs from all is the best that does. Services for which one area less does as well for
    no more money are never offered. `time_limit` is in seconds, for all of it.
    """
    sweep = Sweep(scenario)
    sweep = sweep.only(sweep.presolved)
    walk = _Walk(sweep, differ, started(time_limit))
    best = walk.first()
    floor = (1 - within) * best.objective - 1e-6 * max(1.0, best.objective)
    found = [best] if best.has_plan else []
    while best.has_plan and len(found) <= top and not walk.unsure:
        plan = walk.next(found, floor)
        if plan is None:
            break
        found.append(plan)
    ids = [{service.id for service in plan.services} for plan in found]
    return Alternatives(
        best=best,
        alternatives=tuple(found[1:]),
        in_all=tuple(sorted(set.intersection(*ids))) if ids else (),
        within=within,
        differ=differ,
        complete=not walk.unsure,
        published=scenario.published,
    )


@dataclass(order=True)
class _Part:
    """Plans that keep some more rows, and the best of them; best first, then least spend, then age."""

    key: tuple[float, float, int]
    plan: Plan = field(compare=False)
    rows: Rows | None = field(compare=False)


class _Walk:
    """Goes through plans from the best down; `unsure` once a part's best plan was not proved."""

    def __init__(self, sweep: Sweep, differ: int, clock: Clock) -> None:
        self.sweep, self.differ, self.clock = sweep, differ, clock
        self.open: list[_Part] = []
        self.unsure = False
        self._made = 0

    def first(self) -> Plan:
        """The best plan of all."""
        return self._put(None)

    def next(self, found: list[Plan], floor: float) -> Plan | None:
        """The best plan worth at least `floor` that differs enough from all found; None: there is none."""
        while self.open and not self.unsure:
            if self.open[0].plan.objective < floor:
                return None
            part = heapq.heappop(self.open)
            close = next((p for p in found if difference(p, part.plan) < self.differ), None)
            if close is None:
                heapq.heappush(self.open, part)  # other plans in it may do next
                return part.plan
            for rows in self._apart(close):
                self._put(rows if part.rows is None else part.rows.and_also(rows))
        return None

    def _apart(self, plan: Plan) -> Iterator[Rows]:
        """The plans that differ enough from one, in two parts that share none."""
        shared = np.zeros(len(self.sweep.candidates), dtype=bool)
        for service in plan.services:
            shared |= self.sweep.offering(service)
        most = len(plan.services) - self.differ
        if most >= 0:
            yield count_row(shared, -np.inf, most, "differ")
        others = count_row(~shared, self.differ, np.inf, "differ")
        yield others if most < 0 else others.and_also(count_row(shared, most + 1, np.inf, "differ"))

    def _put(self, rows: Rows | None) -> Plan:
        """Solve for the best plan that keeps these rows too, and keep it for later where there is one."""
        scenario = self.sweep.candidates.scenario
        kind: Kind = "free" if rows is None else "alternative"
        plan, _ = self.sweep.solve(scenario.budget, Limits(self.clock.seconds), also=rows, kind=kind)
        if plan.status in ("feasible", "no_plan"):
            self.unsure = True
        elif plan.has_plan:
            self._made += 1
            key = (-round(plan.objective, 6), round(plan.spend, 2), self._made)
            heapq.heappush(self.open, _Part(key, plan, rows))
        return plan
