"""Amounts of money as people write them."""

import math
import re
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

PATTERN = r"^\s*£?\s*\d[\d_]*(,\d{3})*(\.\d+)?\s*([kKmM]|bn)?\s*$"
_AMOUNT = re.compile(PATTERN)
_SCALES = {"k": 1e3, "m": 1e6, "bn": 1e9}


def parse_money(value: Any) -> float:
    """Pounds from a number or from text such as `£2m`, `1.25m`, `450k`, `2_000_000` or `£2,000,000`.

    Raises:
        ValueError: when it is none of these, is negative, or is not finite.
    """
    if isinstance(value, str):
        return _parse_text(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("not an amount of money; write it like £2m, 450k or 2000000")
    if not math.isfinite(value) or value < 0:
        raise ValueError(f"{value} is not an amount of money; it must be finite and 0 or more")
    return float(value)


def _parse_text(text: str) -> float:
    if not _AMOUNT.match(text):
        raise ValueError(f"{text!r} is not an amount of money; write it like £2m, 450k or 2000000")
    bare = text.replace("£", "").replace(",", "").replace("_", "").strip().lower()
    number = bare.rstrip("kmbn")
    return round(float(number) * _SCALES.get(bare[len(number) :].strip(), 1.0), 2)


Money = Annotated[
    float,
    BeforeValidator(parse_money),
    WithJsonSchema({"anyOf": [{"type": "number", "minimum": 0}, {"type": "string", "pattern": PATTERN}]}),
]
"""Pounds, read from any form that `parse_money` takes."""
