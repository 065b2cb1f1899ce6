"""What is wrong with YAML before anything is made of it: deep wells, odd tags, commas that end a value."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)

from planner.errors import InputError, Problem, Problems
from planner.scenario.read.yaml_scalars import TAGS

MAX_DEPTH = 30
"""Blocks and lists inside each other; a scenario has five."""
PLAIN_TAGS = {"bool", "float", "int", "map", "null", "seq", "str", "timestamp"}
"""YAML's own kinds of value; others, such as those that make objects, have no meaning in a scenario."""
_REST = re.compile(r"\d[\d.]*[a-zA-Z]*")
"""What stands after the comma of a number: `000`, `5`, `250.50`, `2m`."""


@dataclass
class _Around:
    """A mapping or a list that is being read: in braces its keys and values take turns."""

    anchor: str | None
    braces: bool
    key: Event | None = None
    pieces: list[str] = field(default_factory=list)
    line: int = 0


def check_events(path: Path, text: str) -> None:
    """Find what should not be built at all.

    Raises:
        InputError: when blocks are too deep or stand in themselves, a tag stands for an object, or a
            comma in braces cuts a number in two.
    """
    around: list[_Around] = []
    problems = Problems()
    for event in YAML(typ="rt", pure=True).parse(text):
        where = f"{path}:{event.start_mark.line + 1}"
        _check_tag(event, where)
        if around and around[-1].braces:
            _check_comma(around[-1], event, path, problems)
        if isinstance(event, CollectionStartEvent):
            around.append(
                _Around(event.anchor, isinstance(event, MappingStartEvent) and bool(event.flow_style))
            )
        elif isinstance(event, CollectionEndEvent):
            around.pop()
        elif isinstance(event, AliasEvent) and event.anchor in {one.anchor for one in around}:
            what = f"*{event.anchor} stands inside &{event.anchor} itself"
            raise InputError(Problem(where, what, "take it out"))
        if len(around) > MAX_DEPTH:
            what = f"blocks and lists more than {MAX_DEPTH} deep"
            raise InputError(Problem(where, what, "take out brackets or spaces at the start of the line"))
    problems.raise_if_any()


def _check_tag(event: Event, where: str) -> None:
    tag = str(getattr(event, "tag", None) or "") if isinstance(event, NodeEvent) else ""
    if tag not in ("", "!") and tag.removeprefix(TAGS) not in PLAIN_TAGS:
        raise InputError(
            Problem(where, f"the tag {tag.replace(TAGS, '!!')} has no meaning here", "take it out")
        )


def _check_comma(braces: _Around, event: Event, path: Path, problems: Problems) -> None:
    """Note a number that a comma cut: what follows the comma is then a key that has no value."""
    ending = isinstance(event, CollectionEndEvent)
    if braces.key is None and not ending:
        braces.key = event
        return
    key, braces.key = braces.key, None
    text, rest = _plain(event), _plain(key)
    if not ending and not text and rest is not None and _REST.fullmatch(rest) and braces.pieces:
        braces.pieces.append(rest)
        return
    if len(braces.pieces) > 1:
        problems.add(f"{path}:{braces.line}", *_problem_of(braces.pieces))
    braces.pieces = [text] if text and text[-1].isdigit() else []
    braces.line = event.start_mark.line + 1


def _plain(event: Event | None) -> str | None:
    """The text of a scalar without quotes; empty where nothing is written."""
    return str(event.value) if isinstance(event, ScalarEvent) and event.style is None else None


def _problem_of(pieces: list[str]) -> tuple[str, str]:
    """What is wrong with a number cut into pieces, and how to write it."""
    first, *rest = pieces
    bare = first.removeprefix("£")
    cut = ",".join(pieces)
    if len(rest) == 1 and (bare == "0" or not re.match(r"\d{3}(?!\d)", rest[0])):
        better = f"{first}.{rest[0]}"
    else:
        better = "".join(pieces)
        digits = better.removeprefix("£")
        if digits.isdecimal() and digits.endswith("000"):
            better += f" or {int(digits) // 1000}k"
    return (
        f"a comma inside {{ }}: write {better}",
        f"there a comma ends a value, and {cut} is read as {first}",
    )
