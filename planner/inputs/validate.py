"""A YAML document held against the schema: every wrong value at once, with its file, line and remedy."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from planner.errors import Problem
from planner.inputs.schema import AreaFiles, ScenarioFile
from planner.inputs.yaml_file import Document, Keys
from planner.printable import LONGEST_WORD, shortened

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
        return Problem(where, f"{around} {lacking!r}", f"add {_meaning((*keys, lacking))}")
    if detail["type"] == "value_error":
        what, _, remedy = str(detail["ctx"]["error"]).partition("; ")
        return Problem(where, f"{named} {what}", remedy)
    return Problem(where, f"{named} {_wrong(detail)}", f"give {_meaning(keys)}")


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


def _nearest(keys: Keys) -> str:
    close = _closest(keys)
    return f"did you mean {close!r}?" if close else f"known here: {', '.join(_known(keys[:-1]))}"


def _closest(keys: Keys) -> str | None:
    """The known key that looks most like the last of `keys`, if any does."""
    close = get_close_matches(str(keys[-1]), _known(keys[:-1]), n=1, cutoff=0.5)
    return close[0] if close else None


def _known(keys: Keys) -> list[str]:
    model = _model_at(keys)
    return list(model.model_fields) if model else []


def _meaning(keys: Keys) -> str:
    """What the key is for, in the words of the schema."""
    for length in range(len(keys), 0, -1):
        model = _model_at(keys[: length - 1])
        field = model.model_fields.get(str(keys[length - 1])) if model else None
        if field is not None and field.description:
            sentence = " ".join(field.description.split()).rstrip(".")
            return f"{keys[length - 1]}: {sentence}"
    return "what the scenario schema says"


def _model_at(keys: Keys) -> type[BaseModel] | None:
    model: type[BaseModel] | None = ScenarioFile
    annotation: Any = ScenarioFile
    for key in keys:
        if model is not None:
            field = model.model_fields.get(str(key))
            annotation = field.annotation if field else None
            model = _block_in(annotation, deep=False)
        else:  # a name in a mapping or a place in a list
            model = _block_in(annotation, deep=True)
    return model


def _block_in(annotation: Any, deep: bool) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    origin_is_container = getattr(annotation, "__origin__", None) in (dict, list)
    if origin_is_container and not deep:
        return None
    for inner in get_args(annotation):
        found = _block_in(inner, deep)
        if found is not None:
            return found
    return None
