"""The service a group would share, where need is drawn."""

from dataclasses import replace

import numpy as np
import pytest

from planner.sharing.cost_game import Groups
from tests.model.test_draws import with_draws
from tests.worlds import random_world, team


def test_a_shared_service_is_expected_to_support_the_mean_of_its_draws() -> None:
    """What a group can expect of its service is the mean over draws, as of all that it is held against."""
    world = replace(random_world(3, 3, 3), existing=(), services={"team": team(max_areas=3)})
    drawn = with_draws(world, 6)
    assert drawn.draws is not None
    rows = range(len(world.areas))
    found = Groups(drawn, rows).shared(rows, hub=0, staff=3)
    each = [
        Groups(replace(world, areas=replace(world.areas, need=need)), rows).shared(rows, hub=0, staff=3)
        for need in drawn.draws
    ]
    assert found is not None
    supported = [one.supported for one in each if one is not None]
    assert found.supported == pytest.approx(np.mean(supported, axis=0))
    assert len({round(float(one.sum()), 6) for one in supported}) > 1
