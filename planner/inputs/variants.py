"""Variants: several scenarios from one file, by name or over a grid of values."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from planner.errors import InputError, Problem
from planner.inputs.load import scenario_of
from planner.inputs.scenario import Scenario
from planner.inputs.yaml_file import Document, read_document

MOST = 200
"""Scenarios that one file may turn into."""


class Vary(NamedTuple):
    """A key and the values it takes in turn."""

    key: str
    values: tuple[Any, ...]


def parse_vary(text: str) -> Vary:
    """A key and its values, written `services.specialist.max_areas=1,3,5`; values are as in YAML.

    Raises:
        ValueError: when it is not written so.
    """
    key, equals, values = text.partition("=")
    try:
        listed = YAML(typ="safe", pure=True).load(f"[{values}]")
    except YAMLError:
        listed = None
    if not equals or not key.strip() or not isinstance(listed, list) or not listed:
        raise ValueError(f"{text!r} is not a key and its values, as in budget=1m,2m,3m")
    return Vary(key.strip(), tuple(listed))


def load_variants(path: Path, grid: Sequence[Vary] = ()) -> list[Scenario]:
    """Every scenario in a file: as it stands, then its `variants`, each at every point of the `grid`.

    A variant without a name of its own is called after the file's and its own; a point of the grid after
    its values.

    Raises:
        InputError: when anything is wrong in any of them, or they are too many.
    """
    documents = [one for base in _named(read_document(path)) for one in _over(base, grid)]
    if len(documents) > MOST:
        what = f"{len(documents)} scenarios to compare, {MOST} at most"
        raise InputError(Problem(str(path), what, "vary fewer keys, or fewer values of each"))
    scenarios: list[Scenario] = []
    problems: list[Problem] = []
    for document in documents:
        try:
            scenarios.append(scenario_of(document))
        except InputError as error:
            problems.extend(error.problems)
    if problems:
        raise InputError(*dict.fromkeys(problems))
    return scenarios


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
        variant = _without_variants(document.overlaid(("variants", name)))
        if "name" not in changes:
            variant.set(("name",), f"{document.data.get('name', '')}: {name}", f"variant {name}")
        yield variant


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
        copy.set(("name",), f"{document.data.get('name', '')}: {', '.join(told)}", "--vary")
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
