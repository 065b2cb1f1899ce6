"""Checks of the existing services: against the types of service, the areas and each other."""

from collections.abc import Mapping, Sequence

from planner.errors import Problems
from planner.scenario.areas import Areas
from planner.scenario.read.yaml_file import Document
from planner.scenario.schema import ExistingService, ServiceType
from planner.text import listed


def check_existing(
    existing: Sequence[ExistingService],
    services: Mapping[str, ServiceType],
    areas: Areas,
    document: Document,
    found: Problems,
) -> None:
    """Run every check of the existing services, their areas by code; problems are noted in `found`."""
    check_types(existing, services, document, found)
    check_apart(existing, areas, document, found)
    check_hubs(existing, areas, document, found)


def check_types(
    existing: Sequence[ExistingService],
    services: Mapping[str, ServiceType],
    document: Document,
    found: Problems,
) -> None:
    """An existing service is of a known type, has a name of its own, and grows only if its type has staff."""
    names: set[str] = set()
    for i, service in enumerate(existing):
        where = str(document.origin(("existing", i)))
        kind = services.get(service.type)
        if service.name in names:
            found.add(where, f"existing service {service.name!r} is there twice", "give each its own name")
        names.add(service.name)
        if kind is None:
            what = f"existing service {service.name!r} is of unknown type {service.type!r}"
            found.add(where, what, f"use one of {listed(services)}")
        elif service.expand is not None and kind.staff is None:
            what = f"{service.name!r} cannot add staff: type {service.type!r} has a fixed capacity"
            found.add(where, what, "take out expand, or give the type a staff block")


def check_apart(
    existing: Sequence[ExistingService], areas: Areas, document: Document, found: Problems
) -> None:
    """No area is served by two existing services."""
    served: dict[str, str] = {}
    for i, service in enumerate(existing):
        for code in service.areas:
            if code in served:
                what = f"{areas.name(code)} is served by {served[code]!r} and {service.name!r}"
                where = str(document.origin(("existing", i, "areas")))
                found.add(where, what, "keep it in one of them")
            served.setdefault(code, service.name)


def check_hubs(
    existing: Sequence[ExistingService], areas: Areas, document: Document, found: Problems
) -> None:
    """An existing service is based in one of its areas."""
    for i, service in enumerate(existing):
        if service.hub is not None and service.hub not in service.areas:
            what = f"hub {areas.name(service.hub)} is not among the areas of {service.name!r}"
            where = str(document.origin(("existing", i, "hub")))
            found.add(where, what, "add it to its areas or choose another hub")
