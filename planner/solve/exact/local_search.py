"""Local search: free the areas around one, fund the best there with the rest of the plan as it is, go on.

Where overlapping catchments and not money decide, small programs over the whole map find good plans slowly;
a few dozen areas at a time they settle at once. First each part is bettered at the linear program's price of
money, so that no part waits for another to leave it some; then, in pounds, with what is left.
"""

from collections import deque

import numpy as np
from scipy.sparse import csc_array, csr_array

from planner.solve.clock import Clock
from planner.solve.exact.packing import Packing
from planner.solve.exact.relaxation import Relaxed
from planner.solve.exact.submip import solve_submip
from planner.types import FloatArray, IntArray

NEIGHBOURHOOD = 40
"""Areas to free at a time."""
INNER = 10
"""Of these, areas around which nothing more is to be found."""
MAX_COLUMNS = 300
"""Columns to choose among at a time."""
MAX_NODES = 50
"""Branchings to spend at a time."""
MIN_GAIN = 1e-6
"""Share of the objective by which a part must be bettered."""


def exchange(packing: Packing, relaxed: Relaxed, pool: IntArray, begun: IntArray, clock: Clock) -> IntArray:
    """The choice `begun`, bettered part by part with columns of `pool` while it can be and time allows."""
    prices = packing.by_column[:, packing.shared] @ np.maximum(relaxed.duals[packing.shared], 0.0)
    parts = _Exchange(packing, relaxed, pool, begun, clock)
    parts.sweep(packing.objective - prices, anywhere=False)
    parts.sweep(packing.objective, anywhere=True)
    return parts.best


class _Exchange:
    """A choice and what it may be bettered with; the pool is in the order of the linear program's liking."""

    def __init__(
        self, packing: Packing, relaxed: Relaxed, pool: IntArray, begun: IntArray, clock: Clock
    ) -> None:
        self.packing, self.relaxed, self.clock, self.best = packing, relaxed, clock, begun
        pool = np.union1d(pool, begun)
        self.pool = pool[np.argsort(-np.round(relaxed.reduced[pool], 7), kind="stable")]
        self.areas = self._areas(self.pool)
        self.sizes = np.diff(self.areas.indptr)
        self.by_area = csc_array(self.areas)
        self.links = csr_array(self.areas.T @ self.areas)

    def _areas(self, columns: IntArray) -> csr_array:
        inside = csr_array(self.packing.by_column[columns][:, self.packing.single])
        inside.data[:] = 1.0
        return inside

    def sweep(self, objective: FloatArray, anywhere: bool) -> None:
        """Better one part after another; with `anywhere` areas in no service are free wherever they are."""
        waiting = deque(np.random.default_rng(1).permutation(len(self.packing.single)).tolist())
        done: set[int] = set()
        while waiting and self.clock.left > 0:
            centre = waiting.popleft()
            if centre in done:
                continue
            around = self._neighbourhood(centre)
            done.update(around[:INNER])
            changed = self._improve(around, objective, anywhere)
            done.difference_update(changed)
            waiting.extend(changed)

    def _neighbourhood(self, centre: int) -> list[int]:
        """The areas nearest to one, itself first; near are those that share many columns."""
        near, seen, links = [centre], {centre}, self.links
        for area in near:  # grows as it goes
            span = slice(links.indptr[area], links.indptr[area + 1])
            order = np.argsort(-links.data[span], kind="stable")
            new = [one for one in links.indices[span][order].tolist() if one not in seen]
            seen.update(new)
            near.extend(new)
            if len(near) >= NEIGHBOURHOOD:
                break
        return near[:NEIGHBOURHOOD]

    def _improve(self, around: list[int], objective: FloatArray, anywhere: bool) -> list[int]:
        """Better the choice around there; the areas in what was changed."""
        held = self._areas(self.best)
        owners = np.repeat(np.arange(len(self.best)), np.diff(held.indptr))
        free = self.best[np.unique(owners[np.isin(held.indices, around)])]
        rest = np.setdiff1d(self.best, free)
        areas = np.arange(held.shape[1]) if anywhere else np.union1d(around, self._areas(free).indices)
        offered = np.union1d(self._columns_within(np.setdiff1d(areas, self._areas(rest).indices)), free)
        used = np.asarray(self.packing.by_column[rest].sum(axis=0)).ravel()
        lower, upper = self.packing.lower - used, self.packing.upper - used
        lower[: self.packing.counts] = 0.0
        value = float(objective[free].sum())
        found = solve_submip(
            self.packing.with_objective(objective), offered, lower, upper,
            above=value + MIN_GAIN * max(1.0, abs(self.relaxed.bound)),
            seconds=self.clock.left, stop=self.clock.stop, nodes=MAX_NODES,
        )  # fmt: skip
        if found.columns is None:
            return []
        self.best = np.union1d(rest, found.columns)
        changed = np.setxor1d(free, found.columns)
        return [int(area) for area in np.unique(self._areas(changed).indices)]

    def _columns_within(self, areas: IntArray) -> IntArray:
        """Columns that hold none but these areas, those the linear program likes best."""
        inside = np.bincount(self.by_area[:, areas].indices, minlength=len(self.pool))
        return self.pool[np.flatnonzero(inside == self.sizes)[:MAX_COLUMNS]]
