"""Amounts of money as people write them."""

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

PATTERN = r"^\s*£?\s*\d[\d_]*(,\d{3})*(\.\d+)?\s*([kKmM]|bn)?\s*$"
_AMOUNT = re.compile(PATTERN)
_SCALES = {"k": 1e3, "m": 1e6, "bn": 1e9}
MOST = 1e12
"""Pounds; anything above is a slip."""
LIKE = "write it like £2m, 450k or 2000000"


def parse_money(value: Any) -> float:
    """Pounds from a number or from text such as `£2m`, `1.25m`, `450k`, `2_000_000` or `£2,000,000`.

    Raises:
        ValueError: when it is none of these, is below 0, or is more than `MOST`; in words, with what to do.
    """
    if isinstance(value, str):
        return _parse_text(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"is not an amount of money; {LIKE}")
    if not 0 <= value <= MOST:
        raise ValueError(f"is not from £0 to £{MOST:,.0f}: {value!r:.40}; {LIKE}")
    return float(value)


def _parse_text(text: str) -> float:
    if not _AMOUNT.match(text):
        raise ValueError(f"is not an amount of money: {text!r:.40}; {LIKE}")
    bare = text.replace("£", "").replace(",", "").replace("_", "").strip().lower()
    number = bare.rstrip("kmbn")
    pounds = round(float(number) * _SCALES.get(bare[len(number) :].strip(), 1.0), 2)
    return parse_money(pounds)


Money = Annotated[
    float,
    BeforeValidator(parse_money),
    WithJsonSchema(
        {"anyOf": [{"type": "number", "minimum": 0, "maximum": MOST}, {"type": "string", "pattern": PATTERN}]}
    ),
]
"""Pounds, read from any form that `parse_money` takes."""
