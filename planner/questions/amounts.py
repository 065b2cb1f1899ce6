"""Shares and budgets as they are typed on a command line: kept as they were, with what they come to."""

from collections.abc import Callable
from typing import Any

import typer


class Share(str):
    """A share from 0 to less than 1, such as `1%` or `0.01`."""

    @property
    def value(self) -> float:
        """The share.

        Raises:
            ValueError: when it is none; in words.
        """
        try:
            value = float(self.removesuffix("%")) / (100 if self.endswith("%") else 1)
        except ValueError:
            value = -1.0
        if not 0 <= value < 1:
            raise ValueError(f"{str(self)!r} is not a share from 0 to 1, such as 1% or 0.01")
        return value


class Shares(str):
    """Shares divided by commas, each from 0 to 1."""

    @property
    def value(self) -> list[float]:
        """The shares, in their order."""
        each = (one.strip() for one in self.split(","))
        return [1.0 if one in ("1", "100%") else Share(one).value for one in each]


class Budgets(str):
    """Pounds a year, as `500k:4m:250k` or a list of amounts."""

    @property
    def value(self) -> list[float]:
        """The budgets, rising."""
        from planner.scenario.money import parse_budgets

        return parse_budgets(self)


Typed = Share | Shares | Budgets


def typed(kind: Callable[[str], Typed], option: str, help_: str) -> Any:
    """An option whose text is of this kind; what is wrong with it is told in one line."""

    def parser(text: str) -> Typed:
        found = kind(text)
        try:
            found.value  # noqa: B018
        except ValueError as error:
            raise typer.BadParameter(str(error), param_hint=option) from error
        return found

    parser.__name__ = "text"
    return typer.Option(option, parser=parser, help=help_)
