"""Files of a run, written all or none: whatever ends a run, the folder holds the old one whole or the new."""

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from planner.errors import OutputError
from planner.runs.lock import locked
from planner.runs.ownership import (
    REGISTER,
    check_ours,
    checksum,
    checksum_of,
    register_after,
    register_during,
)

ASIDE, READY = ".planner-", ".planner-ready"
"""Folders inside a run's: one that is being written, and one that is whole and being put in place."""
RECORD = "run.json"
"""What vouches for the files of a run: it is put in place after all of them."""


def record_beside(path: Path) -> Path:
    """The record of a run that wrote one file, beside it."""
    return path.with_name(f"{path.stem}-run.json")


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


def check_file(path: Path, option: str, inputs: Iterable[str] = ()) -> None:
    """Find what stands in the way of a file before anything is solved; writes nothing.

    Raises:
        OutputError: when it could not be written, is one of the `inputs`, or is the user's.
    """
    check_folder(path.parent, option)
    if path.is_dir():
        raise OutputError(f"{path}: cannot be written (it is a folder); choose another {option}")
    check_ours([path], option, inputs)


def write_file(path: Path, write: Callable[[Path], None], option: str = "file") -> None:
    """Put what `write` writes at `path`, whole or not at all; folders on the way are made.

    Raises:
        OutputError: when it cannot be written, or a file there is the user's.
    """
    try:
        with locked(path.parent), tempfile.TemporaryDirectory(prefix=ASIDE, dir=path.parent) as aside:
            _make(write, Path(aside) / path.name)
            _put(path.parent, {path.name: (Path(aside) / path.name).read_bytes()}, option)
    except OSError as error:
        raise unwritable(path, error, option) from error


def _make(write: Callable[[Path], None], path: Path) -> None:
    """Let a file be written; that the disk failed is told alike, whatever a library makes of it."""
    try:
        write(path)
    except OSError:
        raise
    except Exception as error:
        if isinstance(error.__context__, OSError):
            raise error.__context__ from error
        raise


def unwritable(path: Path, error: OSError, option: str = "--out") -> OutputError:
    """The error of a file or folder that cannot be written."""
    remedy = f"choose another {option}"
    room = "make room, or " if error.errno in (errno.ENOSPC, errno.EDQUOT) else ""
    return OutputError(f"{path}: cannot be written ({error.strerror}); {room}{remedy}")


def write_files(folder: Path, texts: Mapping[str, str | bytes], ours: bool = True) -> list[Path]:
    """Write files by name into `folder`, all or none; other files there are left alone.

    They are the planner's to write over as long as nobody changes them, but where `ours` is not so.

    They are written aside, inside the folder, which is then renamed at once: from that moment the new run
    counts. Its files are put in place one by one, the last named last; where that is cut short, `settle` ends
    it, and every reader and writer of runs calls that first.

    Raises:
        OutputError: when the folder cannot be made or written to, another run is writing into it, or one of
            the files is the user's; it is then as it was.
    """
    try:
        with locked(folder):
            _put(folder, texts, ours=ours)
    except OSError as error:
        raise unwritable(folder, error) from error
    return [folder / name for name in texts]


def _put(folder: Path, texts: Mapping[str, str | bytes], option: str = "--out", ours: bool = True) -> None:
    settle(folder)
    sums = {name: checksum(text) for name, text in texts.items()}
    new = {name: sha for name, sha in sums.items() if checksum_of(folder / name) != sha}
    check_ours([folder / name for name in new], option)
    if not new:
        return
    aside = Path(tempfile.mkdtemp(prefix=ASIDE, dir=folder))
    try:
        for name in new:
            _write_through(aside / name, texts[name])
        if ours:
            _write_through(aside / REGISTER, register_during(folder, new))
        _sync(aside)
        aside.rename(folder / READY)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    settle(folder, list(texts))


def settle(folder: Path, names: Sequence[str] = ()) -> None:
    """Put the files of a whole run in place where that was cut short, and clear what never got whole.

    What says whose they are goes first, the record of a run last; `names` are in order between them.
    """
    left = [path for path in folder.glob(f"{ASIDE}*") if path.is_dir()]
    if not left:
        return
    with locked(folder):
        ready = folder / READY
        if ready.is_dir():
            found = {path.name for path in ready.iterdir()}
            order = [name for name in (*names, *sorted(found)) if name not in (REGISTER, RECORD)]
            for name in dict.fromkeys([REGISTER, *order, RECORD]):
                if name in found:
                    (ready / name).replace(folder / name)
            if (folder / REGISTER).exists():
                _write_through(ready / REGISTER, register_after(folder))
                (ready / REGISTER).replace(folder / REGISTER)
            shutil.rmtree(ready)
            _sync(folder)
        for path in left:
            if path.name != READY and not _living(path):
                shutil.rmtree(path, ignore_errors=True)


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
