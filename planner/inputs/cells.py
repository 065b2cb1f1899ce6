"""Cells of tables: values as text, and text as numbers."""

import math
import re
from typing import Any

_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d*)(\.\d*)?([eE][+-]?\d{1,3})?")


def as_text(value: Any) -> str:
    """A cell as text: nothing for a missing one, whole numbers without a decimal point."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value).strip()


def number(text: str) -> float:
    """A finite number as people write it in tables; `1,234.5` too.

    Raises:
        ValueError: when it is not one.
    """
    value = float(text.replace(",", "")) if len(text) < 400 and _NUMBER.fullmatch(text) else math.nan
    if not math.isfinite(value):
        raise ValueError(text)
    return value
