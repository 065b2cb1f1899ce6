"""What results are made of: frozen parts that tell of themselves in a line, and counts that are not shown."""

import math
from collections.abc import Iterable
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, model_validator

COUNTS = (
    *("need", "already_covered", "covered", "reached_without_capacity", "out_of_reach", "coverage"),
    *("objective", "bound", "capacity", "reachable", "supported", "only_jointly", "value"),
    *("mean_coverage", "best_mean_coverage", "value_of_perfect_information", "p5", "p50", "p95"),
)
"""Keys of counts of young people, or of mappings of areas to counts, in a result and its parts."""


class Part(BaseModel):
    """A frozen part of a result; numbers are pounds a year or young people a year unless they say otherwise.

    `in_short` are the fields that it is told by at a prompt, all where none are named; of one that holds many
    things how many.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        populate_by_name=True,
        serialize_by_alias=True,
        use_attribute_docstrings=True,
    )
    in_short: ClassVar[tuple[str, ...]] = ()

    def __repr_args__(self) -> Iterable[tuple[str | None, Any]]:
        if not self.in_short:
            return super().__repr_args__()
        return [(name, _in_short(getattr(self, name))) for name in self.in_short]


def _in_short(value: object) -> object:
    """A number in few digits, how many there are of what is many."""
    if isinstance(value, float):
        return float(f"{value:.6g}")
    return len(value) if isinstance(value, tuple | list | dict) else value


def _filled(data: object, counts: bool = False) -> object:
    if isinstance(data, dict):
        return {key: _filled(value, counts or key in COUNTS) for key, value in data.items()}
    if isinstance(data, list):
        return [_filled(one) for one in data]
    return math.nan if data is None and counts else data


class Published(BaseModel):
    """A result that may be one for anybody to see, as its `published` says."""

    @model_validator(mode="before")
    @classmethod
    def _not_shown(cls, data: object) -> object:
        """A count that is not shown is null in a file and NaN here."""
        return _filled(data) if isinstance(data, dict) and data.get("published") else data
