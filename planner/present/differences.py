"""Differences between numbers as a reader sees them, so that a sentence is true to the numbers beside it."""

import math

from planner.present.numbers import people, pounds


def people_apart(one: float, other: float) -> float:
    """How many more young people one count shows than another; NaN where either is not shown."""
    shown = [float(told.replace(",", "")) if told != "c" else math.nan for told in map(people, (one, other))]
    return round(shown[0] - shown[1], 6)


def pounds_apart(one: float, other: float) -> int:
    """How many more pounds one amount shows than another, both to the pound."""
    return round(one) - round(other)


def more_or_less(pounds_more: int) -> str:
    """`£1,200 more`, `£1,200 less` or `the same`."""
    if pounds_more == 0:
        return "the same"
    return f"{pounds(abs(pounds_more))} {'more' if pounds_more > 0 else 'less'}"


def more_or_fewer(people_more: float) -> str:
    """`1.2 more`, `1.2 fewer` or `as many`."""
    if people_more == 0:
        return "as many"
    return f"{people(abs(people_more))} {'more' if people_more > 0 else 'fewer'}"
