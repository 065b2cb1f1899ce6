"""The questions of the planner, a line each: its folder's name, which is the command's.

From here come the commands, what `planner report` and `planner rerun` read, and the manual's list.
"""

from importlib import import_module

from planner.questions.question import Question

NAMES = (
    "optimise",
    "frontier",
    "joint",
    "partners",
    "compare",
    "stability",
    "explain",
    "alternatives",
    "estimate",
    "validate",
)
"""In the order in which `planner --help` lists them."""
QUESTIONS: list[Question] = [import_module(f"planner.questions.{name}.command").QUESTION for name in NAMES]


def question_called(name: str) -> Question | None:
    """The question of a command; None where no question has one."""
    return next((one for one in QUESTIONS if one.name == name), None)
