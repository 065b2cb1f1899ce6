"""A lock on a folder, held by one process at a time; the system takes it away with the process."""

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from planner.errors import OutputError

NAME = ".planner-lock"
TIMEOUT = 10.0
"""Seconds for which one that only puts files in place waits for another that does."""
LOCKED_ERRORS = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
"""What the system says of a lock that another process holds."""
_HELD: set[Path] = set()
"""Folders that this process has locked."""


@contextmanager
def locked(folder: Path, timeout: float = TIMEOUT) -> Iterator[None]:
    """Hold a folder, which is made where it is not there; what this process holds already it may have again.

    The file of the lock is gone afterwards, and folders that were made for it and stayed empty with it. Where
    a file system knows no locks there is none.

    Raises:
        OutputError: when another process holds it for longer than `timeout` seconds.
        OSError: when the folder cannot be made or written to.
    """
    place = folder.resolve()
    if place in _HELD:
        yield
        return
    made = [path for path in (place, *place.parents) if not path.exists()]
    handle = None
    try:
        place.mkdir(parents=True, exist_ok=True)
        handle = _wait(place / NAME, folder, time.monotonic() + timeout)
        _HELD.add(place)
        yield
    finally:
        if handle is not None:
            _HELD.discard(place)
            _release(place / NAME, handle)
        for path in made:
            with suppress(OSError):  # it holds something
                path.rmdir()


def _wait(path: Path, folder: Path, until: float) -> int:
    while (handle := _take(path)) is None:
        if time.monotonic() >= until:
            remedy = "wait until it has ended, or choose another folder"
            raise OutputError(f"{folder}: another run is writing into it; {remedy}")
        time.sleep(0.05)
    return handle


def _take(path: Path) -> int | None:
    """The open file of the lock; None where another process holds it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        _lock(handle)
        if os.path.samestat(os.fstat(handle), path.stat()):
            return handle
    except FileNotFoundError:
        pass  # whoever held it took it away in between
    except OSError as error:
        if error.errno not in LOCKED_ERRORS:
            return handle  # no locks here
    os.close(handle)
    return None


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _release(path: Path, handle: int) -> None:
    """Take the file away while it is held, so that nobody holds one that is gone; Windows does it after."""
    if sys.platform != "win32":
        path.unlink(missing_ok=True)
    os.close(handle)
    if sys.platform == "win32":
        with suppress(OSError):
            path.unlink(missing_ok=True)
