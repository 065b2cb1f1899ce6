"""Areas that rules leave without any service that could be funded there, and why."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from planner.model.candidates import Candidates, before_least_coverage, build_candidates
from planner.model.least_coverage import must_take_part
from planner.policy.obstacles import obstacle
from planner.questions.clashes.clash import Clash
from planner.scenario.scenario import Scenario
from planner.scenario.schema import Policy
from planner.types import FloatArray


def cannot_take_part(candidates: Candidates) -> Iterator[Clash]:
    """Required areas that are in no candidate, each with the rules that keep it out."""
    scenario = candidates.scenario
    held = set(candidates.members.tolist())
    for code in scenario.policy.require:
        if scenario.areas.position[code] not in held:
            yield _kept_out(scenario, code)


def cannot_reach(candidates: Candidates) -> Iterator[Clash]:
    """Areas that no service can serve and leave each of its areas its least share, whatever the money."""
    scenario, held = candidates.scenario, set(candidates.members.tolist())
    lonely = [i for i in must_take_part(scenario, candidates.served).tolist() if i not in held]
    if not lonely:
        return
    least, most = scenario.policy.min_coverage or 0.0, _largest_shares(scenario)
    for i in lonely:
        name, share = scenario.areas.names[i], float(np.floor(most[i] * 1000) / 1000)
        yield Clash(
            rules=(f"policy.min_coverage: {least:g}", f"what any service can cover in {name}"),
            have=float(most[i]),
            need=least,
            fix=f"lower it to {share:g}, or exclude {name}",
        )


def _largest_shares(scenario: Scenario) -> FloatArray:
    """The largest `min_coverage` under which each area could be in some service, or need be in none."""
    years = scenario.years
    grown = 1.0 if years is None else max(years.ramp[: len(years.budgets)])
    every, need = before_least_coverage(scenario), scenario.areas.need
    served = np.divide(every.served.covered, need, out=np.ones_like(need), where=need > 0)
    more = np.divide(grown * every.covered_by_area, need[every.members],
                     out=np.zeros_like(every.covered_by_area), where=need[every.members] > 0)  # fmt: skip
    shares = served.copy()
    if len(every):
        kept = np.minimum.reduceat(served[every.members] + more, every.starts[:-1])
        np.maximum.at(shares, every.members, kept[every.owners])
    return shares


def _kept_out(scenario: Scenario, code: str) -> Clash:
    """Why a required area is in no candidate; a rule is named where it does not hold it alone."""
    name, required = scenario.areas.name(code), f"policy.require: {scenario.areas.name(code)}"
    for group in scenario.policy.together:
        if code in group and not set(group) & set(scenario.policy.exclude):
            told = obstacle(scenario, group)
            if told is not None and _helps(scenario, code, _without_group(scenario.policy, group)):
                listed = ", ".join(scenario.areas.name(one) for one in group)
                have, need, reason, _ = told
                return Clash(
                    rules=(required, f"policy.together: {listed}"),
                    have=have,
                    need=need,
                    fix=f"{reason}; take the group out, or {name} out of policy.require",
                )
    rules = list(_rules_naming(scenario, code))
    alone = [rule for rule in rules if _helps(scenario, code, _without(scenario.policy, rule))]
    why = [f"policy.{rule}" for rule in alone or rules]
    return Clash(
        rules=(required, *(why or ["services.*.max_areas"])),
        have=0,
        need=1,
        fix=f"take {name} out of {' or '.join(['policy.require', *why])}",
    )


def _rules_naming(scenario: Scenario, code: str) -> Iterator[str]:
    """Rules that could keep an area out: those that name it, or one that it must be with."""
    policy = scenario.policy
    linked = {code, *(other for group in policy.together if code in group for other in group)}
    if linked & set(policy.exclude):
        yield "exclude"
    for rule, groups in (("together", policy.together), ("apart", policy.apart)):
        if any(linked & set(group) for group in groups):
            yield rule


def _without(policy: Policy, rule: str) -> Policy:
    return policy.model_copy(update={rule: []})


def _without_group(policy: Policy, group: list[str]) -> Policy:
    return policy.model_copy(update={"together": [one for one in policy.together if one != group]})


def _helps(scenario: Scenario, code: str, policy: Policy) -> bool:
    """Whether under another policy some service could be funded for an area."""
    changed = build_candidates(replace(scenario, policy=policy))
    return bool(changed.holding(scenario.areas.position[code]).any())
