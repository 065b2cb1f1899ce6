"""Colours that people with any colour vision can tell apart.

Okabe and Ito (2008), Color Universal Design; the greens and blues of the scale of need are ColorBrewer's.
"""

from collections import Counter
from collections.abc import Sequence

from planner.plan.plan import Plan
from planner.present.charts.geography import Geography


def mixed(colour: str, other: int, part: float) -> str:
    """A colour with `part` of a grey (0 black, 255 white) in it."""
    levels = bytes.fromhex(colour[1:])
    return "#" + "".join(f"{round(level + part * (other - level)):02X}" for level in levels)


OKABE_ITO = ("#E69F00", "#56B4E9", "#009E73", "#F0E442", "#0072B2", "#D55E00", "#CC79A7")
SERVICES = (
    *OKABE_ITO,
    *(mixed(colour, 255, 0.55) for colour in OKABE_ITO),
    *(mixed(colour, 0, 0.45) for colour in OKABE_ITO),
)
"""For joint services: all different as far as these go, then again where no neighbour has them."""
ONE_AREA = ("#8C8C8C", "#B8B8B8", "#6A6A6A", "#A2A2A2", "#505050", "#CFCFCF")
"""For services of one area: the first, but where a neighbour has it."""
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


def service_colours(plan: Plan, geography: Geography | None = None) -> dict[str, str]:
    """A colour for the id of each service, different from its neighbours' on the map.

    A joint service takes the colour that fewest have, the first of these; one of a single area a grey.
    """
    touching = geography.touching if geography else {}
    colours: dict[str, str] = {}
    of_area: dict[str, str] = {}
    for service in plan.services:
        beside = {other for code in service.areas for other in touching.get(code, ())}
        near = {of_area[code] for code in beside if code in of_area}
        used = Counter(colours.values()) if len(service.areas) > 1 else Counter[str]()
        colour = _pick(SERVICES if len(service.areas) > 1 else ONE_AREA, near, used)
        colours[service.id] = colour
        of_area |= dict.fromkeys(service.areas, colour)
    return colours


def _pick(colours: Sequence[str], near: set[str], used: Counter[str]) -> str:
    """The colour least used of those that no neighbour has; the first of equals."""
    return min(colours, key=lambda colour: (colour in near, used[colour]))
