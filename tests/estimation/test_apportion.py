"""Sharing a total out over areas by the mean of their shares."""

import numpy as np
import pandas as pd
import pytest

from planner.estimation.apportion import apportion


@pytest.fixture
def toy() -> pd.DataFrame:
    columns = {"care": [10, 30, 60], "exclusions": [2.0, 2.0, 0.0]}
    return pd.DataFrame(columns, index=["North", "Mid", "South"])


def test_need_is_the_total_times_the_mean_share(toy: pd.DataFrame) -> None:
    """The needs of three areas are those worked out by hand."""
    # Care sums to 100: shares 0.1, 0.3, 0.6. Exclusions sum to 4: shares 0.5, 0.5, 0.
    # Means 0.3, 0.4, 0.3; of 200 people: 60, 80, 60.
    need = apportion(toy, 200)

    expected = pd.Series([60.0, 80.0, 60.0], index=toy.index, name="at_risk")
    pd.testing.assert_series_equal(need, expected)


def test_needs_sum_to_the_total(toy: pd.DataFrame) -> None:
    """Nobody is lost or added when the total is shared out."""
    assert apportion(toy, 1002).sum() == pytest.approx(1002)


def test_unit_of_an_indicator_does_not_matter(toy: pd.DataFrame) -> None:
    """Counting one indicator in thousands changes no need."""
    rescaled = toy.assign(care=toy["care"] / 1000)

    pd.testing.assert_series_equal(apportion(rescaled, 200), apportion(toy, 200))


def test_weights_count_as_they_say(toy: pd.DataFrame) -> None:
    """With three quarters on the first indicator the needs are those worked out by hand."""
    # 0.75 * (0.1, 0.3, 0.6) + 0.25 * (0.5, 0.5, 0) = 0.2, 0.35, 0.45; of 200 people: 40, 70, 90.
    assert apportion(toy, 200, np.array([0.75, 0.25])).to_list() == pytest.approx([40, 70, 90])


def test_order_of_the_rows_does_not_matter(toy: pd.DataFrame) -> None:
    """Each area keeps its need when the rows are listed the other way round."""
    pd.testing.assert_series_equal(apportion(toy[::-1], 200), apportion(toy, 200)[::-1])


def test_indicators_are_left_as_they_were(toy: pd.DataFrame) -> None:
    """The caller's table is not changed."""
    before = toy.copy()
    apportion(toy, 200)

    pd.testing.assert_frame_equal(toy, before)


@pytest.mark.parametrize("total", [0.0, -1.0, np.nan, np.inf])
def test_total_must_be_positive_and_finite(toy: pd.DataFrame, total: float) -> None:
    """A total that cannot be shared out is refused, and shown."""
    with pytest.raises(ValueError, match=f"positive, finite number, not {total}"):
        apportion(toy, total)


def test_there_must_be_an_indicator(toy: pd.DataFrame) -> None:
    """A table of areas with no indicators is refused."""
    with pytest.raises(ValueError, match="no indicator columns"):
        apportion(toy[[]], 200)


@pytest.mark.parametrize(
    ("value", "problem"),
    [(np.nan, "missing or not finite"), (np.inf, "missing or not finite"), (-1.0, "negative")],
)
def test_bad_value_is_named(toy: pd.DataFrame, value: float, problem: str) -> None:
    """A bad value is refused with the area and the column it is in."""
    toy.loc["Mid", "exclusions"] = value

    with pytest.raises(ValueError, match=rf"{problem}: Mid, exclusions$"):
        apportion(toy, 200)


def test_every_bad_value_is_named_at_once(toy: pd.DataFrame) -> None:
    """Two bad values are told together, in the order of the table."""
    toy["exclusions"] = [-1.0, 2.0, -3.0]

    with pytest.raises(ValueError, match=r"negative: North, exclusions; South, exclusions$"):
        apportion(toy, 200)


def test_column_that_sums_to_zero_is_named(toy: pd.DataFrame) -> None:
    """An indicator that is zero everywhere has no shares, so it is refused by name."""
    toy["exclusions"] = 0

    with pytest.raises(ValueError, match=r"sums to zero cannot be shared out: exclusions$"):
        apportion(toy, 200)
