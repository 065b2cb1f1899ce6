"""What plans nearly as good have in common, in a sentence."""

from planner.present.naming import described, names_of
from planner.questions.alternatives.answer import Alternatives


def shared_sentence(found: Alternatives) -> str | None:
    """Which services all the plans fund."""
    if not found.alternatives:
        return None
    if not found.in_all:
        return f"No one service is in all of these {len(found.alternatives) + 1} plans."
    names = names_of(found.best)
    shared = [described(found.best.service(identity), names) for identity in found.in_all]
    return f"All of these {len(found.alternatives) + 1} plans fund {'; '.join(shared)}."
