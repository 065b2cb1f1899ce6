"""Value: what given services would do and cost under another scenario's assumptions."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from planner.model.candidates import NEW, Candidates, area_weights
from planner.model.coverage import supported, value
from planner.model.existing import Served, served_by_existing
from planner.model.sizing import Sites, sites_at, sized
from planner.model.starts import starting
from planner.plan.assemble import assemble
from planner.plan.plan import Plan, Run, Service
from planner.scenario.scenario import Scenario
from planner.solve.search import Found
from planner.types import FloatArray
from planner.version import __version__


def value_of(scenario: Scenario, services: Sequence[Service]) -> Plan:
    """The plan that funds these services, as this scenario has it: their costs, reach and coverage here.

    With a budget by year each starts in the year it says.

    Whether it fits the budget and keeps the rules is not looked at. Nothing is proved of it: its bound is
    endless and its status `feasible`.

    Raises:
        KeyError: when the scenario lacks a type, an area or an existing service that one of them needs.
    """
    served = served_by_existing(scenario)
    each = (_candidate(scenario, served, service) for service in services)
    candidates = Candidates.none(scenario, served).join(*each)
    if scenario.years is not None:
        first = scenario.years.first
        starts = np.array([(one.starts or first) - first for one in services], dtype=np.int64)
        candidates = starting(candidates, scenario.years, starts)
    run = Run(planner=__version__, solver="none", seconds=0.0, candidates=len(candidates), inputs=())
    return assemble(candidates, Found("feasible", np.arange(len(candidates)), math.inf), run)


def values_over(scenario: Scenario, services: Sequence[Service], needs: FloatArray) -> FloatArray:
    """Young people whom each service would support were the needs others, with the policy's weights.

    `needs` has shape (draws, areas), the result (services, draws). Services are as the scenario has them.

    Raises:
        KeyError: when the scenario lacks a type, an area or an existing service that one of them needs.
    """
    drawn = replace(scenario, areas=replace(scenario.areas, need=needs.mean(axis=0)), draws=needs)
    served = served_by_existing(drawn)
    assert served.left_drawn is not None, "need is drawn here"
    weights, worth = area_weights(scenario), np.zeros((len(services), len(needs)))
    for row, service in enumerate(services):
        site = _site(drawn, served, service)
        reached = site.reached(served.left_drawn.T)[0].T
        people = supported(scenario.services[service.type], reached, service.staff or 0)
        worth[row] = value(people, weights[site.members[0]]).sum(axis=1)
    return worth


def _candidate(scenario: Scenario, served: Served, service: Service) -> Candidates:
    expands = NEW if service.expands is None else _known(scenario, service.expands)
    site, staff = _site(scenario, served, service), np.array([service.staff or 0])
    return sized(scenario, served, site, np.zeros(1, dtype=np.int64), staff, expands)


def _site(scenario: Scenario, served: Served, service: Service) -> Sites:
    """Where a service would be here: an expansion's hub is where need puts that of the existing service."""
    if (scenario.services[service.type].staff is None) != (service.staff is None):
        raise KeyError(service.type)
    members = np.array([[scenario.areas.position[code] for code in service.areas]], dtype=np.int64)
    hub = scenario.areas.position[service.hub]
    if service.expands is not None:
        hub = served.hubs[_known(scenario, service.expands)]
    return sites_at(scenario, service.type, members, np.array([hub]))


def _known(scenario: Scenario, name: str) -> int:
    """The place of an existing service."""
    names = [one.name for one in scenario.existing]
    if name not in names:
        raise KeyError(name)
    return names.index(name)
