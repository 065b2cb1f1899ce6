"""A run made again: what of its inputs, versions and results is no longer the same."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict

from planner.inputs.scenario import Scenario
from planner.report.runs import versions
from planner.report.words import people, pounds


class Rerun(BaseModel):
    """What differs between a run and the same command now; `same` where its results are the same."""

    model_config = ConfigDict(frozen=True)

    same: bool
    inputs: tuple[str, ...]
    versions: tuple[str, ...]
    results: tuple[str, ...]

    @property
    def sentences(self) -> Iterator[str]:
        """The comparison in sentences."""
        yield "The same plan again." if self.same else "Not the same plan again."
        yield from (f"Changed input: {one}." for one in self.inputs)
        yield from (f"Changed version: {one}." for one in self.versions)
        yield from (f"Changed result: {one}." for one in self.results)
        if not self.same and not self.inputs and not self.versions:
            yield "Nothing it was made from has changed: was it stopped at a time limit?"


def compare(record: dict[str, Any], scenario: Scenario, before: Any, after: Any) -> Rerun:
    """Hold the documents of a run and of the same command now against each other; `run` of plans is not."""
    results = tuple(_differences(before, after))
    return Rerun(
        same=_plain(before) == _plain(after),
        inputs=tuple(_inputs(record, scenario)),
        versions=tuple(_versions(record)),
        results=results,
    )


def _plain(document: Any) -> Any:
    """A document without what tells nothing of the plan: how long it took, and how its inputs were called."""
    return {key: value for key, value in document.items() if key not in ("run", "bound", "gap", "asked")}


def _inputs(record: dict[str, Any], scenario: Scenario) -> Iterator[str]:
    then = {one["file"]: one["sha256"] for one in record["inputs"]}
    for one in scenario.inputs:
        if one.file in then and then[one.file] != one.sha256 and not one.file.endswith((".yaml", ".yml")):
            yield f"{one.file} has other contents"
    if record["fingerprint"] != scenario.key():
        yield "the scenario as read is not the one of the run"


def _versions(record: dict[str, Any]) -> Iterator[str]:
    now = versions()
    for name, then in record["versions"].items():
        if now.get(name) != then:
            yield f"{name} {then}, now {now.get(name, 'not there')}"


def _differences(before: Any, after: Any) -> Iterator[str]:
    if "points" in before and "points" in after:
        then = {point["budget"]: point for point in before["points"]}
        for point in after["points"]:
            old = then.get(point["budget"])
            at = f"at {pounds(point['budget'])} "
            yield from (at + one for one in _plans(old, point)) if old else [f"{at}there was no plan"]
        return
    yield from _plans(before, after)


def _plans(before: Any, after: Any) -> Iterator[str]:
    for key, words in (("coverage", people), ("spend", pounds), ("status", str)):
        if before.get(key) != after.get(key):
            yield f"{key} {words(before[key])}, now {words(after[key])}"
    then, now = _ids(before), _ids(after)
    for name, ids in (("no longer funded", then - now), ("newly funded", now - then)):
        if ids:
            yield f"{name}: {', '.join(sorted(ids))}"


def _ids(document: Any) -> set[str]:
    return {one if isinstance(one, str) else one["id"] for one in document.get("services", [])}
