"""Why no plan can keep the rules, and the least that would have to give; each finding is solved for."""

from dataclasses import replace

import numpy as np

from planner.model.candidates import Candidates, build_candidates
from planner.model.rows import Rows, state_rows
from planner.questions.clashes.clash import Clash
from planner.questions.clashes.least import WHOLE, fewest_dropped, largest_share, least_cost, least_more
from planner.questions.clashes.unservable import cannot_reach, cannot_take_part
from planner.scenario.areas import listed
from planner.scenario.scenario import Scenario
from planner.scenario.years import Years
from planner.solve.clock import Clock, started
from planner.solve.presolve import useful


def find_clashes(scenario: Scenario, seconds: float | None = 60.0) -> list[Clash]:
    """The rules of an infeasible scenario that clash, in the order in which they should be looked at.

    Areas that no candidate could satisfy come first; then, each found by solving the program without the
    rule, the least budget that would do, the fewest services that would do, and, where neither helps, the
    fewest areas whose rules would have to be dropped. Where `min_coverage` asks for more than there is, also
    the largest share that could be kept, and the fewest areas that would have to be excluded.

    `seconds` is for all of it, None for no limit; what is not proved by then says so.
    """
    candidates = build_candidates(scenario)
    candidates = candidates.take(useful(candidates))
    rows, clock = state_rows(candidates), started(seconds)
    alone = [*cannot_take_part(candidates), *cannot_reach(candidates)]
    if alone:
        return alone
    for find in (_budget, _services, _areas):
        clash = find(candidates, rows, clock)
        if clash is not None:
            share = _share(candidates, rows, clash, clock)
            return [clash] if share is None else [clash, share]
    return []


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


def _services(candidates: Candidates, rows: Rows, clock: Clock) -> Clash | None:
    """The fewest new services with which all other rules but the budget can be kept."""
    most = candidates.scenario.policy.max_services
    if most is None:
        return None
    new = (candidates.expands < 0).astype(np.float64)
    found = least_cost(candidates, rows.without("budget", "max_services"), new, clock, step=WHOLE)
    if found is None or not np.isfinite(found.enough):
        return None
    need = round(found.enough)
    policy = candidates.scenario.policy.model_copy(update={"max_services": need})
    wider = replace(candidates, scenario=replace(candidates.scenario, policy=policy))
    dear = _budget(wider, state_rows(wider), clock)
    money = f", with £{np.ceil(dear.need):,.0f} a year" if dear and dear.need > dear.have else ""
    fewest = f"the fewest that would do is {need}" if found.proved else f"{need} would do"
    return Clash(
        rules=(f"policy.max_services: {most}", *_asking(candidates, rows)),
        have=most,
        need=need,
        fix=f"{fewest}{money}",
    )


def _areas(candidates: Candidates, rows: Rows, clock: Clock) -> Clash | None:
    """The fewest areas whose own rules would have to be dropped, budget and number of services aside."""
    found = fewest_dropped(candidates, rows.without("budget", "max_services"), clock)
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
    policy, areas = candidates.scenario.policy, candidates.scenario.areas
    told = {
        "require": f"policy.require: {listed(areas.name(code) for code in policy.require)}",
        "min_coverage": f"policy.min_coverage: {policy.min_coverage or 0.0:g}",
    }
    asking = dict.fromkeys(kind for kind, lower in zip(rows.kinds, rows.lower, strict=True) if lower > 0)
    return tuple(told[kind] for kind in asking)


def _share(candidates: Candidates, rows: Rows, first: Clash, clock: Clock) -> Clash | None:
    """The largest share that every area could have, and the fewest areas to exclude for what is asked."""
    policy = candidates.scenario.policy
    least = policy.min_coverage
    if least is None or "min_coverage" not in rows.kinds:
        return None
    share, dropped = largest_share(candidates.scenario, clock), fewest_dropped(candidates, rows, clock)
    fixes = []
    if share is not None:
        most = "the most that can be kept" if share.proved else "which can be kept"
        fixes.append(f"lower it to {share.share:g}, {most}")
    if dropped is not None and dropped.areas:
        names = listed(candidates.scenario.areas.names[i] for i in dropped.areas)
        fewest = f"at least {len(dropped.areas)}: " if dropped.proved else ""
        required = {candidates.scenario.areas.codes[i] for i in dropped.areas} & set(policy.require)
        too = ", and take out of policy.require what is excluded" if required else ""
        fixes.append(f"or exclude {fewest}{names}{too}")
    if not fixes:
        return None
    return Clash(
        rules=tuple(dict.fromkeys([f"policy.min_coverage: {least:g}", first.rules[0]])),
        have=0.0 if share is None else share.share,
        need=least,
        fix="; ".join(fixes),
    )
