"""Colours that people with any colour vision can tell apart.

Okabe and Ito (2008), Color Universal Design; the greens and blues of the scale of need are ColorBrewer's.
"""

from itertools import cycle

from planner.optimise.plan import Plan

SERVICES = ("#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7")
"""One for each joint service; more than seven take them round again, told apart by their numbers."""
ONE_AREA = "#8C8C8C"
NO_SERVICE = "#F2F2F2"
INK = "#1A1A1A"
NEED = ("#EFF3FF", "#BDD7E7", "#6BAED6", "#3182BD", "#08519C")
PARTS = {
    "Existing services": "#56B4E9",
    "The plan": "#0072B2",
    "In reach, no room": "#E69F00",
    "Out of reach": "#C8C8C8",
}
"""The parts of an area's need, in the order they are stacked."""


def service_colours(plan: Plan) -> dict[str, str]:
    """A colour for the id of each service: its own for a joint one, one grey for all of a single area."""
    joint = cycle(SERVICES)
    return {service.id: next(joint) if len(service.areas) > 1 else ONE_AREA for service in plan.services}
