"""The kinds of value that a scenario file holds: blocks, whole numbers, shares, text, names of areas."""

import re
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
)

from planner.text import hidden


class Block(BaseModel):
    """A mapping in the file: unknown keys are refused, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


Whole = Annotated[int, Field(strict=True)]
Number = Annotated[float, Field(strict=True, allow_inf_nan=False)]
MOST = 1e9
"""People, km, minutes or weight; more is a slip."""
LEAST = 1e-6
"""Young people a member of staff or a service supports; less is a slip."""
MOST_STAFF = 1_000
"""Staff of one service; a candidate is made for each number of them."""
MOST_SEED = 2**63 - 1
NotNegative = Annotated[Number, Field(ge=0, le=MOST)]
Positive = Annotated[Number, Field(ge=LEAST, le=MOST)]
Count = Annotated[Whole, Field(le=10**9)]
PERCENT = re.compile(r"\s*\d+(\.\d+)?\s*%\s*")


def parse_share(value: object) -> object:
    """A share written as `10%`; anything else as it is."""
    return float(value.strip(" %")) / 100 if isinstance(value, str) and PERCENT.fullmatch(value) else value


def _share_schema(ahead: str = "", **bounds: float) -> WithJsonSchema:
    """What a schema says of a share: a number within bounds, or per cent, with what it has to be `ahead`."""
    percent = {"type": "string", "pattern": f"^{ahead}{PERCENT.pattern}$"}
    return WithJsonSchema({"anyOf": [{"type": "number", **bounds}, percent]})


Share = Annotated[
    Number, Field(ge=0, le=1), BeforeValidator(parse_share), _share_schema(minimum=0, maximum=1)
]
"""A share from 0 to 1, written 0.1 or 10%."""
ShareAbove0 = Annotated[Share, Field(gt=0), _share_schema("(?=.*[1-9])", exclusiveMinimum=0, maximum=1)]
"""A share that is not 0."""
ShareBelow1 = Annotated[
    Share, Field(lt=1), _share_schema(r"(?!\s*0*[1-9]\d\d)", minimum=0, exclusiveMaximum=1)
]
"""A share that is not 1."""


def text_of(value: object) -> object:
    """Numbers are text here: an area may be coded 101 and a scenario named 2027."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _visible(text: str) -> str:
    if letter := hidden(text):
        raise ValueError(f"holds a control character ({letter}); take it out")
    return text


Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1),
    BeforeValidator(text_of),
    AfterValidator(_visible),
]
AreaRef = Annotated[Text, Field(description="An area, by code or by name")]
Several = Annotated[list[AreaRef], Field(min_length=2)]
TypeName = Annotated[
    str,
    StringConstraints(pattern=r"^[^:+]+$", min_length=1),
    BeforeValidator(text_of),
    AfterValidator(_visible),
]
