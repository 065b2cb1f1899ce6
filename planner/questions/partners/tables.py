"""Partners for one area as a table."""

from planner.present.naming import areas_at, names_in, type_of
from planner.present.numbers import Kind
from planner.present.table import Column, Row, Table
from planner.present.told import Title, Told
from planner.present.words import caution
from planner.questions.partners.answer import Partners
from planner.questions.partners.words import alone_sentence, below_nothing, count_sentence, meaning
from planner.scenario.scenario import Scenario


def partners_told(partners: Partners, scenario: Scenario) -> Told:
    """The options for people, the best first."""
    name = scenario.areas.name(partners.area)
    yield Title(partners.scenario)
    yield from (alone_sentence(partners, scenario), count_sentence(partners, scenario), "")
    if partners.options:
        yield options_table(partners, scenario)
        yield from (meaning(partners, name), *below_nothing(partners, name), caution(partners))


def options_table(partners: Partners, scenario: Scenario) -> Table:
    """The joint services that an area could take part in, what it would pay in each, and alone."""
    names = names_in(scenario)
    columns = (
        Column("Areas (hub first)", wide=True),
        Column("Supports", Kind.PEOPLE),
        Column("Its own", Kind.PEOPLE, "Its\nown"),
        Column("Extra", Kind.PEOPLE),
        Column("Cost a year", Kind.POUNDS, "£k"),
        Column("Pays", Kind.POUNDS, "Pays\n£k"),
        Column("Alone", Kind.POUNDS, "Alone\n£k"),
        Column("Stable"),
    )
    rows: tuple[Row, ...] = tuple(
        (
            areas_at(one.areas, one.hub, names, *type_of(one.type, names)),
            one.covered,
            one.own_covered,
            one.extra_covered or None,
            one.cost,
            one.share,
            one.share + one.saving,
            "yes" if one.stable else "no",
        )
        for one in partners.options
    )
    caption = f"Joint services for {scenario.areas.name(partners.area)}, a year, best first"
    return Table("options", caption, columns, rows)
