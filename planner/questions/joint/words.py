"""What a joint service does, in sentences that are true to the numbers beside them."""

import math
from collections.abc import Iterator

from planner.plan.plan import Service
from planner.present.differences import more_or_fewer, more_or_less, people_apart, pounds_apart
from planner.present.naming import hub_first, names_in, type_of
from planner.present.numbers import NOBODY, about, each_costs, in_words, pounds, to_the_pound
from planner.present.words import and_list
from planner.questions.joint.answer import Core, Hub, Joint
from planner.scenario.scenario import Scenario
from planner.sharing.cost_shares import Rule

HEADINGS: dict[Rule, str] = {
    "equal": "Equal",
    "need": "Need",
    "supported": "People",
    "shapley": "Shapley",
    "nucleolus": "Nucleolus",
}
MEANINGS = (
    "Need: in proportion to young people at risk. People: to those supported. Shapley: what each adds to the "
    "cost, averaged over every order of joining. Nucleolus: those with most reason to leave have as little "
    "as can be. Stable: nobody, alone or with others of them, would pay less to support as many of their own."
)


NO_FULL_TEAM = "“None” means too few young people to fill the smallest team alone."
AS_MANY = (
    "“As many alone” is what an area would pay to support, by itself, as many of its own young people as the "
    "joint service does."
)


def stable_sentence(joint: Joint) -> str:
    """By which rules the split of the cost is stable, and by which it is not."""
    told = []
    for what, named in (
        ("Stable", [HEADINGS[rule] for rule, core in joint.core.items() if core.stable]),
        ("Not stable", [HEADINGS[rule] for rule, core in joint.core.items() if not core.stable]),
    ):
        told += [f"{what}: {and_list(named)}."] if named else []
    return " ".join(told)


def findings(joint: Joint, scenario: Scenario) -> list[str]:
    """What joining does, or why they cannot."""
    together = and_list(joint.names[code] for code in joint.areas)
    service = joint.joint
    if not joint.connected:
        return [f"{together} cannot share a service.", *_missing(joint, scenario)]
    if service is None:
        return [f"{together} cannot share a service: no hub suits them all, or nobody is left to reach."]
    told = [
        f"{together} together, run from {joint.names[service.hub]}{_with(service, scenario)}, support "
        f"{about(service.covered)} young people for {pounds(round(service.cost))} a year "
        f"({each_costs(service.cost, service.covered)} each)."
    ]
    if joint.each_alone is not None:
        told.append(_without_sharing(joint))
    if joint.only_jointly:
        names = and_list(joint.names[code] for code in joint.only_jointly)
        told.append(
            f"{in_words(sum(joint.only_jointly.values()))} of these young people live in {names}, too few to "
            "fill the smallest team alone."
        )
    return told


def _with(service: Service, scenario: Scenario) -> str:
    staff = "" if service.staff is None else f" with {service.staff} staff"
    return staff + "".join(f", type {kind}" for kind in type_of(service.type, names_in(scenario)))


def against_alone(joint: Joint) -> tuple[int, float]:
    """Pounds that the joint service costs less than each alone for as many or more, and people it has fewer.

    As they are shown; NaN people where counts are rounded for anybody to see.
    """
    assert joint.joint is not None
    assert joint.each_alone is not None
    fewer = people_apart(joint.each_alone.covered, joint.joint.covered)
    less = pounds_apart(joint.each_alone.cost, joint.joint.cost)
    return less, math.nan if joint.published else fewer


def _without_sharing(joint: Joint) -> str:
    """The cheapest way for each by itself to support as many between them, and what joining does to that."""
    alone = joint.each_alone
    assert alone is not None
    assert joint.joint is not None
    less, fewer = against_alone(joint)
    if less > 0 and fewer <= 0:  # a saving only where nobody fewer is supported for it
        nearly = alone.covered - joint.joint.covered > NOBODY and not joint.published
        told = f"together saves {pounds(less)}{', for about as many' if nearly else ''}"
    else:
        also = f" and supports {more_or_fewer(joint.joint.covered, alone.covered)}" if fewer > 0 else ""
        told = f"together costs {more_or_less(-less)}{also}"
    return (
        f"Without sharing, to support as many would cost them {pounds(round(alone.cost))} at least, for "
        f"{in_words(alone.covered)}: {told}."
    )


def _missing(joint: Joint, scenario: Scenario) -> Iterator[str]:
    links = and_list(f"{joint.names[a]} to {joint.names[b]}" for a, b in joint.missing_links)
    yield f"No link joins {links}."
    if not joint.closed_by:
        yield "No further areas would connect them."
    elif len(joint.closed_by[0]) == 1:
        names = " or ".join(scenario.areas.name(one[0]) for one in joint.closed_by)
        yield f"With {names} they would be connected."
    else:
        yield f"With {and_list(map(scenario.areas.name, joint.closed_by[0]))} they would be connected."


def split_sentence(joint: Joint, scenario: Scenario) -> str | None:
    """The best way without one service for all, and how it compares with the joint service."""
    split, names = joint.best_split, names_in(scenario)
    if split is None:
        return None
    services = "; ".join(
        hub_first(one, names, *((f"{one.staff} staff",) if one.staff else ())) for one in split.services
    )
    cost = f"{pounds(round(split.cost))} for {in_words(split.covered)}"
    if joint.joint is None:
        return f"The cheapest way to support as many as each alone would costs {cost}: {services}."
    more = more_or_less(pounds_apart(split.cost, joint.joint.cost))
    than = "than together" if more != "the same" else "as together"
    further = math.nan if joint.published else people_apart(split.covered, joint.joint.covered)
    also = f", and supports {more_or_fewer(split.covered, joint.joint.covered)}" if further > 0 else ""
    return f"The cheapest split that supports as many costs {cost}: {services}. It costs {more} {than}{also}."


def would_leave(joint: Joint, rule: Rule, core: Core) -> str | None:
    """Who would do better without the others under a rule."""
    if core.stable or not core.leavers:
        return None
    how = HEADINGS[rule]
    if len(core.leavers) == len(joint.areas):
        return f"{how}: they would pay {to_the_pound(core.gain)} a year less by other services of their own."
    names = and_list(joint.names[code] for code in core.leavers)
    return f"{how}: {names} would pay {to_the_pound(core.gain)} a year less without the others."


def below_nothing(joint: Joint) -> Iterator[str]:
    """For every area with a share below 0, by which rules, and why the others pay it."""
    for code in joint.areas:
        paid = {rule: shares[code] for rule, shares in joint.shares.items() if _below_nothing(shares[code])}
        if paid:
            amounts = and_list(f"{pounds(-round(share))} ({HEADINGS[rule]})" for rule, share in paid.items())
            yield f"{joint.names[code]} is paid {amounts} a year by the others: {_why(joint, code)}."


def _below_nothing(share: float) -> bool:
    return not math.isnan(share) and round(share) < 0


def _why(joint: Joint, code: str) -> str:
    """Whose cost its joining lowers most; without figures where these would give counts away."""
    lowers = joint.lowers.get(code)
    if lowers is None:
        return "it costs less to support as many of some of theirs with it than without"
    names = and_list(joint.names[one] for one in lowers.others)
    return (
        f"to support as many of its own, {names} would pay {pounds(round(lowers.without))} without "
        f"{joint.names[code]}, and {pounds(round(lowers.with_it))} with it, its own supported too"
    )


def hub_sentences(joint: Joint) -> Iterator[str]:
    """Which hubs tie with the one chosen, and what the best of the rest would cost and do."""
    if joint.joint is None or not joint.hubs:
        return
    chosen, *others = joint.hubs
    tied = [one for one in others if not joint.published and _ties(one, chosen)]
    rest = [one for one in others if one not in tied]
    if not others:
        yield "No other hub is near enough to them all."
    if tied:
        yield _tie(joint, chosen, tied)
    if rest:
        yield _compared(joint, chosen, rest[0])


def _ties(one: Hub, other: Hub) -> bool:
    same_people = math.isclose(one.covered, other.covered, rel_tol=1e-9, abs_tol=1e-6)
    return same_people and abs(one.cost - other.cost) < 0.005


def _tie(joint: Joint, chosen: Hub, tied: list[Hub]) -> str:
    """Hubs from which as many are supported for the same money, and which of them reaches most."""
    every = sorted((chosen, *tied), key=lambda one: joint.names[one.hub])
    most = max(every, key=lambda one: people_apart(one.reachable, 0.0))
    best = [one for one in every if people_apart(one.reachable, most.reachable) == 0]
    names, first = (and_list(joint.names[one.hub] for one in some) for some in (every, best))
    told = f"A tie: from {names} it supports as many for the same money"
    if len(best) == len(every):
        if most.reachable - min(one.reachable for one in every) < NOBODY:
            return f"{told}, and reaches as many: nothing here tells them apart."
        return f"{told}, and reaches about as many."
    reach = "reaches" if len(best) == 1 else "reach"
    return f"{told}; {first} {reach} most, {in_words(most.reachable)}."


def _compared(joint: Joint, chosen: Hub, other: Hub) -> str:
    """Another hub next to the one chosen; it is better only where that one was asked for."""
    lead = "Better for the money" if _worth(other) < _worth(chosen) else "Next best hub"
    told = [f"supports {more_or_fewer(other.covered, chosen.covered)}"]
    if people_apart(other.reachable, chosen.reachable):
        told.append(f"reaches {more_or_fewer(other.reachable, chosen.reachable)}")
    told = [] if joint.published else told  # rounded counts say nothing of differences
    told.append(f"costs {more_or_less(pounds_apart(other.cost, chosen.cost))}")
    return f"{lead}: {joint.names[other.hub]}; there it {and_list(told)}."


def _worth(one: Hub) -> tuple[float, float]:
    """The cost of each young person, then more of them: the less the better."""
    return (round(one.cost / one.covered, 6) if one.covered > 0 else math.inf), -round(one.covered, 6)
