"""What is proved of a plan, in words: from its status, its bound and what was asked of it, and only here."""

import math
from collections.abc import Mapping, Sequence

from planner.plan.plan import Kind, Plan
from planner.present.numbers import pounds, to_the_pound
from planner.present.rounding import whole
from planner.present.words import anew

OF: dict[Kind, str] = {
    "free": "",
    "nested": "that keep every service of the budget before",
    "alternative": "that differ enough from those before it",
    "with": "with it in a new service",
    "without": "without it",
    "for_all": "that suit every scenario",
}
"""Of which plans a plan is the best; nothing where of all."""
EDITED = (
    "What is said of proof, of the bound and of money left is of the plan as it was made. Once a yellow cell "
    "is changed, figures are worked out anew and nothing is proved of them: another plan may then do better."
)
"""What a reader of a workbook that can be changed should know."""


def proved(plan: Plan) -> bool:
    """Whether no plan that does what was asked has a better objective than this one."""
    return plan.status == "optimal" and plan.gap is not None and plan.gap <= 1e-6


def proof(plan: Plan) -> str:
    """How good the plan is proved to be, or that there is none."""
    if not plan.has_plan:
        return no_plan(plan)
    of = OF[plan.asked.kind]
    named = f" of the plans {of}" if of else ""
    who = ("none of them" if of else "no plan") + f" within {_money(plan)} and these rules"
    if proved(plan):
        return f"Proved best{named}: {who} {_more(plan)}.{_cheaper(plan)}"
    told = f"Not proved best{named} ({_why(plan)})"
    short = plan.bound - plan.objective
    if not short < float("inf"):
        return f"{told}; how much better another could be is not shown."
    known = whole(plan.objective)
    further = math.ceil(
        round(max(short, plan.bound - known), 6)
    )  # true to the number shown and to the exact one
    most = f"at most {further:,}" if short >= 1 else "fewer than 1"
    return f"{told}: {who} {_more(plan, f'{known + further:,}')}, {most} more than this one."


def no_plan(plan: Plan) -> str:
    """That there is no plan, or that none was found."""
    amount = f"{pounds(plan.budget)}{' over the years' if plan.years is not None else ''}"
    if plan.status != "infeasible":
        return f"No plan for {amount} was found before the search stopped; there may be one."
    kept = " and every service of the budget before" if plan.asked.kind == "nested" else ""
    return f"No plan for {amount} keeps the rules{kept}."


def none_so(how: str, settled: bool) -> str:
    """That no plan made so, as with or without an area, keeps the rules: only where that is proved."""
    if settled:
        return f"{how} no plan keeps the budget and the rules."
    return f"{how} no plan was found before the search stopped; there may be one."


def unspent(plan: Plan) -> str | None:
    """What is left of the budget, where anything is, and why where that is proved."""
    left = plan.budget - plan.spend
    if left < 0.5:
        return None
    if plan.years:
        why = "no budget of one year can be spent in another"
        return f"{to_the_pound(left)} is left unspent over the years: {why}."
    told = f"{to_the_pound(left)} a year is left unspent"
    if not proved(plan) or plan.asked.kind not in ("free", "nested"):
        return f"{told}."
    beside = "beside the services it had to keep" if plan.asked.kind == "nested" else "here"
    return f"{told}: nothing it could buy {beside} {_more(plan)}."


def standing(plan: Plan) -> str:
    """How good the plan is proved to be, in a few words for a table."""
    if plan.status == "infeasible":
        return "no plan keeps the rules"
    if plan.status == "no_plan":
        return "no plan found in time"
    of = OF[plan.asked.kind]
    return f"{'' if proved(plan) else 'not '}proved best{f' of those {of}' if of else ''}"


def bound_named(plan: Plan) -> str:
    """What the plan's bound is a bound of."""
    of = OF[plan.asked.kind]
    return f"No objective of plans {of} is above" if of else "No plan's objective is above"


def standings(plans: Mapping[str, Plan], its: str) -> str:
    """Which of several plans, by name, are not proved best each for `its` scenario or budget, if any.

    All are of one kind.
    """
    of = next((f" of those {OF[plan.asked.kind]}" for plan in plans.values() if OF[plan.asked.kind]), "")
    told = []
    for what, named in (
        ("No plan keeps the rules for", [n for n, plan in plans.items() if plan.status == "infeasible"]),
        ("None was found in time for", [n for n, plan in plans.items() if plan.status == "no_plan"]),
        (f"Not proved best{of}", [n for n, plan in plans.items() if plan.has_plan and not proved(plan)]),
    ):
        told += [f"{what}: {', '.join(named)}."] if named else []
    if any(proved(plan) for plan in plans.values()):
        told.append(
            f"Every {'other ' if told else ''}plan is proved best for its {its}{',' if of else ''}{of}."
        )
    return " ".join(told)


def budgets_told(free: Sequence[Plan], nested: Sequence[Plan] = ()) -> list[str]:
    """How good the plans of several budgets are proved to be, free ones and those that keep what came before.

    The first of the latter has nothing to keep.
    """
    told = [standings({pounds(plan.budget): plan for plan in free}, "budget")]
    keeping = {pounds(plan.budget): plan for plan in nested[1:]}
    return [*told, standings(keeping, "budget")] if keeping else told


def _money(plan: Plan) -> str:
    return "these budgets" if plan.years is not None else "this budget"


def _more(plan: Plan, than: str = "") -> str:
    """`supports more`, or what counts in its place; more `than` a figure where one is given."""
    asked = plan.asked
    weighed = asked.weighed or asked.discounted
    how = [
        *(["as the policy weighs people"] if asked.weighed else []),
        *([anew(plan).removeprefix(", ")] if plan.years is not None else []),
        *(["with later years discounted"] if asked.discounted else []),
        *(["on average over the draws of need"] if asked.expected else []),
    ]
    verb = "counts for more" if weighed else "supports more"
    return ", ".join([f"{verb}{f' than {than}' if than else ''}", *how])


def _cheaper(plan: Plan) -> str:
    if plan.least_spend:
        return ""
    if plan.asked.gap > 0:
        return " Whether a cheaper one does as much was not looked for."
    return " Whether a cheaper one does as much was not settled in time."


def _why(plan: Plan) -> str:
    if plan.status == "optimal":
        return f"to within {100 * plan.asked.gap:g}%, as was asked"
    return f"the search stopped after {plan.run.seconds:.3g} s"
