"""Why a scenario has no plan but to fund nothing, and the least that would have to give."""

import math
from dataclasses import replace
from typing import Any

import numpy as np

from planner.model.build import build_candidates
from planner.model.candidates import Candidates
from planner.policy.rule import Rule
from planner.questions.clashes.clash import Nothing
from planner.scenario.scenario import Scenario
from planner.types import BoolArray


def why_nothing(scenario: Scenario) -> list[Nothing]:
    """What keeps a feasible scenario's best plan from funding anything, in the words of a clash.

    Looks for the least money that buys a service that supports anybody, for the number of services, and where
    no candidate supports anybody, for each rule whose taking out makes one.
    """
    candidates = build_candidates(scenario)
    worth = _worthwhile(candidates)
    if not worth.any():
        return _rules(scenario)
    allowed = worth
    for rule in scenario.policy.rules:
        for row in rule.rows(scenario, candidates):
            within = allowed & (row.amounts <= row.upper + 1e-9)
            if not within.any():
                fewest = float(row.amounts[allowed].min())
                return [_limit(rule, row.upper, fewest, _money(candidates, allowed), scenario)]
            allowed = within
    dear = _money(candidates, allowed)
    return [dear] if dear else []


def _limit(rule: Rule[Any], most: float, fewest: float, dear: Nothing | None, scenario: Scenario) -> Nothing:
    """A limit that leaves room for no service; the least that would do, and the money that takes."""
    money = f", with {dear.fix.removeprefix('the least that would do is ')}" if dear else ""
    fix = f"{rule.would_do(math.ceil(fewest), proved=True)}{money}"
    return Nothing(rules=(rule.told(scenario.areas),), have=most, need=fewest, fix=fix)


def _worthwhile(candidates: Candidates) -> BoolArray:
    worth: BoolArray = candidates.value > 1e-9
    return worth


def _money(candidates: Candidates, which: BoolArray) -> Nothing | None:
    """The least money with which one of these could be funded, where there is less."""
    years = candidates.scenario.years
    budgets = np.array(years.budgets if years else (candidates.scenario.budget,))
    costs = np.array([candidates.cost_in(year)[which] for year in range(len(budgets))])
    short = np.maximum(0.0, costs - budgets[:, None])
    more = short[:, np.argmin(np.round(short.sum(axis=0), 6))]
    if not more.any():
        return None
    have, need = float(budgets.sum()), float((budgets + more).sum())
    if years is None:
        told, least = f"the budget of £{have:,.0f} a year", f"£{np.ceil(need):,.0f}"
    else:
        told = f"the budgets of £{have:,.0f} over {years.first} to {years.first + len(budgets) - 1}"
        extra = ((years.first + i, np.ceil(one)) for i, one in enumerate(more) if one > 0)
        least = " and ".join(f"£{pounds:,.0f} more in {year}" for year, pounds in extra)
    return Nothing(rules=(told,), have=have, need=need, fix=f"the least that would do is {least}")


def _rules(scenario: Scenario) -> list[Nothing]:
    """Each rule without which some service would support somebody; else that there is no need to meet."""
    found = []
    for rule in scenario.policy.rules:
        policy = scenario.policy.without(rule.key)
        if _worthwhile(build_candidates(replace(scenario, policy=policy))).any():
            told, fix = rule.told(scenario.areas), f"take out policy.{rule.key}"
            found.append(Nothing(rules=(told,), have=0, need=1, fix=fix))
    if found:
        return found
    fix = "no service can support anybody more; check the estimates, and what existing services cover"
    return [Nothing(rules=("the need that is left",), have=0, need=1, fix=fix)]
