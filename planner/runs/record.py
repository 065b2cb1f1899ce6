"""The record of a run, `run.json`: what was asked, of what and with what, and what vouches for its files."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from planner.errors import OutputError
from planner.plan.plan import SCHEMA, Plan
from planner.present.documents import areas_csv, as_json, plan_document, rounded, services_csv
from planner.runs.files import RECORD, settle, write_files
from planner.runs.ownership import checksum, checksum_of
from planner.runs.resolved import kept_files
from planner.scenario.scenario import InputFile, Scenario
from planner.version import versions

SCENARIO = "scenario.yaml"


class Part(BaseModel):
    """A frozen part of a record; keys that a later version adds are passed over."""

    model_config = ConfigDict(frozen=True, serialize_by_alias=True, populate_by_name=True)


class AskedScenario(Part):
    """A scenario of the run by its file and name; `key` is not in the record of what is published."""

    file: str
    name: str = ""
    key: str = ""


class RunInput(Part):
    """A file that was read; of one for what is published its name alone is kept."""

    file: str
    sha256: str | None = None
    path: str = ""


class RunFile(Part):
    """A file that was written, with the SHA-256 of its bytes."""

    file: str
    sha256: str


class RunRecord(Part):
    """What a command was asked, of which scenarios and files, by which versions, and what it wrote."""

    schema_: int = Field(SCHEMA, alias="schema")
    command: str
    published: bool
    options: dict[str, Any]
    """By the names of the command's parameters."""
    scenarios: tuple[AskedScenario, ...]
    inputs: tuple[RunInput, ...]
    versions: dict[str, str]
    files: tuple[RunFile, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Every file it names."""
        every = (self.files, self.inputs, self.scenarios)
        return tuple(one.file for several in every for one in several)


def scenario_names(scenarios: Sequence[Scenario]) -> list[str]:
    """Files of the resolved scenarios of a run."""
    several = len(scenarios) > 1
    return [f"scenario-{place}.yaml" if several else SCENARIO for place in range(1, len(scenarios) + 1)]


def write_run(
    folder: Path, plan: Plan, scenario: Scenario, options: Mapping[str, Any] | None = None
) -> list[Path]:
    """Write `plan.json`, `services.csv`, `areas.csv`, the resolved `scenario.yaml` and `run.json`.

    `options` are those of the command that a plan depends on. All or none of the files are written.

    Raises:
        OutputError: when the folder cannot be made or written to.
    """
    texts = {
        "areas.csv": areas_csv(plan),
        "services.csv": services_csv(plan),
        "plan.json": as_json(plan_document(plan)),
    }
    return write_recorded(folder, texts, [scenario], "optimise", {**(options or {}), "budget": plan.budget})


def write_recorded(
    folder: Path,
    answer: Mapping[str, str],
    scenarios: Sequence[Scenario],
    command: str,
    options: Mapping[str, Any] | None = None,
) -> list[Path]:
    """Write the resolved scenarios and the files of an answer and, last, the record of the run.

    Raises:
        OutputError: when the folder cannot be made or written to.
    """
    texts: dict[str, str] = {}
    for name, scenario in zip(scenario_names(scenarios), scenarios, strict=True):
        texts |= kept_files(scenario, name, folder)
    texts |= answer
    record = record_of(texts, scenarios, command, options or {})
    return write_files(folder, {**texts, RECORD: record_text(record)})


def record_of(
    texts: Mapping[str, str],
    scenarios: Sequence[Scenario],
    command: str,
    options: Mapping[str, Any],
    inputs: Sequence[InputFile] = (),
) -> RunRecord:
    """The record of a run that writes these texts; `inputs` are what it read beside the scenarios' files.

    That of a published run says nothing from which a table of needs could be told.
    """
    published = any(one.published for one in scenarios)
    names = scenario_names(scenarios)
    every = dict.fromkeys((*inputs, *(one for scenario in scenarios for one in scenario.inputs)))
    return RunRecord(
        command=command,
        published=published,
        options=dict(options),
        scenarios=tuple(
            AskedScenario(file=name, name=one.name, **({} if published else {"key": one.key()}))
            for name, one in zip(names, scenarios, strict=True)
        ),
        inputs=tuple(RunInput(file=one.file) if published else RunInput(**asdict(one)) for one in every),
        versions=versions(),
        files=tuple(RunFile(file=name, sha256=checksum(text)) for name, text in texts.items()),
    )


def record_text(record: RunRecord) -> str:
    """The text of `run.json`; what was not given to the record is not in it."""
    return as_json(rounded({"schema": SCHEMA, **record.model_dump(mode="json", exclude_unset=True)}))


def read_run(folder: Path, name: str = RECORD) -> RunRecord:
    """The record of the run in a folder, once every file is found to be as it was written.

    Raises:
        OutputError: when there is no run there, or a file of it is missing or was changed; each is named.
    """
    try:
        if folder.is_dir():
            settle(folder)
        record = RunRecord.model_validate_json((folder / name).read_bytes())
    except OSError as error:
        raise _no_run(folder / name) from error
    except ValidationError as error:
        raise no_record(folder / name) from error
    if not all(Path(one).name == one for one in record.names):
        raise no_record(folder / name)
    wrong = [folder / one.file for one in record.files if checksum_of(folder / one.file) != one.sha256]
    if wrong:
        raise OutputError(
            "\n".join(f"{path}: missing, or changed since the run; run it again" for path in wrong)
        )
    return record


def record_in(folder: Path) -> RunRecord | None:
    """The record in a folder as it stands, nothing vouched for; None where there is none to be read."""
    try:
        return RunRecord.model_validate_json((folder / RECORD).read_bytes())
    except (OSError, ValidationError):
        return None


def no_record(path: Path) -> OutputError:
    """The error of a file that is no record of a run."""
    return OutputError(f"{path}: not a record of a run; run the command again")


def _no_run(path: Path) -> OutputError:
    folder = path.parent
    inside = [path.parent.name for path in sorted(folder.glob(f"*/{RECORD}"))] if folder.is_dir() else []
    remedy = f"name one of the runs in it: {', '.join(inside[:6])}" if inside else "name the --out of a run"
    return OutputError(f"{folder}: no run there ({path.name} cannot be read); {remedy}")
