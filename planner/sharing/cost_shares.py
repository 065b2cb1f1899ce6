"""Cost shares: what each member of a group pays, by five rules.

A cost game of n members is an array of 2^n costs: entry T is the cost of the coalition whose members are
the bits of T, 0 for the empty one, the cost to be shared for the last.
"""

from math import factorial
from typing import Literal, get_args

import numpy as np

from planner.sharing.nucleolus import nucleolus
from planner.types import FloatArray, IntArray

Rule = Literal["equal", "need", "supported", "shapley", "nucleolus"]
RULES: tuple[Rule, ...] = get_args(Rule)
MOST_MEMBERS = 10
"""Members up to which every coalition is looked at: 2^10 of them."""


def cost_share(rule: Rule, costs: FloatArray, need: FloatArray, supported: FloatArray) -> FloatArray:
    """What each member pays under a rule, in pounds a year; the shares add up to the cost of all.

    `costs` is the cost game; `need` and `supported` are young people a year in each member's area: at risk,
    and supported by what is shared.
    """
    total = float(costs[-1])
    if rule == "shapley":
        return shapley(costs)
    if rule == "nucleolus":
        return nucleolus(costs)
    weights = {"equal": np.ones(len(need)), "need": need, "supported": supported}[rule]
    return in_proportion(total, weights)


def in_proportion(cost: float, weights: FloatArray) -> FloatArray:
    """`cost` in proportion to `weights`; in equal parts where these are all 0."""
    total = float(weights.sum())
    if total == 0:
        return np.full(len(weights), cost / len(weights))
    return cost * weights / total


def shapley(costs: FloatArray) -> FloatArray:
    """The Shapley value: what a member adds to the cost, averaged over every order of joining.

        x_i = sum over S without i of |S|! (n - |S| - 1)! / n! (c(S + i) - c(S))

    Shapley, L. S. (1953), A value for n-person games, Contributions to the Theory of Games II, 307-317.
    """
    members = len(costs).bit_length() - 1
    weight = np.array(
        [factorial(s) * factorial(members - s - 1) / factorial(members) for s in range(members)]
    )
    every = np.arange(len(costs))
    size = inside(members).sum(axis=1).astype(np.int64)
    shares = np.zeros(members)
    for i in range(members):
        without: IntArray = every[every & (1 << i) == 0]
        shares[i] = float(weight[size[without]] @ (costs[without | (1 << i)] - costs[without]))
    return shares


def inside(members: int) -> FloatArray:
    """Which members each coalition holds: shape (2^members, members), 1 or 0."""
    every = np.arange(1 << members)
    held: FloatArray = ((every[:, None] >> np.arange(members)) & 1).astype(np.float64)
    return held


def in_pennies(shares: FloatArray, cost: float) -> FloatArray:
    """Shares in whole pennies that add up to `cost` to the penny; largest remainders are rounded up."""
    pennies = np.round(100 * shares, 6)
    whole = np.floor(pennies)
    left = round(100 * cost) - int(whole.sum())
    up = np.argsort(-(pennies - whole), kind="stable")[: max(0, left)]
    whole[up] += 1
    return whole / 100
