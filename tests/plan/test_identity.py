"""Ids of services: what they say, and reading them back however areas are coded."""

import pytest

from planner import optimise
from planner.plan.identity import Identity
from tests.worlds import random_world

AWKWARD = ("A", "A+B", "B", "A:B", "A+", "+", ":", "é")


@pytest.mark.parametrize("expands", [None, "North: one", "A+B", "B:A"])
def test_an_id_is_read_back_whatever_areas_are_called(expands: str | None) -> None:
    """Codes may hold the letters that ids are put together with, and so may names of existing services."""
    for areas in ([code] for code in AWKWARD):
        one = Identity("specialist", tuple(areas), expands)
        assert str(Identity.read(str(one), AWKWARD)) == str(one)
    joint = Identity("specialist", ("A+B", "é"), expands)
    assert Identity.read(str(joint), AWKWARD) == joint


def test_ids_that_no_service_has() -> None:
    """An unknown code, and an expansion of nothing, are refused."""
    for text in ("specialist:Z", "specialist:A+Z", "specialist:A:", "specialist:", "specialist"):
        with pytest.raises(KeyError):
            Identity.read(text, ("A", "B"))


def test_ids_of_plans_say_type_areas_and_what_is_expanded() -> None:
    """The services of random worlds have the ids that their fields make, and these read back to them."""
    for seed in range(40):
        scenario = random_world(seed, 2, 6)
        for one in optimise(scenario, time_limit=None).services:
            assert Identity.read(one.id, scenario.areas.codes) == (one.type, one.areas, one.expands)
