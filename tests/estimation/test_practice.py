"""Proactivity and its frontier, checked by hand and against simulated practice."""

import numpy as np
import pytest

from planner.estimation.practice import frontier, proactivity


def test_small_counts_are_drawn_towards_one() -> None:
    """Twice as many as expected is 1.82 times in a large area and 1.23 times in one with three cases."""
    # Dispersion 0.2 adds 5 to both: (50 + 5) / (25 + 5) = 1.833 and (3 + 5) / (1.5 + 5) = 1.231.
    found = proactivity(np.array([50.0, 3.0]), np.array([25.0, 1.5]), np.array([0.2, 0.2]))
    assert found == pytest.approx([55 / 30, 8 / 6.5])


def test_without_differences_all_are_ordinary() -> None:
    """Where counts vary by chance only, every proactivity is 1, and so is the frontier."""
    none = np.zeros(2)
    assert proactivity(np.array([9.0, 1.0]), np.array([3.0, 3.0]), none) == pytest.approx([1, 1])
    assert frontier(none, 0.9) == pytest.approx([1, 1])


def test_the_frontier_is_the_quantile_of_practice() -> None:
    """Of a million gamma draws of mean 1, nine in ten are below it."""
    draws = np.random.default_rng(2).gamma(1 / 0.25, 0.25, 1_000_000)
    assert frontier(np.array([0.25]), 0.9)[0] == pytest.approx(np.quantile(draws, 0.9), rel=0.005)


def test_the_frontier_rises_with_differences_and_with_the_quantile() -> None:
    """More difference in practice, or fewer areas above it, is a higher frontier."""
    spread = np.array([0.01, 0.05, 0.1, 0.2, 0.4])
    for low, high in ((0.8, 0.9), (0.9, 0.95)):
        assert (np.diff(frontier(spread, high)) > 0).all()
        assert (frontier(spread, low) < frontier(spread, high)).all()
