"""Amounts of money as people write them."""

import math
import re
from typing import Any

import pytest

from planner.scenario.money import PATTERN, parse_budgets, parse_money

AMOUNTS = [
    (2_000_000, 2e6),
    (1250.5, 1250.5),
    (0, 0.0),
    ("£2m", 2e6),
    ("2M", 2e6),
    ("1.25m", 1.25e6),
    ("450k", 450_000.0),
    ("£ 450 K", 450_000.0),
    ("1.2bn", 1.2e9),
    ("2000000", 2e6),
    ("2_000_000", 2e6),
    ("£2,000,000", 2e6),
    ("£2,000,000.50", 2_000_000.5),
    (" £45k ", 45_000.0),
    ("0.1k", 100.0),
    ("1.1m", 1_100_000.0),
]
NOT_AMOUNTS: list[Any] = [
    *(
        "",
        "£",
        "k",
        "lots",
        "2 million",
        "€2m",
        "$5",
        "-5",
        "-£5k",
        "+5",
        "1,25m",
        "2,00,000",
        "1.2.3",
        "2mk",
    ),
    *("2m a year", "nan", "inf", "1e6", "5%", "9" * 400),
    *(-1, -0.01, math.nan, math.inf, -math.inf, 10**400, 1e13, True, False, None, [1], {"a": 1}),
]


@pytest.mark.parametrize(("written", "pounds"), AMOUNTS)
def test_amount_is_read(written: Any, pounds: float) -> None:
    """Every form in which people write pounds is read to the penny."""
    assert parse_money(written) == pounds


@pytest.mark.parametrize("written", NOT_AMOUNTS)
def test_what_is_not_an_amount_is_refused(written: Any) -> None:
    """Anything else is refused with the way to write it, never read as some number."""
    with pytest.raises(ValueError, match="write it like £2m, 450k or 2000000"):
        parse_money(written)


@pytest.mark.parametrize("written", [amount for amount, _ in AMOUNTS if isinstance(amount, str)])
def test_schema_takes_what_the_planner_takes(written: str) -> None:
    """The pattern that editors check against lets every readable text through."""
    assert re.search(PATTERN, written)


@pytest.mark.parametrize("text", ["£1,500,£2,500", "1m,£48,000", "1,000,000"])
def test_a_comma_inside_a_budget_is_not_two_budgets(text: str) -> None:
    """£1,500 is neither £1 nor £500; between thousands of a range commas divide nothing."""
    with pytest.raises(ValueError, match="a comma divides budgets: write"):
        parse_budgets(text)
    assert parse_budgets("£1,000:£2,000:£500") == [1000, 1500, 2000]
    assert parse_budgets("500,750,1k") == [500, 750, 1000]
