"""The certificate: prices of the rows that prove a bound to whoever adds them up."""

import numpy as np

from planner.errors import AuditError
from planner.model.candidates import Candidates
from planner.model.rows import Rows
from planner.types import FloatArray

CLOSE = 1e-6
"""Share of the objective that counts for rounding."""


def certified_bound(candidates: Candidates, rows: Rows, prices: FloatArray) -> float:
    """What no plan's objective exceeds, by weak duality, for any prices, one a row.

        sum_r price_r . (upper_r where price_r > 0, lower_r where price_r < 0)
        + sum_c max(0, value_c - sum_r price_r . a_rc)         over every candidate c

    Goes over every candidate, those the search dropped as beaten too, in the scenario's own units; it knows
    nothing of the search. A price of the wrong sign on a row without that bound makes it endless.
    """
    above, below = prices > 0, prices < 0
    rent = float(prices[above] @ rows.upper[above] + prices[below] @ rows.lower[below])
    worth = candidates.value - rows.matrix.T @ prices
    return rent + float(worth[worth > 0].sum())


def met(bound: float, objective: float) -> float:
    """A bound on every plan's objective, lifted over what rounding puts it below that of a plan.

    Raises:
        AuditError: when it is below it by more than rounding, a millionth.
    """
    if objective > bound + CLOSE * max(1.0, abs(objective)):
        raise AuditError(
            "the plan disagrees with the bound on every plan, which is a fault of the planner; please report "
            f"it: it is worth {objective!r} and no plan should be worth more than {bound!r}"
        )
    return max(bound, objective)


def check_certificate(candidates: Candidates, rows: Rows, prices: FloatArray, objective: float) -> float:
    """The certified bound, which the plan's objective must not exceed.

    Raises:
        AuditError: when the plan is worth more than its own certificate allows.
    """
    prices = np.where(np.abs(prices) < 1e-12, 0.0, prices)
    bound = certified_bound(candidates, rows, prices)
    sides = np.where(prices > 0, rows.upper, rows.lower)[prices != 0]
    spare = 1e-6 * float(
        np.abs(prices[prices != 0]) @ np.maximum(1.0, np.abs(sides))
    )  # rows have room for rounding
    if objective > bound + 1e-6 * max(1.0, abs(bound)) + spare:
        raise AuditError(
            "the plan disagrees with the proof of its bound, which is a fault of the planner; please report "
            f"it: it is worth {objective!r} and no plan should be worth more than {bound!r}"
        )
    return bound
