"""`planner stability`: what of the plan stands when the needs are drawn."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from planner.present.terminal import write_data, write_tables
from planner.questions.asked import hold, options_of
from planner.questions.options import (
    INFEASIBLE,
    Debug,
    Form,
    Format,
    Publish,
    ScenarioPath,
    TimeLimit,
    check_published,
    load,
    say,
    share_of,
)
from planner.questions.output_options import Report, outputs, say_written
from planner.questions.work_options import ClusterOption, WorkersOption, workers_of


def stability(
    context: typer.Context,
    scenario: ScenarioPath,
    draws: Annotated[int, typer.Option(min=1, max=10_000, help="How many times need is drawn.")] = 1000,
    spread: Annotated[
        str | None,
        typer.Option(help="Need is within this share of its estimate, 90 times in 100; else low to high."),
    ] = None,
    common: Annotated[
        str | None, typer.Option(help="Share of the variance that all areas have in common: 50% or 0.5.")
    ] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Where the draws start from.")] = None,
    workers: WorkersOption = 1,
    cluster: ClusterOption = None,
    form: Form = Format.table,
    out: Annotated[
        Path | None,
        typer.Option(help="Folder for the result and every draw; a run that was stopped goes on there."),
    ] = None,
    report: Report = None,
    time_limit: TimeLimit = 60.0,
    publish: Publish = False,
    debug: Debug = False,
) -> None:
    """Solve the scenario anew for many draws of its needs: what stands, what it covers, what to find out."""
    del debug  # read by main
    extra = outputs(report)
    if publish:
        check_published(out)
    asked = load(scenario, publish=publish)
    hold(context, out, [asked])
    behind = extra.prepare(asked)
    uncertainty = asked.uncertainty.model_copy(update=_changes(draws, spread, common, seed))
    try:
        result = _solve(
            asked, uncertainty, time_limit, workers_of(workers, cluster), None if publish else out
        )
    except ValueError as error:
        say(str(error))
        raise typer.Exit(INFEASIBLE) from error
    if publish:
        from planner.questions.publish import publish_stability

        result = publish_stability(result)
    _print(result, asked, form)
    if out is not None:
        from planner.questions.stability.document import write_stability

        write_stability(out, result, asked, options_of(context))
        say(f"wrote {out}")
    if behind is not None:
        from planner.questions.outputs import write_page
        from planner.questions.stability.page import stability_page

        say_written(write_page(extra, stability_page(result, behind)))


def _changes(draws: int, spread: str | None, common: str | None, seed: int | None) -> dict[str, Any]:
    changes: dict[str, Any] = {"draws": draws}
    if spread is not None:
        changes["spread"] = share_of(spread, "--spread")
    if common is not None:
        changes["common"] = share_of(common, "--common")
    return changes | ({} if seed is None else {"seed": seed})


def _solve(scenario: Any, uncertainty: Any, time_limit: float, workers: Any, out: Path | None) -> Any:
    """Every draw, put down as it comes, on from those that were."""
    from planner.present.progress import StepsLine
    from planner.questions.stability.answer import Drawn
    from planner.questions.stability.answer import stability as work_out
    from planner.runs.checkpoint import Results, resume_key

    said = uncertainty.model_copy(update={"draws": 1})  # a draw is the same however many are asked for
    key = resume_key(replace(scenario, uncertainty=said).key())
    keys = {draw: f"{key}-{draw}" for draw in range(uncertainty.draws)}
    with Results(out, "draws.jsonl") as results:
        done = {
            draw: Drawn.model_validate(results.known[key])
            for draw, key in keys.items()
            if key in results.known
        }
        line = StepsLine(uncertainty.draws - len(done), "draws")

        def told(drawn: Drawn) -> None:
            if drawn.proved:
                results.put(keys[drawn.draw], drawn.model_dump(mode="json"))
            line.step()

        try:
            return work_out(
                scenario,
                uncertainty=uncertainty,
                time_limit=time_limit,
                workers=workers,
                done=done,
                told=told,
            )
        finally:
            line.close()


def _print(result: Any, scenario: Any, form: Format) -> None:
    from planner.questions.stability import document, tables

    if form is Format.table:
        write_tables(lambda console: tables.print_stability(result, scenario, console))
    elif form is Format.json:
        from planner.present.documents import as_json

        write_data(as_json(document.stability_document(result)))
    else:
        write_data(document.stability_csv(result, scenario))
