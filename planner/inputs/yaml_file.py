"""YAML files read so that every value still knows its file and line."""

import os
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.scalarint import ScalarInt

from planner.errors import InputError, Problem

Keys = tuple[str | int, ...]
MAX_NODES = 100_000
MAX_BYTES = 5_000_000


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
        copy = Document(self.path, deepcopy(self.data), dict(self.origins), list(self.files))
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
    if path.resolve() in (seen.resolve() for seen in below):
        chain = " extends ".join(str(p) for p in (*below, path))
        raise InputError(Problem(named_at, f"extends runs in a circle: {chain}", "take one extends out"))
    document = _read_one(path, f"{named_at}: extends {path}" if below else named_at)
    parent = document.data.pop("extends", None)
    if parent is None:
        return _without_nulls(document)
    if not isinstance(parent, str):
        where = str(document.origin(("extends",)))
        raise InputError(Problem(where, "extends must name one file", "write extends: other.yaml"))
    base = _read_chain(path.parent / parent, (*below, path), str(document.origin(("extends",))))
    _lay_over(base, document, ())
    return _without_nulls(
        Document(path, base.data, base.origins, [*base.files, path]),
    )


def _read_one(path: Path, where: str) -> Document:
    text = read_text(path, where)
    try:
        node = YAML(typ="rt", pure=True).load(text)
    except DuplicateKeyError as error:
        raise InputError(_duplicate(path, error)) from error
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        raise InputError(
            Problem(str(Origin(str(path), line)), f"not YAML: {error.problem}", "mend the line")
        ) from error
    except (YAMLError, ValueError, RecursionError) as error:
        raise InputError(Problem(str(path), f"not YAML: {error}", "mend the file")) from error
    if not isinstance(node, CommentedMap):
        raise InputError(Problem(str(path), "not a scenario", "write keys such as name: and budget:"))
    document = Document(path, {}, {}, [path])
    budget = iter(range(MAX_NODES))
    document.data = _plain(node, (), document, budget)
    return document


def read_text(path: Path, where: str) -> str:
    """The UTF-8 text of a file (a byte order mark is left off).

    Raises:
        InputError: when it cannot be read, is too large to be a scenario, or is not UTF-8.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise InputError(Problem(where, "larger than 5 MB", "give the scenario file, not a table"))
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(Problem(where, "not UTF-8 text", "save the file as UTF-8")) from error
    except OSError as error:
        what = "no such file" if isinstance(error, FileNotFoundError) else str(error.strerror)
        raise InputError(Problem(where, what, "check the path")) from error


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
    return _scalar(node)


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
