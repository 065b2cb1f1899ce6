"""The folder of a run held from before anything is solved until all is written."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from planner.errors import OutputError
from planner.runs.files import RECORD, check_folder, unwritable
from planner.runs.lock import locked
from planner.runs.ownership import check_ours
from planner.runs.record import record_in, scenario_names
from planner.scenario.scenario import Scenario


@contextmanager
def claimed(out: Path, command: str, files: Sequence[str], scenarios: Sequence[Scenario]) -> Iterator[None]:
    """Hold a folder into which a run of a command is to write these files beside its scenarios and record.

    Raises:
        OutputError: when it cannot be written to, another run is at it, or it holds what is not written over:
            a run of another command, a file of this run's inputs, or one that the planner did not write.
    """
    check_folder(out)
    there = record_in(out)
    if there is not None and there.command != command:
        told = f"holds a run of planner {there.command}; give every run an --out of its own"
        raise OutputError(f"{out}: {told}")
    names = [*scenario_names(scenarios), *files, RECORD]
    check_ours(
        [out / name for name in names], "--out", (one.path for each in scenarios for one in each.inputs)
    )
    with ExitStack() as stack:
        try:
            stack.enter_context(locked(out, timeout=0.0))
        except OSError as error:
            raise unwritable(out, error) from error
        yield
