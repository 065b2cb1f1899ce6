"""Sharing a known total out over areas by published indicators."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray


def apportion(
    indicators: pd.DataFrame, total: float, weights: NDArray[np.float64] | None = None
) -> pd.Series:
    """Share a total out over areas by the mean of their shares of each indicator.

        need_i = total * mean over j of (x_ij / sum over i of x_ij)

    Every indicator counts the same, whatever its unit, unless there are weights. The needs sum to the total
    and are not rounded.

    Args:
        indicators: one row an area and one column an indicator, indexed by area; counts, or anything
            proportional to counts, zero or more. Rates must be turned into counts first.
        total: young people at risk in all the areas together, above zero.
        weights: one an indicator, summing to 1, for a weighted mean; equal where left out.

    Returns:
        Young people at risk in each area, named `at_risk`, in the order and index of the rows.

    Raises:
        ValueError: when the total is not a positive, finite number, when there are no columns, when a value
            is missing, not finite or negative, or when a column sums to zero.
    """
    if not (np.isfinite(total) and total > 0):
        raise ValueError(f"the total to apportion must be a positive, finite number, not {total}")
    if indicators.columns.empty:
        raise ValueError("there are no indicator columns to apportion by")
    counts = indicators.astype(float)
    _refuse(counts, ~np.isfinite(counts.to_numpy()), "missing or not finite")
    _refuse(counts, counts.to_numpy() < 0, "negative")
    sums = counts.sum()
    if not sums.all():
        names = ", ".join(str(column) for column in sums.index[sums == 0])
        raise ValueError(f"an indicator that sums to zero cannot be shared out: {names}")
    shares = counts / sums
    mean = shares.mean(axis=1) if weights is None else (shares * weights).sum(axis=1)
    return (total * mean).rename("at_risk")


def _refuse(counts: pd.DataFrame, bad: NDArray[np.bool_], problem: str) -> None:
    """Raise ValueError naming the area and column of every bad cell, if there is one."""
    cells = [f"{counts.index[row]}, {counts.columns[column]}" for row, column in np.argwhere(bad)]
    if cells:
        raise ValueError(f"an indicator value is {problem}: {'; '.join(cells)}")
