"""Work of many steps: gone on with from where it stopped, each step put down as it is done and counted."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from planner.present.progress import StepsLine
from planner.runs.checkpoint import Checkpoint

Item = TypeVar("Item")
Result = TypeVar("Result")


@contextmanager
def going_on(
    log: Checkpoint[Item, Result],
    items: Sequence[Item],
    called: str,
    ended: Callable[[Result], bool],
    keep_all: bool = False,
) -> Iterator[tuple[dict[Item, Result], Callable[[Item, Result], None]]]:
    """What is done of the items, and what to call with each new result.

    Results that have not `ended`, which more time might change, are never taken up; nor are they put down,
    unless all are to be kept. On a terminal the steps, `called` so, are counted.
    """
    with log:
        done = {item: result for item, result in log.known(items).items() if ended(result)}
        line = StepsLine(len(items) - len(done), called)

        def told(item: Item, result: Result) -> None:
            if keep_all or ended(result):
                log.put(item, result)
            line.step()

        try:
            yield done, told
        finally:
            line.close()
