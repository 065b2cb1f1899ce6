"""What a comparison shows, in sentences."""

import math
from collections.abc import Mapping
from typing import Any

from planner.present.naming import Names, wherever_based
from planner.present.numbers import people, share
from planner.present.proof import proof, proved, standings
from planner.present.words import and_list
from planner.questions.compare.answer import Comparison, LeastServed

REGRET = (
    "Each row is a plan, each column the scenario that comes true: young people fewer than with that "
    "scenario's own plan."
)
GAP = (
    "Share: of need supported. Areas: with access to a service. Gap: share of need supported in the "
    "best-served area less that in the least-served."
)
ROUNDING = 5e-7
"""Young people a year: a smaller regret is what rounding in the arithmetic leaves."""
MOST = 40
"""Letters of a value of a key; one that is longer is cut short."""


def by_year(comparison: Comparison) -> str | None:
    """What the measures of scenarios with a budget by year are, where there are any."""
    named = {n: one.years for n, one in enumerate(comparison.scenarios, 1) if one.years is not None}
    if not named:
        return None
    each = and_list(f"#{n} ({first} to {last})" for n, (first, last) in named.items())
    discounted = any(plan.asked.discounted for plan in comparison.plans)
    return (
        f"By year: {each}. Supports, budget and spend are means a year over these; the share of need is the "
        "last year's, and the gap and the numbers by area are of a year in which every service is fully grown"
        f"{'; the cost for each is with both sides discounted' if discounted else ''}."
    )


def in_short(value: Any) -> str:
    """The value of a key as people read it, cut short where it is long."""
    text = _in_words(value)
    if len(text) <= MOST:
        return text
    return f"{len(value)} entries" if isinstance(value, list | Mapping) else f"{text[: MOST - 3]}..."


def _in_words(value: Any) -> str:
    if isinstance(value, list):
        nested = any(isinstance(one, list) for one in value)
        return ("; " if nested else ", ").join(map(_in_words, value))
    if isinstance(value, Mapping):
        return "; ".join(f"{key} {_in_words(one)}" for key, one in value.items())
    return str(value)


def shared_sentence(comparison: Comparison, names: Names) -> str:
    """Which services are in every plan."""
    if not comparison.in_every_plan:
        return "No service is in every plan."
    told = "; ".join(wherever_based(comparison.services[one], names) for one in comparison.in_every_plan)
    return f"In every plan: {told}."


def least_served(least: LeastServed, of: str = "") -> str:
    """The area that is least served, with the share of its need that is supported where that is shown."""
    return least.name if math.isnan(least.share) else f"{least.name} ({share(least.share, 1.0)}{of})"


def least_sentence(comparison: Comparison) -> str:
    """The area that each plan serves least."""
    told = [
        f"#{number} {least_served(one.least_served, ' of its need')}"
        for number, one in enumerate(comparison.scenarios, 1)
        if one.least_served
    ]
    return f"Least served, and with most need of those: {'; '.join(told)}."


def without_rounding(value: float) -> float:
    """A regret, 0 where it is what rounding in the arithmetic leaves."""
    return 0.0 if abs(value) < ROUNDING else value


def lost_in_words(comparison: Comparison, row: int, column: int) -> str:
    """Young people fewer, with a mark where the plan is over that scenario's budget or breaks its rules."""
    lost = comparison.regret[row][column]
    if lost is None:
        return "-"
    dear = "" if comparison.fits_budget[row][column] else "£"
    broken = "" if comparison.keeps_rules[row][column] else "!"
    return f"{people(without_rounding(lost))}{dear}{broken}"


def marks(comparison: Comparison) -> list[str]:
    """What the marks in the matrix of regret mean, as far as they are used."""
    told = []
    if any(fits is False for row in comparison.fits_budget for fits in row):
        told.append("£: over that scenario's budget.")
    if any(keeps is False for row in comparison.keeps_rules for keeps in row):
        told.append("!: breaks its rules.")
    if any(lost is None for row in comparison.regret for lost in row):
        years = any(plan.years for plan in comparison.plans)
        told.append(f"-: cannot be valued there{', as where a budget is by year' if years else ''}.")
    return told


def proofs(comparison: Comparison) -> str:
    """Which plans are not proved best, with how far off the first of these may be."""
    told = standings({f"#{n}": plan for n, plan in enumerate(comparison.plans, 1)}, "scenario")
    left = [plan for plan in comparison.plans if plan.has_plan and not proved(plan)]
    return f"{told} {proof(left[0])}" if left else told
