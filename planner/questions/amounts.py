"""Shares and budgets as they are typed on a command line, kept as they were with what they come to."""

from collections.abc import Callable
from typing import Any

import typer


class Share(str):
    """A share from 0 to less than 1, such as `1%` or `0.01`; its value is `value`."""

    value: float

    def __new__(cls, text: str) -> "Share":
        """Read it.

        Raises:
            ValueError: when it is none; in words.
        """
        share = super().__new__(cls, text)
        share.value = _value(text)
        return share


class Shares(str):
    """Shares divided by commas, each from 0 to 1."""

    values: list[float]

    def __new__(cls, text: str) -> "Shares":
        """Read them.

        Raises:
            ValueError: when one is no share; in words.
        """
        shares = super().__new__(cls, text)
        each = (one.strip() for one in text.split(","))
        shares.values = [1.0 if one in ("1", "100%") else _value(one) for one in each]
        return shares


class Budgets(str):
    """Rising budgets in pounds a year, as `500k:4m:250k` or a list of them."""

    values: list[float]

    def __new__(cls, text: str) -> "Budgets":
        """Read them.

        Raises:
            ValueError: when they are none; in words.
        """
        from planner.scenario.money import parse_budgets

        budgets = super().__new__(cls, text)
        budgets.values = parse_budgets(text)
        return budgets


def _value(text: str) -> float:
    try:
        value = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        value = -1.0
    if not 0 <= value < 1:
        raise ValueError(f"{text!r} is not a share from 0 to 1, such as 1% or 0.01")
    return value


def typed(kind: Callable[[str], Any], option: str, help_: str) -> Any:
    """An option whose text is read by `kind`; what is wrong with it is told in one line."""

    def parser(text: str) -> Any:
        try:
            return kind(text)
        except ValueError as error:
            raise typer.BadParameter(str(error), param_hint=option) from error

    parser.__name__ = "text"
    return typer.Option(option, parser=parser, help=help_)
