"""Whether counts vary by more than chance around what is expected, and by how much."""

import numpy as np

from planner.types import FloatArray

HIGHEST, CLOSE = 20.0, 1e-10
STEPS = 60
HALF = 5.0
"""Expected count at which an area weighs half in the dispersion."""


def score_test(
    counts: FloatArray, kept: FloatArray, expected: FloatArray, hats: FloatArray | float = 0.0
) -> FloatArray:
    """Statistic of each sample, standard normal where counts are Poisson; larger where they vary more.

        T = sum ((y - mu)^2 - y + h mu) / sqrt(2 sum mu^2)

    The hat values h make up for expectations that were fitted to the same counts (Dean and Lawless 1989,
    doi:10.1080/01621459.1989.10478792).
    """
    excess = (kept * ((counts - expected) ** 2 - counts + hats * expected)).sum(axis=1)
    return np.asarray(excess / np.sqrt(2 * (kept * expected**2).sum(axis=1)))


def moment(counts: FloatArray, kept: FloatArray, expected: FloatArray, hats: FloatArray) -> FloatArray:
    """Dispersion a of each sample, at which a weighted Pearson statistic is what it should be.

        sum w (y - mu)^2 / (mu + a mu^2) = sum w (1 - h),    w = mu / (mu + 5)

    With w = 1 it is Breslow's (1984, doi:10.2307/2347661), which one area where next to nobody is expected
    can set by itself. 0 where even a = 0 gives less; at most 20. The left side falls and is convex in a, so
    Newton's method climbs to it from 0.
    """
    weights = kept * expected / (expected + HALF)
    squares = weights * (counts - expected) ** 2
    wanted = (weights * (1 - hats)).sum(axis=1)
    dispersion = np.zeros(len(kept))
    for _ in range(STEPS):
        part = 1 / (expected + dispersion[:, None] * expected**2)
        over = (squares * part).sum(axis=1) - wanted
        slope = (squares * (part * expected) ** 2).sum(axis=1)
        step = np.clip(over / np.maximum(slope, 1e-300), 0.0, HIGHEST)
        dispersion = np.minimum(dispersion + step, HIGHEST)
        if step.max() < CLOSE:
            break
    return dispersion
