"""The last sections of every page: what was assumed, where the data come from, and how it was made."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from planner.plan.plan import InputRecord, Plan
from planner.present.context import ReportContext
from planner.present.numbers import Kind
from planner.present.page.assumptions import assumptions_table
from planner.present.page.blocks import Section
from planner.present.proof import proof
from planner.present.table import Column, Row, Table
from planner.present.words import CAUTION
from planner.scenario.scenario import InputFile
from planner.version import __version__


def assumed(behind: ReportContext) -> Section:
    """What was assumed."""
    scenario = behind.scenario
    notes = tuple(f"Note: {note}." for note in scenario.notes)
    return Section("assumed", "What was assumed", (CAUTION, *notes), tables=(assumptions_table(scenario),))


def sources(behind: ReportContext) -> Section:
    """Where the data come from, with the attribution that goes with them."""
    origin = behind.provenance
    told = [behind.attribution]
    if origin.need:
        told.append(f"Need: {origin.need}")
    if origin.licences:
        told.append(f"Licences: {'; '.join(origin.licences)}.")
    rows = tuple((source,) for source in origin.sources)
    tables = (Table("source-list", "Sources of the data", (Column("Source"),), rows),) if rows else ()
    return Section("sources", "Where the data come from", tuple(told), tables=tables)


def run_record(plan: Plan, behind: ReportContext) -> Section:
    """Which program made the plan from which files."""
    run = plan.run
    told = [
        f"Made by planner {run.planner} with {run.solver} in {run.seconds:.3g} seconds, from "
        f"{run.candidates:,} services that could be funded."
    ]
    told += _changed(behind)
    tables = _files("Files the plan was made from", run.inputs)
    return Section("run", "How this was made", tuple(told), tables=tables)


def _files(caption: str, files: Iterable[InputRecord | InputFile]) -> tuple[Table, ...]:
    """Files and their hashes, which what is published has none of; no table where there are no files."""
    hashed = dict.fromkeys((one.file, one.sha256) for one in files)
    rows: tuple[Row, ...] = tuple((name, sha) if sha else (name,) for name, sha in hashed)
    columns = (Column("File"), *((Column("SHA-256 of its bytes"),) if any(sha for _, sha in hashed) else ()))
    return (Table("inputs", caption, columns, rows),) if rows else ()


def analysis_record(behind: ReportContext) -> Section:
    """Which program made an answer that keeps no record of its own, and the files as they are now."""
    told = (f"Made by planner {__version__}.", *_changed(behind))
    tables = _files("Files it was made from", behind.scenario.inputs)
    return Section("run", "How this was made", told, tables=tables)


def _changed(behind: ReportContext) -> tuple[str, ...]:
    if not behind.changed:
        return ()
    return (
        f"Since then these files have changed: {', '.join(behind.changed)}. The numbers of the plan are "
        "as they were; the map and the assumptions are of the files as they are now.",
    )


def analysis_sections(behind: ReportContext) -> tuple[Section, ...]:
    """Assumptions, sources and the program of an answer that is no plan."""
    return assumed(behind), sources(behind), analysis_record(behind)


def origins_of(behind: Sequence[ReportContext]) -> tuple[Section, ...]:
    """Where the data of several scenarios come from, each origin once."""
    told = list({one.attribution: sources(one) for one in behind}.values())
    return tuple(
        one if place == 0 else replace(one, id=f"{one.id}-{place + 1}", tables=_numbered(one, place + 1))
        for place, one in enumerate(told)
    )


def _numbered(section: Section, number: int) -> tuple[Table, ...]:
    return tuple(replace(table, id=f"{table.id}-{number}") for table in section.tables)


def runs_record(plans: Sequence[Plan], behind: ReportContext) -> Section:
    """Which program made several plans from which files, and how well each is proved."""
    run = plans[0].run
    told = (f"Made by planner {run.planner} with {run.solver}.", *_changed(behind))
    runs: tuple[Row, ...] = tuple(
        (f"#{n} {plan.scenario}", proof(plan) if plan.has_plan else "No plan.", plan.run.candidates)
        for n, plan in enumerate(plans, 1)
    )
    last = Column("Services that could be funded", Kind.NUMBER)
    columns = (Column("Scenario"), Column("How good its plan is", wide=True), last)
    files = sorted((record for plan in plans for record in plan.run.inputs), key=lambda one: one.file)
    tables = (Table("runs", "The plans", columns, runs),)
    return Section(
        "run", "How this was made", told, tables=(*tables, *_files("Files the plans were made from", files))
    )


def last_sections(plan: Plan, behind: ReportContext) -> tuple[Section, ...]:
    """Assumptions, sources and the record of the run."""
    return assumed(behind), sources(behind), run_record(plan, behind)
