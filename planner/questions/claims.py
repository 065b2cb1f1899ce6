"""What is proved by several plans together, in words: one for all, those nearly as good, those of draws."""

from planner.present.numbers import in_words, no_less_than, no_more_than, people
from planner.present.proof import proved
from planner.present.rounding import apart
from planner.questions.alternatives.answer import Alternatives
from planner.questions.compare.robust import NoRobust, Robust
from planner.questions.stability.answer import Stability

AIMS = {"regret": "least worst regret", "expected": "best expected coverage"}
"""What the one plan for all is best at, by rule."""


def hedge_named(robust: Robust | NoRobust) -> str:
    """The one plan for all by what it is best at."""
    return f"One plan for all, of {AIMS[robust.rule]}"


def hedge_sentence(robust: Robust | NoRobust) -> str:
    """What the one plan for all is best at, and how well that is proved, or why there is none."""
    if isinstance(robust, NoRobust):
        if robust.status == "infeasible":
            return f"{hedge_named(robust)}: no plan keeps the budget and the rules of every scenario."
        return f"{hedge_named(robust)}: none was found before the search stopped; there may be one."
    weighed = " as the policy weighs people" if robust.plan.asked.weighed else ""
    if robust.rule == "regret":
        told = f"{in_words(robust.value)} young people fewer{weighed} at worst"
        bound = f"no plan that suits them all has less than {no_less_than(robust.bound)}"
    else:
        shares = ", ".join(f"{100 * share:g}%" for share in robust.probabilities or ())
        told = f"{in_words(robust.value)} young people{weighed}, at {shares} for the scenarios in their order"
        bound = f"no plan that suits them all has more than {no_more_than(robust.bound)}"
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


def on_average(result: Stability) -> str:
    """Whether another plan is better than today's on average over the draws, as far as that is proved."""
    best = people(result.best_mean_coverage)
    if result.plan.asked.weighed:
        return f"The plan best on average counts for {best}, as the policy weighs people."
    more = result.best_mean_coverage - result.mean_coverage
    if more >= 0.05:
        which = "The plan that is best on average" if result.best_mean_proved else "A plan was found that"
        further = in_words(apart(result.best_mean_coverage, result.mean_coverage))
        return f"{which} supports {further} more ({best}): set objective: expected to have it."
    if result.best_mean_proved and not more < 0:
        return "No other plan supports more on average over these draws."
    return "No plan was found that supports more on average; there may be one."


def information_value(result: Stability) -> float:
    """How many more the best plan for each draw supports than the one best on average, as both are shown."""
    best = result.best_mean_coverage
    return apart(best + result.value_of_perfect_information, best)


def perfect_information(result: Stability) -> str:
    """What it would be worth to know every need, with a word where not every plan is proved."""
    weighed = ", as the policy weighs people" if result.plan.asked.weighed else ""
    sure = "" if result.best_mean_proved and result.proved == result.draws else ", going by the plans found"
    worth = in_words(information_value(result))
    return f"To know every need beforehand would be worth {worth} more{weighed}{sure}."


def undecided(result: Stability) -> list[str]:
    """In how many draws the plan was not proved best, where there are any."""
    left = result.draws - result.proved
    return [f"In {left:,} draws the plan was not proved best in time."] if left else []
