"""`planner validate`: every check, without solving."""

from pathlib import Path
from typing import Any

import typer

from planner.present.terminal import write_data, write_lines
from planner.questions.options import INFEASIBLE, Debug, Form, Format, ScenarioPath, say


def validate(scenario: ScenarioPath, form: Form = Format.table, debug: Debug = False) -> None:
    """Check a scenario and every file it names, without solving; warn of what is legal and odd."""
    del debug  # read by main
    from planner.errors import InputError

    try:
        document = _checked(scenario)
    except InputError as error:
        if form is Format.json:
            problems = [vars(problem) for problem in error.problems]
            _print({"schema": 1, "published": False, "valid": False, "problems": problems}, form)
        raise
    _print(document, form)
    if document["clashes"]:
        for clash in document["clashes"]:
            say(f"no plan can keep {' with '.join(clash['rules'])}; {clash['fix']}")
        raise typer.Exit(INFEASIBLE)


def _checked(path: Path) -> dict[str, Any]:
    from planner.questions.validate import answer
    from planner.scenario.read.variants import load_variants

    return answer.validate(load_variants(path)[0]).model_dump(mode="json")


def _print(document: dict[str, Any], form: Format) -> None:
    from planner.present.documents import as_json, rounded, rows_csv

    if form is Format.json:
        write_data(as_json(rounded(document)))
    elif form is Format.csv:
        write_data(rows_csv(document["warnings"], ["rule", "what", "fix"]))
    else:
        write_lines(
            f"{document['scenario']}: valid. {document['areas']} areas, {document['links']} links, an "
            f"estimated {document['need']:,.1f} young people at risk, {document['candidates']:,} services "
            "that could be funded.",
            *(f"warning: {odd['rule']}: {odd['what']}; {odd['fix']}" for odd in document["warnings"]),
        )
