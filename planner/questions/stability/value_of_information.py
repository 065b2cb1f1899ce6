"""Which estimates are worth improving first: what knowing one area's need would add."""

import numpy as np

from planner.plan.plan import Part
from planner.scenario.areas import Areas
from planner.types import FloatArray, IntArray

MOST_PLANS = 30
TOP = 5
DEGREE = 3


class Improvement(Part):
    """An area whose need is worth knowing better, and by how many young people a year."""

    area: str
    name: str
    value: float


def worth_improving(areas: Areas, needs: FloatArray, worth: FloatArray) -> tuple[Improvement, ...]:
    """The few areas whose need is worth most to know, the most first; none where knowing it adds nothing.

    `needs` has shape (draws, areas), `worth` (plans, draws): what each plan is worth in each draw. The value
    of knowing area i's need is what choosing the plan by it would add to the best plan on average,

        E[max_d E[worth_d | need_i]] - max_d E[worth_d]

    with E[worth_d | need_i] a cubic fitted over the draws (Strong, Oakley and Brennan 2014,
    doi:10.1177/0272989X13505910). Plans are chosen by a fit to one half of the draws and valued on the other,
    so that noise is not taken for knowledge.
    """
    means = worth.mean(axis=1)
    plans = worth[np.argsort(-np.round(means, 9), kind="stable")[:MOST_PLANS]]
    halves = (np.arange(len(needs)) % 2 == 0, np.arange(len(needs)) % 2 == 1)
    if len(plans) < 2 or min(half.sum() for half in halves) <= 2 * DEGREE:
        return ()
    found = []
    for i, code in enumerate(areas.codes):
        value = _value(needs[:, i], plans, halves)
        if value > 0:
            found.append(Improvement(area=code, name=areas.names[i], value=value))
    return tuple(sorted(found, key=lambda one: (-round(one.value, 9), one.area))[:TOP])


def _value(need: FloatArray, plans: FloatArray, halves: tuple[FloatArray, FloatArray]) -> float:
    """What choosing among `plans` by one area's need adds to the first, which is best on average.

    Nothing where that is within two standard errors of nothing.
    """
    spread = float(need.std())
    if spread == 0:
        return 0.0
    powers = np.vander((need - need.mean()) / spread, DEGREE + 1)
    chosen: IntArray = np.zeros(len(need), dtype=np.int64)
    for known, other in (halves, halves[::-1]):
        fit = np.linalg.lstsq(powers[known], plans[:, known].T, rcond=None)[0]
        chosen[other] = np.argmax(np.round(powers[other] @ fit, 9), axis=1)
    gained = plans[chosen, np.arange(len(need))] - plans[0]
    mean, error = float(gained.mean()), float(gained.std()) / len(gained) ** 0.5
    return mean if mean > 2 * error else 0.0
