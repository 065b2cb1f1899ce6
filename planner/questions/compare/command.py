"""`planner compare`: scenarios side by side."""

from pathlib import Path
from typing import Annotated, Any

import typer

from planner.present.terminal import write_data, write_tables
from planner.questions.asked import hold, options_of
from planner.questions.options import (
    FROM_SHOWN,
    Debug,
    Form,
    Format,
    Publish,
    TimeLimit,
    check_published,
    say,
    share_of,
    stop_without_plan,
)
from planner.questions.output_options import Report, outputs, say_written
from planner.questions.work_options import ClusterOption, WorkersOption, workers_of


def compare(
    context: typer.Context,
    scenarios: Annotated[
        list[Path],
        typer.Argument(help="Scenario files (YAML), each with its variants.", metavar="SCENARIO..."),
    ],
    vary: Annotated[
        list[str] | None,
        typer.Option(help="A key and values for it, as budget=1m,2m; given again, every combination."),
    ] = None,
    robust: Annotated[
        bool, typer.Option("--robust", help="Also the one plan with the least worst regret over all.")
    ] = False,
    probabilities: Annotated[
        str | None,
        typer.Option(
            help="Also the one plan of best expected coverage: a share for each scenario, 0.5,0.3,0.2."
        ),
    ] = None,
    workers: WorkersOption = 1,
    cluster: ClusterOption = None,
    form: Form = Format.table,
    out: Annotated[
        Path | None,
        typer.Option(help="Folder for the comparison and the plans; one that was stopped goes on there."),
    ] = None,
    report: Report = None,
    time_limit: TimeLimit = 60.0,
    publish: Publish = False,
    debug: Debug = False,
) -> None:
    """Compare scenarios: what each plan does, what differs, and what each loses if another comes true."""
    del debug  # read by main
    shares = None if probabilities is None else _shares(probabilities)
    extra = outputs(report)
    if publish:
        check_published(out)
    asked = _load(scenarios, vary or [], publish)
    hold(context, out, asked)
    behind = extra.prepare_each(asked)
    result = _solve(asked, time_limit, workers_of(workers, cluster), None if publish else out)
    stop_without_plan(result.plans, "planner optimise says why", "scenario")
    rules = [*([None] if robust else []), *([shares] if shares is not None else [])]
    hedges = _hedges(asked, result, rules, time_limit)
    if publish:
        from planner.questions.publish import publish_comparison, publish_robust

        result, hedges = publish_comparison(result, asked), [publish_robust(one) for one in hedges]
    _print(result, hedges, asked, form)
    if out is not None:
        from planner.questions.compare.document import write_comparison

        write_comparison(out, result, hedges, asked, options_of(context))
        say(f"wrote {out}")
    if behind is not None:
        from planner.questions.compare.page import compare_page
        from planner.questions.outputs import write_page

        say_written(write_page(extra, compare_page(result, hedges, behind)))


def _shares(text: str) -> list[float]:
    return [
        share_of(one.strip(), "--probabilities") if one.strip() not in ("1", "100%") else 1.0
        for one in text.split(",")
    ]


def _load(paths: list[Path], vary: list[str], publish: bool) -> list[Any]:
    from planner.scenario.read.variants import load_variants, parse_vary

    try:
        grid = [parse_vary(text) for text in vary]
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--vary") from error
    asked = [one for path in paths for one in load_variants(path, grid, publish=publish)]
    if len(asked) < 2:
        raise typer.BadParameter("there is one scenario; give two, or variants, or --vary")
    for note in dict.fromkeys(f"{one.name}: {note}" for one in asked for note in one.notes):
        say(f"note: {note}")
    if publish:
        say(f"note: {FROM_SHOWN}")
    return asked


def _solve(asked: list[Any], time_limit: float, workers: Any, out: Path | None) -> Any:
    """Every scenario's plan, put down as it comes, on from those that were."""
    from planner.plan.plan import Plan
    from planner.present.progress import StepsLine
    from planner.questions.compare.answer import compare as put_side_by_side
    from planner.runs.checkpoint import Results, resume_key

    keys = [resume_key(one.key()) for one in asked]
    with Results(out, "plans.jsonl") as results:
        done = {
            place: Plan.model_validate(results.known[key])
            for place, key in enumerate(keys)
            if key in results.known
        }
        line = StepsLine(len(asked) - len(done), "scenarios")

        def told(place: int, plan: Plan) -> None:
            if plan.status in ("optimal", "infeasible"):
                results.put(keys[place], plan.model_dump(mode="json", by_alias=True))
            line.step()

        try:
            return put_side_by_side(asked, time_limit=time_limit, workers=workers, done=done, told=told)
        finally:
            line.close()


def _hedges(asked: list[Any], result: Any, rules: list[list[float] | None], time_limit: float) -> list[Any]:
    """One plan for all, or why there is none, by each rule: shares, or None for the least worst regret."""
    from planner.questions.compare.robust import robust as one_plan

    seconds = max(time_limit, 60.0) * 5
    return [one_plan(asked, result.plans, probabilities=shares, time_limit=seconds) for shares in rules]


def _print(result: Any, hedges: list[Any], asked: list[Any], form: Format) -> None:
    from planner.questions.claims import hedge_sentence
    from planner.questions.compare import document, tables
    from planner.questions.compare.robust import NoRobust

    if form is Format.table:
        write_tables(lambda console: tables.print_comparison(result, hedges, asked, console))
        return
    for one in hedges:
        if isinstance(one, NoRobust):
            say(hedge_sentence(one))
    if form is Format.json:
        from planner.present.documents import as_json

        write_data(as_json(document.comparison_document(result, hedges)))
    else:
        write_data(document.comparison_csv(result))
