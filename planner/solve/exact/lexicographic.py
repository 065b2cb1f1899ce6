"""The exact search end to end: most weighted coverage, then least spend, over all candidates at once."""

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from planner.model.candidates import Candidates, area_weights
from planner.model.rows import Rows
from planner.scenario.scenario import Scenario
from planner.solve.clock import Best, Clock
from planner.solve.exact.incumbents import greedy
from planner.solve.exact.packing import Packing, pack
from planner.solve.exact.relaxation import StuckError
from planner.solve.exact.tree import Node, Tree
from planner.solve.presolve import presolve
from planner.types import BoolArray, IntArray

SMALLEST = 0.01
"""Young people who count for none, whatever others count for."""


def search_exactly(
    candidates: Candidates,
    rows: Rows,
    clock: Clock,
    gap: float = 0.0,
    progress: Callable[[float, float], None] | None = None,
    keep: BoolArray | None = None,
    at_least: float = -math.inf,
) -> Best:
    """The plan of most weighted coverage, and of these one of least spend.

    Ties are broken only where the first is proved and no gap was allowed. Looks at the candidates to `keep`,
    those that presolve leaves where none are named. Without a plan worth `at_least` so much there is none.
    """
    packing = pack(candidates, rows, presolve(candidates) if keep is None else keep)
    most = smallest_difference(candidates.scenario) / packing.unit
    tree = Tree(packing, clock, gap=gap, at_least=at_least / packing.unit, most=most, progress=progress)
    if not (rows.lower > 0).any():
        tree.offer(greedy(packing))
    elif at_least == -math.inf:
        first = _feasible_by_cost(candidates, rows, packing, clock)
        if first.incumbent is None:
            return Best(None, math.inf, proved=not first.open)
        tree.offer(first.incumbent)
    proved = tree.run()
    bound, chosen, cheapest = tree.bound * packing.unit, tree.incumbent, False
    if chosen is not None and proved and gap == 0:
        chosen, cheapest = _cheapest(candidates, tree, clock)
    prices = None if tree.duals is None else packing.prices(tree.duals)
    return Best(None if chosen is None else packing.columns[chosen], bound, proved, cheapest, prices)


def smallest_difference(scenario: Scenario) -> float:
    """A hundredth of what one young person counts for where that is least, but not nothing."""
    weights = area_weights(scenario)
    return SMALLEST * float(weights[weights > 0].min(initial=np.inf))


def _feasible_by_cost(candidates: Candidates, rows: Rows, packing: Packing, clock: Clock) -> Tree:
    """The search for any choice that keeps what rules ask for, led by cost: it ends at the first.

    Whether the money is enough is what is hard to say. Where there is one budget its row is a value to beat
    instead: a part whose linear program costs more than there is holds nothing.
    """
    cheap = packing.minimising(candidates.cost[packing.columns], -math.inf)
    budgets = packing.counts + np.flatnonzero(np.array(rows.kinds) == "budget")
    if len(budgets) != 1:
        at_least = -math.inf
    else:
        at_least = -packing.upper[budgets[0]] * packing.units[budgets[0] - packing.counts] / cheap.unit
        upper = cheap.upper.copy()
        upper[budgets] = np.inf
        cheap = replace(cheap, upper=upper)
    tree = Tree(cheap, clock, gap=math.inf, at_least=at_least)
    tree.run()
    return tree


def cheapest_exactly(
    candidates: Candidates, rows: Rows, least: float, clock: Clock, keep: BoolArray, step: float
) -> Best:
    """Of all choices within `rows` whose objective is at least `least` one of least cost, to a step.

    The bound is of the cost: no choice costs less.
    """
    packing = pack(candidates, rows, keep)
    cheap = packing.minimising(np.round(candidates.cost[packing.columns], 6), least / packing.unit)
    tree = Tree(cheap, clock, relative=0.0, absolute=max(1e-6, step / cheap.unit))
    proved = tree.run()
    chosen = None if tree.incumbent is None else packing.columns[tree.incumbent]
    return Best(chosen, -tree.bound * cheap.unit, proved, proved)


def _cheapest(candidates: Candidates, tree: Tree, clock: Clock) -> tuple[IntArray, bool]:
    """Of all choices as good as the best one of least cost, and whether that is proved.

    Goes over those closed parts whose bound allows a tie, and the columns that a tie could hold.
    """
    assert tree.incumbent is not None
    slack = min(1e-9 * max(1.0, tree.value), tree.most)
    ties = [node for node in tree.closed if node.bound >= tree.value - slack]
    columns = np.union1d(tree.incumbent, _could_tie(len(tree.packing), ties, tree.value - slack))
    part = tree.packing.take(columns)
    cost = np.round(candidates.cost[part.columns], 6)
    cheap = part.minimising(cost, tree.value - slack)
    penny = max(1e-6, 0.01 / cheap.unit)
    cheaper = Tree(cheap, clock, relative=0.0, absolute=penny)
    cheaper.offer(np.searchsorted(columns, tree.incumbent))
    cheaper.restart(ties)
    try:
        proved = cheaper.run()
    except StuckError:
        proved = False
    assert cheaper.incumbent is not None
    return columns[cheaper.incumbent], proved


def _could_tie(size: int, ties: list[Node], value: float) -> IntArray:
    """Columns whose reduced cost lets them be in a choice of this value in one of the parts."""
    could = np.zeros(size, dtype=bool)
    for node in ties:
        if node.relaxed is None:
            return np.arange(size)
        could |= node.relaxed.reduced >= value - node.relaxed.bound - 1e-7 * max(1.0, value)
    return np.flatnonzero(could)
