"""YAML files read so that every value still knows its file and line."""

import os
import warnings
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, ReusedAnchorWarning, YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, NodeEvent
from ruamel.yaml.reader import ReaderError
from ruamel.yaml.scalarint import ScalarInt

from planner.errors import InputError, Problem
from planner.inputs.readable import Stamp, check_readable, stamp

Keys = tuple[str | int, ...]
MAX_NODES = 100_000
"""Values in one file, those that aliases repeat counted each time."""
MAX_BYTES = 1_000_000
"""Size of one scenario file; the largest with a weight for each of 5,000 areas is a tenth of that."""
MAX_DEPTH = 30
"""Blocks and lists inside each other; a scenario has five."""
MAX_DIGITS = 4_000
"""Digits of a whole number; Python itself writes no more than 4,300."""
MAX_CHAIN = 50
"""Files that extend one another."""
TAGS = "tag:yaml.org,2002:"
PLAIN_TAGS = {"bool", "float", "int", "map", "null", "seq", "str", "timestamp"}
"""YAML's own kinds of value; others, such as those that make objects, have no meaning in a scenario."""


class Origin(NamedTuple):
    """The file a value was read from (or the option that set it) and its line, 0 where there is none."""

    file: str
    line: int

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
    texts: dict[str, str] = field(default_factory=dict)
    stamps: dict[Path, Stamp | None] = field(default_factory=dict)

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
        inner[keys[-1]] = value
        self.origins = {k: o for k, o in self.origins.items() if k[: len(keys)] != keys}
        self.origins[keys] = Origin(said_by, 0)

    def overlaid(self, keys: Keys) -> "Document":
        """A copy with the mapping under `keys` laid over the whole, key by key, and taken out from there."""
        copy = replace(self, data=deepcopy(self.data), origins=dict(self.origins))
        depth = len(keys)
        origins = {k[depth:]: o for k, o in self.origins.items() if k[:depth] == keys and len(k) > depth}
        top = Document(self.path, deepcopy(_at(self.data, keys)), origins)
        _lay_over(copy, top, ())
        return _without_nulls(copy)


def read_document(path: Path) -> Document:
    """The mapping in the file at `path`, laid over the one it `extends` key by key; lists replace.

    A key set to null takes the key out. Line numbers count from 1.

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
        return _without_nulls(document)
    if not isinstance(parent, str):
        where = str(document.origin(("extends",)))
        raise InputError(Problem(where, "extends must name one file", "write extends: other.yaml"))
    base = _read_chain(path.parent / parent, (*below, path), str(document.origin(("extends",))))
    _lay_over(base, document, ())
    return _without_nulls(
        replace(
            base,
            path=path,
            files=[*base.files, path],
            texts=base.texts | document.texts,
            stamps=base.stamps | document.stamps,
        )
    )


def _read_one(path: Path, where: str) -> Document:
    before = stamp(path)
    text = read_text(path, where)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ReusedAnchorWarning)
            _check_events(path, text)
            node = YAML(typ="rt", pure=True).load(text)
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
    document = Document(path, {}, {}, [path], {str(path): text}, {path: before})
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


def _check_events(path: Path, text: str) -> None:
    """Find what should not be built at all: deep wells, blocks in themselves, tags that stand for objects."""
    around: list[str | None] = []
    for event in YAML(typ="rt", pure=True).parse(text):
        where = str(Origin(str(path), event.start_mark.line + 1))
        if isinstance(event, CollectionStartEvent):
            around.append(event.anchor)
        elif isinstance(event, CollectionEndEvent):
            around.pop()
        elif isinstance(event, AliasEvent) and event.anchor in around:
            what = f"*{event.anchor} stands inside &{event.anchor} itself"
            raise InputError(Problem(where, what, "take it out"))
        if len(around) > MAX_DEPTH:
            what = f"blocks and lists more than {MAX_DEPTH} deep"
            raise InputError(Problem(where, what, "take out brackets or spaces at the start of the line"))
        tag = str(getattr(event, "tag", None) or "") if isinstance(event, NodeEvent) else ""
        if tag not in ("", "!") and tag.removeprefix(TAGS) not in PLAIN_TAGS:
            shown_tag = tag.replace(TAGS, "!!")
            raise InputError(Problem(where, f"the tag {shown_tag} has no meaning here", "take it out"))


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
            _key(key): _child(node, key, (*keys, _key(key)), node.lc.key, document, budget) for key in node
        }
    if isinstance(node, CommentedSeq):
        return [_child(node, i, (*keys, i), node.lc.item, document, budget) for i in range(len(node))]
    value = _scalar(node)
    if isinstance(value, int) and abs(value) >= 10**MAX_DIGITS:
        what = f"a whole number of more than {MAX_DIGITS:,} digits"
        raise InputError(Problem(str(document.origin(keys)), what, "write a smaller one"))
    return value


def _key(key: Any) -> str | int:
    plain = _scalar(key)
    return plain if isinstance(plain, int) and not isinstance(plain, bool) else str(plain)


def _child(node: Any, key: Any, keys: Keys, line_of: Any, document: Document, budget: Iterator[int]) -> Any:
    try:
        line = line_of(key)[0] + 1
    except (KeyError, TypeError, AttributeError):  # a key that came in through a merge (<<)
        line = node.lc.line + 1
    document.origins[keys] = Origin(str(document.path), line)
    return _plain(node[key], keys, document, budget)


def _scalar(node: Any) -> Any:
    width = getattr(node, "_width", None) if type(node) is ScalarInt else None
    if width and len(str(int(node))) < width:  # 007 is a code
        return f"{int(node):0{width}d}"
    for kind in (bool, int, float, str):
        if isinstance(node, kind):
            return kind(node)
    return node if node is None else str(node)


def _lay_over(base: Document, top: Document, keys: Keys) -> None:
    under, over = _at(base.data, keys), _at(top.data, keys)
    for key, value in over.items():
        path = (*keys, key)
        if isinstance(value, dict) and isinstance(under.get(key), dict):
            base.origins[path] = top.origins[path]
            _lay_over(base, top, path)
            continue
        under[key] = value
        base.origins = {k: o for k, o in base.origins.items() if k[: len(path)] != path}
        base.origins.update({k: o for k, o in top.origins.items() if k[: len(path)] == path})


def _at(data: Any, keys: Keys) -> Any:
    for key in keys:
        data = data[key]
    return data


def _without_nulls(document: Document) -> Document:
    def clean(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: clean(inner) for key, inner in value.items() if inner is not None}
        return value

    variants = document.data.get("variants")  # there null takes a key of the scenario out, later
    document.data = clean(document.data) | ({} if variants is None else {"variants": variants})
    return document


def shown(path: Path) -> str:
    """The path as a user in this folder would write it, where that is the shorter."""
    try:
        relative = os.path.relpath(path)
    except ValueError:  # another drive
        return str(path)
    return min(str(path), relative, key=len)
