"""`max_services`: what is said to be the least that would do is, beside the budget."""

from planner import optimise
from planner.policy.policy import Policy
from planner.questions.clashes.answer import find_clashes
from planner.questions.clashes.nothing_funded import why_nothing
from planner.scenario.schema import ExistingService, Expand, Reach, ServiceType
from tests.worlds import team, toy


def test_more_services_are_told_with_the_money_they_take() -> None:
    """A and C are two services of one member of staff each: 2 x £70k, and one may be."""
    scenario = toy(policy=Policy(require=["A", "C"], max_services=1), budget=100_000.0)
    (clash,) = find_clashes(scenario)
    assert clash.rules == ("policy.max_services: 1", "policy.require: Borough A, Borough C")
    assert clash.fix == "the fewest that would do is 2, with £140,000 a year"
    enough = toy(policy=Policy(require=["A", "C"], max_services=2), budget=140_000.0)
    assert optimise(enough).has_plan


def test_money_is_told_for_what_it_lets_be_funded() -> None:
    """No new service may be, so the least is £40k for one more in A's, and not £35k for a cheap one."""
    cheap = ServiceType(annual_cost=35_000.0, capacity=5.0)
    old = ExistingService(name="old", type="team", areas=["A"], capacity=4.0, expand=Expand(staff=1))
    services = {"cheap": cheap, "team": team(max_areas=1, reach=Reach())}
    scenario = toy(services=services, existing=(old,), policy=Policy(max_services=0), budget=30_000.0)
    (told,) = why_nothing(scenario)
    assert told.fix == "the least that would do is £40,000"
