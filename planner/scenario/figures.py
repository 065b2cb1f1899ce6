"""Codes, names and figures of areas: what each may be, wherever it comes from."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from planner.errors import InputError, Problem, Problems
from planner.text import hidden
from planner.types import FloatArray

MAX_NUMBER = 1e9
"""Young people, or any other number in a table; more is a slip, and sums would lose their last digits."""

T = TypeVar("T", bound=np.generic)
Rule = Callable[[float], str | None]


def frozen(values: object, kind: type[T]) -> NDArray[T]:
    """The values as an array that nobody can change: a copy, but of one that is so already.

    Raises:
        InputError: when they are not numbers.
    """
    if isinstance(values, np.ndarray) and values.dtype == kind and not values.flags.writeable:
        return values
    try:
        with np.errstate(invalid="ignore"):
            made = np.array(values, dtype=kind)
    except (TypeError, ValueError, OverflowError) as error:
        raise InputError(Problem("areas", f"not numbers: {error}", "give numbers alone")) from error
    made.flags.writeable = False
    return made


def not_negative(value: float) -> str | None:
    """What is wrong with a number that has to be 0 or more."""
    return "is negative" if value < 0 else too_large(value)


def positive(value: float) -> str | None:
    """What is wrong with a number that has to be above 0."""
    return "is not above 0" if value <= 0 else too_large(value)


def too_large(value: float) -> str | None:
    """What is wrong with a number past all that is counted here."""
    return f"is more than {MAX_NUMBER:,.0f}" if value > MAX_NUMBER else None


def check_figures(
    where: str,
    name: str,
    values: FloatArray,
    named: Sequence[str],
    found: Problems,
    rule: Rule = not_negative,
    needed: bool = True,
) -> None:
    """Note each figure, one an area `named`, that a table could not hold; NaN is one that is not given.

    A whole column is compared at once, and told one by one only where something is wrong.
    """
    given = values if needed else values[~np.isnan(values)]
    least, most = given.min(initial=1.0), given.max(initial=1.0)
    if np.isfinite(least) and np.isfinite(most) and not (rule(float(least)) or rule(float(most))):
        return
    for area, value in zip(named, values.tolist(), strict=True):
        if np.isnan(value) and not needed:
            continue
        if not np.isfinite(value):
            found.add(where, f"{name} of {area} is {value}", "give a number")
        elif wrong := rule(value):
            found.add(where, f"{name} of {area} {wrong} ({value:.10g})", "mend the number")


def check_labels(
    labels: Sequence[tuple[str, str, str]], found: Problems, differing: Callable[[str], str] = lambda _: ""
) -> None:
    """Note every area without a code or a name, and every code that is there twice.

    A label is the place where an area stands, its code and its name; `differing` says in what the rows of a
    code differ.
    """
    counts = Counter(code for _, code, _ in labels)
    for place, code, name in labels:
        if not code:
            found.add(place, f"no code in column area (name {name!r})", "give each area a code")
        elif counts[code] > 1:
            found.add(place, f"area {code} ({name}) is there twice", f"keep one row an area{differing(code)}")
        if not name:
            found.add(place, f"area {code} has no name", "give it one")
        _check_letters(place, code, name, found)


def _check_letters(place: str, code: str, name: str, found: Problems) -> None:
    """A code can stand in the id of a service, and neither code nor name moves the cursor."""
    marks = [mark for mark in ":+" if mark in code]
    if marks:
        what = f"code {code!r} holds {marks[0]!r}, which divides codes in the id of a service"
        found.add(place, what, "write the code without it")
    for column, text in (("area", code), ("name", name)):
        if letter := hidden(text):
            remedy = "take it out (it may be a line break inside the cell)"
            found.add(place, f"{column} {text!r} holds a control character ({letter})", remedy)
