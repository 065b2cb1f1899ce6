"""A Dask cluster as a place to work: reached, its versions compared with ours, whatever ends it one line."""

import logging
import pickle
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any

from planner.errors import PlannerError
from planner.text import line_of
from planner.version import versions

TIMEOUT = "10s"
"""How long a scheduler and its first worker may take to answer."""


class WorkerError(PlannerError):
    """Raised when a cluster cannot be reached, workers differ from here, or die again and again."""


@contextmanager
def cluster_at(address: str) -> Iterator[tuple[Executor, Callable[[], None]]]:
    """The workers of the scheduler at `address`, and what raises once that has gone away.

    Each worker has the planner and its packages as we have.

    Raises:
        WorkerError: when the scheduler cannot be reached or goes away, it has no worker, or one differs.
    """
    client = _client(address)
    try:
        _check(client, address)
        yield client.get_executor(pure=False), partial(_there, client)
    except PlannerError:
        raise
    except Exception as error:
        what = f"the Dask cluster at {address} did not go on ({_reason(error)})"
        raise WorkerError(
            f"{what}; see that it runs and run again: with --out what is done is kept"
        ) from error
    finally:
        with suppress(Exception):  # it may be gone
            client.close(timeout=2)


def _there(client: Any) -> None:
    if client.status != "running":  # what it was waited for may never be told of it
        raise ConnectionError("its scheduler has gone away")


def _client(address: str) -> Any:
    try:
        from distributed import Client
    except ImportError as error:
        raise WorkerError(
            "--cluster needs Dask; install it with pip install 'service-gap-planner[cluster]'"
        ) from error
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in (
            "distributed",
            "tornado",
        ):  # said here in one line
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        return Client(address, timeout=TIMEOUT)
    except Exception as error:  # of many kinds: no such host, no such port, no certificate
        what = f"no Dask scheduler answers at {address} ({_reason(error)})"
        raise WorkerError(f"{what}; start one, or check the address") from error


def _reason(error: BaseException) -> str:
    return line_of(f"{type(error).__name__}: {error}".rstrip(": ").splitlines()[0])


def _check(client: Any, address: str) -> None:
    """Every worker that is there now is asked what it has; one that comes later is asked before it works."""
    try:
        client.wait_for_workers(1, timeout=TIMEOUT)
    except Exception as error:
        raise WorkerError(
            f"the Dask scheduler at {address} has no worker; start one with dask worker {address}"
        ) from error
    wrong = []
    for name, found in client.run(versions, on_error="return").items():
        if isinstance(found, BaseException):
            wrong.append(f"{name} cannot load the planner ({_reason(found)})")
        elif told := _difference(found):
            wrong.append(f"{name} has {told}")
    if wrong:
        raise WorkerError(f"workers differ from here: {'; '.join(wrong)}; install the same everywhere")


def _difference(found: dict[str, str]) -> str:
    here = versions()
    return ", ".join(
        f"{name} {found.get(name)}, here {here.get(name)}"
        for name in dict.fromkeys([*here, *found])
        if found.get(name) != here.get(name)
    )


def packed(work: Callable[[Any], Any], item: Any) -> tuple[dict[str, str], bytes]:
    """A piece of work as it is sent: what it is to be done with, and what it is, opened only there."""
    return versions(), pickle.dumps((work, item))


def done_there(wanted: dict[str, str], work: bytes) -> Any:
    """What a worker does with it.

    Raises:
        WorkerError: when it has other versions than the one who asks.
    """
    if wanted != (here := versions()):
        raise WorkerError(
            f"a worker that came later has {here}, and not {wanted}; install the same everywhere"
        )
    todo, item = pickle.loads(work)
    return todo(item)
