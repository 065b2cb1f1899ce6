"""What areas and services are called: a service has its type said where there is more than one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from planner.plan.plan import Plan, Service
from planner.scenario.scenario import Scenario


@dataclass(frozen=True)
class Names:
    """Names of areas by code, and whether services are told apart by their type: where there are several."""

    areas: Mapping[str, str]
    typed: bool

    def __getitem__(self, code: str) -> str:
        return self.areas[code]


def types_of(*plans: Plan) -> tuple[str, ...]:
    """The types of service that the scenarios of plans have between them; none where there is only one."""
    types = {kind for plan in plans for kind in (*plan.types, *(one.type for one in plan.services))}
    return tuple(sorted(types)) if len(types) > 1 else ()


def count_of(plan: Plan, kind: str) -> str:
    """How many services of a type a plan funds."""
    return str(sum(service.type == kind for service in plan.services))


def names_of(*plans: Plan) -> Names:
    """Names in plans: typed where their scenarios have more than one type of service between them."""
    return Names({area.area: area.name for plan in plans for area in plan.areas}, bool(types_of(*plans)))


def names_in(*scenarios: Scenario) -> Names:
    """The same for scenarios; an area has the name the last of them gives it."""
    types = {kind for scenario in scenarios for kind in scenario.services}
    named = {code: one.areas.name(code) for one in scenarios for code in one.areas.codes}
    return Names(named, len(types) > 1)


def hub_first(service: Service, names: Names, *more: str) -> str:
    """Names of a service's areas, the hub's first; in brackets its type, what it expands, and `more`."""
    notes = (*type_of(service.type, names), *_expands(service), *more)
    return areas_at(service.areas, service.hub, names, *notes)


def areas_at(areas: Iterable[str], hub: str, names: Names, *notes: str) -> str:
    """Names of areas, the hub's first, with notes in brackets."""
    return _noted([names[hub], *sorted(names[code] for code in areas if code != hub)], notes)


def areas_and_hub(service: Service, names: Names) -> str:
    """The same without the type, beside a column that says the kind."""
    return hub_first(service, Names(names.areas, typed=False))


def wherever_based(service: Service, names: Names) -> str:
    """A service by what its id says: areas in the order of codes, in brackets what tells it apart."""
    notes = (*type_of(service.type, names), *_expands(service))
    return _noted([names[code] for code in service.areas], notes)


def described(service: Service, names: Names) -> str:
    """A service in words: `the joint outreach service for Bromley, Croydon and Lewisham`."""
    listed = [names[code] for code in service.areas]
    joined = listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} and {listed[-1]}"
    kind = " ".join(type_of(service.type, names))
    if service.expands:
        return f"the {f'{kind} ' if kind else ''}expansion of {service.expands} for {joined}"
    what = " ".join([*(["joint"] if len(listed) > 1 else []), *([kind] if kind else []), "service"])
    begins = f" from {service.starts}" if service.starts else ""
    return f"the {what} for {joined}{begins}"


def kind_of(service: Service, names: Names, single: str = "single") -> str:
    """What a service is, for a column: `joint, outreach`; `single` is the word for one of one area."""
    kind = single if service.kind == "single" else service.kind
    return ", ".join([kind, *type_of(service.type, names)])


def type_of(kind: str, names: Names) -> tuple[str, ...]:
    """The type where it is to be said, else nothing."""
    return (kind,) if names.typed else ()


def _expands(service: Service) -> tuple[str, ...]:
    return (f"expands {service.expands}",) if service.expands else ()


def _noted(listed: Iterable[str], notes: tuple[str, ...]) -> str:
    told = ", ".join(listed)
    return f"{told} ({', '.join(notes)})" if notes else told
