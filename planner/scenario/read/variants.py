"""Variants: several scenarios from one file, by name or over a grid of values."""

import math
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml.error import YAMLError

from planner.errors import InputError, Problem
from planner.scenario.money import cut_amount
from planner.scenario.read.load import scenario_of
from planner.scenario.read.yaml_file import Document, read_document
from planner.scenario.read.yaml_scalars import reader
from planner.scenario.scenario import Scenario

MOST = 200
"""Scenarios that one file may turn into."""
FIXED = ("extends", "name", "variants")
"""Keys that decide how a file is read or what its plans are called, and so are not varied."""


class Vary(NamedTuple):
    """A key and the values it takes in turn, each as it was written."""

    key: str
    values: tuple[Any, ...]


def parse_vary(text: str) -> Vary:
    """A key and its values, written `services.specialist.max_areas=1,3,5`; values are as in YAML.

    Raises:
        ValueError: when it is not written so, the key is one of `FIXED`, or a comma cuts a number in two.
    """
    key, equals, values = text.partition("=")
    key = key.strip()
    try:
        listed = reader().load(f"[{values}]")
    except (YAMLError, ValueError):
        listed = None
    if not equals or not key or not isinstance(listed, list) or not listed:
        raise ValueError(f"{text!r} is not a key and its values, as in budget=1m,2m,3m")
    if key.partition(".")[0] in FIXED:
        raise ValueError(f"{key} cannot be varied: write a file for each, and compare the files")
    if cut := cut_amount([str(one) for one in listed]):
        raise ValueError(f"{cut} has a comma inside, which divides values: write {cut.replace(',', '')}")
    return Vary(key, tuple(listed))


def load_variants(path: Path, grid: Sequence[Vary] = (), *, publish: bool = False) -> list[Scenario]:
    """Every scenario in a file: as it stands, then its `variants`, each at every point of the `grid`.

    A variant without a name of its own is called after the file's and its own; a point of the grid after
    its values. With `publish` each is as anybody may see it.

    Raises:
        InputError: when anything is wrong in any of them, or they are too many.
    """
    _check_keys([vary.key for vary in grid])
    bases = list(_named(read_document(path)))
    count = len(bases) * math.prod(len(vary.values) for vary in grid)
    if count > MOST:
        what = f"{count:,} scenarios to compare, {MOST} at most"
        raise InputError(Problem(str(path), what, "vary fewer keys, or fewer values of each"))
    documents = [one for base in bases for one in _over(base, grid)]
    scenarios: list[Scenario] = []
    problems: list[Problem] = []
    for document in documents:
        try:
            scenarios.append(scenario_of(document, publish))
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(*dict.fromkeys(problems))
    return scenarios


def _check_keys(keys: list[str]) -> None:
    """No key is varied twice, and none within another, where the one would undo the other."""
    for i, key in enumerate(keys):
        for other in keys[:i]:
            if f"{key}.".startswith(f"{other}.") or f"{other}.".startswith(f"{key}."):
                what = f"{key} is varied together with {other}"
                raise InputError(Problem("--vary", what, "give all values of one key in one --vary"))


def _named(document: Document) -> Iterator[Document]:
    """The document as it stands, and with each of its variants laid over it."""
    variants = document.data.get("variants", {})
    if not isinstance(variants, dict):
        where = str(document.origin(("variants",)))
        raise InputError(
            Problem(where, "variants should hold names and changes", "write variants: {tight: {budget: 1m}}")
        )
    yield _without_variants(document)
    for name, changes in variants.items():
        if not isinstance(changes, dict):
            where = str(document.origin(("variants", name)))
            what = f"variant {name!r} should hold keys and values"
            raise InputError(Problem(where, what, "write them as in a scenario"))
        _check_variant(document, name, changes)
        variant = _without_variants(document.overlaid(("variants", name)))
        if "name" not in changes:
            variant.set(("name",), f"{_name(document)}: {name}", f"variant {name}")
        yield variant


def _name(document: Document) -> str:
    return document.origin(("name",)).written or str(document.data.get("name", ""))


def _check_variant(document: Document, name: str | int, changes: dict[str, Any]) -> None:
    """A variant is laid over this file, and holds neither another file nor variants of its own."""
    for key in ("extends", "variants"):
        if key in changes:
            where = str(document.origin(("variants", name, key)))
            what = f"variant {str(name)!r} has {key}, and is laid over this file alone"
            remedy = "write the keys themselves, or make a file of it and compare the files"
            raise InputError(Problem(where, what, remedy))


def _without_variants(document: Document) -> Document:
    data = {key: value for key, value in document.data.items() if key != "variants"}
    return replace(document, data=data)


def _over(document: Document, grid: Sequence[Vary]) -> Iterator[Document]:
    """The document at every point of the grid."""
    if not grid:
        yield document
        return
    for point in product(*(vary.values for vary in grid)):
        copy = replace(document, data=deepcopy(document.data), origins=dict(document.origins))
        told = []
        for vary, value in zip(grid, point, strict=True):
            _set(copy, vary.key, value)
            told.append(f"{vary.key.rpartition('.')[2]} {value}")
        copy.set(("name",), f"{_name(document)}: {', '.join(told)}", "--vary")
        yield copy


def _set(document: Document, key: str, value: Any) -> None:
    keys = tuple(key.split("."))
    inner: Any = document.data
    for depth, part in enumerate(keys[:-1]):
        inner = inner.get(part, {})
        if not isinstance(inner, dict):
            named = ".".join(keys[: depth + 1])
            raise InputError(
                Problem(f"--vary {key}", f"{named!r} holds no keys", "name a key that is in a scenario")
            )
    document.set(keys, value, f"--vary {key}")
