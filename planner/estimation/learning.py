"""Ordinary practice learnt from samples of areas: the regression, its family and its penalty."""

from dataclasses import dataclass

import numpy as np

from planner.estimation.dispersion import moment, score_test
from planner.estimation.regression import Design, Fits, fit
from planner.types import FloatArray

PENALTIES = np.geomspace(0.3, 100.0, 15)
"""An effect is held within about 1 / sqrt(penalty): 1.8 to 0.1. Proxies of need are never shrunk away."""
PILOT = 30.0
ROUNDS = 2


@dataclass(frozen=True, eq=False)
class Learnt:
    """One row a sample: its fit, its penalty, and how much counts vary around what is expected.

    `dispersion` is 0 where counts vary no more than chance leads one to expect: the fit is Poisson; elsewhere
    it is negative binomial. `statistic` is the score test's of the Poisson fit.
    """

    fits: Fits
    penalty: FloatArray
    statistic: FloatArray
    dispersion: FloatArray


def learn(
    design: Design,
    counts: FloatArray,
    kept: FloatArray,
    penalty: FloatArray,
    start: FloatArray | None = None,
) -> Learnt:
    """Fit Poisson, and where counts then vary by more than chance negative binomial in its place.

    The family goes by Pearson's statistic (`moment`): negative binomial where it is above its degrees of
    freedom, with a dispersion that goes to 0 as the excess does. To decide by a test at 5% would let the
    estimate jump where one area carries the test over its threshold.
    """
    fits = fit(design, counts, kept, penalty, np.zeros(len(kept)), start)
    statistic = score_test(counts, kept, fits.expected, fits.hats)
    dispersion = moment(counts, kept, fits.expected, fits.hats)
    for _ in range(ROUNDS):
        fits = fit(design, counts, kept, penalty, dispersion, fits.coefficients)
        dispersion = moment(counts, kept, fits.expected, fits.hats)
    return Learnt(fits, penalty, statistic, dispersion)


def choose_penalty(design: Design, counts: FloatArray, kept: FloatArray) -> FloatArray:
    """The penalty of each sample, by leave-one-out cross-validation within it.

    Of `PENALTIES` the largest whose deviance is within one standard error of the least (Breiman and others
    1984). Leaving an area out is one Newton step away from the fit with it (Rad and Maleki 2020,
    doi:10.1111/rssb.12374). The sample alone decides: no folds are drawn, so neither order nor names do.
    """
    pilot = learn(design, counts, kept, np.full(len(kept), PILOT))
    every = np.tile(PENALTIES, len(kept))
    rows = np.repeat(np.arange(len(kept)), len(PENALTIES))
    start = pilot.fits.coefficients[rows]
    fits = fit(design, counts, kept[rows], every, pilot.dispersion[rows], start)
    errors = kept[rows] * left_out_deviance(counts, fits, pilot.dispersion[rows])
    return PENALTIES[_simplest(errors.reshape(len(kept), len(PENALTIES), -1), kept.sum(axis=1))]


def left_out_deviance(counts: FloatArray, fits: Fits, dispersion: FloatArray) -> FloatArray:
    """Deviance of each area's count under a fit without it, shape (samples, areas)."""
    a = dispersion[:, None]
    score = (counts - fits.expected) / (1 + a * fits.expected)
    hats = np.minimum(fits.hats, 0.95)
    expected = fits.expected * np.exp(np.clip(-fits.leverage * score / (1 - hats), -10, 10))
    return deviance(counts, expected, a)


def deviance(counts: FloatArray, expected: FloatArray, dispersion: FloatArray) -> FloatArray:
    """Twice the log-likelihood lost by expecting `expected`; Poisson where dispersion is 0."""
    positive = np.maximum(counts, 1.0)
    own = np.where(counts > 0, counts * np.log(positive / expected), 0.0)
    a = np.maximum(dispersion, 1e-12)
    spread = (counts + 1 / a) * np.log1p(a * (counts - expected) / (1 + a * expected))
    return np.asarray(2 * (own - np.where(dispersion > 0, spread, counts - expected)))


def _simplest(errors: FloatArray, sizes: FloatArray) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Column of the largest penalty within one standard error of the best, for each sample.

    Args:
        errors: shape (samples, penalties, areas), 0 for areas left out.
        sizes: areas in each sample.
    """
    sums = errors.sum(axis=2)
    best = sums.argmin(axis=1)
    rows = np.arange(len(sums))
    apart = errors - errors[rows, best][:, None, :]
    mean = apart.sum(axis=2) / sizes[:, None]
    variance = (apart**2).sum(axis=2) / sizes[:, None] - mean**2
    margin = np.sqrt(np.maximum(variance, 0.0) * sizes[:, None])
    near = sums <= sums[rows, best][:, None] + margin
    return np.asarray(near.shape[1] - 1 - near[:, ::-1].argmax(axis=1))
