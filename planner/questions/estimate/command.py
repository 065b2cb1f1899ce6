"""`planner estimate`: need where nobody is looking."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from planner.present.terminal import write_data, write_tables
from planner.questions.options import Debug, Form, Format, say


class Method(StrEnum):
    """Ways to estimate need."""

    counts = "counts"
    shares = "shares"
    pca = "pca"


def estimate(
    indicators: Annotated[
        Path,
        typer.Argument(help="Table of areas and indicators.", metavar="INDICATORS"),
    ],
    total: Annotated[
        float | None,
        typer.Option(help="Share out this published total, where none are identified."),
    ] = None,
    method: Annotated[
        Method | None,
        typer.Option(help="counts; with --total shares (their mean) or pca (first principal component)."),
    ] = None,
    identified: Annotated[str, typer.Option(help="Column of young people known to services.")] = "identified",
    exposure: Annotated[str, typer.Option(help="Column of the people they are among.")] = "population",
    columns: Annotated[
        str | None,
        typer.Option("--indicators", help="Columns to use, as care,exclusions; else all."),
    ] = None,
    proactivity: Annotated[
        float, typer.Option(help="Share of areas below the proactive frontier: 0.5 to 0.99.")
    ] = 0.9,
    draws: Annotated[
        int | None, typer.Option(min=100, help="Bootstrap draws; 1,000, fewer with many areas.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the bootstrap.")] = 1,
    form: Form = Format.table,
    out: Annotated[
        Path | None, typer.Option(help="Needs table to write (CSV); all diagnostics go beside it as JSON.")
    ] = None,
    debug: Debug = False,
) -> None:
    """Estimate need by area from published indicators, with intervals and what to be careful of."""
    del debug  # read by main
    how = _method(method, total, proactivity)
    if out is not None:
        from planner.questions.estimate.document import check_out

        check_out(out, indicators)
    chosen = _names(columns)
    table = _read(indicators, how, identified, exposure, chosen)
    result = _estimate(table, how, total, proactivity, draws, seed)
    for note in result.notes:
        say(f"note: {note}")
    _print(result, indicators, form)
    if out is not None:
        from planner.questions.estimate.document import write_estimate

        for path in write_estimate(out, result, indicators):
            say(f"wrote {path}")


def _method(method: Method | None, total: float | None, proactivity: float) -> Method:
    """The method asked for, or the one that goes with a total being given or not."""
    if method is None:
        method = Method.counts if total is None else Method.shares
    if method is Method.counts and total is not None:
        raise typer.BadParameter("takes no --total: it finds the total itself", param_hint="--method counts")
    if method is not Method.counts and total is None:
        raise typer.BadParameter("needs a published --total to share out", param_hint=f"--method {method}")
    if total is not None and not 0 < total < float("inf"):
        raise typer.BadParameter(f"{total:g} is not a number of people above 0", param_hint="--total")
    if not 0.5 <= proactivity <= 0.99:
        raise typer.BadParameter(f"{proactivity:g} is not from 0.5 to 0.99", param_hint="--proactivity")
    return method


def _names(columns: str | None) -> tuple[str, ...]:
    names = tuple(name.strip() for name in (columns or "").split(",") if name.strip())
    if len(set(names)) < len(names) or (columns is not None and not names):
        raise typer.BadParameter("names a column twice, or none", param_hint="--indicators")
    return names


def _read(path: Path, method: Method, identified: str, exposure: str, columns: tuple[str, ...]) -> Any:
    from planner.scenario.read.indicators import read_indicators

    counted = method is Method.counts
    return read_indicators(path, counted=counted, identified=identified, exposure=exposure, columns=columns)


def _estimate(
    table: Any, method: Method, total: float | None, proactivity: float, draws: int | None, seed: int
) -> Any:
    if total is None:
        from planner.estimation.counts import estimate_from_counts

        return estimate_from_counts(table, proactivity, draws, seed)
    from planner.estimation.index import estimate_from_total

    return estimate_from_total(table, total, method.value)


def _print(result: Any, path: Path, form: Format) -> None:
    from planner.questions.estimate import document, tables

    if form is Format.table:
        write_tables(lambda console: tables.print_estimate(result, console))
    elif form is Format.json:
        from planner.present.documents import as_json

        write_data(as_json(document.estimate_document(result, path)))
    else:
        write_data(document.needs_csv(result))
