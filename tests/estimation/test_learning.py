"""The family and the penalty are chosen by what foretells areas left out."""

import numpy as np
import pytest
from scipy.stats import nbinom, poisson

from benchmarks.need_worlds import Setting, draw_world
from planner.estimation.bootstrap import left_out
from planner.estimation.learning import (
    PENALTIES,
    _simplest,
    choose_penalty,
    deviance,
    learn,
    left_out_deviance,
)
from planner.estimation.rates import log_rates
from planner.estimation.regression import Design, fit
from planner.types import FloatArray


def _world(number: int, **more: float) -> tuple[Design, FloatArray]:
    drawn = draw_world(Setting("toy", proxies=5, **more), 9, number).indicators  # type: ignore[arg-type]
    assert drawn.identified is not None
    assert drawn.exposure is not None
    return Design.of(log_rates(drawn.values, drawn.exposure), drawn.exposure), drawn.identified


@pytest.mark.parametrize("dispersion", [0.0, 0.2])
def test_deviance_is_twice_the_likelihood_lost(dispersion: float) -> None:
    """The deviance is that of scipy's densities, for counts of 0 too."""
    counts, expected = np.array([0.0, 3, 17]), np.array([2.5, 3.5, 9.0])

    def logs(mean: FloatArray) -> FloatArray:
        mean = np.maximum(mean, 1e-12)
        if not dispersion:
            return np.asarray(poisson.logpmf(counts, mean))
        return np.asarray(nbinom.logpmf(counts, 1 / dispersion, 1 / (1 + dispersion * mean)))

    found = deviance(counts, expected, np.array(dispersion))
    assert found == pytest.approx(2 * (logs(counts) - logs(expected)), abs=1e-9)


def test_leaving_out_by_one_step_is_leaving_out() -> None:
    """The one-step deviance of areas left out is that of refitting without each, within 2% of the sum."""
    design, counts = _world(1)
    areas = len(counts)
    for penalty in (1.0, 10.0, 100.0):
        whole = fit(design, counts, np.ones((1, areas)), np.array([penalty]), np.array([0.15]))
        quick = left_out_deviance(counts, whole, np.array([0.15]))[0]
        kept = left_out(areas)[:-1]
        slow = fit(design, counts, kept, np.full(areas, penalty), np.full(areas, 0.15))
        exact = deviance(counts, np.diagonal(slow.expected), np.array(0.15))
        assert quick.sum() == pytest.approx(exact.sum(), rel=0.02)
        assert np.corrcoef(quick, exact)[0, 1] > 0.99


def test_only_what_foretells_is_spared_the_penalty() -> None:
    """Proxies that say nothing are shrunk most; where need goes by them strongly they are shrunk less."""
    strong = {"rate_spread": 1.2, "total": 600.0, "noise": 0.0, "together": 0.0, "least": 0.95}
    for number in range(6):
        for settings, most in (({"rate_spread": 0.0001}, True), (strong, False)):
            design, counts = _world(number, **settings)
            penalty = choose_penalty(design, counts, np.ones((1, len(counts))))[0]
            assert (penalty > PENALTIES[-2]) == most


def test_the_simplest_within_one_standard_error_is_taken() -> None:
    """Of three penalties the last is clearly worse and the second hardly: the second is taken."""
    best = np.array([1.0, 2, 3, 2])
    hardly = best + np.array([0.2, -0.1, 0.1, -0.1])  # 0.1 worse in all; its standard error is 0.26
    worse = best + 1
    assert _simplest(np.array([[best, hardly, worse]]), np.array([4])) == [1]
    assert _simplest(np.array([[hardly, best, worse]]), np.array([4])) == [1]


def test_the_family_goes_by_pearsons_statistic() -> None:
    """Practice from 20 to 100% is negative binomial; counts that vary less than chance are Poisson."""
    for least, most, varies in ((0.2, 1.0, True), (1.0, 1.0, False)):
        design, counts = _world(3, least=least, most=most, noise=0.0)
        if not varies:
            counts = np.round(np.exp(design.log_exposure + 0.2 * design.features[:, 1]) * 6e-4)
        found = learn(design, counts, np.ones((1, len(counts))), np.array([1.0]))
        assert (found.dispersion[0] > 0) == varies
        assert (found.statistic[0] > 1.645) == varies


def test_the_dispersion_goes_to_nothing_without_a_jump() -> None:
    """As one area's count comes nearer to what is expected, the dispersion falls to 0 in small steps."""
    design, counts = _world(3, areas=15, least=0.7, noise=0.0)
    area = int(counts.argmax())
    steps = np.arange(counts[area], counts[area] * 3)
    rows = np.repeat(counts[None, :], len(steps), axis=0)
    rows[:, area] = steps
    found = learn(design, rows, np.ones(rows.shape), np.full(len(steps), 30.0)).dispersion
    assert found.min() < 0.01
    assert found.max() > 0.1
    assert np.abs(np.diff(found)).max() < 0.01
