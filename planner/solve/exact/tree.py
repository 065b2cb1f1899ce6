"""The exact search: branch on counts, bound by linear programs, end nodes by sub-MIPs.

The knapsack row over a few big services leaves a gap of several per cent that ordinary branching closes
very slowly; most of it is that the linear program funds 3.3 services and 30.8 staff. Branching on how many
services, staff and areas there are closes nearly all of it within a few linear programs. In a node with bound
U, no column with a reduced cost below -(U - Z) is in a plan better than the incumbent, Z (reduced-cost
fixing); what is left is usually a few hundred columns, and a sub-MIP over them ends the node.
"""

import heapq
import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from planner.solve.clock import Clock
from planner.solve.exact.core import SUBMIP_NODES, SUBMIP_SIZES, WHOLE, core_of, initial_columns
from planner.solve.exact.cuts import find_cuts
from planner.solve.exact.incumbents import feasible, rounded
from planner.solve.exact.local_search import exchange
from planner.solve.exact.packing import Packing
from planner.solve.exact.relaxation import Relaxation, Relaxed
from planner.solve.exact.submip import solve_submip
from planner.types import FloatArray, IntArray

MAX_COLUMNS = 60_000
"""Columns so many that solvers overrun their time limit before they look at it."""
MANY_COLUMNS = 200
"""Columns in a linear program that is fractional by geometry, not by its knapsack."""
INTEGRAL_SHARE = 0.25
"""Share of whole columns in a linear program below which overlapping catchments decide, not money."""
MIN_SPLIT_GAIN = 0.01
"""Share of the gap that a split must close on one side to be worth it."""

MAX_CUT_ROUNDS = 20
"""Most times cuts are added."""
MIN_CUT_GAIN = 0.003
"""Share of the gap that cuts must close to be added again."""


@dataclass(order=True)
class Node:
    """A node of the tree: its counts between `lower` and `upper`, and a bound on what is in it.

    Nodes are taken up by how many sub-MIPs were solved in them, then by bound, then by age. `relaxed` is the
    node's linear program, once solved.
    """

    key: tuple[int, float, int]
    lower: FloatArray = field(compare=False)
    upper: FloatArray = field(compare=False)
    relaxed: Relaxed | None = field(compare=False, default=None, repr=False)

    @property
    def bound(self) -> float:
        """No choice in this part has a larger objective."""
        return -self.key[1]

    @property
    def submips(self) -> int:
        """How many restricted sub-MIPs were solved in it."""
        return self.key[0]

    def updated(self, bound: float, submips: int) -> "Node":
        """The same part with what is now known of it."""
        return Node((submips, -bound, self.key[2]), self.lower, self.upper, self.relaxed)


class Tree:
    """A branch and bound over the counts of a packing.

    `incumbent` has the columns of the best choice so far, `value` its objective; `bound` is proved. `closed`
    are the parts that were ended, with their bounds, and `duals` those of the root. Differences in the
    objective up to `absolute`, or `relative` to it up to `most`, count for none; `gap` is the relative gap at
    which to stop, `small` how many columns are few enough to end a part at once. Nothing worth less than
    `at_least` is looked for.
    """

    def __init__(
        self,
        packing: Packing,
        clock: Clock,
        *,
        relative: float = 1e-7,
        absolute: float = 1e-7,
        most: float = math.inf,
        gap: float = 0.0,
        small: int = 400,
        at_least: float = -math.inf,
        progress: Callable[[float, float], None] | None = None,
    ) -> None:
        self.clock, self.gap, self.progress = clock, gap, progress
        self.relative, self.absolute, self.most, self.small = relative, absolute, most, small
        self.incumbent: IntArray | None = None
        self.value = at_least
        self.relaxation = Relaxation(packing, initial_columns(packing))
        self.open: list[Node] = []
        self.closed: list[Node] = []
        self._made = 0
        self._begun = self._impossible = False
        self.duals: FloatArray | None = None
        counts = slice(packing.counts)
        heapq.heappush(self.open, self._node(math.inf, packing.lower[counts], packing.upper[counts]))

    @property
    def packing(self) -> Packing:
        """The program, with the cuts so far."""
        return self.relaxation.packing

    @property
    def bound(self) -> float:
        """No choice has a larger objective."""
        return max([self.value, *(node.bound for node in (*self.open, *self.closed))])

    def offer(self, columns: IntArray | None) -> None:
        """Take a choice as the best so far if it is better."""
        if columns is None:
            return
        value = float(self.packing.objective[columns].sum())
        if value > self.value + min(1e-9 * max(1.0, abs(value)), self.most) or self.incumbent is None:
            self.incumbent, self.value = columns, value

    def restart(self, parts: list[Node]) -> None:
        """Search these parts only, each anew; bounds known of another objective say nothing of this one."""
        self.open = [self._node(math.inf, part.lower, part.upper) for part in parts]
        heapq.heapify(self.open)

    def run(self) -> bool:
        """Search until the best is proved or the clock stops it; whether it was proved."""
        while self.open and self.clock.left > 0 and not self._impossible:
            self._process(heapq.heappop(self.open))
            if self.progress is not None and self.incumbent is not None:
                self.progress(self.value * self.packing.unit, self.bound * self.packing.unit)
        return not self.open or self._impossible

    def _process(self, node: Node) -> None:
        """Bound a node, then fathom it, split it, or solve it as a sub-MIP."""
        node, known = self._bounded(node)
        if not known:
            heapq.heappush(self.open, node)
            return
        if node.relaxed is None or self._fathomed(node.bound):
            if node.bound > -math.inf:
                self.closed.append(node)
            return
        first = not self._begun
        if first:
            self.duals = node.relaxed.duals
            self._first_incumbent(node.relaxed)
        if not node.submips:
            node = self._tightened(node, node.relaxed)
        assert node.relaxed is not None
        if first and len(node.relaxed.columns) > MANY_COLUMNS:
            self._root_heuristic(node, node.relaxed)
        survivors = self._survivors(node.relaxed)
        if self._fathomed(node.bound):
            self.closed.append(node)
        elif len(survivors) <= self.small or node.submips or not self._split(node, node.relaxed):
            self._solve_submip(node, node.relaxed, survivors)

    def _bounded(self, node: Node) -> tuple[Node, bool]:
        """The part with its linear program solved, where it needs one; False when time ran out first."""
        if node.relaxed is not None or self._fathomed(node.bound):
            return node, True
        relaxed = self.relaxation.solve(*self._rows(node), self.clock.left)
        if relaxed is None:
            return node, False
        node.relaxed = relaxed
        return node.updated(min(node.bound, relaxed.bound), node.submips), True

    def _first_incumbent(self, relaxed: Relaxed) -> None:
        """A first choice, at the root: by rounding, or where rules ask for something any that keeps them."""
        self._begun = True
        if not (self.packing.lower > 0).any():
            self.offer(rounded(self.packing, relaxed))
        elif not self._has_target:
            found, final = feasible(self.packing, relaxed, self.clock)
            self.offer(found)
            self._impossible = found is None and final

    def _tightened(self, node: Node, relaxed: Relaxed) -> Node:
        """The part with cuts added to its linear program for as long as they help."""
        for _ in range(MAX_CUT_ROUNDS):
            cuts = find_cuts(self.packing, relaxed.columns, relaxed.amounts)
            if not len(cuts):
                break
            self.relaxation.tighten(cuts)
            tighter = self.relaxation.solve(*self._rows(node), self.clock.left)
            if tighter is None:
                break
            closed, relaxed = relaxed.bound - tighter.bound, tighter
            if closed < MIN_CUT_GAIN * (relaxed.bound - self.value):
                break
        node.relaxed = relaxed
        return node.updated(min(node.bound, relaxed.bound), node.submips)

    def _split(self, node: Node, relaxed: Relaxed) -> bool:
        """Split on the first count that is not whole and matters; False when there is none."""
        total = self.packing.total(relaxed.columns, relaxed.amounts)
        for count in np.flatnonzero(np.abs(total - np.round(total)) > 1e-6):
            below, above = node.upper.copy(), node.lower.copy()
            below[count] = math.floor(total[count])
            above[count] = math.floor(total[count]) + 1
            halves = [self._node(node.bound, node.lower, below), self._node(node.bound, above, node.upper)]
            halves = [self._bounded(half)[0] for half in halves]
            gap = node.bound - self.value
            gain = MIN_SPLIT_GAIN * gap if self._has_target else 1e-6 * abs(node.bound)
            if min(half.bound for half in halves) < node.bound - gain:
                for half in halves:
                    heapq.heappush(self.open, half)
                return True
        return False

    def _root_heuristic(self, node: Node, relaxed: Relaxed) -> None:
        """Look for a better choice before any split: by local exchange, or by a restricted sub-MIP."""
        integral = (relaxed.amounts > 1 - 1e-6).sum()
        if self.incumbent is not None and integral < INTEGRAL_SHARE * len(relaxed.columns):
            if not (self.packing.lower > 0).any():
                self.offer(rounded(self.packing, relaxed))
            pool = core_of(self.packing, self._survivors(relaxed), relaxed, SUBMIP_SIZES[-1])
            self.offer(exchange(self.packing, relaxed, pool, self.incumbent, self.clock.share(0.5)))
            return
        columns = core_of(self.packing, self._survivors(relaxed), relaxed, SUBMIP_SIZES[0])
        found = solve_submip(
            self.packing, columns, *self._rows(node), above=self.value - self._tolerance,
            seconds=self.clock.left, stop=self.clock.stop, nodes=SUBMIP_NODES,
        )  # fmt: skip
        self.offer(found.columns)

    def _solve_submip(self, node: Node, relaxed: Relaxed, survivors: IntArray) -> None:
        """Solve a node as a restricted sub-MIP for a better choice, or whole for the best in it."""
        columns = survivors
        lower, upper = self._rows(node)
        if node.submips < len(SUBMIP_SIZES) and len(survivors) > self.small:
            few = core_of(self.packing, survivors, relaxed, SUBMIP_SIZES[node.submips])
            columns = few if len(few) < WHOLE * len(survivors) else survivors
        whole = len(columns) == len(survivors)
        if whole and len(columns) > MAX_COLUMNS and math.isfinite(self.clock.deadline):
            heapq.heappush(self.open, node)
            self.clock.stop.set()  # it would overrun any limit: what is proved so far is the answer
            return
        if not whole and len(relaxed.columns) > MANY_COLUMNS:  # exact counts are hard to hit: any will do
            lower = np.concatenate([np.zeros(self.packing.counts), lower[self.packing.counts :]])
        found = solve_submip(
            self.packing, columns, lower, upper, above=self.value - self._tolerance, seconds=self.clock.left,
            stop=self.clock.stop, nodes=None if whole else SUBMIP_NODES,
        )  # fmt: skip
        self.offer(found.columns)
        if not whole or self.clock.left <= 0:
            bound = min(node.bound, max(found.bound, self.value)) if whole else node.bound
            heapq.heappush(self.open, node.updated(bound, node.submips + 1))
        elif found.bound > -math.inf:
            self.closed.append(node.updated(min(node.bound, found.bound), node.submips))

    def _fathomed(self, bound: float) -> bool:
        """Whether a node with this bound is fathomed: it holds nothing better worth having."""
        if self.incumbent is None:
            return bound < self.value
        return bound <= self.value + self._tolerance + self.gap * abs(self.value)

    @property
    def _has_target(self) -> bool:
        """Whether there is a value to beat."""
        return self.value > -math.inf

    @property
    def _tolerance(self) -> float:
        """Difference in the objective that counts for none."""
        if self.incumbent is None:
            return 0.0
        return max(self.absolute, min(self.relative * abs(self.value), self.most))

    def _survivors(self, relaxed: Relaxed) -> IntArray:
        """Columns that a better choice in this part could hold."""
        return np.flatnonzero(relaxed.reduced >= -(relaxed.bound - self.value) - self._tolerance)

    def _node(self, bound: float, lower: FloatArray, upper: FloatArray) -> Node:
        self._made += 1
        return Node((0, -bound, self._made), lower, upper)

    def _rows(self, node: Node) -> tuple[FloatArray, FloatArray]:
        """Bounds of all rows in a part."""
        counts = self.packing.counts
        lower = np.concatenate([node.lower, self.packing.lower[counts:]])
        return lower, np.concatenate([node.upper, self.packing.upper[counts:]])
