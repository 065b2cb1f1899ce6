"""A scenario without a plan tried under other rules, for the rules to say what would have to give."""

import math
from dataclasses import dataclass, replace
from functools import cached_property

from planner.model.build import build_candidates, every_candidate
from planner.model.candidates import Candidates
from planner.model.existing import Served
from planner.model.rows import Rows, state_rows
from planner.policy.policy import Policy
from planner.policy.protocols import Left
from planner.questions.clashes.least import fewest_dropped
from planner.scenario.scenario import Scenario
from planner.solve.clock import Clock, started
from planner.solve.presolve import presolve
from planner.solve.search import search
from planner.solve.solvers import Limits


@dataclass(frozen=True)
class RuleTrials:
    """The trials of a scenario, whose candidates and rows are there; each search ends with the clock."""

    candidates: Candidates
    rows: Rows
    clock: Clock

    @property
    def scenario(self) -> Scenario:
        """The scenario that has no plan."""
        return self.candidates.scenario

    def served(self) -> Served:
        """What existing services do."""
        return self.candidates.served

    def serves(self, policy: Policy, area: int) -> bool:
        """Whether under these rules some service could be funded for an area, given by its row."""
        return bool(build_candidates(replace(self.scenario, policy=policy)).holding(area).any())

    def every(self, policy: Policy) -> Candidates:
        """Every candidate that these rules allow."""
        return every_candidate(replace(self.scenario, policy=policy))

    def keeps(self, policy: Policy) -> bool | None:
        """Whether some plan keeps these rules; None where time ended that."""
        candidates = build_candidates(replace(self.scenario, policy=policy))
        any_plan = Limits(self.clock.seconds, gap=math.inf)
        found = search(candidates, state_rows(candidates), any_plan, keep=presolve(candidates))
        return None if found.status == "no_plan" else found.status != "infeasible"

    def fewest_left_out(self) -> Left | None:
        """The fewest areas without whose rules the others can be kept; None where none was found."""
        return self._left_out

    @cached_property
    def _left_out(self) -> Left | None:
        return fewest_dropped(self.candidates, self.rows, self.clock)


def trials_of(candidates: Candidates, seconds: float | None) -> RuleTrials:
    """The trials of the scenario of these candidates, that end after so many seconds; None for no limit."""
    return RuleTrials(candidates, state_rows(candidates), started(seconds))
