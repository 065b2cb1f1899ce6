"""Which estimates are worth improving: what decides between plans is told, and noise is not."""

import numpy as np

from planner.questions.stability.value_of_information import worth_improving
from tests.worlds import areas

DRAWS, AREAS = 200, 10


def needs_and_noise(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Needs of ten areas, and what two plans are worth whatever these are: as much, but for noise."""
    rng = np.random.default_rng(seed)
    return rng.normal(20, 4, (DRAWS, AREAS)), 100 + rng.normal(0, 5, (2, DRAWS))


def test_noise_is_not_taken_for_knowledge() -> None:
    """Plans that no need decides between: of 400 estimates hardly one is called worth knowing.

    2 in 100 pass two standard errors by chance; without that threshold about half would.
    """
    found = [len(worth_improving(areas([20.0] * AREAS), *needs_and_noise(seed))) for seed in range(40)]
    assert sum(found) <= 20


def test_what_decides_is_told_with_what_it_is_worth() -> None:
    """The second plan gains 2 for each young person more in C: knowing C is worth E|2 x| / 2, x of sd 4."""
    needs, worth = needs_and_noise(1)
    worth[1] = worth[0] + 2 * (needs[:, 2] - needs[:, 2].mean())
    (first, *others) = worth_improving(areas([20.0] * AREAS), needs, worth)
    assert first.area == "C"
    assert 2.5 < first.value < 4.0  # 8 / sqrt(2 pi) = 3.2
    assert all(other.value < first.value / 3 for other in others)
