"""What a frontier shows, in sentences."""

from planner.present.numbers import pounds, to_the_pound
from planner.questions.frontier.plateaus import Plateau


def plateau_sentence(plateau: Plateau) -> str:
    """Where more money buys nothing more, in words."""
    weighed = "counts for nothing more, as the policy weighs people"
    nothing = weighed if plateau.weighed else "supports nobody more"
    return (
        f"From {pounds(plateau.first)} to {pounds(plateau.last)} more money {nothing} "
        f"({to_the_pound(plateau.enough)} is enough): {plateau.why}."
    )
