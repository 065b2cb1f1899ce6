"""Why an area that must take part is in no candidate: the rules without which it would be in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.policy.protocols import Trials, Why

if TYPE_CHECKING:
    from planner.policy.rule import Rule


def kept_out(required: str, area: int, trials: Trials) -> Why:
    """Why an area, by its row, is in no candidate; a rule is named where it does not hold it alone.

    `required` is the key of the rule by which it must take part.
    """
    areas, policy = trials.scenario.areas, trials.scenario.policy
    code, name = areas.codes[area], areas.names[area]
    others = [rule for rule in policy.rules if rule.key != required]
    for rule in others:
        if (told := rule.keeps_out(required, code, trials)) is not None:
            return told
    rules = _could(others, code)
    alone = [rule for rule in rules if trials.serves(policy.without(rule.key), area)]
    why = [f"policy.{rule.key}" for rule in alone or rules]
    return Why(
        rules=(f"policy.{required}: {name}", *(why or ["services.*.max_areas"])),
        have=0,
        need=1,
        fix=f"take {name} out of {' or '.join([f'policy.{required}', *why])}",
    )


def _could(rules: list[Rule[object]], code: str) -> list[Rule[object]]:
    """Rules that could keep an area out: those that name it, or one that it must be with, or none at all."""
    linked = {code}.union(*(rule.linked_with(code) for rule in rules))
    return [rule for rule in rules if rule.may_keep_out(linked)]
