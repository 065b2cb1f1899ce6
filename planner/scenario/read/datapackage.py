"""Where data come from: what a `datapackage.json` beside a table says of it (Frictionless Data Package)."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from planner.errors import InputError, Problem

NAME = "datapackage.json"


@dataclass(frozen=True)
class Provenance:
    """Who published the data, as the folder they lie in says; empty where it says nothing."""

    title: str = ""
    attribution: str = ""
    """To be shown with every map and table of the data."""
    need: str = ""
    """How the need came about."""
    sources: tuple[str, ...] = ()
    licences: tuple[str, ...] = ()


def read_provenance(table: Path) -> Provenance:
    """What the data package in the folder of `table` says of it, nothing where there is none.

    Raises:
        InputError: when there is one that is not JSON.
    """
    path = table.parent / NAME
    if not path.is_file():
        return Provenance()
    try:
        package = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError) as error:
        raise InputError(Problem(str(path), f"not JSON: {error}", "mend it or take it away")) from error
    package = package if isinstance(package, dict) else {}
    mine = [one for one in _dicts(package, "resources") if one.get("path") == table.name]
    return Provenance(
        title=_text(package, "title"),
        attribution=_text(package, "attribution"),
        need=" ".join(_text(one, "description") for one in mine),
        sources=tuple(_text(one, "title") for one in _dicts(package, "sources")),
        licences=tuple(_text(one, "title") or _text(one, "name") for one in _dicts(package, "licenses")),
    )


def described(table: Path) -> set[str]:
    """Columns of `table` that the data package in its folder describes; none where it cannot be read."""
    try:
        package = json.loads((table.parent / NAME).read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return set()
    resources = _dicts(package, "resources") if isinstance(package, dict) else []
    schemas = [one.get("schema") for one in resources if one.get("path") == table.name]
    return {
        _text(field, "name")
        for schema in schemas
        if isinstance(schema, dict)
        for field in _dicts(schema, "fields")
    }


def _dicts(block: dict[str, Any], key: str) -> list[dict[str, Any]]:
    found = block.get(key)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _text(block: dict[str, Any], key: str) -> str:
    found = block.get(key, "")
    return " ".join(found.split()) if isinstance(found, str) else ""
