"""What all tests share: no answer depends on how fast the machine is."""

import pytest

from planner.plan.optimise import optimise
from planner.questions.alternatives.answer import alternatives
from planner.questions.clashes.answer import find_clashes
from planner.questions.compare.answer import compare
from planner.questions.compare.robust import robust
from planner.questions.explain.answer import Explainer, explain
from planner.questions.frontier.answer import frontier
from planner.questions.stability.answer import stability


@pytest.fixture(scope="session", autouse=True)
def _time_without_end() -> None:
    """Questions asked in the tests' own process have no limit of time unless the test gives one."""
    for question in (optimise, frontier, compare, stability, robust, alternatives, explain):
        given = question.__kwdefaults__ or {}
        assert given["time_limit"] is not None
        given["time_limit"] = None
    for last in (find_clashes, Explainer.__init__):
        *others, limit = last.__defaults__ or ()
        assert isinstance(limit, float)
        last.__defaults__ = (*others, None)
