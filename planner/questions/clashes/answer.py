"""Why no plan can keep the rules, and the least that would have to give; each finding is solved for."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from planner.model.build import build_candidates
from planner.model.candidates import Candidates
from planner.model.rows import Rows
from planner.policy.rule import Rule
from planner.questions.clashes.clash import Clash
from planner.questions.clashes.least import WHOLE, fewest_dropped, least_cost, least_more
from planner.questions.clashes.trials import RuleTrials, trials_of
from planner.scenario.scenario import Scenario
from planner.scenario.years import Years
from planner.solve.clock import Clock
from planner.solve.presolve import presolve
from planner.solve.search import search
from planner.solve.solvers import Limits


def find_clashes(scenario: Scenario, seconds: float | None = 60.0) -> list[Clash]:
    """The rules of an infeasible scenario that clash, in the order in which they should be looked at.

    Areas that no candidate could satisfy come first; then, each found by solving the program without the
    rule, the least budget that would do, the least of each limit that would do, and, where none helps, the
    fewest areas whose rules would have to be dropped. Rules that could be kept in part also say how far.

    `seconds` is for all of it, None for no limit; what is not proved by then says so.
    """
    candidates = build_candidates(scenario)
    candidates = candidates.take(presolve(candidates))
    trials = trials_of(candidates, seconds)
    if alone := list(unserved(trials)):
        return alone
    first = _together(trials)
    return [first, *_eased(trials, first)]


def unserved(trials: RuleTrials) -> Iterator[Clash]:
    """Areas that must take part and are in no candidate, each with the rules that keep it out."""
    held, scenario = set(trials.candidates.members.tolist()), trials.scenario
    for rule in scenario.policy.rules:
        areas = rule.must_take_part(scenario, trials.served()).tolist()
        if out := [area for area in areas if area not in held]:
            yield from (Clash(**why._asdict()) for why in rule.unserved(out, trials))


def _together(trials: RuleTrials) -> Clash:
    """What all that is asked together lacks: money, more than a limit, or else areas left out."""
    candidates, rows, clock = trials.candidates, trials.rows, trials.clock
    if (clash := _budget(candidates, rows, clock)) is not None:
        return clash
    for find in (_limit, _level):
        for rule in trials.scenario.policy.rules:
            if (clash := find(rule, trials)) is not None:
                return clash
    return _areas(candidates, rows, clock)


def _eased(trials: RuleTrials, first: Clash) -> Iterator[Clash]:
    """How far the rules that could be kept in part could be."""
    for rule in trials.scenario.policy.rules:
        if rule.key in trials.rows.kinds and (why := rule.eased(first.rules[0], trials)) is not None:
            yield Clash(**why._asdict())
        level = _level(rule, trials)
        if level is not None and level.rules[0] != first.rules[0]:
            yield level


def _budget(candidates: Candidates, rows: Rows, clock: Clock) -> Clash | None:
    """The least a year for which all other rules can be kept."""
    if candidates.scenario.years is not None:
        return _budgets(candidates, rows, candidates.scenario.years, clock)
    found = least_cost(candidates, rows.without("budget"), candidates.cost, clock)
    if found is None:
        return None
    have, enough, least = candidates.scenario.budget, _pounds(found.enough), _pounds(found.least)
    if found.proved:
        fix = f"the least that would do is {enough} a year"
    else:
        known = f"{enough} would do" if np.isfinite(found.enough) else "what would do was not found in time"
        fix = f"at least {least} a year is needed (proved); {known}"
    return Clash(
        rules=(f"the budget of £{have:,.0f} a year", *_asking(candidates, rows)),
        have=have,
        need=found.enough if np.isfinite(found.enough) else max(have, found.least),
        fix=fix,
    )


def _pounds(amount: float) -> str:
    """Whole pounds that are enough: a penny over a pound takes the next."""
    return f"£{np.ceil(amount - 0.005):,.0f}" if np.isfinite(amount) else "£0"


def _budgets(candidates: Candidates, rows: Rows, years: Years, clock: Clock) -> Clash | None:
    """The least more, over the years, for which all other rules can be kept."""
    found = least_more(candidates, rows, years, clock)
    if found is None:
        return None
    extra = {years.first + i: np.ceil(more - 1e-6) for i, more in enumerate(found.more)}
    told = " and ".join(f"£{more:,.0f} more in {year}" for year, more in extra.items() if more > 0)
    if found.proved:
        fix = f"the least that would do is {told}"
    else:
        fix = f"at least {_pounds(found.least)} more in all is needed (proved); {told} would do"
    have, last = sum(years.budgets), years.first + len(years.budgets) - 1
    return Clash(
        rules=(f"the budgets of £{have:,.0f} over {years.first} to {last}", *_asking(candidates, rows)),
        have=have,
        need=have + float(sum(extra.values())),
        fix=fix,
    )


def _limit(rule: Rule[Any], trials: RuleTrials) -> Clash | None:
    """The least to which a rule's limit must be raised for all others but the budget to be kept."""
    candidates, rows, clock = trials.candidates, trials.rows, trials.clock
    if rule.key not in rows.limits:
        return None
    limited = np.array([kind == rule.key for kind in rows.kinds]) & np.isfinite(rows.upper)
    amounts = np.asarray(rows.matrix[limited].sum(axis=0), dtype=np.float64).ravel()
    found = least_cost(candidates, rows.without("budget", rule.key), amounts, clock, step=WHOLE)
    if found is None or not np.isfinite(found.enough):
        return None
    need = round(found.enough)
    raised = replace(rows, upper=np.where(limited, float(need), rows.upper))
    dear = _budget(candidates, raised, clock)
    money = f", with £{np.ceil(dear.need):,.0f} a year" if dear and dear.need > dear.have else ""
    return Clash(
        rules=(rule.told(trials.scenario.areas), *_asking(candidates, rows)),
        have=float(rows.upper[limited].sum()),
        need=need,
        fix=f"{rule.would_do(need, found.proved)}{money}",
    )


def _level(rule: Rule[Any], trials: RuleTrials) -> Clash | None:
    """The most of what a rule asks of all candidates together that can be had with all others kept."""
    candidates, rows = trials.candidates, trials.rows
    asked = np.array([kind == rule.key for kind in rows.kinds]) & (rows.lower > 0) & (rows.areas < 0)
    if not asked.any():
        return None
    amounts = np.asarray(rows.matrix[asked].sum(axis=0), dtype=np.float64).ravel()
    valued, every = replace(candidates, value=amounts), np.ones(len(candidates), dtype=bool)
    found = search(valued, rows.without(rule.key), Limits(trials.clock.seconds), keep=every)
    if found.status in ("infeasible", "no_plan"):
        return None
    most = float(amounts[found.chosen].sum())
    return Clash(
        rules=(rule.told(trials.scenario.areas), *_asking(candidates, rows.without(rule.key))),
        have=most,
        need=float(rows.lower[asked].sum()),
        fix=rule.could_do(most, found.status == "optimal"),
    )


def _areas(candidates: Candidates, rows: Rows, clock: Clock) -> Clash:
    """The fewest areas whose own rules would have to be dropped, budget and limits aside."""
    found = fewest_dropped(candidates, rows.without("budget", *rows.limits), clock)
    if found is None:
        return Clash(
            rules=_asking(candidates, rows),
            have=0.0,
            need=1.0,
            fix="what would have to give was not found in time; give a longer --time-limit",
        )
    names = [candidates.scenario.areas.names[i] for i in found.areas]
    least = "leave out at least" if found.proved else "it is enough to leave out"
    return Clash(
        rules=_asking(candidates, rows),
        have=len(names),
        need=0,
        fix=f"these areas cannot all be served together; {least} {len(names)}: {', '.join(names)}",
    )


def _asking(candidates: Candidates, rows: Rows) -> tuple[str, ...]:
    """The rules that ask for something, and the areas they name."""
    asking = {kind for kind, lower in zip(rows.kinds, rows.lower, strict=True) if lower > 0}
    scenario = candidates.scenario
    return tuple(rule.told(scenario.areas) for rule in scenario.policy.rules if rule.key in asking)
