"""Why no plan can keep the rules, and the least that would have to give; each finding is solved for."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pulp
from pydantic import BaseModel, ConfigDict

from planner.inputs.scenario import Scenario
from planner.inputs.years import Years
from planner.optimise.candidates import Candidates, build_candidates
from planner.optimise.model import state_elastic, state_program
from planner.optimise.rows import Rows, state_rows
from planner.optimise.solvers import HIGHS, Limits, solve
from planner.types import FloatArray, IntArray

SECONDS = 20.0


class Clash(BaseModel):
    """Rules that cannot be kept together: what there is, what they need, and what would do."""

    model_config = ConfigDict(frozen=True)

    rules: tuple[str, ...]
    have: float
    need: float
    fix: str

    @property
    def sentence(self) -> str:
        """The clash in one line."""
        return f"no plan can keep {' with '.join(self.rules)}; {self.fix}"


def find_clashes(scenario: Scenario) -> list[Clash]:
    """The rules of an infeasible scenario that clash, in the order in which they should be looked at.

    Areas that no candidate could satisfy come first; then, each found by solving the program without the
    rule, the least budget that would do, the fewest services that would do, and, where neither helps, the
    fewest areas whose rules would have to be dropped.
    """
    candidates = build_candidates(scenario)
    rows = state_rows(candidates)
    alone = [*_cannot_take_part(candidates), *_cannot_reach(candidates)]
    if alone:
        return alone
    for clash in (_budget(candidates, rows), _services(candidates, rows), _areas(candidates, rows)):
        if clash is not None:
            return [clash]
    return []


def _cannot_take_part(candidates: Candidates) -> Iterator[Clash]:
    """Required areas that are in no candidate."""
    scenario = candidates.scenario
    reachable = set(candidates.members.tolist())
    for code in scenario.policy.require:
        if scenario.areas.position[code] in reachable:
            continue
        name = scenario.areas.name(code)
        why = [f"policy.{rule}" for rule in _rules_naming(scenario, code)]
        yield Clash(
            rules=(f"policy.require: {name}", *(why or ["services.*.max_areas"])),
            have=0,
            need=1,
            fix=f"take {name} out of {' or '.join(['policy.require', *why])}",
        )


def _rules_naming(scenario: Scenario, code: str) -> Iterator[str]:
    policy = scenario.policy
    if code in policy.exclude:
        yield "exclude"
    for rule, groups in (("together", policy.together), ("apart", policy.apart)):
        if any(code in group for group in groups):
            yield rule


def _cannot_reach(candidates: Candidates) -> Iterator[Clash]:
    """Areas whose least coverage no candidate reaches, whatever the money."""
    scenario, served = candidates.scenario, candidates.served
    least = scenario.policy.min_coverage
    if least is None:
        return
    best = np.zeros(len(scenario.areas))
    np.maximum.at(best, candidates.members, candidates.covered_by_area)
    for i, code in enumerate(scenario.areas.codes):
        need = scenario.areas.need[i]
        most = (served.covered[i] + best[i]) / need if need else 1.0
        if code not in scenario.policy.exclude and most < least - 1e-9:
            name = scenario.areas.names[i]
            yield Clash(
                rules=(f"policy.min_coverage: {least:g}", f"what any service can cover in {name}"),
                have=float(most),
                need=least,
                fix=f"lower it to {np.floor(most * 1000) / 1000:g}, or exclude {name}",
            )


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
        rules=(f"the budget of £{have:,.0f} a year", *_asking(rows)),
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
        rules=(f"the budgets of £{have:,.0f} over {years.first} to {last}", *_asking(rows)),
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
        rules=(f"policy.max_services: {most}", *_asking(rows)),
        have=most,
        need=need,
        fix=f"the fewest that would do is {need}{money}",
    )


def _areas(candidates: Candidates, rows: Rows) -> Clash | None:
    """The fewest areas whose own rules would have to be dropped, budget and number of services aside."""
    dropped = _fewest_dropped(candidates, rows.without("budget", "max_services"))
    if not dropped:
        return Clash(
            rules=(f"the budget of £{candidates.scenario.budget:,.0f} a year", *_asking(rows)),
            have=candidates.scenario.budget,
            need=candidates.scenario.budget,
            fix=f"more money may do; how much could not be found in {SECONDS:.0f} seconds",
        )
    names = [candidates.scenario.areas.names[i] for i in dropped]
    return Clash(
        rules=_asking(rows),
        have=len(names),
        need=0,
        fix=f"these areas cannot all be served together; leave out at least {len(names)}: {', '.join(names)}",
    )


def _asking(rows: Rows) -> tuple[str, ...]:
    """The rules that ask for something."""
    kinds = dict.fromkeys(kind for kind, lower in zip(rows.kinds, rows.lower, strict=True) if lower > 0)
    return tuple(f"policy.{kind}" for kind in kinds)


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
