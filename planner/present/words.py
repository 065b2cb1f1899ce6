"""Findings in words: what a plan does, whom it leaves out, and what a reader should know of it."""

import math
from collections.abc import Iterable, Sequence
from typing import Protocol

from planner.plan.plan import Plan
from planner.present.numbers import Kind, about, people, pounds, share, to_the_pound, written
from planner.present.rounding import together
from planner.scenario.suppression import BASE


def and_list(names: Iterable[str]) -> str:
    """Names as a sentence lists them: `Barnet, Enfield and Haringey`."""
    every = list(names)
    return " and ".join([", ".join(every[:-1]), every[-1]] if len(every) > 1 else every)


def share_of(result: "Shown", parts: Sequence[float], whole: float) -> str:
    """The share of people that these parts are together, in words."""
    return written(share_in(result, parts, whole), Kind.SHARE)


def share_in(result: "Shown", parts: Sequence[float], whole: float) -> float | str:
    """The share of people that these parts are together: a number, or words where it is not one.

    Published counts are rounded: what the share lies between is told, unless it is the same to the per cent.
    """
    part = math.fsum(parts)
    if not result.published or not whole > 0 or math.isnan(part):
        return part / whole if whole > 0 else share(part, whole)
    most, off = BASE / 2, BASE / 2 * sum(one > 0 for one in parts)
    low, high = max(0.0, part - off) / (whole + most), min(1.0, (part + off) / (whole - most))
    if share(low, 1.0) == share(high, 1.0):
        return share(low, 1.0)
    return f"{math.floor(100 * low)}% to {math.ceil(100 * high)}%"


def share_met(plan: Plan) -> str:
    """The share of need that a plan supports."""
    return share_of(plan, (plan.coverage,), plan.need)


def more(plan: Plan) -> str:
    """` more` where existing services support young people already; whom the plan supports comes on top."""
    return " more" if plan.already_covered else ""


def anew(plan: Plan) -> str:
    """What is said after a number of young people that is a sum over years: who stays counts in each."""
    return ", counting each year anew" if plan.years is not None else ""


def over_years(plan: Plan, heading: str) -> str:
    """A column's heading, with what is counted where its numbers are sums over years."""
    return f"{heading},\neach year\nanew" if plan.years is not None else heading


def beside(plans: Iterable[Plan]) -> str | None:
    """That whom existing services support is not in what plans support, where any does."""
    if not any(plan.already_covered for plan in plans):
        return None
    return "What a plan supports is on top of whom existing services support already."


def headline(plan: Plan) -> str:
    """What the plan does, in one sentence."""
    if plan.years:
        first, last = plan.years[0], plan.years[-1]
        return (
            f"{to_the_pound(plan.spend)} of {pounds(plan.budget)} over {first.year} to {last.year} supports "
            f"{about(first.coverage)}{more(plan)} young people in {first.year} and {about(last.coverage)} "
            f"in {last.year}, of an estimated {people(plan.need)} at risk, through {_services(plan)}; "
            f"{about(plan.coverage)} in all{anew(plan)}."
        )
    return (
        f"{to_the_pound(plan.spend)} of {pounds(plan.budget)} a year supports "
        f"{about(plan.coverage)}{more(plan)} young people of an estimated {people(plan.need)} at risk "
        f"({share_met(plan)}), through {_services(plan)}."
    )


def _services(plan: Plan) -> str:
    counts = {kind: sum(s.kind == kind for s in plan.services) for kind in ("single", "joint", "expansion")}
    words = {"single": "for one area", "joint": "joint", "expansion": "expanded"}
    parts = [f"{count} {words[kind]}" for kind, count in counts.items() if count]
    total = len(plan.services)
    if not total:
        return "no service"
    return f"{total} service{'s' if total > 1 else ''} ({', '.join(parts)})"


def already(plan: Plan) -> str | None:
    """Whom existing services support, where there are any."""
    if not plan.already_covered:
        return None
    both = together(plan.already_covered, plan.coverage)
    return (
        f"Existing services already support {about(plan.already_covered)}; together {about(both)} "
        f"({share_of(plan, (plan.already_covered, plan.coverage), plan.need)})."
    )


def each(plan: Plan) -> str | None:
    """What a young person supported for a year costs, for a plan over years."""
    if plan.cost_per_person is None:
        return None
    plain = plan.spend / plan.coverage if plan.coverage else plan.cost_per_person
    later = "" if math.isclose(plain, plan.cost_per_person, rel_tol=1e-9) else ", both sides discounted"
    return f"A young person supported for a year costs {to_the_pound(plan.cost_per_person)}{later}."


CAUTION = (
    "Need is an estimate, not a count; costs, caseloads and reach are the scenario's. Coverage is the "
    "number expected to be supported in a year."
)
"""What every reader should know of the numbers."""
MODELLED = (
    "Modelled, not counted: need is an estimate, and coverage the number expected to be supported in a year."
)
"""What stands on every sheet and layer, so that none by itself is taken for counts."""
PUBLISHED = (
    "For anybody to see: worked out from needs rounded to 5, those of 1 to 5 young people all taken as the "
    "same number. Counts of 1 to 5 are not shown (c), the rest are rounded to 5, and sums may not add up."
)
"""What a reader of published numbers should know besides."""


class Shown(Protocol):
    """A result that may be one for anybody to see."""

    @property
    def published(self) -> bool:
        """Whether it is."""


def caution(result: Shown) -> str:
    """What every reader should know of a result's numbers."""
    return f"{CAUTION} {PUBLISHED}" if result.published else CAUTION
