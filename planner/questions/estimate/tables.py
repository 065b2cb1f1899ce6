"""An estimate of need as tables."""

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from planner.estimation.result import AreaNeed, CountsIndicator, Estimate, Model, SharesIndicator
from planner.present.drawers.terminal import plain_table
from planner.present.numbers import people, share
from planner.present.rounding import apart
from planner.questions.estimate.document import MODELLED

LACKING = "-"


def print_estimate(estimate: Estimate, console: Console) -> None:
    """The estimate for people: the headline, the areas by need, and the diagnostics in short."""
    counted = estimate.model is not None
    for sentence in (_headline(estimate), ""):
        console.print(escape(sentence), highlight=False)
    console.print(_areas_table(estimate.areas, counted))
    console.print(_counts_table(estimate) if counted else _shares_table(estimate))
    for sentence in (*(_model_sentences(estimate) if counted else _shares_sentences(estimate)), MODELLED):
        console.print(escape(sentence), highlight=False)


def _headline(estimate: Estimate) -> str:
    total = estimate.total
    where = f"in {len(estimate.areas)} areas"
    if estimate.model is None:
        return (
            f"{people(total.at_risk)} young people at risk, a total published elsewhere, shared out over "
            f"{len(estimate.areas)} areas by {len(estimate.indicators)} "
            f"indicator{'s' if len(estimate.indicators) > 1 else ''} ({_method(estimate.method)})."
        )
    assert estimate.identified is not None
    missing = total.at_risk - estimate.identified
    return (
        f"An estimated {people(total.at_risk)} young people are at risk {where} (90% interval "
        f"{people(total.low or 0.0)} to {people(total.high or 0.0)}); {estimate.identified:,} are "
        f"identified, so an estimated {people(apart(total.at_risk, estimate.identified))} "
        f"({share(missing, total.at_risk)}) are not."
    )


def _method(method: str) -> str:
    return "mean of shares" if method == "shares" else "first principal component"


def _areas_table(areas: tuple[AreaNeed, ...], counted: bool) -> Table:
    table = plain_table("Young people at risk a year, most first")
    table.add_column("Area", ratio=1, min_width=22)
    for heading in ("At risk", "Low", "High", *(("Known", "Not\nknown", "Proactivity") if counted else ())):
        table.add_column(heading, justify="right", no_wrap=True)
    for area in sorted(areas, key=lambda one: (-one.at_risk, one.area)):
        cells = [LACKING if one is None else people(one) for one in (area.at_risk, area.low, area.high)]
        if counted:
            cells += [f"{area.identified:,}", people(area.under_identified or 0.0), f"{area.proactivity:.2f}"]
        table.add_row(escape(area.name), *cells)
    return table


def _counts_table(estimate: Estimate) -> Table:
    table = plain_table("One standard deviation more of an indicator's rate multiplies the expected count by")
    table.add_column("Indicator", ratio=1, min_width=22)
    for heading in ("Factor", "Low", "High", "Unshrunk", "Inflation"):
        table.add_column(heading, justify="right", no_wrap=True)
    for role in estimate.indicators:
        assert isinstance(role, CountsIndicator)
        figures = (role.factor, role.low, role.high, role.unshrunk)
        cells = [LACKING if one is None else f"{one:.2f}" for one in figures]
        inflation = LACKING if role.inflation is None else f"{role.inflation:.1f}"
        table.add_row(escape(role.name), *cells, inflation)
    return table


def _shares_table(estimate: Estimate) -> Table:
    table = plain_table("What each indicator does")
    table.add_column("Indicator", ratio=1, min_width=22)
    for heading in ("Weight", "Agreement\nwith others", "Moved when\nleft out"):
        table.add_column(heading, justify="right", no_wrap=True)
    for role in estimate.indicators:
        assert isinstance(role, SharesIndicator)
        agreement = LACKING if role.agreement is None else f"{role.agreement:.2f}"
        moves = LACKING if role.moves is None else f"{role.moves:.1%}"
        table.add_row(escape(role.name), f"{role.weight:.1%}", agreement, moves)
    return table


def _shares_sentences(estimate: Estimate) -> tuple[str, ...]:
    if len(estimate.indicators) < 2:
        return ()
    return (
        "Low and high are a 90% interval from how far the indicators disagree on an area's share; that the "
        "total is itself an estimate is not in them.",
    )


def _model_sentences(estimate: Estimate) -> tuple[str, ...]:
    model = estimate.model
    assert model is not None
    return (_practice(model), _frontier(estimate, model), _error(model), _swayed(estimate))


def _practice(model: Model) -> str:
    more = "more" if model.family != "Poisson" else "no more"
    return (
        f"Counts vary by {more} than chance around what is expected (score test {model.statistic:.1f}, "
        f"p = {_p(model.p_value)}): {model.family}, effects shrunk to {model.freedom:.1f} parameters."
    )


def _p(value: float) -> str:
    return "below 0.001" if value < 0.001 else f"{value:.3f}"


def _frontier(estimate: Estimate, model: Model) -> str:
    most = sorted(estimate.areas, key=lambda area: (-(area.proactivity or 0.0), area.area))
    leaders = [area for area in most if (area.proactivity or 0.0) >= model.frontier] or most[:1]
    named = ", ".join(f"{area.name} ({area.proactivity:.2f})" for area in leaders[:5])
    totals = ", ".join(f"{people(total)} at {one:g}" for one, total in model.totals_by_quantile.items())
    who = f"At or nearest it: {named}. " if model.frontier > 1 else ""
    return (
        f"The proactive frontier is {model.frontier:.2f} times ordinary practice, above {model.quantile:.0%} "
        f"of areas. {who}The total by --proactivity: {totals}."
    )


def _error(model: Model) -> str:
    return (
        f"An area's count is foretold from the others to within {model.left_out_error:,.1f} on average "
        f"({model.by_population_error:,.1f} by population alone)."
    )


def _swayed(estimate: Estimate) -> str:
    most = max(estimate.areas, key=lambda area: (abs(area.influence or 0.0), area.area))
    return f"Most influential: {most.name}; without it the others' total moves by {most.influence:+.1%}."
