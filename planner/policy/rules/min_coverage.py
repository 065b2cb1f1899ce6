"""`min_coverage`: a filter on candidates, and the areas that must then be in exactly one.

An area is in at most one new service. So a candidate that leaves one of its areas below its least share can
be in no plan, and an area that existing services leave below it must be in exactly one of those that do not.
"""

import math
from collections.abc import Iterator
from typing import ClassVar

import numpy as np

from planner.fields import Share
from planner.policy.protocols import Candidates, Outcome, Served, Setting, Trials, Why
from planner.policy.reductions import EVERY, Reduction
from planner.policy.rule import Rule
from planner.text import listed
from planner.types import BoolArray, FloatArray, IntArray

CLOSE = 1e-6
PARTS = 1000
"""Parts of 1 to which the largest share is looked for."""


class MinCoverage(Rule[float]):
    """Least share of the need of every area not excluded that must be covered, existing services counted."""

    key = "min_coverage"
    order = 60
    kind: ClassVar = Share | None
    allowed = EVERY - {Reduction.OTHER_HUB, Reduction.SAME_START, Reduction.MORE_NEED}

    def lacking(self, setting: Setting, served: Served) -> FloatArray:
        """Young people whom new money must still cover in each area, 0 where existing services do enough.

        Rounding counts for none, and areas that may take part in nothing are asked nothing.
        """
        least = self.value * setting.areas.need
        short = np.where(setting.policy.open_to(setting.areas), least - served.covered, 0.0)
        return np.where(short > rounding(least), short, 0.0)

    def must_take_part(self, setting: Setting, served: Served) -> IntArray:
        return np.flatnonzero(self.lacking(setting, served))

    def keeps(self, setting: Setting, served: Served, candidates: Candidates, grown: float) -> BoolArray:
        short = self.lacking(setting, served)
        missing = grown * candidates.covered_by_area < (short - rounding(short))[candidates.members]
        lacking = np.bincount(candidates.owners[missing], minlength=len(candidates))
        return np.asarray(lacking == 0, dtype=bool)

    def broken(self, setting: Setting, outcome: Outcome) -> Iterator[str]:
        for code, need in outcome.need.items():
            new = outcome.covered.get(code, 0.0) * outcome.grown.get(code, 1.0)
            if code not in setting.policy.closed and outcome.already[code] + new < self.value * need - CLOSE:
                yield f"{code}: covered below the least share of its need"

    def unserved(self, areas: list[int], trials: Trials) -> Iterator[Why]:
        """No service can serve them and leave each of its areas its least share, whatever the money."""
        told, most = self.told(trials.scenario.areas), self._largest_shares(trials)
        for area in areas:
            name, share = trials.scenario.areas.names[area], float(np.floor(most[area] * PARTS) / PARTS)
            yield Why(
                rules=(told, f"what any service can cover in {name}"),
                have=float(most[area]),
                need=self.value,
                fix=f"lower it to {share:g}, or exclude {name}",
            )

    def _largest_shares(self, trials: Trials) -> FloatArray:
        """The largest share under which each area could be in some service, or need be in none."""
        years, need = trials.scenario.years, trials.scenario.areas.need
        grown = 1.0 if years is None else max(years.ramp[: len(years.budgets)])
        every = trials.every(trials.scenario.policy.without(self.key))
        shares = _share_of(trials.served().covered, need, of_none=1.0)
        if len(every):
            covered = _share_of(grown * every.covered_by_area, need[every.members], of_none=0.0)
            kept = np.minimum.reduceat(shares[every.members] + covered, every.starts[:-1])
            np.maximum.at(shares, every.members, kept[every.owners])
        return shares

    def eased(self, first: str, trials: Trials) -> Why | None:
        """The largest share that every area could have, and the fewest areas to exclude for what is asked."""
        setting, fixes = trials.scenario, []
        (share, proved), left = self._largest_kept(trials), trials.fewest_left_out()
        if share is not None:
            fixes.append(
                f"lower it to {share:g}, {'the most that can be kept' if proved else 'which can be kept'}"
            )
        if left is not None and left.areas:
            codes = [setting.areas.codes[row] for row in left.areas]
            fewest = f"at least {len(codes)}: " if left.proved else ""
            too = "".join(
                f", and take out of policy.{rule.key} what is excluded"
                for rule in setting.policy.rules
                if rule.key != self.key
                and np.isin(left.areas, rule.must_take_part(setting, trials.served())).any()
            )
            fixes.append(f"or exclude {fewest}{listed(map(setting.areas.name, codes))}{too}")
        if not fixes:
            return None
        rules = tuple(dict.fromkeys([self.told(setting.areas), first]))
        return Why(rules, have=share or 0.0, need=self.value, fix="; ".join(fixes))

    def _largest_kept(self, trials: Trials) -> tuple[float | None, bool]:
        """The largest share, to a thousandth, that can be kept, and whether no larger one can; perhaps none.

        What a larger share can be kept with keeps a smaller one too, so that halving finds it.
        """
        policy = trials.scenario.policy
        if trials.keeps(policy.of(min_coverage=0.0)) is not True:
            return None, True
        low, high, proved = 0, math.ceil(self.value * PARTS), True
        while high - low > 1:
            middle = (low + high) // 2
            kept = trials.keeps(policy.of(min_coverage=middle / PARTS))
            low, high = (middle, high) if kept else (low, middle)
            proved &= kept is not None
        return low / PARTS, proved


def rounding(people: FloatArray) -> FloatArray:
    """Young people that count for none, of so many: a billionth, well below what the audit lets pass."""
    return np.clip(1e-9 * people, 1e-9, 5e-7)


def _share_of(people: FloatArray, need: FloatArray, of_none: float) -> FloatArray:
    """People as shares of the need in each area; a given share where there is none."""
    return np.divide(people, need, out=np.full_like(need, of_none), where=need > 0)
