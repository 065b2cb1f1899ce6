"""What a reviewer would ask of an estimate from counts: what carries it, how surely, who influences it."""

import warnings
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np

from planner.estimation.bootstrap import ENDS
from planner.estimation.learning import Learnt
from planner.estimation.practice import frontier
from planner.estimation.regression import Design
from planner.estimation.result import AreaNeed, CountsIndicator, Model
from planner.types import FloatArray

QUANTILES = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95)
FEW_AREAS, INFLATED, CORRELATED, INFLUENTIAL, FAR = 20, 10.0, 0.95, 0.05, 3.0
UNPROVED = 0.05


def model_of(
    design: Design, learnt: Learnt, counts: FloatArray, quantile: float, draws: int, seed: int
) -> Model:
    """The regression over all areas, and how well it foretells an area from the others."""
    from scipy.stats import norm

    expected = np.diagonal(learnt.fits.expected[:-1])
    people = np.exp(design.log_exposure)
    others = (counts.sum() - counts) / (people.sum() - people) * people
    return Model(
        family="negative binomial" if _of_all(learnt.dispersion) > 0 else "Poisson",
        statistic=_of_all(learnt.statistic),
        p_value=float(norm.sf(_of_all(learnt.statistic))),
        dispersion=_of_all(learnt.dispersion),
        penalty=_of_all(learnt.penalty),
        freedom=_of_all(learnt.fits.freedom),
        frontier=_of_all(frontier(learnt.dispersion, quantile)),
        quantile=quantile,
        left_out_error=float(np.abs(expected - counts).mean()),
        by_population_error=float(np.abs(others - counts).mean()),
        totals_by_quantile={one: _total(learnt, counts, one) for one in sorted({*QUANTILES, quantile})},
        draws=draws,
        seed=seed,
    )


def _of_all(values: FloatArray) -> float:
    """The value that was learnt with no area left out, which is the last."""
    return float(values[-1])


def _total(learnt: Learnt, counts: FloatArray, quantile: float) -> float:
    expected = np.diagonal(learnt.fits.expected[:-1])
    return float(np.maximum(counts, expected * frontier(learnt.dispersion[:-1], quantile)).sum())


def influences(learnt: Learnt, counts: FloatArray, quantile: float) -> FloatArray:
    """Share by which the total of the other areas moves when an area is left out of the learning."""
    reached = np.maximum(counts, learnt.fits.expected * frontier(learnt.dispersion, quantile)[:, None])
    without = reached[:-1].sum(axis=1) - np.diagonal(reached[:-1])
    return np.asarray(without / (reached[-1].sum() - reached[-1]) - 1)


def counts_indicators(
    names: Sequence[str],
    design: Design,
    counts: FloatArray,
    exposure: FloatArray,
    learnt: Learnt,
    drawn: FloatArray,
) -> tuple[CountsIndicator, ...]:
    """Each indicator's effect, shrunk and not, and how far the others foretell it.

    The interval is the basic one, b - (b* - b), so that what shrinkage does to b* is taken off, not added.
    """
    effects = learnt.fits.coefficients[-1, 1:]
    high, low = 2 * effects - np.quantile(drawn[:, 1:], ENDS, axis=0)
    plain = _unshrunk(design, counts, exposure, _of_all(learnt.dispersion))
    inflation = _inflation(design.features)
    factors = np.exp([effects, low, high]).tolist()
    return tuple(map(CountsIndicator, names, *factors, *plain, inflation))


Factors: TypeAlias = list[float] | list[None]


def _unshrunk(
    design: Design, counts: FloatArray, exposure: FloatArray, dispersion: float
) -> tuple[Factors, Factors, Factors]:
    """Factors and the ends of their 90% intervals from a generalised linear model without shrinkage."""
    import statsmodels.api as sm

    family = sm.families.NegativeBinomial(alpha=dispersion) if dispersion > 0 else sm.families.Poisson()
    indicators = design.features.shape[1] - 1
    nothing = ([None] * indicators, [None] * indicators, [None] * indicators)
    if len(counts) <= indicators + 1:
        return nothing
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            result = sm.GLM(counts, design.features, family=family, exposure=exposure).fit()
            low, high = result.conf_int(alpha=0.1).T
            return tuple(np.exp(one[1:]).tolist() for one in (result.params, low, high))
    except (Warning, ValueError, np.linalg.LinAlgError, FloatingPointError):
        return nothing


def _inflation(features: FloatArray) -> list[float | None]:
    """Variance inflation factor of each indicator; None where the others foretell it wholly."""
    from statsmodels.stats.outliers_influence import variance_inflation_factor

    areas, size = features.shape
    if areas <= size:
        return [None] * (size - 1)
    with np.errstate(divide="ignore"):
        found = [float(variance_inflation_factor(features, j)) for j in range(1, size)]
    return [one if np.isfinite(one) else None for one in found]


def counts_notes(
    areas: Sequence[AreaNeed], model: Model, roles: Sequence[CountsIndicator], rates: FloatArray
) -> tuple[str, ...]:
    """What to be careful of, in sentences."""
    notes = [*_about_size(len(areas), len(roles)), *_about_fit(model), *_about_indicators(roles, rates)]
    influential = sorted(areas, key=lambda area: (-abs(area.influence or 0), area.area))
    notes += [
        f"leaving {area.name} out moves the total of the others by {area.influence:+.0%}"
        for area in influential[:5]
        if area.influence is not None and abs(area.influence) >= INFLUENTIAL
    ]
    far = [area.name for area, row in zip(areas, np.abs(rates).max(axis=1), strict=True) if row > FAR]
    if far:
        notes.append(
            f"unlike the others in some indicator, so their estimates reach beyond them: {', '.join(far)}"
        )
    return tuple(notes)


def _about_size(areas: int, indicators: int) -> list[str]:
    notes = []
    if areas < FEW_AREAS:
        notes.append(
            f"{areas} areas are few: in simulations intervals then hold the truth less often than they say"
        )
    if indicators > areas / 3:
        notes.append(
            f"{indicators} indicators are many for {areas} areas; most of what they could say is shrunk away"
        )
    return notes


def _about_fit(model: Model) -> list[str]:
    notes = []
    if model.family == "Poisson":
        notes.append(
            "counts vary by no more than chance around what is expected, so no difference in practice is "
            "found and the frontier is 1: the estimate is close to what is identified"
        )
    elif model.p_value > UNPROVED:
        notes.append(f"that areas differ in practice beyond chance is not proved (p = {model.p_value:.2f})")
    if model.left_out_error >= model.by_population_error:
        notes.append("the indicators foretell an area's count no better than its population does")
    return notes


def _about_indicators(roles: Sequence[CountsIndicator], rates: FloatArray) -> list[str]:
    notes = [
        f"{role.name} is nearly foretold by the other indicators (variance inflation {role.inflation:.0f}): "
        "their effects cannot be told apart, their sum can"
        for role in roles
        if role.inflation is not None and role.inflation > INFLATED
    ]
    if len(roles) > 1:
        together = np.triu(np.corrcoef(rates.T), 1)
        notes += [
            f"{roles[i].name} and {roles[j].name} say nearly the same (correlation {together[i, j]:.2f})"
            for i, j in np.argwhere(np.abs(together) > CORRELATED)
        ]
    notes += [f"more {role.name} goes with fewer identified" for role in roles if role.high < 1]
    return notes
