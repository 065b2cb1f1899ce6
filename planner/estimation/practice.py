"""Proactivity: how many an area identifies for each that ordinary practice would identify there."""

import numpy as np

from planner.types import FloatArray


def proactivity(counts: FloatArray, expected: FloatArray, dispersion: FloatArray) -> FloatArray:
    """Identified over expected, drawn towards 1 where the count is small.

        (y + 1/a) / (mu + 1/a)

    The posterior mean of a gamma of mean 1 and variance a given a Poisson count; 1 where a = 0, for then
    areas do not differ beyond chance (Clayton and Kaldor 1987, doi:10.2307/2532003).
    """
    pull = 1 / np.maximum(dispersion, 1e-12)
    return np.asarray(np.where(dispersion > 0, (counts + pull) / (expected + pull), 1.0))


def frontier(dispersion: FloatArray, quantile: float) -> FloatArray:
    """Proactivity that a share `quantile` of areas does not reach.

    The quantile of a gamma of mean 1 and variance a, which is fitted to all areas with chance taken out:
    three cases in a tiny area do not set it. 1 where a = 0.
    """
    from scipy.special import gammaincinv

    a = np.maximum(dispersion, 1e-12)
    reached = gammaincinv(1 / np.maximum(a, 1e-6), quantile) * np.maximum(a, 1e-6)
    return np.asarray(np.where(dispersion > 1e-6, reached, 1.0))
