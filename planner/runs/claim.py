"""The folder of a run held from before anything is solved until all is written."""

import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from planner.errors import OutputError
from planner.runs.files import RECORD, check_folder, unwritable
from planner.runs.lock import locked
from planner.runs.ownership import check_ours
from planner.runs.record import scenario_names
from planner.scenario.scenario import Scenario


@contextmanager
def claimed(out: Path, command: str, files: Sequence[str], scenarios: Sequence[Scenario]) -> Iterator[None]:
    """Hold a folder into which a run of a command is to write these files beside its scenarios and record.

    Raises:
        OutputError: when it cannot be written to, another run is at it, or it holds what is not written over:
            a run of another command, a file of this run's inputs, or one that the planner did not write.
    """
    check_folder(out)
    if other := _other(out, command):
        raise OutputError(f"{out}: holds a run of planner {other}; give every run an --out of its own")
    names = [*scenario_names(scenarios), *files, RECORD]
    check_ours(
        [out / name for name in names], "--out", (one.path for each in scenarios for one in each.inputs)
    )
    with ExitStack() as stack:
        try:
            stack.enter_context(locked(out, patience=0.0))
        except OSError as error:
            raise unwritable(out, error) from error
        yield


def _other(folder: Path, command: str) -> str | None:
    """The command of a run in a folder, where it is not this one."""
    try:
        found = str(json.loads((folder / RECORD).read_text(encoding="utf-8"))["command"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return None if found == command else found
