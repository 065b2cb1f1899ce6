"""Differences between numbers as a reader sees them, so that a sentence is true to the numbers beside it."""

import math

from planner.present.numbers import NOBODY, in_words, pounds
from planner.present.rounding import apart, whole


def people_apart(one: float, other: float) -> float:
    """How many more young people one count shows than another; NaN where either is not shown."""
    more = apart(one, other)
    return more if math.isnan(more) else whole(more)


def pounds_apart(one: float, other: float) -> int:
    """How many more pounds one amount shows than another, both to the pound."""
    return round(one) - round(other)


def more_or_less(pounds_more: int) -> str:
    """`£1,200 more`, `£1,200 less` or `the same`."""
    if pounds_more == 0:
        return "the same"
    return f"{pounds(abs(pounds_more))} {'more' if pounds_more > 0 else 'less'}"


def more_or_fewer(one: float, other: float) -> str:
    """What one number of people is next to another: `3 more`, `3 fewer`, `as many` or `about as many`."""
    more = people_apart(one, other)
    if more == 0:
        return "as many" if abs(one - other) < NOBODY else "about as many"
    return f"{in_words(abs(more))} {'more' if more > 0 else 'fewer'}"
