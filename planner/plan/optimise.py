"""The best plan: a scenario in, an audited plan out."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # imported where they are used: `import planner` must stay light
    from planner.plan.plan import Plan
    from planner.scenario.scenario import Scenario

DEFAULT_SECONDS = 60.0


def optimise(
    scenario: "Scenario",
    *,
    time_limit: float | None = DEFAULT_SECONDS,
    gap: float = 0.0,
    solver: str | None = None,
    progress: Callable[[float, float], None] | None = None,
    ties: bool = False,
) -> "Plan":
    """The plan that supports most young people within the scenario's budget and rules, audited.

        maximise    sum_c weight . covered_c y_c
        subject to  sum of y_c over candidates that hold area i <= 1, for every area i
                    sum_c cost_c y_c <= budget
                    the policy's rows
                    y_c in {0, 1}

    `time_limit` is in seconds, None for none; `gap` is the relative gap at which to stop, 0 for the best
    plan; `solver` names one that PuLP finds (HiGHS among them) to be given the program as stated in place
    of the planner's own exact search; `progress` is called with the best value so far and the bound. With
    `ties` the plan's `settled` tells of another as good, where one is found in the time left.

    Raises:
        TooManyCatchmentsError: when the areas have too many connected groups.
        SolverError: when the solver is unknown, not installed, or breaks down.
        AuditError: when the plan disagrees with its inputs.
    """
    from planner.plan.sweep import Sweep
    from planner.solve.solvers import Limits

    limits = Limits(time_limit, gap)
    sweep = Sweep(scenario)
    return sweep.solve(scenario.budget, limits, solver=solver, progress=progress, ties=ties)[0]


def save_program(scenario: "Scenario", path: Path) -> None:
    """Write the program of a scenario to `path` in LP format, as any solver reads it."""
    from planner.model.build import build_candidates
    from planner.model.lp_model import state_program
    from planner.model.rows import state_rows

    candidates = build_candidates(scenario)
    state_program(candidates, state_rows(candidates)).problem.writeLP(str(path))
