"""Why no plan can keep the rules, and the least that would have to give; each finding is solved for."""

from dataclasses import replace

import numpy as np
import pulp

from planner.analyse.clash import Clash
from planner.analyse.lonely import cannot_reach, cannot_take_part
from planner.inputs.areas import listed
from planner.inputs.scenario import Scenario
from planner.inputs.years import Years
from planner.optimise.candidates import Candidates, build_candidates
from planner.optimise.model import state_elastic, state_program
from planner.optimise.rows import Rows, state_rows
from planner.optimise.solvers import HIGHS, Limits, solve
from planner.types import FloatArray, IntArray

SECONDS = 20.0


def find_clashes(scenario: Scenario) -> list[Clash]:
    """The rules of an infeasible scenario that clash, in the order in which they should be looked at.

    Areas that no candidate could satisfy come first; then, each found by solving the program without the
    rule, the least budget that would do, the fewest services that would do, and, where neither helps, the
    fewest areas whose rules would have to be dropped. Where `min_coverage` asks for more than there is, also
    the largest share that could be kept, and the fewest areas that cannot reach the share asked for.
    """
    candidates = build_candidates(scenario)
    rows = state_rows(candidates)
    alone = [*cannot_take_part(candidates), *cannot_reach(candidates)]
    if alone:
        return alone
    for clash in (_budget(candidates, rows), _services(candidates, rows), _areas(candidates, rows)):
        if clash is not None:
            share = _share(candidates, rows, clash)
            return [clash] if share is None else [clash, share]
    return []


def _budget(candidates: Candidates, rows: Rows) -> Clash | None:
    """The least a year for which all other rules can be kept."""
    if candidates.scenario.years is not None:
        return _budgets(candidates, rows, candidates.scenario.years)
    cheapest = _cheapest(candidates, rows.without("budget"), candidates.cost)
    if cheapest is None:
        return None
    chosen, proved = cheapest
    have, need = candidates.scenario.budget, float(candidates.cost[chosen].sum())
    least = "the least that would do is" if proved else "enough would be"
    return Clash(
        rules=(f"the budget of £{have:,.0f} a year", *_asking(candidates, rows)),
        have=have,
        need=need,
        fix=f"{least} £{np.ceil(need):,.0f} a year",
    )


def _budgets(candidates: Candidates, rows: Rows, years: Years) -> Clash | None:
    """The least more, over the years, for which all other rules can be kept."""
    program = state_program(candidates, rows.without("budget"), objective=np.zeros(len(candidates)))
    problem, last = program.problem, years.first + len(years.budgets) - 1
    more = [problem.add_variable(f"more_{year}", lowBound=0) for year in range(len(years.budgets))]
    for year, budget in enumerate(years.budgets):
        cost = zip(candidates.cost_in(year).tolist(), program.variables, strict=True)
        problem += pulp.lpSum(c * y for c, y in cost if c) - more[year] <= budget, f"budget_{year}"
    problem.setObjective(pulp.lpSum(more))
    outcome = solve(program, HIGHS, Limits(SECONDS))
    if outcome.state not in ("solved", "stopped"):
        return None
    extra = {years.first + i: np.ceil((one.varValue or 0.0) - 1e-6) for i, one in enumerate(more)}
    have, told = sum(years.budgets), [f"£{x:,.0f} more in {year}" for year, x in extra.items() if x > 0]
    least = "the least that would do is" if outcome.state == "solved" else "enough would be"
    return Clash(
        rules=(f"the budgets of £{have:,.0f} over {years.first} to {last}", *_asking(candidates, rows)),
        have=have,
        need=have + float(sum(extra.values())),
        fix=f"{least} {' and '.join(told)}",
    )


def _services(candidates: Candidates, rows: Rows) -> Clash | None:
    """The fewest new services with which all other rules but the budget can be kept."""
    most = candidates.scenario.policy.max_services
    if most is None:
        return None
    new = (candidates.expands < 0).astype(np.float64)
    fewest = _cheapest(candidates, rows.without("budget", "max_services"), new)
    if fewest is None:
        return None
    need = int(new[fewest[0]].sum())
    policy = candidates.scenario.policy.model_copy(update={"max_services": need})
    wider = replace(candidates, scenario=replace(candidates.scenario, policy=policy))
    dear = _budget(wider, state_rows(wider))
    money = f", with £{np.ceil(dear.need):,.0f} a year" if dear and dear.need > dear.have else ""
    return Clash(
        rules=(f"policy.max_services: {most}", *_asking(candidates, rows)),
        have=most,
        need=need,
        fix=f"the fewest that would do is {need}{money}",
    )


def _areas(candidates: Candidates, rows: Rows) -> Clash | None:
    """The fewest areas whose own rules would have to be dropped, budget and number of services aside."""
    dropped = _fewest_dropped(candidates, rows.without("budget", "max_services"))
    if not dropped:
        return Clash(
            rules=(f"the budget of £{candidates.scenario.budget:,.0f} a year", *_asking(candidates, rows)),
            have=candidates.scenario.budget,
            need=candidates.scenario.budget,
            fix=f"more money may do; how much could not be found in {SECONDS:.0f} seconds",
        )
    names = [candidates.scenario.areas.names[i] for i in dropped]
    return Clash(
        rules=_asking(candidates, rows),
        have=len(names),
        need=0,
        fix=f"these areas cannot all be served together; leave out at least {len(names)}: {', '.join(names)}",
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


def _share(candidates: Candidates, rows: Rows, first: Clash) -> Clash | None:
    """The largest share that every area could have, and the fewest areas that cannot have what is asked."""
    least = candidates.scenario.policy.min_coverage
    if least is None or "min_coverage" not in rows.kinds:
        return None
    largest = _largest_share(candidates, rows)
    dropped = _fewest_dropped(candidates, rows)
    if largest is None and not dropped:
        return None
    names = [candidates.scenario.areas.names[i] for i in dropped or []]
    fixes = []
    if largest is not None:
        share, proved = largest
        fixes.append(
            f"lower it to {share:g}" + (", the most that can be kept" if proved else ", which can be")
        )
    if names:
        fixes.append(f"or do without what these cannot reach ({len(names)}): {listed(names)}")
    return Clash(
        rules=tuple(dict.fromkeys([f"policy.min_coverage: {least:g}", first.rules[0]])),
        have=0.0 if largest is None else largest[0],
        need=least,
        fix="; ".join(fixes),
    )


def _largest_share(candidates: Candidates, rows: Rows) -> tuple[float, bool] | None:
    """The largest `min_coverage`, to a thousandth, that can be kept, and whether that is proved."""
    asks = np.array([kind == "min_coverage" for kind in rows.kinds])
    program = state_program(candidates, rows.take(~asks), objective=np.zeros(len(candidates)))
    problem, need = program.problem, candidates.scenario.areas.need
    share = problem.add_variable("share", lowBound=0, upBound=1)
    for number in np.flatnonzero(asks):
        area = int(rows.areas[number])
        span = slice(rows.matrix.indptr[number], rows.matrix.indptr[number + 1])
        covered = zip(rows.matrix.indices[span].tolist(), rows.matrix.data[span].tolist(), strict=True)
        total = pulp.lpSum(value * program.variables[c] for c, value in covered)
        problem += total + candidates.served.covered[area] - float(need[area]) * share >= 0, f"share_{area}"
    problem.setObjective(-1 * share)
    outcome = solve(program, HIGHS, Limits(SECONDS))
    if outcome.state not in ("solved", "stopped"):
        return None
    most = float(np.floor((share.varValue or 0.0) * 1000 + 1e-6) / 1000)
    return (most, outcome.state == "solved") if most > 0 or outcome.state == "solved" else None


def _cheapest(candidates: Candidates, rows: Rows, cost: FloatArray) -> tuple[IntArray, bool] | None:
    """The choice of least cost within `rows` and whether it is proved the least; None where there is none."""
    program = state_program(candidates, rows, objective=cost)
    outcome = solve(program, HIGHS, Limits(SECONDS))
    if outcome.state not in ("solved", "stopped"):
        return None
    return program.chosen(), outcome.state == "solved"


def _fewest_dropped(candidates: Candidates, rows: Rows) -> list[int] | None:
    """Areas whose rules are left unkept when as few as possible are."""
    program, slacks = state_elastic(candidates, rows)
    outcome = solve(program, HIGHS, Limits(SECONDS))
    if outcome.state not in ("solved", "stopped"):
        return None
    return sorted({area for area, slack in slacks.items() if slack.varValue > 0.5})
