"""What can be told of a scenario without solving it."""

from pydantic import Field

from planner.model.build import build_candidates
from planner.plan.part import Part
from planner.plan.plan import SCHEMA
from planner.questions.clashes.answer import unserved
from planner.questions.clashes.clash import Clash
from planner.questions.clashes.trials import trials_of
from planner.questions.validate.warnings import ScenarioWarning, warnings_of
from planner.scenario.scenario import Scenario


class Validation(Part):
    """A valid scenario's size, the rules that no plan can keep together, and what is legal and odd.

    `need` is young people a year, `candidates` the services that could be funded.
    """

    in_short = ("scenario", "areas", "links", "need", "candidates", "clashes", "warnings")

    schema_: int = Field(SCHEMA, alias="schema")
    scenario: str
    published: bool = False
    valid: bool = True
    areas: int
    links: int
    need: float
    candidates: int
    problems: tuple[str, ...] = ()
    """None: a scenario with problems cannot be made."""
    clashes: tuple[Clash, ...]
    warnings: tuple[ScenarioWarning, ...]


def validate(scenario: Scenario) -> Validation:
    """What to know of a scenario before it is solved; that it is valid is sure once it is made.

    Raises:
        TooManyCatchmentsError: when the areas have too many connected groups.
    """
    candidates = build_candidates(scenario)
    return Validation(
        scenario=scenario.name,
        areas=len(scenario.areas),
        links=len(scenario.links),
        need=float(scenario.areas.need.sum()),
        candidates=len(candidates),
        clashes=tuple(unserved(trials_of(candidates, seconds=None))),
        warnings=tuple(warnings_of(scenario)),
    )
