"""`planner validate`: every check, without solving."""

from typing import TYPE_CHECKING

from planner.present.terminal import write_data
from planner.questions.options import Format, ScenarioPath
from planner.questions.question import Question
from planner.questions.request import Request

if TYPE_CHECKING:
    from planner.questions.validate.output import ValidateAnswer


def validate(request: Request, scenario: ScenarioPath) -> "ValidateAnswer":
    """Check a scenario and every file it names, without solving; warn of what is legal and odd."""
    from planner.errors import InputError
    from planner.questions.validate import answer
    from planner.questions.validate.output import ValidateAnswer
    from planner.scenario.read.variants import load_variants

    try:
        asked = load_variants(scenario)[0]
        return ValidateAnswer((asked,), answer.validate(asked))
    except InputError as error:
        if request.form is Format.json:
            from planner.present.documents import as_json

            problems = [vars(problem) for problem in error.problems]
            write_data(as_json({"schema": 1, "published": False, "valid": False, "problems": problems}))
        raise


QUESTION = Question(validate, publishes=False)
