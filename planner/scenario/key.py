"""Keys: one hash of all that a value holds, found by going over its fields, so that none is forgotten."""

import dataclasses
import hashlib
import json
from collections.abc import Collection

import numpy as np
from pydantic import BaseModel

NOTHING: frozenset[str] = frozenset()
UNKEYED = "unkeyed"


def unkeyed(reason: str) -> dict[str, str]:
    """The metadata of a field of a dataclass that is in no key, since no answer depends on it: why not."""
    return {UNKEYED: reason}


def keyed(kind: type) -> list[str]:
    """The fields of a dataclass that are in its key."""
    return [field.name for field in dataclasses.fields(kind) if UNKEYED not in field.metadata]


def key_of(*parts: object, less: Collection[str] = NOTHING) -> str:
    """A hash of these values and of every field of every value in them, arrays to the last bit.

    Equal values have the same key, 1 and 1.0 among them. Left out are fields that are `unkeyed`, and those of
    the outermost dataclasses named in `less`.

    Raises:
        TypeError: when a value is of a type that this does not know how to tell from others.
    """
    told = [_fields(part, less) if dataclasses.is_dataclass(part) else _canonical(part) for part in parts]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


def _fields(value: object, less: Collection[str] = NOTHING) -> list[object]:
    """A dataclass, by the name and the fields of its class."""
    names = [name for name in keyed(type(value)) if name not in less]
    return [type(value).__name__, [[name, _canonical(getattr(value, name))] for name in names]]


def _canonical(value: object) -> object:
    """A value as lists of texts, no two different values the same."""
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, int | float | np.number):
        return ["number", repr(float(value) + 0.0 if float(value) == value or value != value else value)]
    if isinstance(value, np.ndarray):
        return ["array", value.dtype.str, value.shape, hashlib.sha256((value + 0).tobytes()).hexdigest()]
    if isinstance(value, BaseModel):
        names = type(value).model_fields
        return [type(value).__name__, [[name, _canonical(getattr(value, name))] for name in names]]
    if dataclasses.is_dataclass(value):
        return _fields(value)
    return _gathered(value)


def _gathered(value: object) -> object:
    """A mapping, in the order of its keys; a sequence; a tuple with names among its class's."""
    if isinstance(value, dict):
        pairs = [[_canonical(key), _canonical(held)] for key, held in value.items()]
        return ["mapping", sorted(pairs, key=lambda pair: json.dumps(pair[0]))]
    if isinstance(value, list | tuple):
        return [type(value).__name__, [_canonical(one) for one in value]]
    raise TypeError(f"no key can be made of {type(value).__name__}")
