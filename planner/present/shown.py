"""A plan as people see it: counts with whole numbers that add up, the exact ones beneath."""

import math

from planner.plan.plan import AreaOutcome, Plan, Service
from planner.present.rounding import Edge, Rounded, adding_up, whole, whole_flows

PARTS = ("already_covered", "covered", "reached_without_capacity", "out_of_reach")


def shown(plan: Plan) -> Plan:
    """The plan with counts by service and area that add up as they are written.

    Each area's parts come to its need, areas' to their service's and all of them to the plan's, whose own
    numbers are the nearest. Needs are as in any other plan for the same areas, wherever that can be. What is
    published is rounded already, and stays; so does what does not add up.
    """
    done = any(isinstance(area.need, Rounded) for area in plan.areas)
    if done or plan.published or not all(map(_adds_up, plan.areas)):
        return plan
    paths = []
    for area in plan.areas:
        for part in PARTS:
            within = (("service", area.service),) if part == "covered" else ()
            paths.append((("need", "all", part, *within, ("area", area.area)), getattr(area, part)))
    needs = adding_up([area.need for area in plan.areas])
    wanted: dict[Edge, int] = {
        (("area", a.area), "need"): whole(need) for a, need in zip(plan.areas, needs, strict=True)
    }
    edges = whole_flows(paths, [("need", "all"), ("all", "covered"), ("all", "already_covered")], wanted)
    areas = tuple(_area(area, edges) for area in plan.areas)
    services = tuple(_service(service, edges) for service in plan.services)
    return plan.model_copy(update={"areas": areas, "services": services})


def _adds_up(area: AreaOutcome) -> bool:
    return math.isclose(math.fsum(getattr(area, part) for part in PARTS), area.need, abs_tol=1e-6)


def _area(area: AreaOutcome, edges: dict[Edge, int]) -> AreaOutcome:
    node = ("area", area.area)
    update = {"need": Rounded(area.need, edges[node, "need"])}
    for part in PARTS:
        source = ("service", area.service) if part == "covered" else part
        update[part] = Rounded(getattr(area, part), edges[source, node])
    return area.model_copy(update=update)


def _service(service: Service, edges: dict[Edge, int]) -> Service:
    supported = edges.get(("covered", ("service", service.id)), 0)
    return service.model_copy(update={"covered": Rounded(service.covered, supported)})
