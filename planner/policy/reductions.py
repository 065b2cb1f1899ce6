"""Reductions: what may be left out before the search, each sound only where every rule allows it."""

from enum import Enum


class Reduction(Enum):
    """What may be left out, as nothing that a rule looks at could make it needed.

    A rule allows none of them unless it says so: one that it allows wrongly cuts plans off in silence.
    """

    SAME_CATCHMENT = "candidates that another on the same catchment equals or beats in cost and value"
    OTHER_HUB = "hubs of a catchment from which no more is reached for no less money than from another"
    IDLE_STAFF = "staff beyond those who support all that a service reaches"
    FEWER_AREAS = "new services that one of the same type for an area less equals or beats in cost and value"
    IDLE = "services that cover nobody and hold no area that must take part"
    SAME_START = "a look at each starting year: what a service has grown to in the end decides nothing"
    MORE_NEED = "a look at every need: more of it never makes a plan worth less"


EVERY = frozenset(Reduction)
"""All of them, for rules that count services and areas alone."""
