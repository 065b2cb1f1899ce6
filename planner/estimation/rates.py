"""Indicators as standardised log rates: what the regression is over."""

import numpy as np

from planner.types import FloatArray

PART = 0.01
"""Part of an average area added to each area at the average rate."""


def log_rates(values: FloatArray, exposure: FloatArray) -> FloatArray:
    """Log rates of each indicator, mean 0 and standard deviation 1 over the areas.

        z_ij = standardised log((x_ij + m R_j) / (n_i + m)),   R_j = sum x_j / sum n,   m = 1% of the mean n

    The m people at the average rate give zero a logarithm and keep an area of a few hundred residents from
    being an outlier; on an area of average size they hardly show. The unit of an indicator cancels.

    Args:
        values: shape (areas, indicators), 0 or more, each column above 0 somewhere.
        exposure: shape (areas,), people, above 0.
    """
    rate = values.sum(axis=0) / exposure.sum()
    added = PART * exposure.mean()
    logs = np.log((values / rate + added) / (exposure + added)[:, None])
    centred = logs - logs.mean(axis=0)
    spread = centred.std(axis=0)
    return np.asarray(centred / np.where(spread > 0, spread, 1.0))
