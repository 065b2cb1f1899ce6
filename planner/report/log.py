"""The log of a sweep: an append-only file from which one that was stopped goes on."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from pydantic import ValidationError

from planner.analyse.frontier import Solved, Step
from planner.inputs.scenario import Scenario
from planner.optimise.plan import Plan
from planner.report.files import settle, unwritable
from planner.version import __version__

NAME = "sweep.jsonl"
ENDED = ("optimal", "infeasible")
"""What more time would not change."""


class SweepLog:
    """Plans as they come, one a line of `sweep.jsonl` in a folder; without a folder it keeps nothing.

    Lines are used again only where the version and the scenario less its budget are the same, and the plan
    was not cut short. `done` are those found at the start, `kept` those and the ones that were cut short.
    """

    def __init__(self, folder: Path | None, scenario: Scenario) -> None:
        self._path = None if folder is None else folder / NAME
        self._key = _key(scenario)
        self._stream: TextIO | None = None
        self.done: dict[Step, Solved] = {}
        self.kept: dict[Step, Solved] = {}

    def __enter__(self) -> Self:
        if self._path is not None:
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                settle(self._path.parent)
                self.read()
                self._stream = self._path.open("a", encoding="utf-8", newline="\n")
            except OSError as error:
                raise unwritable(self._path, error) from error
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self._stream is not None:
            self._stream.close()

    def read(self) -> Self:
        """Read what the folder has, without a mark on it.

        Raises:
            OSError: when it cannot be read.
        """
        if self._path is None or not self._path.exists():
            return self
        for line in self._path.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                entry = json.loads(line)
                if entry["key"] == self._key:
                    plan = Plan.model_validate(entry["plan"])
                    self._note((entry["kind"], tuple(entry["budgets"])), (plan, entry["price"]))
            except (ValueError, KeyError, TypeError, ValidationError, RecursionError):
                continue  # a line cut short by a kill; its plan is made again
        return self

    def _note(self, step: Step, solved: Solved) -> None:
        self.kept[step] = solved
        if solved[0].status in ENDED:
            self.done[step] = solved

    def keep(self, also: Callable[[], None]) -> Callable[[Step, Solved], None]:
        """What to call with each new plan: it is put down at once, and `also` is called."""

        def told(step: Step, solved: Solved) -> None:
            (kind, budgets), (plan, price) = step, solved
            if self._stream is not None:
                entry = {"key": self._key, "kind": kind, "budgets": budgets, "price": price}
                document = {**entry, "plan": plan.model_dump(mode="json", by_alias=True)}
                self._write("\n" * self._torn() + json.dumps(document) + "\n")
            also()

        return told

    def _write(self, text: str) -> None:
        assert self._stream is not None
        assert self._path is not None
        try:
            self._stream.write(text)
            self._stream.flush()
        except OSError as error:
            raise unwritable(self._path, error) from error

    def _torn(self) -> bool:
        """Whether the file ends in the middle of a line."""
        assert self._path is not None
        with self._path.open("rb") as stream:
            size = stream.seek(0, 2)
            stream.seek(max(0, size - 1))
            return size > 0 and stream.read(1) != b"\n"


def _key(scenario: Scenario) -> str:
    """A hash of the version and all that a plan depends on but the budget."""
    return hashlib.sha256(f"{__version__} {scenario.fingerprint}".encode()).hexdigest()
