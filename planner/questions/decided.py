"""What anybody may see of a run whose plans were made from the full needs."""

from dataclasses import replace
from pathlib import Path

from planner.runs.read import kept_scenario
from planner.scenario.scenario import Scenario

DECIDED = (
    "which services there are, and that they are the best, rests on needs as they are, not as they are "
    "shown: it may tell something of counts that are not"
)
"""What whoever reads of a plan made from the full needs, with numbers that are published, should know."""


def as_shown(folder: Path) -> Scenario:
    """The scenario of a run as anybody may see it, with a word on what its plans rest on."""
    scenario = kept_scenario(folder, publish=True)
    return replace(scenario, notes=(*scenario.notes, DECIDED))
