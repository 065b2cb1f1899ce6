"""That other plans are as good, in words."""

from planner.plan.plan import Plan
from planner.text import listed

NAMES = 5
"""Areas to name before the rest are counted."""


def ties(plan: Plan) -> str | None:
    """That another plan is as good and leaves out areas of this one; nothing where none was found."""
    other = plan.settled
    if other is None or other.within > 0 or not other.left_out:
        return None
    names = {area.area: area.name for area in plan.areas}
    out = listed((names[code] for code in other.left_out), NAMES)
    asked = plan.asked
    as_many = "count for as much" if asked.weighed or asked.discounted else "support as many"
    verb = "takes" if len(other.left_out) == 1 else "take"
    money = "these budgets" if plan.years is not None else "this budget"
    return (
        f"Other plans within {money} {as_many}: in one of them {out} {verb} no part. The figures alone do "
        "not settle which areas are served."
    )
