"""Intervals: the whole estimate made again on counts that could as well have been identified."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from planner.estimation.learning import Learnt, learn
from planner.estimation.practice import frontier
from planner.estimation.regression import Design
from planner.types import FloatArray

HIDDEN = 0.2
"""Share of the unexplained variance taken as need the indicators do not see, not practice: an assumption."""
CELLS = 4_000_000
"""Most cells of an array held at once."""
ENDS = (0.05, 0.95)


@dataclass(frozen=True, eq=False)
class Draws:
    """`need` has shape (draws, areas), people; `coefficients` (draws, 1 + indicators), of all areas."""

    need: FloatArray
    coefficients: FloatArray


def draw(
    design: Design,
    counts: FloatArray,
    learnt: Learnt,
    estimate: FloatArray,
    quantile: float,
    draws: int,
    seed: int,
) -> Draws:
    """Needs as far from `estimate` as estimates are from the truth in worlds like this one.

    In each world b areas identify counts y* around mu = what all areas lead one to expect, varying with
    dispersion a: y*_i ~ Poisson(mu_i r_i), r_i ~ gamma of mean 1 and variance a. The estimate E* is made
    from them as E was, each area's without its own count, while the truth of that world is

        N*_i = mu_i frontier(a) exp(e_i),    e_i of variance log(1 + 0.2 a)

    so that E_i N*_i / E*_i is a need as likely as E_i, and to those identified come Poisson(that - y_i)
    more.

    Args:
        design: features and exposure of the areas.
        counts: shape (areas,), identified.
        learnt: a row for each area left out, in order, and one for all areas.
        estimate: shape (areas,), expected times frontier without the area's own count.
        quantile: share of areas below the frontier.
        draws: number of worlds.
        seed: of the random numbers.
    """
    rng = np.random.default_rng(seed)
    expected, a = learnt.fits.expected[-1], float(learnt.dispersion[-1])
    size = (draws, len(counts))
    practice = rng.gamma(1 / a, a, size) if a > 1e-6 else np.ones(size)
    worlds = rng.poisson(expected * practice).astype(float)
    spread = np.log1p(HIDDEN * a)
    unseen = np.exp(rng.normal(size=size) * np.sqrt(spread) - spread / 2)
    truth = expected * frontier(np.array([a]), quantile) * unseen
    parts = [_again(design, chunk, learnt, quantile) for chunk in _chunks(worlds)]
    again = np.concatenate([part[0] for part in parts])
    need = estimate * truth / np.maximum(again, estimate * 1e-3)
    more = rng.poisson(np.maximum(0.0, need - counts))
    return Draws(counts + more, np.concatenate([part[1] for part in parts]))


def _chunks(worlds: FloatArray) -> Iterator[FloatArray]:
    areas = worlds.shape[1]
    return iter(np.array_split(worlds, max(1, -(-worlds.size * (areas + 1) // CELLS))))


def _again(
    design: Design, worlds: FloatArray, learnt: Learnt, quantile: float
) -> tuple[FloatArray, FloatArray]:
    """Each area's estimate in every world, the penalties as they were, and all areas' coefficients."""
    areas = worlds.shape[1]
    samples = areas + 1
    rows = np.tile(np.arange(samples), len(worlds))
    counts = np.repeat(worlds, samples, axis=0)
    kept = left_out(areas)[rows]
    start = learnt.fits.coefficients[rows]
    found = learn(design, counts, kept, learnt.penalty[rows], start)
    expected = found.fits.expected.reshape(len(worlds), samples, areas)
    reach = frontier(found.dispersion, quantile).reshape(len(worlds), samples)[:, :areas]
    own = np.einsum("bii->bi", expected[:, :areas]) * reach
    return own, found.fits.coefficients.reshape(len(worlds), samples, -1)[:, -1]


def left_out(areas: int) -> FloatArray:
    """Samples: one for each area with that area left out, and last one with all, shape (areas + 1, areas)."""
    return np.vstack([1 - np.eye(areas), np.ones((1, areas))])


def interval(draws: FloatArray, estimate: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Ends of the middle 90% of draws, widened where needed to hold the estimate."""
    low, high = np.quantile(draws, ENDS, axis=0)
    return np.minimum(low, estimate), np.maximum(high, estimate)
