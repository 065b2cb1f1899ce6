"""What is proved by several plans together, in words: one plan for all, and plans nearly as good."""

from planner.analyse.alternatives import Alternatives
from planner.analyse.robust import Robust
from planner.report.proof import proved
from planner.report.words import people

AIMS = {"regret": "least worst regret", "expected": "best expected coverage"}
"""What the one plan for all is best at, by rule."""


def hedge_named(robust: Robust) -> str:
    """The one plan for all by what it is best at."""
    return f"One plan for all, of {AIMS[robust.rule]}"


def hedge_sentence(robust: Robust) -> str:
    """What the one plan for all is best at, and how well that is proved."""
    weighed = " as the policy weighs people" if robust.plan.asked.weighed else ""
    if robust.rule == "regret":
        told = f"{people(robust.value)} young people fewer{weighed} at worst"
        bound = f"no plan that suits them all has less than {people(robust.bound)}"
    else:
        shares = ", ".join(f"{100 * share:g}%" for share in robust.probabilities or ())
        told = f"{people(robust.value)} young people{weighed}, at {shares} for the scenarios in their order"
        bound = f"no plan that suits them all has more than {people(robust.bound)}"
    if robust.status == "optimal":
        return f"{hedge_named(robust)}: {told} (proved best)."
    if robust.value != robust.value:
        return f"{hedge_named(robust)}: {told} (not proved best)."
    beside = " next to the plans found for each" if robust.rule == "regret" else ""
    return f"{hedge_named(robust)}: {told} (not proved best: {bound}{beside})."


def near_sentence(found: Alternatives) -> str:
    """Whether the plans nearly as good are proved to be all there are, or the best of those there are."""
    near = f"within {100 * found.within:g}%"
    if not found.complete or not proved(found.best):
        return "The search stopped at its time limit: there may be better alternatives than these, and more."
    if not found.alternatives:
        return f"No other plan {near} of the best differs in {found.differ} services or more; that is proved."
    return (
        f"Each differs from all before it in at least {found.differ} of its services, is {near} of the best, "
        "and is proved the best of those left."
    )
