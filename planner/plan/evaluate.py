"""Value: what given services would do and cost under another scenario's assumptions."""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from planner.model.block import NEW, Block
from planner.model.candidates import Candidates, area_weights, joined, over_years
from planner.model.existing import Served, served_by_existing
from planner.model.reach import reach
from planner.plan.assemble import assemble
from planner.plan.plan import Plan, Run, Service
from planner.scenario.scenario import Scenario
from planner.scenario.years import Years
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
    left = served.left_of(scenario.areas.need)
    blocks = [_block(scenario, served, left, service) for service in services]
    if served.left_drawn is not None:
        blocks = [block.over_draws(left, served.left_drawn) for block in blocks]
    candidates = joined(scenario, served, blocks, area_weights(scenario))
    if scenario.years is not None:
        candidates = _started(candidates, scenario.years, services)
    run = Run(planner=__version__, solver="none", seconds=0.0, candidates=len(candidates), inputs=())
    return assemble(candidates, Found("feasible", np.arange(len(candidates)), math.inf), run)


def _started(candidates: Candidates, years: Years, services: Sequence[Service]) -> Candidates:
    """Each service's candidate once, in the year it starts."""
    starts = np.array([(one.starts or years.first) - years.first for one in services], dtype=np.int64)
    asked = np.zeros((len(years.budgets), len(services)), dtype=bool)
    asked[starts, np.arange(len(services))] = True
    return over_years([candidates] * len(years.budgets), years).take(asked.ravel())


def values_over(scenario: Scenario, services: Sequence[Service], needs: FloatArray) -> FloatArray:
    """Young people whom each service would support were the needs others, with the policy's weights.

    `needs` has shape (draws, areas), the result (services, draws). Services are as the scenario has them.

    Raises:
        KeyError: when the scenario lacks a type, an area or an existing service that one of them needs.
    """
    drawn = replace(scenario, areas=replace(scenario.areas, need=needs.mean(axis=0)), draws=needs)
    served = served_by_existing(drawn)
    assert served.left_drawn is not None, "need is drawn here"
    weights, ones = area_weights(scenario), np.ones(len(scenario.areas))
    worth = np.zeros((len(services), len(needs)))
    for row, service in enumerate(services):
        block = _block(drawn, served, ones, service)  # what is reached of a need of 1: the reach itself
        members = block.members[0]
        reached = served.left_drawn[:, members] * block.reached[0]
        total = reached.sum(axis=1)
        capacity = float(block.capacity[0])
        room = np.divide(capacity, total, out=np.ones_like(total), where=total > capacity)
        worth[row] = (reached @ weights[members]) * room
    return worth


def _block(scenario: Scenario, served: Served, left: FloatArray, service: Service) -> Block:
    kind = scenario.services[service.type]
    if (kind.staff is None) != (service.staff is None):
        raise KeyError(service.type)
    rows = np.array([[scenario.areas.position[code] for code in service.areas]], dtype=np.int64)
    hub = np.array([scenario.areas.position[service.hub]], dtype=np.int64)
    staff = service.staff or 0
    expands, cost = NEW, kind.yearly_cost(scenario.term, len(service.areas), staff)
    if service.expands is not None:
        expands = [one.name for one in scenario.existing].index(_known(scenario, service.expands))
        added = len(service.areas) - len(scenario.existing[expands].areas)
        cost = (kind.staff.cost if kind.staff else 0.0) * staff + kind.joint_cost * added
        hub = np.array([served.hubs[expands]], dtype=np.int64)
    capacity = staff * kind.staff.caseload if kind.staff else kind.capacity or 0.0
    return Block(
        members=rows,
        reached=left[rows] * reach(kind.reach, scenario.areas, hub[:, None], rows),
        type=np.array([list(scenario.services).index(service.type)]),
        hub=hub,
        staff=np.array([staff]),
        capacity=np.array([capacity]),
        cost=scenario.areas.cost_factor[hub] * cost,
        expands=np.array([expands]),
    )


def _known(scenario: Scenario, name: str) -> str:
    if name not in {one.name for one in scenario.existing}:
        raise KeyError(name)
    return name
