"""A published total shared out by an index, and the interval from how far its parts disagree."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.errors import InputError
from planner.estimation.index import estimate_from_total
from planner.estimation.result import SharesIndicator
from planner.scenario.read.indicators import Indicators
from planner.types import FloatArray


def table(values: FloatArray | list[list[float]]) -> Indicators:
    """Areas A, B, ... with indicators one, two, ..."""
    array = np.array(values, dtype=float)
    codes = tuple(chr(ord("A") + i) for i in range(len(array)))
    names = tuple(f"x{j}" for j in range(array.shape[1]))
    return Indicators(Path("toy.csv"), codes, tuple(f"Area {code}" for code in codes), names, array)


TOY = table([[10, 2], [30, 2], [60, 0]])


def test_the_interval_is_the_one_worked_out_by_hand() -> None:
    """Two indicators that differ by a tenth in an area's share: Student's t with one degree of freedom."""
    # Shares of B: 0.3 and 0.5, mean 0.4, standard deviation 0.1414, of the mean 0.1; t(0.95, 1) = 6.3138.
    # Of 200 people: 80; disagreement 6.3138 * 20 = 126.28, chance 1.6449 * sqrt(80) = 14.71, together 127.13.
    b = estimate_from_total(TOY, 200).areas[1]
    assert b.at_risk == pytest.approx(80)
    assert b.low == 0
    assert b.high == pytest.approx(80 + 127.13, abs=0.01)


def test_indicators_that_agree_leave_chance() -> None:
    """Where both give an area the same share the interval is 1.645 standard deviations of a Poisson count."""
    found = estimate_from_total(table([[50, 5], [25, 2], [25, 3]]), 400).areas[0]
    assert found.at_risk == pytest.approx(200)
    assert found.low == pytest.approx(200 - 1.6448536 * 200**0.5)
    assert found.high == pytest.approx(200 + 1.6448536 * 200**0.5)


def test_one_indicator_has_no_interval() -> None:
    """With one indicator there is need and no interval, and a note says why."""
    found = estimate_from_total(table([[1], [3]]), 40)
    assert [area.at_risk for area in found.areas] == pytest.approx([10, 30])
    assert {area.low for area in found.areas} | {area.high for area in found.areas} == {None}
    assert any("no disagreement" in note for note in found.notes)


def test_the_index_ranks_as_the_first_principal_component() -> None:
    """By pca the needs are a rising straight line in the first component's scores, and sum to the total."""
    rng = np.random.default_rng(3)
    common = rng.lognormal(0, 0.4, (20, 1))
    values = common * rng.lognormal(0, 0.2, (20, 4)) * [10, 1000, 3, 70]
    need = np.array([area.at_risk for area in estimate_from_total(table(values), 500, "pca").areas])
    shares = values / values.sum(axis=0)
    standard = (shares - shares.mean(axis=0)) / shares.std(axis=0)
    score = np.linalg.svd(standard)[0][:, 0]
    assert abs(np.corrcoef(need, score)[0, 1]) == pytest.approx(1)
    assert np.corrcoef(need, common[:, 0])[0, 1] > 0.9
    assert need.sum() == pytest.approx(500)


def test_pca_refuses_an_indicator_that_runs_against_the_others() -> None:
    """It is named, with what to do; the mean of shares takes it and a note says so."""
    odd = table([[1, 2, 9], [2, 4, 7], [3, 5, 6], [4, 9, 1]])
    with pytest.raises(InputError, match=r"toy.csv: indicator x2 runs against the others; .*--method shares"):
        estimate_from_total(odd, 10, "pca")
    assert any("x2 runs against" in note for note in estimate_from_total(odd, 10).notes)


def test_pca_of_one_indicator_is_refused() -> None:
    """There is no component of one."""
    with pytest.raises(InputError, match=r"has one indicator; a principal component needs two"):
        estimate_from_total(table([[1], [3]]), 10, "pca")


def test_what_leaving_an_indicator_out_moves() -> None:
    """Weight, agreement and the share that moves are those worked out by hand."""
    # Without the second the shares are 0.1, 0.3, 0.6 in place of 0.3, 0.4, 0.3: 0.3 of the total goes to C.
    first, second = estimate_from_total(TOY, 200).indicators
    assert isinstance(second, SharesIndicator)
    assert isinstance(first, SharesIndicator)
    assert second.moves == pytest.approx(0.3)
    assert first.weight == second.weight == 0.5
    assert first.agreement == pytest.approx(np.corrcoef([10, 30, 60], [2, 2, 0])[0, 1])


@given(
    st.lists(st.lists(st.integers(1, 500), min_size=3, max_size=3), min_size=3, max_size=12),
    st.floats(1, 1e5),
    st.tuples(*[st.floats(1e-3, 1e3)] * 3),
)
def test_units_and_order_change_nothing(
    rows: list[list[float]], total: float, units: tuple[float, ...]
) -> None:
    """Other units and the rows the other way round give each area the same need and interval."""
    given_table = table(rows)
    other = replace(
        given_table,
        values=(given_table.values * np.array(units))[::-1],
        codes=given_table.codes[::-1],
        names=tuple(f"Town {code}" for code in given_table.codes),
    )
    first = {area.area: area for area in estimate_from_total(given_table, total).areas}
    for area in estimate_from_total(other, total).areas:
        same = first[area.area]
        assert area.at_risk == pytest.approx(same.at_risk)
        assert area.low == pytest.approx(same.low, abs=total * 1e-9)
        assert area.high == pytest.approx(same.high)
        assert same.low is not None
        assert same.high is not None
        assert 0 <= same.low <= same.at_risk <= same.high
