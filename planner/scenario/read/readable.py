"""Files fit to be read: there, of the ordinary kind, not too large, and the same from first to last."""

import os
import stat
from pathlib import Path
from typing import NamedTuple

from planner.errors import InputError, Problem

MB = 1_000_000
SYSTEM = ("/proc", "/sys", "/dev")
"""Folders whose files are made up by the system; a state of the machine, a device, or without an end."""


class Stamp(NamedTuple):
    """What changes when a file does: which it is, how large, and when it was last written (ns)."""

    file: int
    size: int
    written: int


def check_readable(path: Path, most: int, where: str, remedy: str) -> None:
    """The file can be read to its end: a pipe or a device might have none. `most` is in bytes.

    Raises:
        InputError: when there is no such file, it is a folder, pipe, device or a file that the system makes
            up while it is read, or it is larger than `most`.
    """
    try:
        found = path.stat()
    except (OSError, ValueError) as error:  # a name with a null character is a ValueError
        raise InputError(_unreachable(where, error)) from error
    if stat.S_ISDIR(found.st_mode):
        raise InputError(Problem(where, "cannot be read: Is a directory", "check the path and the file"))
    if not stat.S_ISREG(found.st_mode) or _made_up(path):
        what = "cannot be read: a pipe or a device, not a file"
        raise InputError(Problem(where, what, "save what it gives as a file"))
    if found.st_size > most:
        told = f"{found.st_size / MB:,.0f} MB, and {most / MB:,.0f} MB is the most that is read"
        raise InputError(Problem(where, told, remedy))


def _made_up(path: Path) -> bool:
    """Whether the path, or where its links lead, is in a folder whose files tell of the machine."""
    places = (Path(os.path.abspath(path)), path.resolve())  # noqa: PTH100, links as they are
    return any(place.is_relative_to(folder) for place in places for folder in SYSTEM)


def _unreachable(where: str, error: Exception) -> Problem:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Problem(where, "no such file", "check the path")
    why = error.strerror if isinstance(error, OSError) else str(error)
    return Problem(where, f"cannot be read: {why}", "check the path and the file")


def stamp(path: Path) -> Stamp | None:
    """The stamp of a file as it is now, nothing where it cannot be found."""
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return Stamp(found.st_ino, found.st_size, found.st_mtime_ns)
