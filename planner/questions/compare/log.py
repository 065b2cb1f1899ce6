"""The plans of a comparison as they come, one a line of `plans.jsonl`."""

from collections.abc import Sequence
from pathlib import Path

from planner.plan.plan import Plan
from planner.runs.checkpoint import Checkpoint, resume_key
from planner.scenario.scenario import Scenario

NAME = "plans.jsonl"
ENDED = ("optimal", "infeasible")
"""What more time would not change: no other is put down."""


def plans_log(folder: Path | None, scenarios: Sequence[Scenario]) -> Checkpoint[int, Plan]:
    """Plans by the place of their scenario; used again only where version and scenario are the same."""
    keys = [resume_key(one.key()) for one in scenarios]
    return Checkpoint(
        folder,
        NAME,
        key=keys.__getitem__,
        write=lambda _, plan: plan.model_dump(mode="json", by_alias=True),
        read=Plan.model_validate,
    )
