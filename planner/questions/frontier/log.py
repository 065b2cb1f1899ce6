"""The log of a sweep: its plans as they come, one a line of `sweep.jsonl`."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from planner.plan.plan import Plan
from planner.questions.frontier.answer import Solved, Step
from planner.questions.steps import going_on
from planner.runs.checkpoint import Checkpoint, resume_key
from planner.scenario.scenario import Scenario

NAME = "sweep.jsonl"
ENDED = ("optimal", "infeasible")
"""What more time would not change."""


def sweep_log(folder: Path | None, scenario: Scenario) -> Checkpoint[Step, Solved]:
    """Plans by step; used again only where the version and the scenario less its budget are the same."""
    asked = scenario.key(budget=False)
    return Checkpoint(folder, NAME, key=lambda step: resume_key(asked, step), write=_record, read=_solved)


def sweep_steps(
    folder: Path | None, scenario: Scenario, steps: Sequence[Step]
) -> AbstractContextManager[tuple[dict[Step, Solved], Callable[[Step, Solved], None]]]:
    """A sweep gone on with: the plans that are done, and what to call with each new one.

    Those cut short are put down, since a page shows them, and are made again.
    """
    return going_on(sweep_log(folder, scenario), steps, "budgets", _ended, keep_all=True)


def _ended(solved: Solved) -> bool:
    return solved[0].status in ENDED


def _record(step: Step, solved: Solved) -> dict[str, Any]:
    (kind, budgets), (plan, price) = step, solved
    dumped = plan.model_dump(mode="json", by_alias=True)
    return {"kind": kind, "budgets": budgets, "price": price, "plan": dumped}


def _solved(record: dict[str, Any]) -> Solved:
    return Plan.model_validate(record["plan"]), record["price"]
