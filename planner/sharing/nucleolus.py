"""The nucleolus: the shares under which the coalition that is worst off is as well off as can be."""

import numpy as np

from planner.types import BoolArray, FloatArray, IntArray

PRICE_TOLERANCE = 1e-7
"""A dual price above this settles the excess of its coalition."""


def nucleolus(costs: FloatArray) -> FloatArray:
    """The nucleolus of a cost game (as in `cost_shares`): it makes the largest excess as small as can be.

    The excess of a coalition T is `x(T) - c(T)`, what its members pay beyond their cost alone. Of the shares
    that make the largest least, those that make the second largest least, and so on: a chain of linear
    programs, each settling the coalitions whose excess is the same in all its optima (those with a price)
    and those that follow from them. Nobody pays more than alone, `x_i <= c(i)`, where the members' costs
    alone come to the cost of all; else no shares do that, and without it this is the prenucleolus.

    Schmeidler, D. (1969), The nucleolus of a characteristic function game, SIAM Journal on Applied
    Mathematics 17(6), 1163-1170, doi:10.1137/0117107. Kohlberg, E. (1972), The nucleolus as a solution of a
    minimization problem, 23(1), 34-39, doi:10.1137/0123004.
    """
    members = len(costs).bit_length() - 1
    scale = float(np.abs(costs).max()) or 1.0
    return scale * _Chain(costs / scale, members).shares() if members > 1 else costs[1:].copy()


class _Chain:
    """The linear programs one after another: free shares x, one excess e, coalitions settled so far."""

    def __init__(self, costs: FloatArray, members: int) -> None:
        self.costs, self.members = costs, members
        held = (np.arange(1 << members)[:, None] >> np.arange(members)) & 1
        self.held: FloatArray = held.astype(np.float64)
        self.open: IntArray = np.arange(1, (1 << members) - 1)
        alone = costs[1 << np.arange(members)]
        self.alone = alone if alone.sum() >= costs[-1] - 1e-12 else None
        self.settled = [np.ones(members)]
        self.level = [-1]
        """The program each settled row came from; -1 where its shares are known without an excess."""
        self.worth = [float(costs[-1])]

    def shares(self) -> FloatArray:
        """Settle coalitions until they leave no freedom, then solve for the shares at once."""
        excesses: list[float] = []
        while np.linalg.matrix_rank(np.array(self.settled)) < self.members:
            excesses.append(self._step(len(excesses), excesses))
        rows = np.zeros((len(self.settled), self.members + len(excesses)))
        rows[:, : self.members] = self.settled
        for i, level in enumerate(self.level):
            if level >= 0:
                rows[i, self.members + level] = -1.0
        solution: FloatArray = np.linalg.lstsq(rows, np.array(self.worth), rcond=None)[0]
        return solution[: self.members]

    def _step(self, level: int, excesses: list[float]) -> float:
        """One program: the least largest excess of the open coalitions; settles those it pins down."""
        from scipy.optimize import linprog  # slow to load, and few need it

        caps = 0 if self.alone is None else self.members
        above = np.zeros((len(self.open) + caps, self.members + 1))
        above[: len(self.open), :-1] = self.held[self.open]
        above[: len(self.open), -1] = -1.0
        above[len(self.open) :, :-1] = np.eye(self.members)[:caps]
        most = np.concatenate([self.costs[self.open], [] if self.alone is None else self.alone])
        equal = np.column_stack([np.array(self.settled), np.zeros(len(self.settled))])
        known = [w + (excesses[k] if k >= 0 else 0.0) for w, k in zip(self.worth, self.level, strict=True)]
        solved = linprog(
            np.append(np.zeros(self.members), 1.0), A_ub=above, b_ub=most, A_eq=equal, b_eq=known,
            bounds=(None, None), method="highs-ds",
            options={"primal_feasibility_tolerance": 1e-10, "dual_feasibility_tolerance": 1e-10},
        )  # fmt: skip
        priced = -solved.ineqlin.marginals > PRICE_TOLERANCE
        for i in np.flatnonzero(priced):
            coalition = i < len(self.open)
            self.settled.append(above[i, :-1])
            self.level.append(level if coalition else -1)
            self.worth.append(float(most[i]))
        self.open = self.open[~self._follows(self.held[self.open])]
        return float(np.asarray(solved.x)[-1])

    def _follows(self, rows: FloatArray) -> BoolArray:
        """Which rows are sums of settled ones, so that their excess is settled too."""
        basis = np.linalg.svd(np.array(self.settled), full_matrices=False)
        span = basis[2][basis[1] > 1e-9]
        rest = rows - rows @ span.T @ span
        follows: BoolArray = np.abs(rest).max(axis=1, initial=0.0) < 1e-9
        return follows
