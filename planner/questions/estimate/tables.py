"""An estimate of need as tables."""

from planner.estimation.result import CountsIndicator, Estimate, SharesIndicator
from planner.present.numbers import Kind
from planner.present.rounding import adding_up, apart
from planner.present.table import Column, Row, Table
from planner.present.told import Told
from planner.questions.estimate.document import MODELLED
from planner.questions.estimate.words import headline, model_sentences, shares_sentences


def estimate_told(estimate: Estimate) -> Told:
    """The estimate for people: the headline, the areas by need, and the diagnostics in short."""
    yield from (headline(estimate), "")
    yield from (needs_table(estimate), indicators_table(estimate))
    told = shares_sentences(estimate) if estimate.model is None else model_sentences(estimate)
    yield from (*told, MODELLED)


def needs_table(estimate: Estimate) -> Table:
    """Need by area with its interval, most first; from counts also who is known, and how proactive it is."""
    areas = sorted(estimate.areas, key=lambda one: (-one.at_risk, one.area))
    columns = (
        Column("Area", wide=True),
        Column("At risk", Kind.PEOPLE, key="at_risk"),
        Column("Low", Kind.PEOPLE, key="low"),
        Column("High", Kind.PEOPLE, key="high"),
        Column("Known", Kind.PEOPLE, key="identified"),
        Column("Not known", Kind.PEOPLE, "Not\nknown", key="under_identified"),
        Column("Proactivity", Kind.FACTOR, key="proactivity"),
    )
    shown = adding_up([area.at_risk for area in areas])
    rows: tuple[Row, ...] = tuple(
        (
            area.name,
            at_risk,
            area.low,
            area.high,
            area.identified,
            None if area.identified is None else apart(at_risk, area.identified),
            area.proactivity,
        )
        for area, at_risk in zip(areas, shown, strict=True)
    )
    table = Table("needs", "Young people at risk a year, most first", columns, rows)
    return table if estimate.model else table.without("Known", "Not known", "Proactivity")


def indicators_table(estimate: Estimate) -> Table:
    """What each indicator does to the estimate."""
    return _of_counts(estimate) if estimate.model else _of_shares(estimate)


def _of_counts(estimate: Estimate) -> Table:
    columns = (
        Column("Indicator", wide=True),
        *(Column(one, Kind.FACTOR) for one in ("Factor", "Low", "High", "Unshrunk", "Inflation")),
    )
    rows: tuple[Row, ...] = tuple(
        (role.name, role.factor, role.low, role.high, role.unshrunk, role.inflation)
        for role in estimate.indicators
        if isinstance(role, CountsIndicator)
    )
    caption = "One standard deviation more of an indicator's rate multiplies the expected count by"
    return Table("indicators", caption, columns, rows)


def _of_shares(estimate: Estimate) -> Table:
    columns = (
        Column("Indicator", wide=True),
        Column("Weight", Kind.PERCENT),
        Column("Agreement with others", Kind.FACTOR, "Agreement\nwith others"),
        Column("Moved when left out", Kind.PERCENT, "Moved when\nleft out"),
    )
    rows: tuple[Row, ...] = tuple(
        (role.name, role.weight, role.agreement, role.moves)
        for role in estimate.indicators
        if isinstance(role, SharesIndicator)
    )
    return Table("indicators", "What each indicator does", columns, rows)
