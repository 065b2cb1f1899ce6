"""A YAML document held against the schema: every wrong value at once, with its file, line and remedy."""

import re
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from planner.errors import Problem
from planner.scenario.check.places import known, meaning
from planner.scenario.read.yaml_file import Document, Keys, Unwritten
from planner.scenario.schema import AreaFiles, ScenarioFile
from planner.text import LONGEST_WORD, shortened

_WRONG = {
    "dict_type": "should hold keys and values",
    "float_type": "should be a number",
    "int_type": "should be a whole number",
    "list_type": "should be a list",
    "model_type": "should hold keys and values",
    "string_pattern_mismatch": "should be a name without ':' or '+'",
    "string_too_short": "should not be empty",
    "string_type": "should be text",
}
"""What pydantic says of a wrong value, by its type of error, where a user would not say it so."""


def validated(document: Document) -> tuple[ScenarioFile | None, AreaFiles | None, list[Problem]]:
    """The scenario file and, where only other parts are wrong, at least its area files; and all problems."""
    try:
        scenario = ScenarioFile.model_validate(document.data)
    except ValidationError as error:
        return None, _area_files(document), _problems(document, error.errors())
    return scenario, scenario.areas, []


def model_problems(keys: Keys, data: dict[str, Any], error: ValidationError) -> list[Problem]:
    """The problems of a block that stands under `keys` of no file."""
    whole: Any = data
    for key in reversed(keys):
        whole = {key: whole} if isinstance(key, str) else [{}] * key + [whole]
    document = Unwritten(data=whole)
    told = [ErrorDetails(**{**detail, "loc": (*keys, *detail["loc"])}) for detail in error.errors()]
    return _problems(document, told)


def _area_files(document: Document) -> AreaFiles | None:
    try:
        return AreaFiles.model_validate(document.data.get("areas"))
    except ValidationError:
        return None


def _problems(document: Document, details: list[ErrorDetails]) -> list[Problem]:
    """A problem for each wrong value; a key that is missing because it is misspelt is told once."""
    misspelt = {(*d["loc"][:-1], _closest(d["loc"])) for d in details if d["type"] == "extra_forbidden"}
    told = [d for d in details if d["type"] != "missing" or d["loc"] not in misspelt]
    return list(dict.fromkeys(_problem(document, detail) for detail in told))


def _problem(document: Document, detail: ErrorDetails) -> Problem:
    keys = _keys_in(document.data, detail["loc"])
    where = str(document.origin(keys))
    named = ".".join(str(key) for key in keys)
    if detail["type"] in ("extra_forbidden", "invalid_key"):
        return Problem(where, f"unknown key {named!r}", _nearest(keys))
    if detail["type"] == "missing":
        around = f"{named} has no" if named else "no"
        lacking = str(detail["loc"][-1])
        remedy = f"add {meaning((*keys, lacking))}"
        meant = _other_type(document.data, keys)
        return Problem(
            where, f"{around} {lacking!r}", f"did you mean {meant!r}? else {remedy}" if meant else remedy
        )
    if detail["input"] is None:
        return Problem(where, f"{named} has no value", _without_value(document, keys))
    if detail["type"] == "value_error":
        what, _, remedy = str(detail["ctx"]["error"]).partition("; ")
        return Problem(where, f"{named} {what}", remedy)
    return Problem(where, f"{named} {_wrong(detail)}", f"give {meaning(keys)}")


def _keys_in(data: Any, loc: Iterable[int | str]) -> Keys:
    """The part of pydantic's location that stands in the file: tags of unions and of keys do not."""
    keys: list[int | str] = []
    for part in loc:
        in_list = isinstance(data, list) and isinstance(part, int) and part < len(data)
        if not in_list and not (isinstance(data, dict) and part in data):
            break
        data = data[part]
        keys.append(part)
    return tuple(keys)


def _wrong(detail: ErrorDetails) -> str:
    said, value = detail["msg"].removeprefix("Input "), detail["input"]
    wrong = _WRONG.get(detail["type"], f"{said[:1].lower()}{said[1:]}")
    return wrong if isinstance(value, dict | list) else f"{wrong}, not {_as_written(value)}"


def _as_written(value: Any) -> str:
    return {"True": "true", "False": "false", "None": "null"}.get(
        str(value), shortened(repr(value), LONGEST_WORD)
    )


def _without_value(document: Document, keys: Keys) -> str:
    """What to do about a null: it takes out what a file below gives, and here that gives nothing."""
    around: Any = document.data
    for key in keys[:-1]:
        around = around[key]
    others = [str(key) for key in around if key != keys[-1]] if isinstance(around, dict) else []
    close = get_close_matches(str(keys[-1]), others, n=1, cutoff=0.6)
    return f"did you mean {close[0]!r}?" if close else f"give one, or take it out ({meaning(keys)})"


def _nearest(keys: Keys) -> str:
    written = re.fullmatch(r"(\w+)\s*[:=]\s*(.*)", str(keys[-1]))
    if written and written[1] in known(keys[:-1]):
        return f"write '{written[1]}: {written[2]}', with a colon and a space"
    close = _closest(keys)
    return f"did you mean {close!r}?" if close else f"known here: {', '.join(known(keys[:-1]))}"


def _other_type(data: Any, keys: Keys) -> str | None:
    """The type of service that one with something missing is probably meant to be."""
    if len(keys) != 2 or keys[0] != "services":
        return None
    others = [str(name) for name in data["services"] if name != keys[1]]
    return next(iter(get_close_matches(str(keys[1]), others, n=1, cutoff=0.7)), None)


def _closest(keys: Keys) -> str | None:
    """The known key that looks most like the last of `keys`, if any does."""
    close = get_close_matches(str(keys[-1]), known(keys[:-1]), n=1, cutoff=0.5)
    return close[0] if close else None
