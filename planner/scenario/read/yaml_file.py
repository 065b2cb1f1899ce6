"""YAML files read so that every value still knows its file and line."""

import os
import warnings
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, ReusedAnchorWarning, YAMLError
from ruamel.yaml.reader import ReaderError

from planner.errors import InputError, Problem
from planner.scenario.read.readable import Stamp, check_readable, stamp
from planner.scenario.read.yaml_comments import Comment, comments_of
from planner.scenario.read.yaml_events import check_events
from planner.scenario.read.yaml_scalars import Written, key_of, plain, reader

Keys = tuple[str | int, ...]
MAX_NODES = 100_000
"""Values in one file, those that aliases repeat counted each time."""
MAX_BYTES = 1_000_000
"""Size of one scenario file; the largest with a weight for each of 5,000 areas is a tenth of that."""
MAX_DIGITS = 4_000
"""Digits of a whole number; Python itself writes no more than 4,300."""
MAX_CHAIN = 50
"""Files that extend one another."""


class Origin(NamedTuple):
    """The file a value was read from (or the option that set it) and its line, 0 where there is none.

    `written` is the text of what is read as a number, a truth value or a null: `1.10`, `0x1F`, `~`.
    """

    file: str
    line: int
    written: str | None = None

    def __str__(self) -> str:
        """`file:line`, as editors open it."""
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass
class Document:
    """A YAML mapping laid over those it extends: `data`, where each value came from, and the files read."""

    path: Path
    data: dict[str, Any]
    origins: dict[Keys, Origin]
    files: list[Path] = field(default_factory=list)
    comments: dict[str, dict[int, Comment]] = field(default_factory=dict)
    stamps: dict[Path, Stamp | None] = field(default_factory=dict)
    held: dict[str, Any] = field(default_factory=dict)
    """Tables that are in no file, by their key under `areas`."""

    def table(self, key: str, given: str) -> Path:
        """The file of a table that `areas` names, against the folder of the file that named it."""
        return Path(self.origin(("areas", key)).file).parent / given

    def origin(self, keys: Keys) -> Origin:
        """Where the value under `keys` was given, or the nearest thing around it."""
        for length in range(len(keys), 0, -1):
            if keys[:length] in self.origins:
                return self.origins[keys[:length]]
        return Origin(str(self.path), 0)

    def set(self, keys: Keys, value: Any, said_by: str) -> None:
        """Put `value` under `keys` as if the file had said so; errors then name `said_by`."""
        inner: dict[str | int, Any] = self.data  # type: ignore[assignment]
        for key in keys[:-1]:
            inner = inner.setdefault(key, {})
        _forget(self, keys)
        placed = _placed(value, keys, self.origins, said_by)
        if placed is None and inner.get(keys[-1]) is not None:
            del inner[keys[-1]]
        else:
            inner[keys[-1]] = placed

    def overlaid(self, keys: Keys) -> "Document":
        """A copy with the mapping under `keys` laid over the whole, key by key, and taken out from there."""
        copy = replace(self, data=deepcopy(self.data), origins=dict(self.origins))
        depth = len(keys)
        origins = {k[depth:]: o for k, o in self.origins.items() if k[:depth] == keys and len(k) > depth}
        top = Document(self.path, deepcopy(_at(self.data, keys)), origins)
        _lay_over(copy, top, ())
        return copy


@dataclass
class Unwritten(Document):
    """What was written in no file: a place in it is the path of keys to it; tables are within `folder`."""

    path: Path = Path()
    data: dict[str, Any] = field(default_factory=dict)
    origins: dict[Keys, Origin] = field(default_factory=dict)
    folder: Path | str | None = None

    def origin(self, keys: Keys) -> Origin:
        """The path of keys itself."""
        return Origin(".".join(map(str, keys)) or "scenario", 0)

    def table(self, key: str, given: str) -> Path:
        """What stands for a table that is held, else its file against the folder, or where we are."""
        return place_of(key) if key in self.held else Path(self.folder or "") / given


def place_of(key: str) -> Path:
    """What stands for the path of a table that is in no file."""
    return Path(f"areas.{key}")


def read_document(path: Path) -> Document:
    """The mapping in the file at `path`, laid over the one it `extends` key by key; lists replace.

    A key set to null takes the key out; a null that takes nothing out stays. Line numbers count from 1.

    Raises:
        InputError: when a file is missing, is not YAML, is not a mapping, or extends itself.
    """
    return _read_chain(path, (), str(path))


def _read_chain(path: Path, below: tuple[Path, ...], named_at: str) -> Document:
    where = f"{named_at}: extends {path}" if below else named_at
    check_readable(path, MAX_BYTES, where, "give the scenario file, not a table")
    if path.resolve() in (seen.resolve() for seen in below):
        chain = " extends ".join(str(p) for p in (*below, path))
        raise InputError(Problem(named_at, f"extends runs in a circle: {chain}", "take one extends out"))
    if len(below) >= MAX_CHAIN:
        what = f"more than {MAX_CHAIN} files extend one another"
        raise InputError(Problem(named_at, what, "put several of them into one"))
    document = _read_one(path, where)
    parent = document.data.pop("extends", None)
    if parent is None:
        return document
    if not isinstance(parent, str):
        where = str(document.origin(("extends",)))
        raise InputError(Problem(where, "extends must name one file", "write extends: other.yaml"))
    base = _read_chain(path.parent / parent, (*below, path), str(document.origin(("extends",))))
    _lay_over(base, document, ())
    return replace(
        base,
        path=path,
        files=[*base.files, path],
        comments=base.comments | document.comments,
        stamps=base.stamps | document.stamps,
    )


def _read_one(path: Path, where: str) -> Document:
    before = stamp(path)
    text = read_text(path, where)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ReusedAnchorWarning)
            check_events(path, text)
            node = reader().load(text)
            comments = comments_of(text)
    except DuplicateKeyError as error:
        raise InputError(_duplicate(path, error)) from error
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        raise InputError(
            Problem(str(Origin(str(path), line)), f"not YAML: {error.problem}", "mend the line")
        ) from error
    except ReaderError as error:
        raise InputError(_unreadable(path, text, error)) from error
    except (YAMLError, ValueError, TypeError, ArithmeticError, RecursionError) as error:
        raise InputError(Problem(str(path), f"not YAML: {error}", "mend the file")) from error
    if not isinstance(node, CommentedMap):
        raise InputError(Problem(str(path), "not a scenario", "write keys such as name: and budget:"))
    document = Document(path, {}, {}, [path], {str(path): comments}, {path: before})
    budget = iter(range(MAX_NODES))
    document.data = _plain(node, (), document, budget)
    return document


def read_text(path: Path, where: str) -> str:
    """The UTF-8 text of a file (a byte order mark is left off).

    Raises:
        InputError: when it cannot be read, is too large to be a scenario, or is not UTF-8.
    """
    try:
        check_readable(path, MAX_BYTES, where, "give the scenario file, not a table")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(Problem(where, "not UTF-8 text", "save the file as UTF-8")) from error
    except OSError as error:
        what = "no such file" if isinstance(error, FileNotFoundError) else str(error.strerror)
        raise InputError(Problem(where, what, "check the path")) from error


def _unreadable(path: Path, text: str, error: ReaderError) -> Problem:
    """The problem of a character that no YAML may hold."""
    place = error.position if isinstance(error.position, int) else 0
    where = str(Origin(str(path), text.count("\n", 0, place) + 1))
    letter = error.character if isinstance(error.character, int) else ord(str(error.character)[:1] or "\0")
    return Problem(where, f"not YAML: a control character (\\x{letter:02x})", "take it out")


def _duplicate(path: Path, error: DuplicateKeyError) -> Problem:
    line = error.problem_mark.line + 1 if error.problem_mark else 0
    found = str(error.problem).split('"')
    key = found[1] if len(found) > 1 else "a key"
    return Problem(str(Origin(str(path), line)), f"key {key!r} is given twice", "keep one of them")


def _plain(node: Any, keys: Keys, document: Document, budget: Iterator[int]) -> Any:
    if next(budget, None) is None:
        raise InputError(
            Problem(str(document.path), f"more than {MAX_NODES:,} values", "take out the nested aliases")
        )
    if isinstance(node, CommentedMap):
        return {
            key_of(key): _child(node, key, (*keys, key_of(key)), node.lc.key, document, budget)
            for key in node
        }
    if isinstance(node, CommentedSeq):
        return [_child(node, i, (*keys, i), node.lc.item, document, budget) for i in range(len(node))]
    value = plain(node)
    if isinstance(value, int) and abs(value) >= 10**MAX_DIGITS:
        what = f"a whole number of more than {MAX_DIGITS:,} digits"
        raise InputError(Problem(str(document.origin(keys)), what, "write a smaller one"))
    return value


def _child(node: Any, key: Any, keys: Keys, line_of: Any, document: Document, budget: Iterator[int]) -> Any:
    try:
        line = line_of(key)[0] + 1
    except (KeyError, TypeError, AttributeError):  # a key that came in through a merge (<<)
        line = node.lc.line + 1
    document.origins[keys] = Origin(str(document.path), line, _text_of(node[key]))
    return _plain(node[key], keys, document, budget)


def _text_of(node: Any) -> str | None:
    return node.text if isinstance(node, Written) else None


def _placed(value: Any, keys: Keys, origins: dict[Keys, Origin], said_by: str) -> Any:
    """A value that an option gives, with the text of each number in it kept in `origins`."""
    origins[keys] = Origin(said_by, 0, _text_of(value))
    if isinstance(value, dict):
        return {key_of(k): _placed(v, (*keys, key_of(k)), origins, said_by) for k, v in value.items()}
    if isinstance(value, list):
        return [_placed(inner, (*keys, i), origins, said_by) for i, inner in enumerate(value)]
    return plain(value) if isinstance(value, Written) else value


def _lay_over(base: Document, top: Document, keys: Keys) -> None:
    under, over = _at(base.data, keys), _at(top.data, keys)
    for key, value in over.items():
        path = (*keys, key)
        if isinstance(value, dict) and isinstance(under.get(key), dict):
            base.origins[path] = top.origins[path]
            _lay_over(base, top, path)
            continue
        _forget(base, path)
        if value is None and under.pop(key, None) is not None:
            continue
        under[key] = value
        base.origins.update({k: o for k, o in top.origins.items() if k[: len(path)] == path})


def _at(data: Any, keys: Keys) -> Any:
    for key in keys:
        data = data[key]
    return data


def _forget(document: Document, keys: Keys) -> None:
    """Take out where the values at and under `keys` came from."""
    document.origins = {k: o for k, o in document.origins.items() if k[: len(keys)] != keys}


def shown(path: Path) -> str:
    """The path as a user in this folder would write it, where that is the shorter."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive
        return str(path)
    return min(str(path), relative, key=len)
