"""What all tests share: no answer depends on how fast the machine is."""

import pytest

from planner.analyse.alternatives import find_alternatives
from planner.analyse.clashes import find_clashes
from planner.analyse.compare import compare
from planner.analyse.explain import Explainer
from planner.analyse.frontier import frontier
from planner.analyse.robust import robust
from planner.analyse.stability import stability
from planner.optimise.main_road import optimise


@pytest.fixture(scope="session", autouse=True)
def _time_without_end() -> None:
    """Questions asked in the tests' own process have no limit of time unless the test gives one."""
    for question in (optimise, frontier, compare, stability, robust):
        given = question.__kwdefaults__ or {}
        assert given["time_limit"] is not None
        given["time_limit"] = None
    for last in (find_alternatives, find_clashes, Explainer.__init__):
        *others, limit = last.__defaults__ or ()
        assert isinstance(limit, float)
        last.__defaults__ = (*others, None)
