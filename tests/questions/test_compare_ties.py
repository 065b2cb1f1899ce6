"""A page of scenarios names every one that supports the most, and every one that supports the fewest."""

from dataclasses import replace

from planner import compare
from planner.questions.compare.page import _most_and_fewest
from tests.worlds import toy


def test_ties_are_named() -> None:
    """Two of three scenarios that support as few are both called the fewest."""
    worlds = [
        replace(toy(), name=name, budget=budget) for name, budget in (("A", 3e5), ("B", 1e5), ("C", 1e5))
    ]
    (told,) = _most_and_fewest(compare(worlds))
    assert "#1 (A) supports the most young people" in told
    assert "#2 (B) and #3 (C) the fewest" in told
