"""A scenario is valid whoever builds it: what no file could hold is refused, with its place and a remedy."""

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import pytest
import shapely

from planner import InputError, Scenario
from planner.scenario.areas import Areas
from planner.scenario.journeys import Journeys
from planner.scenario.schema import ExistingService, Expand, Policy, Uncertainty
from planner.scenario.shapes import Shapes
from planner.scenario.years import Years
from tests.worlds import areas, team, toy


class Bad(NamedTuple):
    """A scenario that must not be, how it is built, and what is said of it."""

    name: str
    build: Callable[[], Any]
    told: tuple[str, ...]


def with_areas(**changes: Any) -> Callable[[], Scenario]:
    """The toy with other columns of its areas."""
    return lambda: replace(toy(), areas=replace(toy().areas, **changes))


def put(**changes: Any) -> Callable[[], Scenario]:
    """The toy with other fields."""
    return lambda: replace(toy(), **changes)


def ruled(**rules: Any) -> Callable[[], Scenario]:
    """The toy with rules that nobody checked when they were copied."""
    return put(policy=Policy().model_copy(update=rules))


def needs(third: float) -> np.ndarray[Any, Any]:
    """Needs of five boroughs, C's as given."""
    return np.array([12.0, 5.0, third, 4.0, 9.0])


def old(**changes: Any) -> ExistingService:
    """A service that runs in B."""
    given = {"name": "old", "type": "team", "areas": ["B"], "capacity": 5.0}
    return ExistingService.model_validate({**given, **changes})


FIVE = [1.0, 2.0, 3.0, 4.0, 5.0]
BAD = [
    Bad(
        "need is no number",
        with_areas(need=needs(math.nan)),
        ("areas.needs: at_risk of Borough C is nan; give a number",),
    ),
    Bad("need is endless", with_areas(need=needs(math.inf)), ("areas.needs: at_risk of Borough C is inf;",)),
    Bad(
        "need is negative",
        with_areas(need=needs(-3.0)),
        ("areas.needs: at_risk of Borough C is negative (-3); mend the number",),
    ),
    Bad("need is a slip", with_areas(need=needs(1e12)), ("at_risk of Borough C is more than 1,000,000,000",)),
    Bad("need is text", with_areas(need=["many"] * 5), ("areas: not numbers:",)),
    Bad("needs of four areas of five", with_areas(need=np.ones(4)), ("at_risk has shape (4,); give 5",)),
    Bad(
        "a factor of nothing", with_areas(cost_factor=needs(0.0)), ("cost_factor of Borough C is not above",)
    ),
    Bad("low is negative", with_areas(low=needs(-1.0)), ("low of Borough C is negative (-1)",)),
    Bad("high is endless", with_areas(high=needs(math.inf)), ("high of Borough C is inf",)),
    Bad(
        "an interval the wrong way round",
        with_areas(low=needs(30.0), high=needs(25.0)),
        ("areas.needs: low of Borough C is above high; mend the interval",),
    ),
    Bad(
        "a need below its interval",
        with_areas(low=needs(20.5)),
        ("areas.needs: low of Borough C is above at_risk; mend the interval",),
    ),
    Bad(
        "a need above its interval",
        with_areas(high=needs(19.5)),
        ("areas.needs: high of Borough C is below at_risk; mend the interval",),
    ),
    Bad(
        "a need that is not the mean of its draws",
        put(draws=[[12.0, 5.0, 20.0, 4.0, 9.0], [12.0, 5.0, 21.0, 4.0, 9.0]]),
        ("areas.draws: at_risk is not the mean of the draws in Borough C; give the mean",),
    ),
    Bad(
        "identified is negative", with_areas(identified=needs(-1.0)), ("identified of Borough C is negative",)
    ),
    Bad("a centre is nowhere", with_areas(centres=np.full((5, 2), np.nan)), ("a centre is not a finite",)),
    Bad(
        "centres of too few", with_areas(centres=np.ones((4, 2))), ("centres have shape (4, 2); give (5, 2)",)
    ),
    Bad(
        "shapes of too few",
        with_areas(shapes=Shapes((shapely.Point(0, 0),), "EPSG:27700")),
        ("areas.needs: 1 shapes and 5 areas; give one an area, or none at all",),
    ),
    Bad(
        "shapes without centres",
        with_areas(shapes=Shapes((shapely.Point(0, 0),) * 5, "EPSG:27700"), centres=None),
        ("areas.needs: has shapes and no centres; give each area its centre",),
    ),
    Bad(
        "a shape of nothing",
        lambda: Shapes((shapely.Point(0, 0), shapely.Polygon()), "EPSG:27700"),
        ("areas.boundaries: a shape is none, or empty; draw each area",),
    ),
    Bad(
        "a shape that is none",
        lambda: Shapes((shapely.Point(0, 0), None), "EPSG:27700"),  # type: ignore[arg-type]
        ("areas.boundaries: a shape is none, or empty; draw each area",),
    ),
    Bad(
        "a crossing to nowhere",
        put(crossings={("A", "Z"): "Old Bridge"}),
        ("areas.adjacency: a crossing is between 'A' and 'Z'; give two codes of areas, the smaller first",),
    ),
    Bad(
        "a crossing the wrong way round",
        put(crossings={("B", "A"): "Old Bridge"}),
        ("areas.adjacency: a crossing is between 'B' and 'A'; give two codes",),
    ),
    Bad(
        "a code is there twice",
        with_areas(codes=("A", "A", "C", "D", "E")),
        (
            "areas.needs: area A (Borough A) is there twice; keep one row an area",
            "area A (Borough B) is there",
        ),
    ),
    Bad("a code divides ids", with_areas(codes=("A", "B+", "C", "D", "E")), ("code 'B+' holds '+'",)),
    Bad(
        "codes in no order", with_areas(codes=("E", "B", "C", "D", "A")), ("not in the order of their codes",)
    ),
    Bad("no areas", lambda: Areas((), (), np.ones(0), np.ones(0)), ("areas.needs: has no areas",)),
    Bad("a name is empty", with_areas(names=("", "b", "c", "d", "e")), ("area A has no name; give it one",)),
    Bad("names of too few", with_areas(names=("a",)), ("5 codes and 1 names",)),
    Bad(
        "minutes are negative",
        lambda: Journeys(np.array([[0, 1]]), np.array([-5.0])),
        ("areas.travel: minutes of the journey from row 0 to row 1 is negative (-5)",),
    ),
    Bad(
        "minutes are no number",
        lambda: Journeys(np.array([[0, 1]]), np.array([math.nan])),
        ("areas.travel: minutes of the journey from row 0 to row 1 is nan",),
    ),
    Bad(
        "a journey told twice",
        lambda: Journeys(np.array([[0, 1], [1, 0]]), np.array([5.0, 6.0])),
        ("areas.travel: a pair of areas has two journeys; keep each pair once",),
    ),
    Bad(
        "a journey out of range",
        with_areas(journeys=Journeys(np.array([[0, 5]]), np.array([5.0]))),
        ("areas.travel: a journey is to row 5, and there are 5 areas",),
    ),
    Bad(
        "a link out of range", put(links=[[0, 5]]), ("areas.adjacency: a link is to row 5, and there are 5",)
    ),
    Bad("a link to itself", put(links=[[2, 2]]), ("areas.adjacency: Borough C is linked to itself",)),
    Bad("a link below 0", put(links=[[-1, 2]]), ("areas.adjacency: a link is to row -1",)),
    Bad(
        "budget is no number",
        put(budget=math.nan),
        ("budget: budget is not from £0 to £1,000,000,000,000: nan",),
    ),
    Bad("budget is endless", put(budget=math.inf), ("budget: budget is not from £0",)),
    Bad("budget is negative", put(budget=-1.0), ("budget: budget is not from £0",)),
    Bad("budget is negative later", lambda: toy().with_budget(-1.0), ("budget: budget is not from £0",)),
    Bad("budget is no number later", lambda: toy().with_budget(math.nan), ("budget: budget is not from £0",)),
    Bad("budget is a word", lambda: toy().with_budget("lots"), ("budget is not an amount of money: 'lots'",)),
    Bad("term is nothing", put(term=0.0), ("term: term is not above 0",)),
    Bad("term is no number", put(term=math.nan), ("term: term is not above 0",)),
    Bad(
        "years of another sum",
        put(years=Years(2027, (1e5, 2e5)), term=math.inf),
        ("budget: budget is £150,000.00, and its years have £300,000.00 in all; give their sum",),
    ),
    Bad(
        "years with a term",
        put(years=Years(2027, (1e5, 2e5)), budget=3e5),
        ("term: term is 3.0, with a budget by year; give math.inf",),
    ),
    Bad(
        "a ramp above 1 and a rate of 1",
        put(years=Years(2027, (1e5,), (2.0,), 1.0), budget=1e5, term=math.inf),
        ("ramp: ramp is not 1 to 30 shares from 0 to 1: (2.0,)", "discount_rate: discount_rate is not from"),
    ),
    Bad("draws of other areas", put(draws=np.ones((3, 4))), ("areas.draws: draws have shape (3, 4)",)),
    Bad("a draw is negative", put(draws=[[-1.0, *FIVE[1:]]]), ("a draw of Borough A is negative (-1)",)),
    Bad("a draw is no number", put(draws=[FIVE, [math.nan, *FIVE[1:]]]), ("a draw of Borough A is nan",)),
    Bad("no services", put(services={}), ("services: there are no types of service",)),
    Bad("a type that parts ids", put(services={"a:b": team()}), ("services.a:b: 'a:b' should be a name",)),
    Bad("a type is no type", put(services={"a": {"annual_cost": 1}}), ("services.a: is of type dict",)),
    Bad(
        "a cost is negative",
        put(services={"team": team().model_copy(update={"annual_cost": -1.0})}),
        ("services.team.annual_cost: services.team.annual_cost is not from £0",),
    ),
    Bad(
        "minutes matter and are not known",
        put(services={"team": team(max_minutes=30.0)}),
        ("services.team: what 'team' reaches depends on minutes, and no journeys are known",),
    ),
    Bad(
        "distances matter and are not known",
        with_areas(centres=None),
        ("services.team: what 'team' reaches depends on distance, and no distances are known",),
    ),
    Bad("an unknown area", ruled(require=["Z"]), ("policy.require: policy.require: no area is called 'Z'",)),
    Bad(
        "a name for a code",
        ruled(exclude=["Borough C"]),
        ("policy.exclude: policy.exclude: 'Borough C' is no code; C is the code of the area called that",),
    ),
    Bad("an area twice", ruled(apart=[["A", "B"], ["C", "C"]]), ("policy.apart.1: C is there twice",)),
    Bad(
        "a share above 1",
        ruled(min_coverage=1.5),
        ("policy.min_coverage: policy.min_coverage should be less than or equal to 1, not 1.5",),
    ),
    Bad("a weight is no number", ruled(weights={"A": math.nan}), ("policy.weights.A: policy.weights.A",)),
    Bad("a weight is vast", ruled(weights={"A": 5e6}), ("policy.weights: 5,000,000 for Borough A is more",)),
    Bad(
        "a weight of nobody",
        ruled(weights={"Q": 1.0}),
        ("policy.weights: policy.weights: no area is called",),
    ),
    Bad(
        "a service nowhere",
        put(existing=[old(areas=["Z"])]),
        ("existing.0.areas: existing.0.areas: no area",),
    ),
    Bad("a hub elsewhere", put(existing=[old(hub="A")]), ("existing.0.hub: hub Borough A is not among",)),
    Bad(
        "an unknown type",
        put(existing=[old(type="hut")]),
        ("existing.0: existing service 'old' is of unknown",),
    ),
    Bad(
        "two services in one area",
        put(existing=[old(), old(name="new")]),
        ("existing.1.areas: Borough B is served by 'old' and 'new'; keep it in one of them",),
    ),
    Bad(
        "two services of one name",
        put(existing=[old(), old(areas=["C"])]),
        ("existing.1: existing service 'old' is there twice; give each its own name",),
    ),
    Bad(
        "a capacity without end",
        put(existing=[old(expand=Expand(staff=1)).model_copy(update={"capacity": math.inf})]),
        ("existing.0.capacity: existing.0.capacity should be a finite number",),
    ),
    Bad(
        "draws of no number",
        put(uncertainty=Uncertainty().model_copy(update={"draws": 0})),
        ("uncertainty.draws: uncertainty.draws should be greater than or equal to 1",),
    ),
    Bad("no name", put(name=" "), ("name: name should not be empty",)),
    Bad(
        "many things at once",
        put(budget=-1.0, links=[[0, 9]], existing=[old(areas=["Z"])], term=0.0),
        (
            "budget: budget is",
            "term: term is",
            "areas.adjacency: a link",
            "existing.0.areas: existing.0.areas",
        ),
    ),
]


@pytest.mark.parametrize("bad", BAD, ids=[bad.name for bad in BAD])
def test_what_no_file_could_hold_is_refused(bad: Bad) -> None:
    """Each problem is told once, in order, with the path of keys to it and a remedy."""
    with pytest.raises(InputError) as caught:
        bad.build()
    lines = str(caught.value).splitlines()
    assert len(lines) == len(bad.told), caught.value
    assert all(told in line for told, line in zip(bad.told, lines, strict=True)), caught.value
    assert all(problem.where and problem.remedy for problem in caught.value.problems)


def test_what_is_held_cannot_be_changed_behind_its_back() -> None:
    """Arrays are copies, and read only: what was checked stays so."""
    given = np.array([12.0, 5.0, 20.0, 4.0, 9.0])
    scenario = toy(areas=replace(areas(given.tolist(), [(4.0 * i, 0.0) for i in range(5)]), need=given))
    given[0] = math.nan
    assert scenario.areas.need[0] == 12.0
    for held in (scenario.areas.need, scenario.areas.centres, scenario.links):
        assert held is not None
        with pytest.raises(ValueError, match="read-only"):
            held[0] = -1


def test_a_budget_may_be_text_and_what_is_recorded_follows() -> None:
    """As in a scenario file; the source of the old figure is none of the new."""
    scenario = replace(
        toy(), resolved={"name": "toy", "budget": "£150k"}, remarks={"budget": "board", "term": "plan"}
    )
    other = scenario.with_budget("£1.5m")
    assert (other.budget, other.resolved["budget"], other.remarks) == (
        1_500_000.0,
        1_500_000.0,
        {"term": "plan"},
    )
    assert (scenario.budget, scenario.resolved["budget"]) == (150_000.0, "£150k")
    assert other.with_budget(150_000.0) == scenario


def test_equal_by_all_that_is_asked() -> None:
    """Two scenarios are one where all that is asked is; they are found in sets and mappings."""
    scenario, again = toy(), replace(toy(), notes=("told",))
    assert scenario == again
    assert hash(scenario) == hash(again)
    assert {scenario: 1}[again] == 1
    assert scenario != replace(toy(), name="other")
    assert scenario != "toy"


def test_told_in_a_line() -> None:
    """A scenario at a prompt is its name, its size and its money, not its arrays."""
    years = replace(toy(), years=Years(2027, (1e5, 2e5)), budget=3e5, term=math.inf)
    alone = toy(areas=areas([5.0], [(0.0, 0.0)]), links=[])
    assert repr(toy()) == "Scenario('toy', 5 areas, £150,000 a year)"
    assert repr(years) == "Scenario('toy', 5 areas, £300,000 over 2027 to 2028)"
    assert repr(alone) == "Scenario('toy', 1 area, £150,000 a year)"
