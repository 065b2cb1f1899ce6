"""Budgets by year: what there is to spend in each, and how services grow into their coverage."""

from typing import Annotated, NamedTuple

from pydantic import BeforeValidator, WithJsonSchema

from planner.scenario.money import MOST, PATTERN, parse_money

MOST_YEARS = 30


class Years(NamedTuple):
    """Years of funding, one after the other from `first`: pounds in each, the ramp, the discount rate.

    `ramp[k]` is the share of its coverage a service reaches in its k-th year, the last also in all after;
    `discount` the yearly rate at which later young people count less in the objective, 0 for not at all.
    """

    first: int
    budgets: tuple[float, ...]
    ramp: tuple[float, ...] = (1.0,)
    discount: float = 0.0

    def reached(self, year: int, start: int) -> float:
        """Share of its coverage that a service started in one year reaches in another; both from 0."""
        age = year - start
        return 0.0 if age < 0 else self.ramp[min(age, len(self.ramp) - 1)]

    def present(self, year: int) -> float:
        """What one in a year, from 0, is worth in the first: `1 / (1 + discount)^year`."""
        return float((1.0 + self.discount) ** -year)

    def worth(self, start: int) -> float:
        """What a service started in a year counts for over all years, as a multiple of its coverage."""
        return sum(self.present(year) * self.reached(year, start) for year in range(len(self.budgets)))


def parse_budget(value: object) -> object:
    """Pounds a year, or a mapping from consecutive years to pounds; years in rising order.

    Raises:
        ValueError: when it is neither, in words, with what to do.
    """
    if not isinstance(value, dict):
        return parse_money(value)
    years = [year for year in value if isinstance(year, int) and not isinstance(year, bool)]
    if len(years) < len(value) or not years:
        raise ValueError("has a key that is not a year; write it like {2027: 900k, 2028: 1.6m}")
    if len(years) > MOST_YEARS:
        raise ValueError(f"has {len(years)} years; give {MOST_YEARS} or fewer")
    if sorted(years) != list(range(min(years), min(years) + len(years))):
        raise ValueError("leaves out a year between its first and its last; give every year, 0 where none")
    return {year: _money_in(year, value[year]) for year in sorted(years)}


def _money_in(year: int, value: object) -> float:
    try:
        return parse_money(value)
    except ValueError as error:
        raise ValueError(f"in {year} {error}") from error


_AMOUNT = {
    "anyOf": [{"type": "number", "minimum": 0, "maximum": MOST}, {"type": "string", "pattern": PATTERN}]
}
Budget = Annotated[
    float | dict[int, float],
    BeforeValidator(parse_budget),
    WithJsonSchema(
        {
            "anyOf": [
                *_AMOUNT["anyOf"],
                {"type": "object", "patternProperties": {r"^\d{4}$": _AMOUNT}, "additionalProperties": False},
            ]
        }
    ),
]
"""Pounds a year, or pounds in each of some years."""
