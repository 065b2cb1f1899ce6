"""The log of a sweep: an append-only file from which one that was stopped goes on."""

from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pydantic import ValidationError

from planner.plan.plan import Plan
from planner.questions.frontier.answer import Solved, Step
from planner.runs.checkpoint import Results, resume_key
from planner.scenario.scenario import Scenario

NAME = "sweep.jsonl"
ENDED = ("optimal", "infeasible")
"""What more time would not change."""


class SweepLog:
    """Plans as they come, one a line of `sweep.jsonl` in a folder; without a folder it keeps nothing.

    Lines are used again only where the version and the scenario less its budget are the same, and the plan
    was not cut short. `done` are those found at the start, `kept` those and the ones that were cut short.
    """

    def __init__(self, folder: Path | None, scenario: Scenario) -> None:
        self._results = Results(folder, NAME)
        self._asked = scenario.key(budget=False)
        self.done: dict[Step, Solved] = {}
        self.kept: dict[Step, Solved] = {}

    def __enter__(self) -> Self:
        self._results.__enter__()
        return self._noted()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._results.__exit__(kind, error, trace)

    def read(self) -> Self:
        """Read what the folder has, without a mark on it.

        Raises:
            OSError: when it cannot be read.
        """
        self._results.read()
        return self._noted()

    def _noted(self) -> Self:
        for key, record in self._results.known.items():
            try:
                step, solved = _entry(record)
            except (ValueError, KeyError, TypeError, ValidationError, RecursionError):
                continue  # not a plan of this version: it is made again
            if key == self._key(step):
                self.kept[step] = solved
                if solved[0].status in ENDED:
                    self.done[step] = solved
        return self

    def _key(self, step: Step) -> str:
        return resume_key(self._asked, step)

    def keep(self, also: Callable[[], None]) -> Callable[[Step, Solved], None]:
        """What to call with each new plan: it is put down at once, and `also` is called."""

        def told(step: Step, solved: Solved) -> None:
            (kind, budgets), (plan, price) = step, solved
            record = {"kind": kind, "budgets": budgets, "price": price}
            self._results.put(
                self._key(step), {**record, "plan": plan.model_dump(mode="json", by_alias=True)}
            )
            also()

        return told


def _entry(record: dict[str, Any]) -> tuple[Step, Solved]:
    """The step and the plan of a line."""
    step: Step = (record["kind"], tuple(record["budgets"]))
    return step, (Plan.model_validate(record["plan"]), record["price"])
