"""Amounts of money as people write them."""

import math
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

PATTERN = r"^\s*£?\s*\d[\d_]*(,\d{3})*(\.\d+)?\s*([kKmM]|bn)?\s*$"
_AMOUNT = re.compile(PATTERN)
_SCALES = {"k": 1e3, "m": 1e6, "bn": 1e9}
MOST = 1e12
"""Pounds; anything above is a slip."""
LIKE = "write it like £2m, 450k or 2000000"


def parse_money(value: object) -> float:
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


MOST_BUDGETS = 1000


def cut_amount(parts: Sequence[str]) -> str | None:
    """An amount that a comma between its thousands cuts in two of the `parts`, such as £48,000; if any is."""
    for before, after in pairwise(part.strip() for part in parts):
        cut = re.fullmatch(r"£?\d{1,3}", before) and re.fullmatch(r"\d{3}", after)
        if cut and (after.startswith("0") or before.startswith("£")):
            return f"{before},{after}"
    return None


def parse_budgets(text: str) -> list[float]:
    """Budgets in pounds, rising, from `from:to:step` (both ends included) or a list: `500k:4m:250k`, `1m,2m`.

    Raises:
        ValueError: when it is neither, a budget is not above 0, a comma stands inside one, or there are more
            than `MOST_BUDGETS`.
    """
    parts = text.split(":")
    if len(parts) == 1 and (cut := cut_amount(text.split(","))):
        raise ValueError(f"{text!r}: a comma divides budgets: write {cut.replace(',', '')} for {cut}")
    if len(parts) == 3:
        low, high, step = (parse_money(part) for part in parts)
        if low <= 0 or step <= 0 or high < low:
            raise ValueError(f"{text!r}: write from:to:step, rising, each above 0, as in 500k:4m:250k")
        count = math.floor((high - low) / step + 1e-9) + 1
        budgets = [round(low + step * i, 2) for i in range(min(count, MOST_BUDGETS + 1))]
    elif len(parts) == 1:
        budgets = sorted({parse_money(part) for part in text.split(",")})
    else:
        raise ValueError(f"{text!r}: write from:to:step, as in 500k:4m:250k, or a list, as in 1m,1.5m,3m")
    if budgets[0] <= 0:
        raise ValueError(f"{text!r}: every budget must be above 0")
    if len(budgets) > MOST_BUDGETS:
        raise ValueError(f"{text!r}: more than {MOST_BUDGETS:,} budgets; take larger steps")
    return budgets
