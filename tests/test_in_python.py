"""Questions asked in Python: what the commands answer, with no file and no command line between."""

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

import planner
from planner.scenario.draws import draw_needs
from planner.scenario.schema import Uncertainty
from tests.running import ROOT
from tests.worlds import toy

LONDON = ROOT / "data" / "london" / "indicators.csv"


def test_need_is_estimated_from_a_frame_as_from_its_file() -> None:
    """A table held in memory is read as the file is, by every way to share a total out."""
    frame = pd.read_csv(LONDON)
    for method in (None, "pca"):
        read = planner.estimate(LONDON, total=1002, method=method)
        held = planner.estimate(frame, total=1002, method=method)
        assert held == read
        assert sum(area.at_risk for area in held.areas) == pytest.approx(1002)
        assert held.method == (method or "shares")


def test_need_is_learnt_from_those_identified() -> None:
    """Without a total it is found from the counts; an option of the command is an argument."""
    rows = [
        {"area": f"X{i:02}", "name": f"Area {i}", "identified": 3 + i * 5 % 7, "children": 9_000 + 500 * i}
        | {"in care": 40 + 13 * i % 50, "exclusions": 20 + 7 * i % 30}
        for i in range(12)
    ]
    found = planner.estimate(rows, exposure="children", columns=["in care", "exclusions"], draws=100, seed=3)
    assert found.identified == sum(int(str(row["identified"])) for row in rows)
    assert found.total.at_risk > found.identified
    assert [one.name for one in found.indicators] == ["in care", "exclusions"]
    assert found.model is not None
    assert (found.model.draws, found.model.seed) == (100, 3)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"method": "shares"}, "method: shares shares out a published total; give total"),
        ({"method": "counts", "total": 5}, "method: counts finds the total itself; leave total out"),
        ({"method": "magic"}, "method: 'magic' is no method; use counts, shares or pca"),
        ({"total": 0}, "total: 0 is not a number of people above 0; mend the number"),
        ({"total": 9, "proactivity": 1}, "proactivity: 1 is not from 0.5 to 0.99; mend the share"),
    ],
)
def test_an_estimate_is_asked_what_goes_together(given: dict[str, Any], told: str) -> None:
    """Refused before anything is read."""
    with pytest.raises(planner.InputError) as caught:
        planner.estimate("missing.csv", **given)
    assert str(caught.value) == told


def test_why_the_plan_is_what_it_is() -> None:
    """The whole account, or one service or area of it, by id, code or name."""
    scenario = toy()
    account = planner.explain(scenario)
    assert [one.service.id for one in account.services] == [one.id for one in account.plan.services]
    assert sum(one.share for one in account.services) == pytest.approx(account.plan.coverage)
    identity = account.services[0].service.id
    assert planner.explain(scenario, service=identity).lost == account.services[0].lost
    area = planner.explain(scenario, area="Borough C")
    assert (area.area, set(area.changes)) == ("C", {"budget", "staff_cost", "need"})
    steps: list[int] = []
    short = planner.explain(scenario, most=0, told=lambda: steps.append(1))
    left_out = [one for one in account.plan.areas if one.service is None]
    assert (short.areas, short.more, len(steps)) == ((), len(left_out), len(short.services))


def test_explaining_what_is_not_there() -> None:
    """An area nobody knows, a service that is not funded, two questions at once."""
    with pytest.raises(planner.InputError, match="no area is called 'Z'"):
        planner.explain(toy(), area="Z")
    with pytest.raises(KeyError):
        planner.explain(toy(), service="team:Z")
    with pytest.raises(ValueError, match="at a time"):
        planner.explain(toy(), service="team:A", area="A")  # type: ignore[call-overload]


def test_a_plan_that_does_not_exist_is_not_explained_away() -> None:
    """Nothing is said of services and areas where no plan is."""
    from planner.scenario.schema import Policy

    account = planner.explain(toy(budget=60_000.0, policy=Policy(require=["A", "B", "C", "D", "E"])))
    assert not account.plan.has_plan
    assert (account.services, account.areas, account.more) == ((), (), 0)


def test_what_is_told_before_solving() -> None:
    """Size, clashes and warnings, as `planner validate` tells them."""
    found = planner.validate(toy())
    assert (found.areas, found.need, found.valid, found.clashes) == (5, 50.0, True, ())
    assert found.candidates > 0
    assert list(found.model_dump())[:4] == ["schema", "scenario", "published", "valid"]


def test_needs_beyond_their_intervals_may_be_asked_about() -> None:
    """One in ten draws is outside its interval, and so are needs at which an area might come in."""
    base = toy().areas
    known = toy(areas=replace(base, low=base.need * 0.99, high=base.need * 1.01))
    few = Uncertainty(draws=20)
    assert planner.stability(known, uncertainty=few).draws == 20
    assert (draw_needs(known.areas, few, "here") > base.need * 1.01).any()
    left_out = [area.area for area in planner.optimise(known).areas if area.service is None]
    looked = [planner.explain(known, area=code).changes["need"] for code in left_out]
    assert looked
    assert all(change is not None and change.looked_to >= 0 for change in looked)
