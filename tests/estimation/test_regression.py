"""Many shrunk regressions at once are what statsmodels finds one at a time."""

import numpy as np
import pytest
import statsmodels.api as sm

from benchmarks.need_worlds import Setting, draw_world
from planner.estimation.bootstrap import left_out
from planner.estimation.rates import log_rates
from planner.estimation.regression import Design, fit
from planner.types import FloatArray

NEARLY_NONE = 1e-9


@pytest.fixture
def world() -> tuple[Design, FloatArray, FloatArray]:
    drawn = draw_world(Setting("toy", areas=25, proxies=4), 5, 0).indicators
    assert drawn.identified is not None
    assert drawn.exposure is not None
    return (
        Design.of(log_rates(drawn.values, drawn.exposure), drawn.exposure),
        drawn.identified,
        drawn.exposure,
    )


@pytest.mark.parametrize("dispersion", [0.0, 0.15])
def test_hardly_shrunk_is_a_generalised_linear_model(
    world: tuple[Design, FloatArray, FloatArray], dispersion: float
) -> None:
    """With next to no penalty the coefficients are those of statsmodels' GLM, with areas left out too."""
    design, counts, exposure = world
    kept = left_out(len(counts))
    rows = len(kept)
    found = fit(design, counts, kept, np.full(rows, NEARLY_NONE), np.full(rows, dispersion))
    family = sm.families.NegativeBinomial(alpha=dispersion) if dispersion else sm.families.Poisson()
    for row in (0, 7, rows - 1):
        there = kept[row] > 0
        model = sm.GLM(counts[there], design.features[there], family=family, exposure=exposure[there])
        np.testing.assert_allclose(found.coefficients[row], model.fit(tol=1e-12).params, atol=1e-6)
    assert found.freedom == pytest.approx(np.full(rows, 5.0), abs=1e-6)


def test_shrunk_is_statsmodels_ridge(world: tuple[Design, FloatArray, FloatArray]) -> None:
    """The penalty is that of statsmodels' elastic net without its absolute part, times the areas."""
    design, counts, exposure = world
    penalty = 12.0
    found = fit(design, counts, np.ones((1, len(counts))), np.array([penalty]), np.zeros(1))
    model = sm.GLM(counts, design.features, family=sm.families.Poisson(), exposure=exposure)
    weights = np.array([0.0, *[penalty / len(counts)] * 4])
    other = model.fit_regularized(
        alpha=weights, L1_wt=0.0, start_params=found.coefficients[0], cnvrg_tol=1e-12, maxiter=500
    )
    np.testing.assert_allclose(found.coefficients[0], other.params, atol=1e-5)
    again = model.fit_regularized(alpha=weights, L1_wt=0.0, cnvrg_tol=1e-12, maxiter=2000)
    np.testing.assert_allclose(found.coefficients[0], again.params, atol=1e-3)


@pytest.mark.parametrize("dispersion", [0.0, 0.4])
def test_no_small_step_is_better(world: tuple[Design, FloatArray, FloatArray], dispersion: float) -> None:
    """At the coefficients found the penalised likelihood, by scipy's own densities, is at its top."""
    from scipy.stats import nbinom, poisson

    design, counts, _ = world
    one = np.ones((1, len(counts)))
    found = fit(design, counts, one, np.array([5.0]), np.array([dispersion])).coefficients[0]

    def value(coefficients: FloatArray) -> float:
        mean = np.exp(design.features @ coefficients + design.log_exposure)
        size = 1 / max(dispersion, 1e-9)
        like = (
            nbinom.logpmf(counts, size, size / (size + mean)) if dispersion else poisson.logpmf(counts, mean)
        )
        return float(np.sum(like) - 2.5 * (coefficients[1:] ** 2).sum())

    for j in range(5):
        step = np.zeros(5)
        step[j] = 1e-3
        assert value(found) >= max(value(found + step), value(found - step))


def test_each_row_is_its_own(world: tuple[Design, FloatArray, FloatArray]) -> None:
    """A sample's fit does not depend on the other samples, to the last bit."""
    design, counts, _ = world
    kept = left_out(len(counts))
    rows = len(kept)
    many = np.repeat(counts[None, :], rows, axis=0)
    first = fit(design, many, kept, np.full(rows, 3.0), np.full(rows, 0.1))
    many[5:] *= 40
    second = fit(design, many, kept, np.full(rows, 3.0), np.full(rows, 0.1))
    np.testing.assert_array_equal(first.coefficients[:5], second.coefficients[:5])
    assert not np.allclose(first.coefficients[5:], second.coefficients[5:])
