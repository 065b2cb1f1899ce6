"""Need from identified cases: what would be identified if all were as proactive as the most proactive."""

import numpy as np

from planner.estimation.bootstrap import draw, interval, left_out
from planner.estimation.diagnostics import counts_indicators, counts_notes, influences, model_of
from planner.estimation.learning import Learnt, choose_penalty, learn
from planner.estimation.practice import frontier, proactivity
from planner.estimation.rates import log_rates
from planner.estimation.regression import Design
from planner.estimation.result import AreaNeed, Estimate, Interval
from planner.scenario.read.indicators import Indicators
from planner.types import FloatArray, IntArray

QUANTILE, SEED = 0.9, 1
MOST_DRAWS, FEWEST_DRAWS, WORK = 1000, 200, 60_000


def estimate_from_counts(
    indicators: Indicators, quantile: float = QUANTILE, draws: int | None = None, seed: int = SEED
) -> Estimate:
    """Estimate the need of every area from its indicators and all areas' identified cases.

        at_risk_i = max(identified_i, expected_i * frontier_i)

    Both factors are learnt from the other areas alone: `expected` by a shrunk count regression of their
    identified cases on their indicators, `frontier` as a high quantile of their proactivity. So more
    identified in an area can never lower its own estimate, and no area is its own yardstick.

    Args:
        indicators: with identified cases and exposure; 10 areas or more.
        quantile: share of areas below the proactive frontier, above 0 and below 1.
        draws: of the bootstrap; 1,000 where left out, fewer from 60 areas on and 200 from 300 on.
        seed: of its random numbers.
    """
    assert indicators.identified is not None
    assert indicators.exposure is not None
    draws = draws or min(MOST_DRAWS, max(FEWEST_DRAWS, WORK // len(indicators)))
    order = _own_order(indicators)
    counts, exposure = indicators.identified[order], indicators.exposure[order]
    rates = log_rates(indicators.values[order], exposure)
    design = Design.of(rates, exposure)
    learnt = _learn(design, counts)
    expected, reach, reached = _expectation(learnt, quantile)
    at_risk = np.maximum(counts, reached)
    found = draw(design, counts, learnt, reached, quantile, draws, seed)
    low, high = interval(found.need, at_risk)
    columns = {
        "at_risk": at_risk,
        "low": low,
        "high": high,
        "identified": counts,
        "under_identified": at_risk - counts,
        "proactivity": proactivity(counts, expected, learnt.dispersion[:-1]),
        "expected": expected,
        "frontier": reach,
        "influence": influences(learnt, counts, quantile),
    }
    total = Interval(float(at_risk.sum()), *_total_interval(found.need, at_risk))
    model = model_of(design, learnt, counts, quantile, draws, seed)
    roles = counts_indicators(indicators.columns, design, counts, exposure, learnt, found.coefficients)
    areas = _areas(indicators, columns, order)
    notes = (*indicators.notes, *counts_notes(areas, model, roles, rates[np.argsort(order)]))
    return Estimate("counts", total, int(counts.sum()), areas, roles, model, notes)


def _own_order(indicators: Indicators) -> IntArray:
    """An order of areas by their figures, which neither their codes nor the table decide."""
    assert indicators.identified is not None
    assert indicators.exposure is not None
    keys = (indicators.identified, *indicators.values.T[::-1], indicators.exposure)
    return np.asarray(np.lexsort(keys), dtype=np.int64)


def _learn(design: Design, counts: FloatArray) -> Learnt:
    """Ordinary practice without each area in turn, and last of all areas."""
    kept = left_out(len(counts))
    return learn(design, counts, kept, choose_penalty(design, counts, kept))


def _expectation(learnt: Learnt, quantile: float) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Of each area by the others: expected count, frontier, and their product."""
    expected = np.diagonal(learnt.fits.expected[:-1]).copy()
    reach = frontier(learnt.dispersion[:-1], quantile)
    return expected, reach, expected * reach


def _total_interval(need: FloatArray, at_risk: FloatArray) -> tuple[float, float]:
    low, high = interval(need.sum(axis=1), at_risk.sum())
    return float(low), float(high)


def _areas(indicators: Indicators, columns: dict[str, FloatArray], order: IntArray) -> tuple[AreaNeed, ...]:
    """A row for each area, in the order of codes again."""
    back = np.argsort(order)
    lists = {name: values[back].tolist() for name, values in columns.items()}
    lists["identified"] = [int(count) for count in lists["identified"]]
    heads = zip(indicators.codes, indicators.names, strict=True)
    return tuple(
        AreaNeed(code, name, **{key: values[i] for key, values in lists.items()})
        for i, (code, name) in enumerate(heads)
    )
