"""What the draws show, in sentences."""

from planner.present.numbers import in_words, people
from planner.present.words import and_list
from planner.questions.claims import on_average, perfect_information
from planner.questions.stability.answer import Stability


def findings(result: Stability) -> tuple[str, ...]:
    """How the needs were drawn, what today's plan would support, and what knowing would be worth."""
    span = result.coverage
    known = "low to high" if result.spread is None else f"within {result.spread:.0%} of each estimate"
    return (
        f"Need was drawn {result.draws:,} times ({known}, 90 times in 100; {result.common:.0%} of the "
        f"variance common to all areas; seed {result.seed}).",
        f"Today's plan would support about {people(span.p5)} to {people(span.p95)} young people "
        f"(90% of draws), {people(result.mean_coverage)} on average. {on_average(result)}",
        perfect_information(result),
    )


def improving(result: Stability) -> str:
    """Whose estimates are worth improving, in a sentence."""
    if not result.worth_improving:
        return "No single area's estimate is worth improving by itself: it would not change the plan enough."
    told = and_list(f"{one.name} ({in_words(one.value)})" for one in result.worth_improving)
    return f"Estimates worth improving first, and the young people more it would bring: {told}."
