"""Workers: the same work in this process, in several on this machine, or on a cluster, in the same order."""

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from typing import TypeVar

from planner.runs.cluster import WorkerError, cluster_at, done_there, packed

T = TypeVar("T")
R = TypeVar("R")
POLL_SECONDS = 1.0
"""Seconds between two looks at whether what is waited for can still come."""
MAX_STARTS = 3
"""Times that local workers are started, the first time and after one of them was killed."""


@dataclass(frozen=True)
class Workers:
    """Where work is done: in this process, in `processes` of them, or on a Dask cluster at `cluster`.

    Results come in the order of the work whichever it is.
    """

    processes: int = 1
    cluster: str | None = None

    @property
    def several(self) -> bool:
        """Whether work is done elsewhere than in this process."""
        return self.processes > 1 or self.cluster is not None

    @property
    def elsewhere(self) -> bool:
        """Whether work is done on machines for which this one cannot vouch."""
        return self.cluster is not None

    def over(self, work: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
        """The result of `work` on each item, each as soon as it and all before it are done.

        `work` has to be a function of a module, or a partial of one.

        Raises:
            WorkerError: when the cluster cannot be reached, goes away or has workers of other versions, or
                workers die again and again.
        """
        if self.cluster is not None:
            with cluster_at(self.cluster) as (executor, there):
                sent = (packed(work, item) for item in items)
                yield from _in_order([executor.submit(done_there, *one) for one in sent], there)
        elif self.processes > 1 and len(items) > 1:
            yield from self._locally(work, items)
        else:
            yield from map(work, items)

    def _locally(self, work: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
        done = 0
        for _ in range(MAX_STARTS):
            try:
                with _pool(min(self.processes, len(items))) as executor:
                    for result in _in_order([executor.submit(work, item) for item in items[done:]]):
                        done += 1
                        yield result
                return
            except BrokenProcessPool:
                continue  # what is done is done; the rest goes to new workers
        raise WorkerError("workers were killed again and again; give fewer --workers, or more memory")


def _in_order(futures: list["Future[R]"], there: Callable[[], None] = lambda: None) -> Iterator[R]:
    """Results in the order of the work; while one is waited for, `there` is asked, and may raise."""
    try:
        for future in futures:
            while not wait([future], timeout=POLL_SECONDS).done:
                there()
            yield future.result()
    finally:
        for future in futures:
            future.cancel()


@contextmanager
def _pool(processes: int) -> Iterator[Executor]:
    """Local processes that leave Ctrl-C to this one; work not begun when it ends is dropped."""
    executor = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=_set_up_worker)
    try:
        yield executor
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def _set_up_worker() -> None:
    """Leave Ctrl-C to the process that sent for this one, and end when that ends, even where it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
