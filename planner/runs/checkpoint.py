"""Results as they come: an append-only file of JSON lines from which work that was stopped goes on."""

import json
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Generic, Self, TextIO, TypeVar

from pydantic import ValidationError

from planner.errors import OutputError
from planner.runs.files import settle, unwritable
from planner.runs.lock import locked
from planner.scenario.key import key_of
from planner.version import __version__

Item = TypeVar("Item")
Result = TypeVar("Result")
BEGIN = b'{"key": "'
"""How a file of records begins."""


class Checkpoint(Generic[Item, Result]):
    """Results of items of work, one a line of a file in a folder; without a folder nothing is kept.

    Each stands under a key that says all that it depends on (`key` of the item), and is written and read as
    a mapping. A last line cut short by a kill is taken off, so that what is put down after it stands as if
    nothing had happened.
    """

    def __init__(
        self,
        folder: Path | None,
        name: str,
        *,
        key: Callable[[Item], str],
        write: Callable[[Item, Result], dict[str, Any]],
        read: Callable[[dict[str, Any]], Result],
    ) -> None:
        self._path = None if folder is None else folder / name
        self._key = key
        self._write = write
        self._read = read
        self._stream: TextIO | None = None
        self._lock = ExitStack()
        self._known: dict[str, dict[str, Any]] = {}

    def __enter__(self) -> Self:
        if self._path is not None:
            try:
                self._lock.enter_context(locked(self._path.parent, timeout=0.0))
                settle(self._path.parent)
                self._take_up(self._path)
                self._stream = self._path.open("a", encoding="utf-8", newline="\n")
            except OSError as error:
                raise unwritable(self._path, error) from error
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if self._stream is not None:
            self._stream.close()
        self._lock.close()

    def read(self) -> Self:
        """Read what the folder has, without a mark on it.

        Raises:
            OSError: when it cannot be read.
        """
        if self._path is not None and self._path.exists():
            self._know(self._path.read_bytes())
        return self

    def _take_up(self, path: Path) -> None:
        if not path.exists():
            return
        whole = path.read_bytes()
        if whole and not whole.startswith(BEGIN):
            what = "does not hold what the planner puts there, and is not written to"
            raise OutputError(f"{path}: {what}; move it away, or choose another --out")
        end = whole.rfind(b"\n") + 1
        if end < len(whole):
            with path.open("r+b") as stream:
                stream.truncate(end)
        self._know(whole)

    def _know(self, whole: bytes) -> None:
        """Take in the whole lines."""
        end = whole.rfind(b"\n") + 1
        for line in whole[:end].splitlines():
            try:
                record = json.loads(line)
                self._known[record.pop("key")] = record
            except (ValueError, KeyError, TypeError, AttributeError):
                continue  # not one of ours: what it stood for is made again

    def known(self, items: Iterable[Item]) -> dict[Item, Result]:
        """The results that were found at the start, of those items that have one."""
        found: dict[Item, Result] = {}
        for item in items:
            record = self._known.get(self._key(item))
            if record is not None:
                try:
                    found[item] = self._read(record)
                except (ValueError, KeyError, TypeError, ValidationError, RecursionError):
                    continue  # not what this version puts down: it is made again
        return found

    def put(self, item: Item, result: Result) -> None:
        """Put down one more.

        Raises:
            OutputError: when the disk is full, or the file cannot be written for another reason.
        """
        if self._stream is None or self._path is None:
            return
        try:
            self._stream.write(json.dumps({"key": self._key(item), **self._write(item, result)}) + "\n")
            self._stream.flush()
        except OSError as error:
            raise unwritable(self._path, error) from error


def resume_key(*parts: object) -> str:
    """A key of the planner's version and of all that a record depends on; scenarios give their own key."""
    return key_of(__version__, *parts)
