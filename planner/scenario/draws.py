"""Draws of need: what each area's need might be, given how sure its estimate is."""

import numpy as np

from planner.errors import InputError, Problem
from planner.scenario.areas import Areas
from planner.scenario.schema import Uncertainty
from planner.types import FloatArray

Z90 = 1.6448536269514722
"""Standard deviations from the middle to either end of a 90% interval of a normal distribution."""


def draw_needs(areas: Areas, uncertainty: Uncertainty, where: str) -> FloatArray:
    """Needs that might be true: shape (draws, areas), young people a year, none below 0.

        need_ki = at_risk_i + z_ki (high_i - at_risk_i) / 1.645        where z_ki > 0
        need_ki = at_risk_i + z_ki (at_risk_i - low_i) / 1.645         else
        z_ki = sqrt(common) Z_k + sqrt(1 - common) e_ki                Z, e standard normal

    so that the middle of an area's draws is its estimate and 90% of them lie in its interval (a split normal
    distribution; at 0 it is cut off). `Z_k`, the same for all areas, is over- or under-estimation across the
    board, `common` its share of the variance. With `spread` the interval is the estimate times 1 - spread to
    1 + spread, else the needs table's `low` and `high`; an area that has none does not vary. Draw k is the
    same however many are asked for.

    Raises:
        InputError: when there is neither a spread nor an interval for any area.
    """
    need = areas.need
    if uncertainty.spread is not None:
        below = above = need * uncertainty.spread
    else:
        below = np.zeros(len(need)) if areas.low is None else np.nan_to_num(need - areas.low)
        above = np.zeros(len(need)) if areas.high is None else np.nan_to_num(areas.high - need)
        if not (below.any() or above.any()):
            what = "how sure the needs are is not known: no low and high in the needs table, and no spread"
            raise InputError(Problem(where, what, "give either, such as a spread of 30%"))
    normal = np.random.default_rng(uncertainty.seed).standard_normal((uncertainty.draws, 1 + len(need)))
    z = np.sqrt(uncertainty.common) * normal[:, :1] + np.sqrt(1.0 - uncertainty.common) * normal[:, 1:]
    drawn: FloatArray = np.maximum(0.0, need + z * np.where(z > 0, above, below) / Z90)
    return drawn
