"""Telling practice that differs from chance."""

import numpy as np
import pytest
import statsmodels.api as sm
from statsmodels.discrete.diagnostic import PoissonDiagnostic

from planner.estimation.dispersion import moment, score_test

RNG = np.random.default_rng(11)


def test_the_statistic_is_deans() -> None:
    """Without hat values it is Dean's B test as statsmodels has it."""
    counts = RNG.negative_binomial(3, 0.2, 40).astype(float)
    fitted = sm.Poisson(counts, np.ones(40)).fit(disp=False)
    theirs = PoissonDiagnostic(fitted).test_dispersion()
    (b,) = (i for i, kind in enumerate(theirs.method) if kind == "Dean B")

    ours = score_test(counts, np.ones((1, 40)), np.full((1, 40), counts.mean()))

    assert ours[0] == pytest.approx(theirs.statistic[b])


def test_chance_alone_is_taken_for_practice_one_time_in_twenty() -> None:
    """Of 4,000 Poisson samples about 5% are called more than chance; of as many with practice, nearly all."""
    mean = np.full((4000, 60), 18.0)
    hats = 1 / 60
    for spread, least, most in ((0.0, 0.03, 0.07), (0.15, 0.98, 1.0)):
        practice = RNG.gamma(1 / spread, spread, mean.shape) if spread else 1.0
        counts = RNG.poisson(mean * practice).astype(float)
        expected = np.repeat(counts.mean(axis=1, keepdims=True), 60, axis=1)
        found = score_test(counts, np.ones(mean.shape), expected, hats) > 1.645
        assert least <= found.mean() <= most


def test_the_dispersion_solves_pearsons_equation() -> None:
    """Where counts vary more than chance, the weighted statistic is what it should be; elsewhere it is 0."""
    expected = RNG.uniform(2, 40, (50, 31))
    counts = RNG.poisson(expected * RNG.gamma(1 / 0.3, 0.3, expected.shape)).astype(float)
    counts[0] = np.round(expected[0])
    kept = (RNG.uniform(size=expected.shape) < 0.9).astype(float)

    found = moment(counts, kept, expected, np.full(expected.shape, 0.1))

    variance = expected + found[:, None] * expected**2
    weights = kept * expected / (expected + 5)
    left = (weights * (counts - expected) ** 2 / variance).sum(axis=1)
    assert found[0] == 0
    assert left[found > 0] == pytest.approx((0.9 * weights.sum(axis=1))[found > 0])


def test_the_dispersion_is_that_of_practice() -> None:
    """Over many worlds it comes to the variance that practice was drawn with, for large counts and small."""
    for most in (40.0, 8.0):
        expected = RNG.uniform(2, most, (2000, 31))
        counts = RNG.poisson(expected * RNG.gamma(1 / 0.3, 0.3, expected.shape)).astype(float)
        found = moment(counts, np.ones(expected.shape), expected, np.zeros(expected.shape))
        assert found.mean() == pytest.approx(0.3, abs=0.02)


def test_one_tiny_area_does_not_set_the_dispersion() -> None:
    """Three cases where 0.05 are expected move it by a third at most; unweighted they would take it to 20."""
    expected = np.full((1, 21), 20.0)
    counts = np.array([[12.0, 28.0] * 10 + [20.0]])
    before = moment(counts, np.ones((1, 21)), expected, np.zeros((1, 21)))[0]
    expected[0, -1], counts[0, -1] = 0.05, 3.0
    after = moment(counts, np.ones((1, 21)), expected, np.zeros((1, 21)))[0]
    assert before == pytest.approx((64 * 20 / 21 / 20 - 1) / 20)
    assert before < after < 4 / 3 * before
    unweighted = (counts - expected) ** 2 / (expected + 19 * expected**2)
    assert unweighted.sum() > 21
