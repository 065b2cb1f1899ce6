"""The draws of a stability run as they come, one a line of `draws.jsonl`."""

from dataclasses import replace
from pathlib import Path

from planner.questions.stability.answer import Drawn
from planner.runs.checkpoint import Checkpoint, resume_key
from planner.scenario.scenario import Scenario
from planner.scenario.schema import Uncertainty

NAME = "draws.jsonl"


def draws_log(folder: Path | None, scenario: Scenario, uncertainty: Uncertainty) -> Checkpoint[int, Drawn]:
    """Draws by their number: each is the same however many are asked for."""
    said = uncertainty.model_copy(update={"draws": 1})
    key = resume_key(replace(scenario, uncertainty=said).key())
    return Checkpoint(
        folder,
        NAME,
        key=lambda draw: f"{key}-{draw}",
        write=lambda _, drawn: drawn.model_dump(mode="json"),
        read=Drawn.model_validate,
    )
