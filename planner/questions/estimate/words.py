"""What an estimate of need says, in sentences."""

from planner.estimation.result import Estimate, Model
from planner.present.numbers import people, share
from planner.present.rounding import apart


def headline(estimate: Estimate) -> str:
    """How many are at risk, and how many of them are not identified."""
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


def shares_sentences(estimate: Estimate) -> tuple[str, ...]:
    """What the interval of an estimate from a total is of."""
    if len(estimate.indicators) < 2:
        return ()
    return (
        "Low and high are a 90% interval from how far the indicators disagree on an area's share; that the "
        "total is itself an estimate is not in them.",
    )


def model_sentences(estimate: Estimate) -> tuple[str, ...]:
    """How the model fits, in short."""
    model = estimate.model
    assert model is not None
    return (_practice(model), _frontier(estimate, model), _error(model), _most_influential(estimate))


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


def _most_influential(estimate: Estimate) -> str:
    most = max(estimate.areas, key=lambda area: (abs(area.influence or 0.0), area.area))
    return f"Most influential: {most.name}; without it the others' total moves by {most.influence:+.1%}."
