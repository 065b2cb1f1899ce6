"""A run made again: what of its inputs, versions and results is no longer the same."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from planner.present.numbers import pounds
from planner.runs.ownership import checksum_of
from planner.runs.record import RunRecord
from planner.scenario.scenario import Scenario
from planner.version import versions

MOST = 12
"""Results that are told one by one."""
UNCOMPARED = ("run", "bound", "gap", "asked", "differences", "inputs", "settled")
"""What tells nothing of an answer: how long it took, how near its proof, how and of what it was asked; and
other plans, which are looked for as far as time allows."""


class Rerun(BaseModel):
    """What differs between a run and the same command now; `same` where its results are the same."""

    model_config = ConfigDict(frozen=True)

    same: bool
    inputs: tuple[str, ...]
    versions: tuple[str, ...]
    results: tuple[str, ...]
    unvouched: tuple[str, ...] = ()
    """Inputs of which a published run keeps no hash."""

    def sentences(self, what: str = "plan") -> Iterator[str]:
        """The comparison in sentences."""
        yield f"The same {what} again." if self.same else f"Not the same {what} again."
        yield from (f"Changed input: {one}." for one in self.inputs)
        if self.unvouched:
            names = ", ".join(self.unvouched)
            yield f"Whether {names} are as they were is not known: a published run keeps no hash of them."
        yield from (f"Changed version: {one}." for one in self.versions)
        yield from (f"Changed result: {one}." for one in self.results)
        if not self.same and not self.inputs and not self.versions:
            yield "Nothing it was made from has changed: was it stopped at a time limit?"


def compare(record: RunRecord, scenarios: Sequence[Scenario], before: Any, after: Any) -> Rerun:
    """Hold the documents of a run and of the same command now against each other."""
    return Rerun(
        same=_plain(before) == _plain(after),
        inputs=tuple(dict.fromkeys(_inputs(record, scenarios))),
        versions=tuple(_versions(record)),
        results=tuple(_differences(before, after)),
        unvouched=tuple(one.file for one in record.inputs if one.sha256 is None),
    )


def _plain(document: Any) -> object:
    """A document without `UNCOMPARED`."""
    if isinstance(document, dict):
        return {key: _plain(value) for key, value in document.items() if key not in UNCOMPARED}
    return [_plain(one) for one in document] if isinstance(document, list) else document


def _inputs(record: RunRecord, scenarios: Sequence[Scenario]) -> Iterator[str]:
    """A published run says nothing of what its inputs held."""
    then = {one.file: one.sha256 for one in record.inputs if one.sha256 is not None}
    now = [(one.file, one.sha256) for scenario in scenarios for one in scenario.inputs]
    if not scenarios:
        now = [(one.file, checksum_of(Path(one.path))) for one in record.inputs]
    for file, sha in now:
        if then.get(file, sha) != sha and not file.endswith((".yaml", ".yml")):
            yield f"{file} has other contents"
    for asked, scenario in zip(record.scenarios, scenarios, strict=True):
        if asked.key not in ("", scenario.key()):
            yield f"the scenario {scenario.name} as read is not the one of the run"


def _versions(record: RunRecord) -> Iterator[str]:
    now = versions()
    for name, then in record.versions.items():
        if now.get(name) != then:
            yield f"{name} {then}, now {now.get(name, 'not there')}"


def _differences(before: Any, after: Any) -> Iterator[str]:
    if after is None:
        yield "there is no plan now"
    elif "points" in before:
        then = {point["budget"]: point for point in before["points"]}
        for point in after["points"]:
            old = then.get(point["budget"])
            at = f"at {pounds(point['budget'])} "
            yield from (at + one for one in _plans(old, point)) if old else [f"{at}there was no plan"]
    elif "services" in before and "status" in before:
        yield from _plans(before, after)
    else:
        told = list(_values(_plain(before), _plain(after), ""))
        yield from told[:MOST]
        if len(told) > MOST:
            yield f"{len(told) - MOST} more"


def _values(before: Any, after: Any, at: str) -> Iterator[str]:
    """Every value that is not what it was, by its place in the document."""
    if isinstance(before, list) and isinstance(after, list):
        before, after = (dict(enumerate(one, 1)) for one in (before, after))
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys([*before, *after]):
            yield from _values(before.get(key), after.get(key), f"{at}.{key}".lstrip("."))
    elif before != after:
        yield f"{at} {_short(before)}, now {_short(after)}"


def _short(value: Any) -> str:
    return (
        "nothing"
        if value is None
        else f"{len(value)} entries"
        if isinstance(value, dict | list)
        else str(value)
    )


def _plans(before: Any, after: Any) -> Iterator[str]:
    for key, words in (("coverage", "{:,.1f}".format), ("spend", pounds), ("status", str)):
        if before.get(key) != after.get(key):
            yield f"{key} {words(before[key])}, now {words(after[key])}"
    then, now = _ids(before), _ids(after)
    for name, ids in (("no longer funded", then - now), ("newly funded", now - then)):
        if ids:
            yield f"{name}: {', '.join(sorted(ids))}"


def _ids(document: Any) -> set[str]:
    return {one if isinstance(one, str) else one["id"] for one in document.get("services", [])}
