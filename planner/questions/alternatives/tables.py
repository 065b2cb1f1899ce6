"""Alternatives as a table."""

from planner.plan.plan import Plan
from planner.present.naming import hub_first, names_of
from planner.present.numbers import Kind
from planner.present.proof import proof
from planner.present.rounding import apart
from planner.present.table import Column, Row, Table
from planner.present.told import Title, Told
from planner.present.words import caution, headline, over_years
from planner.questions.alternatives.answer import Alternatives
from planner.questions.alternatives.words import shared_sentence
from planner.questions.claims import near_sentence
from planner.questions.explain.answer import added


def alternatives_told(found: Alternatives) -> Told:
    """The best plan, how each other differs from it, and what all of them share."""
    yield Title(found.best.scenario)
    yield from (headline(found.best), "")
    if found.alternatives:
        yield others_table(found)
    yield from (shared_sentence(found), near_sentence(found), proof(found.best), caution(found.best))


def others_table(found: Alternatives) -> Table:
    """Each other plan, and in which services it differs from the best."""
    columns = (
        Column("Plan", short="#"),
        Column(over_years(found.best, "Supports"), Kind.PEOPLE),
        Column(over_years(found.best, "Fewer"), Kind.PEOPLE),
        Column("Spend", Kind.POUNDS, "Spend £"),
        Column("Funds instead (hub first)", wide=True),
        Column("Of the best plan's", wide=True),
    )
    rows: tuple[Row, ...] = tuple(
        (
            number,
            plan.coverage,
            apart(found.best.coverage, plan.coverage),
            plan.spend,
            _differing(found.best, plan),
            _differing(plan, found.best),
        )
        for number, plan in enumerate(found.alternatives, 1)
    )
    return Table("others", "Other plans nearly as good", columns, rows)


def _differing(before: Plan, after: Plan) -> str | None:
    """Services that one plan funds and another before it does not."""
    names = names_of(before, after)
    return "; ".join(hub_first(service, names) for service in added(before, after)) or None
