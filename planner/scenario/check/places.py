"""The schema asked about one place in a scenario file: which keys it knows there, and what they are."""

from types import UnionType
from typing import Annotated, Union, get_args, get_origin

from pydantic import BaseModel

from planner.scenario.read.yaml_file import Keys
from planner.scenario.schema import ScenarioFile


def kind_at(keys: Keys) -> object:
    """The type of what stands under `keys`; None where the schema knows nothing of it."""
    kind: object = ScenarioFile
    for key in keys:
        kind = inside(kind, key)
    return kind


def inside(kind: object, key: str | int) -> object:
    """The type of what stands under one key, or at one place of a list, of something of a type."""
    for one in _alternatives(kind):
        if isinstance(one, type) and issubclass(one, BaseModel):
            field = one.model_fields.get(str(key))
            return field.annotation if field else None
        if get_origin(one) in (dict, list):
            return get_args(one)[-1]
    return None


def model_of(kind: object) -> type[BaseModel] | None:
    """The block that something of a type is, if it is one."""
    for one in _alternatives(kind):
        if isinstance(one, type) and issubclass(one, BaseModel):
            return one
    return None


def takes_text(kind: object) -> bool:
    """Whether text can stand there, such as a name or the code of an area."""
    return str in _alternatives(kind)


def known(keys: Keys) -> list[str]:
    """The keys that the block under `keys` can have."""
    model = model_of(kind_at(keys))
    return list(model.model_fields) if model else []


def meaning(keys: Keys) -> str:
    """What the key is for, in the words of the schema."""
    for length in range(len(keys), 0, -1):
        model = model_of(kind_at(keys[: length - 1]))
        field = model.model_fields.get(str(keys[length - 1])) if model else None
        if field is not None and field.description:
            sentence = " ".join(field.description.split()).rstrip(".")
            return f"{keys[length - 1]}: {sentence}"
    return "what the scenario schema says"


def _alternatives(kind: object) -> list[object]:
    """The types that a value may have, without what is said about them."""
    if get_origin(kind) is Annotated:
        return _alternatives(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        return [one for part in get_args(kind) for one in _alternatives(part)]
    return [kind]
