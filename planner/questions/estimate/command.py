"""`planner estimate`: need where nobody is looking."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from planner.questions.question import Question
from planner.questions.request import Request

if TYPE_CHECKING:
    from planner.questions.estimate.output import EstimateAnswer


class Method(StrEnum):
    """Ways to estimate need."""

    counts = "counts"
    shares = "shares"
    pca = "pca"


def estimate(
    request: Request,
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
) -> "EstimateAnswer":
    """Estimate need by area from published indicators, with intervals and what to be careful of."""
    how = _method(method, total, proactivity)
    from planner.estimation.estimate import estimate as work_out
    from planner.questions.estimate.output import EstimateAnswer, check_out

    if request.out is not None:
        check_out(request.out, indicators)
    found = work_out(
        indicators,
        total=total,
        method=how.value,
        identified=identified,
        exposure=exposure,
        columns=_names(columns),
        proactivity=proactivity,
        draws=draws,
        seed=seed,
    )
    return EstimateAnswer((), found, indicators)


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


QUESTION = Question(
    estimate,
    out="Needs table to write (CSV); all diagnostics go beside it as JSON.",
    publishes=False,
)
