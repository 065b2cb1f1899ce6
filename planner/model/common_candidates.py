"""Candidates common to several scenarios: those that all of them allow, with cost and worth in each."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array, vstack

from planner.model.build import every_candidate
from planner.model.candidates import NEW, Candidates
from planner.model.rows import Rows, state_rows
from planner.policy.reductions import Reduction
from planner.scenario.scenario import Scenario
from planner.types import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, eq=False)
class CommonCandidates:
    """Candidates in the same order in every scenario, and all the rows that a plan for all of them keeps."""

    candidates: tuple[Candidates, ...]
    rows: Rows

    @property
    def values(self) -> FloatArray:
        """Weighted coverage of each candidate in each scenario; shape (scenarios, candidates)."""
        return np.array([one.value for one in self.candidates])

    @property
    def costs(self) -> FloatArray:
        """Pounds a year; shape (scenarios, candidates)."""
        return np.array([one.cost for one in self.candidates])

    def regret_rows(self, best: FloatArray, most: float) -> Rows:
        """The rows, and one a scenario: at most so much less than its own best plan is worth."""
        count = len(self.candidates)
        kinds = ("regret",) * count
        endless, nowhere = np.full(count, np.inf), np.full(count, -1)
        return _stacked(self.rows, Rows(csr_array(self.values), best - most, endless, kinds, nowhere))


def common_candidates(scenarios: Sequence[Scenario]) -> CommonCandidates:
    """The candidates that every scenario allows, less those that another beats in all of them at once.

    The scenarios have the same areas and one budget a year.

    Raises:
        TooManyCatchmentsError: when the areas have too many connected groups.
    """
    every = [every_candidate(scenario) for scenario in scenarios]
    kinds = sorted({name for scenario in scenarios for name in scenario.services})
    names = sorted({one.name for scenario in scenarios for one in scenario.existing})
    width = max(int(one.sizes.max(initial=1)) for one in every)
    places = _in_all([_keys(one, kinds, names, width) for one in every])
    chosen = [one.take(which) for one, which in zip(every, places, strict=True)]
    if all(scenario.policy.allows(Reduction.SAME_CATCHMENT) for scenario in scenarios):
        keep = np.flatnonzero(_undominated(chosen))
        chosen = [one.take(keep) for one in chosen]
    rows = [state_rows(one) for one in chosen]
    return CommonCandidates(
        tuple(chosen), _stacked(rows[0], *(one.without("one_decision") for one in rows[1:]))
    )


def _keys(candidates: Candidates, kinds: list[str], names: list[str], width: int) -> IntArray:
    """A row of numbers for each candidate that says what it is in any scenario."""
    scenario, size = candidates.scenario, candidates.sizes
    members = np.full((len(candidates), width), -1, dtype=np.int64)
    members[np.arange(width)[None, :] < size[:, None]] = candidates.members
    kind_of = np.array([kinds.index(name) for name in scenario.services], dtype=np.int64)
    name_of = np.array([*(names.index(one.name) for one in scenario.existing), NEW], dtype=np.int64)
    more = candidates.expands != NEW
    hub = np.where(
        more, -1, candidates.hub
    )  # an expansion's is where its service is, wherever need puts that
    columns = (kind_of[candidates.type], name_of[candidates.expands], hub, candidates.staff)
    return np.column_stack([more, size, members, *columns])


def _in_all(keys: list[IntArray]) -> list[IntArray]:
    """Where the keys that are in all lists stand in each, in one order."""
    whole = np.concatenate(keys)
    _, number = np.unique(whole, axis=0, return_inverse=True)
    parts = np.split(number.ravel(), np.cumsum([len(one) for one in keys])[:-1])
    shared = parts[0]
    for part in parts[1:]:
        shared = np.intersect1d(shared, part)
    shared = np.sort(shared)
    found = []
    for part in parts:
        order = np.argsort(part, kind="stable")
        found.append(order[np.searchsorted(part[order], shared)])
    return found


def _undominated(every: list[Candidates]) -> BoolArray:
    """Which candidates no other on the same catchment equals or beats in cost and value in all scenarios.

    Of equals the one with the smaller hub, then the fewer staff, stays.
    """
    first, keep = every[0], np.ones(len(every[0]), dtype=bool)
    cost = np.round(np.array([one.cost for one in every]), 6)
    value = np.round(np.array([one.value for one in every]), 9)
    spans: dict[tuple[bool, bytes], list[int]] = {}
    for c in range(len(first)):
        new = bool(first.expands[c] == NEW)
        spans.setdefault((new, first.members[first.areas(c)].tobytes()), []).append(c)
    for group in spans.values():
        which = np.array(sorted(group, key=lambda c: (first.hub[c], first.staff[c])))
        cheaper = (cost[:, which][:, :, None] <= cost[:, which][:, None, :]).all(axis=0)
        better = cheaper & (value[:, which][:, :, None] >= value[:, which][:, None, :]).all(axis=0)
        earlier = np.triu(np.ones(better.shape, dtype=bool), 1)
        strictly = better & ~(better & better.T)
        keep[which] = ~(strictly | (better & earlier)).any(axis=0)
    return keep


def _stacked(*parts: Rows) -> Rows:
    return Rows(
        matrix=csr_array(vstack([part.matrix for part in parts], format="csr")),
        lower=np.concatenate([part.lower for part in parts]),
        upper=np.concatenate([part.upper for part in parts]),
        kinds=tuple(kind for part in parts for kind in part.kinds),
        areas=np.concatenate([part.areas for part in parts]),
    )
