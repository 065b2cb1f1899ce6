"""Files of a run, written all or none: whatever ends a run, the folder holds the old one whole or the new."""

import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from planner.errors import OutputError

ASIDE, READY = ".planner-", ".planner-ready"
"""Folders inside a run's: one that is being written, and one that is whole and being put in place."""


def check_folder(folder: Path, option: str = "--out") -> None:
    """Find what stands in the way of a run's folder before anything is solved; writes nothing.

    Raises:
        OutputError: when it could not be made or written to.
    """
    above = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
    if not above.is_dir():
        raise OutputError(f"{folder}: cannot be written ({above.name} is a file); choose another {option}")
    if not os.access(above, os.W_OK):
        raise OutputError(f"{folder}: cannot be written (Permission denied); choose another {option}")


def write_file(path: Path, write: Callable[[Path], None]) -> None:
    """Put what `write` writes at `path`, whole or not at all; folders on the way are made.

    Raises:
        OutputError: when it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".planner-", dir=path.parent) as aside:
            write(Path(aside) / path.name)
            (Path(aside) / path.name).replace(path)
    except OSError as error:
        raise OutputError(f"{path}: cannot be written ({error.strerror}); choose another file") from error


def unwritable(path: Path, error: OSError) -> OutputError:
    """The error of a file or folder that cannot be written."""
    remedy = "make room, or choose another --out" if error.errno == errno.ENOSPC else "choose another --out"
    return OutputError(f"{path}: cannot be written ({error.strerror}); {remedy}")


def write_files(folder: Path, texts: Mapping[str, str | bytes]) -> list[Path]:
    """Write files by name into `folder`, all or none; other files there are left alone.

    They are written aside, inside the folder, which is then renamed at once: from that moment the new run
    counts. Its files are put in place one by one, the last named last; where that is cut short, `settle` ends
    it, and every reader and writer of runs calls that first.

    Raises:
        OutputError: when the folder cannot be made or written to; it is then as it was.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        settle(folder)
        aside = Path(tempfile.mkdtemp(prefix=ASIDE, dir=folder))
        try:
            for name, text in texts.items():
                _write_through(aside / name, text)
            _sync(aside)
            aside.rename(folder / READY)
        except BaseException:
            shutil.rmtree(aside, ignore_errors=True)
            raise
        settle(folder, list(texts))
    except OSError as error:
        raise unwritable(folder, error) from error
    return [folder / name for name in texts]


def settle(folder: Path, names: list[str] | None = None) -> None:
    """Put the files of a whole run in place where that was cut short, and clear what never got whole."""
    ready = folder / READY
    if ready.is_dir():
        found = sorted((path.name for path in ready.iterdir()), key=lambda name: (name == "run.json", name))
        for name in [one for one in names or found if one in found]:
            (ready / name).replace(folder / name)
        shutil.rmtree(ready)
        _sync(folder)
    for left in folder.glob(f"{ASIDE}*"):
        if left.is_dir() and left.name != READY and not _living(left):
            shutil.rmtree(left, ignore_errors=True)


def _living(aside: Path) -> bool:
    """Whether a folder was written to so lately that another run may be at it."""
    import time

    return time.time() - aside.stat().st_mtime < 3600


def _write_through(path: Path, text: str | bytes) -> None:
    with path.open("wb") as stream:
        stream.write(text.encode() if isinstance(text, str) else text)
        stream.flush()
        os.fsync(stream.fileno())


def _sync(folder: Path) -> None:
    """Have the folder's own entries on the disk; not every system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def checksum(content: str | bytes) -> str:
    """SHA-256 of a file's bytes."""
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()
