"""How numbers are written for people: every kind in one place. JSON and CSV keep their decimals."""

import math
from collections.abc import Callable
from enum import Enum

from planner.present.rounding import whole

SHARE_ROUNDING = 1e-9
"""A share smaller than this is what arithmetic leaves of nobody."""
NOBODY = 1e-6
"""A number of people smaller than this is what arithmetic leaves of nobody."""
HIDDEN = "c"
"""What stands for a count that is not shown."""


class Kind(Enum):
    """What the numbers of a column are."""

    TEXT = "text"
    PEOPLE = "people"
    POUNDS = "pounds"
    SHARE = "share"
    NUMBER = "number"
    YEAR = "year"
    FACTOR = "factor"
    PERCENT = "percent"


def pounds(amount: float) -> str:
    """Pounds for people: `£1,987,600`; pence only where there are some, `c` where it is not shown."""
    if math.isnan(amount):
        return HIDDEN
    size, sign = abs(amount), "-" if amount < -0.005 else ""
    whole = round(size)
    return f"{sign}£{whole:,}" if abs(size - whole) < 0.005 else f"{sign}£{size:,.2f}"


def to_the_pound(amount: float) -> str:
    """Pounds to the pound: `£1,987,600`; `c` where it is not shown."""
    return HIDDEN if math.isnan(amount) else pounds(whole(amount))


def people(count: float) -> str:
    """An expected number of people as a whole one: `1,002`; `<1` for part of one, `c` where not shown."""
    if math.isnan(count):
        return HIDDEN
    nearest = whole(count)
    return f"{nearest:,}" if nearest or abs(count) < NOBODY else f"{'-' if count < 0 else ''}<1"


def in_words(count: float) -> str:
    """The same for a sentence: `fewer than 1` for part of one."""
    return people(count).replace("<1", "fewer than 1")


def about(count: float) -> str:
    """The same of an estimate: `about 450`, but `fewer than 1`, `c` and `0`."""
    told = in_words(count)
    return f"about {told}" if told[-1].isdigit() and whole(count) else told


def no_more_than(count: float) -> str:
    """A bound on people from above, as a whole number that holds too."""
    return HIDDEN if math.isnan(count) else f"{math.ceil(round(count, 6)):,}"


def no_less_than(count: float) -> str:
    """A bound on people from below, as a whole number that holds too."""
    return HIDDEN if math.isnan(count) else f"{math.floor(round(count, 6)):,}"


def each_costs(cost: float, count: float) -> str:
    """Pounds for one young person supported, to the pound; `-` where nobody is."""
    return to_the_pound(cost / count) if count > 0 else "-"


def share(part: float, total: float) -> str:
    """A share of people in per cent; `none` of nobody, `c` where a count is not shown.

    Nobody and everybody are told as such only where they are: else `<1%` and `>99%`.
    """
    if math.isnan(part) or math.isnan(total):
        return HIDDEN
    if not total > 0:
        return "none"
    exact = part / total
    told = f"{exact:.0%}"
    if told == "0%" and exact > SHARE_ROUNDING:
        return "<1%"
    return ">99%" if told == "100%" and exact < 1 - SHARE_ROUNDING else told


WRITTEN: dict[Kind, Callable[[float], str]] = {
    Kind.TEXT: lambda value: f"{value:g}",
    Kind.PEOPLE: people,
    Kind.POUNDS: to_the_pound,
    Kind.SHARE: lambda value: share(value, 1.0),
    Kind.NUMBER: lambda value: f"{value:,}",
    Kind.YEAR: lambda value: f"{value:.0f}",
    Kind.FACTOR: lambda value: f"{value:.2f}",
    Kind.PERCENT: lambda value: f"{value:.1%}",
}


def written(value: str | float | None, kind: Kind, none: str = "–") -> str:
    """A value as text of its kind; words stay as they are, and `none` stands for what is not there."""
    if value is None or isinstance(value, str):
        return none if value is None else value
    return HIDDEN if math.isnan(value) else WRITTEN[kind](value)
