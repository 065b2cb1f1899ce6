"""Explanations in sentences."""

import math
from collections.abc import Iterator

from planner.plan.plan import Plan
from planner.present.differences import more_or_fewer
from planner.present.naming import Names, described, names_of
from planner.present.numbers import about, in_words, no_less_than, no_more_than, pounds, to_the_pound
from planner.present.proof import none_so, proof, proved
from planner.present.shown import shown
from planner.present.words import anew, share_of
from planner.questions.explain.answer import AreaExplained, ServiceExplained
from planner.questions.explain.entry import Change

NAMES = {"budget": "the budget", "staff_cost": "a member of staff", "need": "its estimate"}
NOT_BEST = "So the plan explained is not the best there is; give a longer --time-limit."


def service_sentences(told: ServiceExplained) -> Iterator[str]:
    """What a service brings, what is lost without it, and what its money would buy instead."""
    plan, service, names = told.plan, told.service, names_of(told.plan)
    total = f"{in_words(plan.coverage)} young people{anew(plan)}"
    yield (
        f"{described(service, names)} supports {in_words(supported(told))} of the plan's {total} "
        f"({share_of(plan, (told.share,), plan.coverage)}) for {to_the_pound(service.cost)} a year."
    )
    if told.next_best is None or told.lost is None:
        yield none_so("Without it", told.settled)
        return
    yield f"{_loses('Without it, its money free for others,', told.lost, told.next_best, plan)}"
    if told.instead:
        listed = "; ".join(f"{described(one, names)}, {to_the_pound(one.cost)}" for one in told.instead)
        yield f"{_found('next best use of the money', told.next_best)} funds instead: {listed}."
    else:
        yield f"{_found('next best use of the money', told.next_best)} funds no other service in its place."
    yield from _proofs(plan, told.next_best)


def supported(told: ServiceExplained) -> float:
    """Whom a service supports, as its number adds up with those of the plan's other services."""
    if told.plan.years is not None or told.plan.published:
        return told.share
    return shown(told.plan).service(told.service.id).covered


def area_sentences(told: AreaExplained) -> Iterator[str]:
    """Whether an area takes part, what that costs the others, and what would bring it in."""
    names = names_of(told.plan)
    outcome = next(area for area in shown(told.plan).areas if area.area == told.area)
    if outcome.already_covered > 0:
        yield f"Existing services already support {about(outcome.already_covered)} in {told.name}."
    if told.in_plan and told.with_it is not None:
        service = told.plan.service(outcome.service or "")
        yield (
            f"{told.name} takes part in {described(service, names)}, which supports "
            f"{about(outcome.covered)} of an estimated {in_words(outcome.need)} there."
        )
        if told.lost_without is None:
            yield none_so(f"Without {told.name}", told.settled)
        elif told.without_it is not None:
            yield _loses(
                f"Without {told.name} in any new service", told.lost_without, told.without_it, told.plan
            )
            if tied(told.plan, told.without_it):
                money = _dearer(told.without_it, told.plan)
                yield f"So {told.name} is in by a tie only: another plan does as well without it{money}."
            yield from _proofs(told.plan, told.without_it)
        return
    yield from _left_out(told, names)


def _left_out(told: AreaExplained, names: Names) -> Iterator[str]:
    if told.with_it is None or told.lost is None:
        yield f"{told.name} is in no new service."
        yield none_so(f"With {told.name} in one", told.settled)
    else:
        service = next(one for one in told.with_it.services if told.area in one.areas)
        funds = f"{_found('best plan with it', told.with_it)} funds {described(service, names)}"
        yield f"{told.name} is in no new service. {funds}."
        yield _loses("That plan", told.lost, told.with_it, told.plan)
        if tied(told.plan, told.with_it):
            money = _dearer(told.with_it, told.plan)
            yield f"So {told.name} is out by a tie only: that plan does as well{money}."
        yield from _proofs(told.plan, told.with_it)
    for kind, change in told.changes.items():
        sentence = _enters(told, change) if change else _cannot_change(kind)
        if told.with_it is None or not tied(told.plan, told.with_it):
            yield sentence


def _cannot_change(kind: str) -> str:
    return f"No change of {NAMES[kind]} was looked for: there is none to change, or a rule keeps it out."


def _enters(told: AreaExplained, change: Change) -> str:
    if change.of == "staff_cost":
        what = f"the cost of a member of staff ({change.type}; all types by the same share)"
    elif change.of == "budget":
        what = "the budget"
    else:
        what = f"the estimate of need in {told.name}"
    need = change.of == "need"
    way = "fell" if change.of == "staff_cost" else "rose"
    if change.value is not None:
        first = "" if change.smallest else " (whether less would do is not proved)"
        value = no_more_than(change.value) if need else pounds(change.value)
        return f"It would be in a best plan if {what} {way} to {value}{first}."
    far = no_less_than(change.looked_to) if need else pounds(change.looked_to)
    if change.stopped:
        return f"Whether it would be in one if {what} {way} was not settled in time: it would not at {far}."
    return f"It would be in no best plan if {what} {way}, as far as {far}."


def tied(plan: Plan, other: Plan) -> bool:
    """Whether another plan is worth as much as the best, both proved."""
    close = math.isclose(plan.objective, other.objective, rel_tol=1e-6, abs_tol=1e-6)
    return close and proved(plan) and proved(other)


def better(other: Plan, plan: Plan) -> bool:
    """Whether another plan is worth more, rounding apart: only where one is not proved best."""
    return other.objective > plan.objective * (1 + 1e-6) + 1e-6


def _dearer(other: Plan, plan: Plan) -> str:
    more, over = other.spend - plan.spend, "" if plan.years is not None else " a year"
    if abs(more) < 0.5:
        return ", for as much money"
    return f", for {to_the_pound(abs(more))}{over} {'more' if more > 0 else 'less'}"


def _loses(what: str, lost: float, other: Plan, best: Plan) -> str:
    spend = to_the_pound(other.spend)
    spend = f"for {spend} a year" if other.years is None else f"for {spend}"
    this = "the best" if proved(best) else "the plan"
    if abs(lost) <= 1e-6:
        count = f"as many as {this}"
    else:
        fewer = more_or_fewer(other.coverage, best.coverage)
        than = f" than the {in_words(best.coverage)} of" if not fewer.endswith("as many") else " as"
        count = f"{fewer}{than} {this}"
    first = f"{what} " if what == "That plan" else f"{what} {_found('best plan', other, 'the')} "
    told = f"{first}supports {in_words(other.coverage)} young people{anew(other)}, {count}, {spend}."
    if better(other, best):
        return f"{told} {NOT_BEST}"
    if lost < -1e-6:
        return f"{told} That counts for no more, {_weighed(best)}."
    return told


def _weighed(plan: Plan) -> str:
    asked = plan.asked
    how = (("as the policy weighs people", asked.weighed), ("with later years discounted", asked.discounted))
    return " and ".join(words for words, is_so in how if is_so) or "by what is asked"


def _found(what: str, plan: Plan, the: str = "The") -> str:
    """A plan as the best of its kind, or as the best found where it is not proved."""
    return f"{the} {what}" if proved(plan) else f"{the} {what} that was found"


def _proofs(*plans: Plan) -> Iterator[str]:
    """Where any plan is not proved best, how far it could be; else that all are."""
    unproved = [proof(plan) for plan in plans if not proved(plan)]
    yield from dict.fromkeys(unproved)
    if not unproved:
        yield "Both plans are proved best."
