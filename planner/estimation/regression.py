"""Many shrunk count regressions at once: the same areas, with one or another left out or other counts."""

from dataclasses import dataclass

import numpy as np

from planner.types import FloatArray

STEPS, CLOSE, LONGEST = 60, 1e-9, 1.0
EXTREME = 40.0


@dataclass(frozen=True, eq=False)
class Design:
    """What expected counts are made of: features of shape (areas, 1 + indicators) and log exposure.

    The first feature is 1 and is not shrunk. `products` holds each area's features times themselves.
    """

    features: FloatArray
    log_exposure: FloatArray
    products: FloatArray

    @classmethod
    def of(cls, rates: FloatArray, exposure: FloatArray) -> "Design":
        """The design of standardised log rates, shape (areas, indicators), and the people they are among."""
        features = np.column_stack([np.ones(len(rates)), rates])
        products = (features[:, :, None] * features[:, None, :]).reshape(len(rates), -1)
        return cls(features, np.log(exposure), products)


@dataclass(frozen=True, eq=False)
class Fits:
    """One row a sample: coefficients, and for every area the expected count and leverage.

    `leverage` is x' H^-1 x, `information` the weight of each area in H.
    """

    coefficients: FloatArray
    expected: FloatArray
    leverage: FloatArray
    information: FloatArray

    @property
    def hats(self) -> FloatArray:
        """Hat value of each area, 0 where it is left out."""
        return self.leverage * self.information

    @property
    def freedom(self) -> FloatArray:
        """Effective number of parameters of each sample: the sum of its hat values."""
        return np.asarray(self.hats.sum(axis=1))


def fit(
    design: Design,
    counts: FloatArray,
    kept: FloatArray,
    penalty: FloatArray,
    dispersion: FloatArray,
    start: FloatArray | None = None,
) -> Fits:
    """Fit every sample by Newton's method; each row's path depends on that row alone.

        maximise   sum_i kept_i log f(y_i; mu_i, a) - penalty / 2 * sum_j b_j^2
        log mu_i = log exposure_i + b_0 + sum_j b_j z_ij

    f is negative binomial with variance mu + a mu^2, Poisson where a = 0. Both are log-concave in b, so
    there is one maximum. (statsmodels fits one sample at a time; thousands are needed here. Tests hold
    the two together.)

    Args:
        design: features and exposure of the areas.
        counts: shape (samples, areas) or (areas,), identified.
        kept: shape (samples, areas), 1 for areas in the sample and 0 for those left out.
        penalty: shape (samples,), above 0.
        dispersion: shape (samples,), a, 0 or more.
        start: coefficients to start from, shape (samples, 1 + indicators).
    """
    coefficients = _start(design, counts, kept) if start is None else start.copy()
    ridge = np.ones(design.features.shape[1])
    ridge[0] = 0.0
    shrink = penalty[:, None] * ridge
    moving = np.ones(len(kept), dtype=bool)
    for _ in range(STEPS):
        expected = _expected(design, coefficients)
        score, information = _derivatives(counts, kept, expected, dispersion[:, None])
        slope = score @ design.features - shrink * coefficients
        step = np.linalg.solve(_hessian(design, information, shrink), slope[:, :, None])[:, :, 0]
        longest = np.abs(step).max(axis=1)
        step *= (moving * LONGEST / np.maximum(longest, LONGEST))[:, None]
        coefficients += step
        moving &= longest > CLOSE
        if not moving.any():
            break
    expected = _expected(design, coefficients)
    _, information = _derivatives(counts, kept, expected, dispersion[:, None])
    inverse = np.linalg.inv(_hessian(design, information, shrink))
    leverage = inverse.reshape(len(kept), -1) @ design.products.T
    return Fits(coefficients, expected, leverage, information)


def _start(design: Design, counts: FloatArray, kept: FloatArray) -> FloatArray:
    """The same rate everywhere; half a case is added so that it is above 0."""
    start = np.zeros((len(kept), design.features.shape[1]))
    start[:, 0] = np.log(((kept * counts).sum(axis=1) + 0.5) / (kept @ np.exp(design.log_exposure)))
    return start


def _expected(design: Design, coefficients: FloatArray) -> FloatArray:
    logs = coefficients @ design.features.T + design.log_exposure
    return np.asarray(np.exp(np.clip(logs, -EXTREME, EXTREME)))


def _derivatives(
    counts: FloatArray, kept: FloatArray, expected: FloatArray, dispersion: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """First derivative of the log-likelihood in each log expected count, and minus the second."""
    spread = 1 + dispersion * expected
    score = kept * (counts - expected) / spread
    return score, kept * expected * (1 + dispersion * counts) / spread**2


def _hessian(design: Design, information: FloatArray, shrink: FloatArray) -> FloatArray:
    size = design.features.shape[1]
    hessian = (information @ design.products).reshape(-1, size, size)
    hessian[:, range(size), range(size)] += shrink
    return hessian
