"""Need from a published total: shared out by an index of the indicators, where nobody has counted."""

from pathlib import Path

import numpy as np
import pandas as pd

from planner.errors import InputError, Problem
from planner.estimation.apportion import apportion
from planner.estimation.result import AreaNeed, Estimate, Interval, SharesIndicator
from planner.scenario.read.indicators import Indicators, need_two
from planner.types import FloatArray

INTERVAL = 0.9
NOTHING = 1e-12


def estimate_from_total(indicators: Indicators, total: float, method: str = "shares") -> Estimate:
    """Share a total out over areas by a weighted mean of their shares of each indicator.

        need_i = total * sum_j w_j s_ij,    s_ij = x_ij / sum over i of x_ij

    By shares w_j is the same for each indicator; by pca it is such that the index ranks areas as the first
    principal component of the standardised shares does: w_j in proportion to loading_j / deviation_j.
    `low` and `high` are the ends of a 90% interval from the disagreement between indicators, each taken as
    one view of an area, and the chance by which a number of people varies:

        need_i +- sqrt((t * total * e_i)^2 + (1.645)^2 * need_i),  never below 0
        e_i^2 = sum_j w_j (s_ij - mean_i)^2 / (1 - sum w^2) * sum w^2

    t is Student's with one degree of freedom fewer than there are indicators. The total has no interval here.

    Raises:
        InputError: when by pca there is one indicator, or one runs against the others.
    """
    from scipy.stats import norm

    shares = indicators.values / indicators.values.sum(axis=0)
    weights = _equal(shares) if method == "shares" else _principal(shares, indicators)
    frame = pd.DataFrame(indicators.values, index=list(indicators.codes), columns=list(indicators.columns))
    need = apportion(frame, total, None if method == "shares" else weights).to_numpy(dtype=float)
    half = np.hypot(total * _half_width(shares, weights), norm.ppf((1 + INTERVAL) / 2) * np.sqrt(need))
    areas = tuple(
        AreaNeed(code, name, at_risk, *_ends(at_risk, wide))
        for code, name, at_risk, wide in zip(
            indicators.codes, indicators.names, need.tolist(), half.tolist(), strict=True
        )
    )
    roles = tuple(_role(shares, weights, j, name) for j, name in enumerate(indicators.columns))
    notes = (*indicators.notes, *_notes(roles))
    return Estimate(method, Interval(float(total)), None, areas, roles, None, notes)


def _equal(shares: FloatArray) -> FloatArray:
    return np.full(shares.shape[1], 1 / shares.shape[1])


def _principal(shares: FloatArray, indicators: Indicators) -> FloatArray:
    """Weights that rank areas as the first principal component does."""
    need_two(indicators, "a principal component")
    deviation = shares.std(axis=0)
    _, vectors = np.linalg.eigh(np.corrcoef(shares.T))
    loadings = vectors[:, -1] * np.sign(vectors[:, -1].sum() or 1.0)
    _refuse_against(loadings, indicators.columns, indicators.path)
    weights = loadings / deviation
    return np.asarray(weights / weights.sum())


def _refuse_against(loadings: FloatArray, columns: tuple[str, ...], path: Path) -> None:
    against = [name for name, one in zip(columns, loadings, strict=True) if one <= NOTHING]
    if against:
        remedy = "leave it out with --indicators, turn it round, or use --method shares"
        raise InputError(
            *(Problem(str(path), f"indicator {name} runs against the others", remedy) for name in against)
        )


def _half_width(shares: FloatArray, weights: FloatArray) -> FloatArray:
    """Half the 90% interval of each area's share; NaN where one indicator has none to disagree with."""
    from scipy.stats import t

    if len(weights) < 2:
        return np.full(len(shares), np.nan)
    squares = (weights**2).sum()
    apart = (shares - (shares @ weights)[:, None]) ** 2 @ weights
    error = np.sqrt(apart / (1 - squares) * squares)
    return np.asarray(t.ppf((1 + INTERVAL) / 2, len(weights) - 1) * error)


def _ends(at_risk: float, half: float) -> tuple[float | None, float | None]:
    return (None, None) if np.isnan(half) else (max(0.0, at_risk - half), at_risk + half)


def _role(shares: FloatArray, weights: FloatArray, j: int, name: str) -> SharesIndicator:
    """What one indicator does to the shares, against the others with their weights scaled up."""
    if len(weights) < 2:
        return SharesIndicator(name, 1.0, None, None)
    rest = np.delete(weights, j) / np.delete(weights, j).sum()
    others = np.delete(shares, j, axis=1) @ rest
    varied = min(np.ptp(shares[:, j]), np.ptp(others)) > NOTHING
    agreement = np.corrcoef(shares[:, j], others)[0, 1] if varied else np.nan
    moves = np.abs(shares @ weights - others).sum() / 2
    return SharesIndicator(
        name, float(weights[j]), None if np.isnan(agreement) else float(agreement), float(moves)
    )


def _notes(roles: tuple[SharesIndicator, ...]) -> list[str]:
    if len(roles) < 2:
        return ["one indicator alone: there is no disagreement to make an interval from"]
    return [
        f"{role.name} runs against the mean of the others (correlation {role.agreement:.2f})"
        for role in roles
        if role.agreement is not None and role.agreement < 0
    ]
