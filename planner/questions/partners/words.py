"""What an area could do alone and with others, in sentences."""

from planner.present.naming import names_in, type_of
from planner.present.numbers import about, each_costs, to_the_pound
from planner.questions.joint.answer import rules_against
from planner.questions.partners.answer import Partners
from planner.scenario.scenario import Scenario
from planner.sharing.gaps import links_of


def alone_sentence(partners: Partners, scenario: Scenario) -> str:
    """What the area could do by itself."""
    alone, name = partners.alone, scenario.areas.name(partners.area)
    if alone is None:
        told = f"{name} cannot fill a service of its own: too few young people are within reach."
        spare = " What is said of it alone is what one would cost it that is not full."
        return told + (spare if partners.options else "")
    each = each_costs(alone.cost, alone.covered)
    kind = "".join(f", type {kind}" for kind in type_of(alone.type, names_in(scenario)))
    cost = to_the_pound(alone.cost)
    but = "; but ".join(("", *rules_against(scenario, [partners.area])))
    return f"Alone {name} could support {about(alone.covered)} for {cost} a year ({each} each){kind}{but}."


def count_sentence(partners: Partners, scenario: Scenario) -> str:
    """How many joint services it could take part in, or why in none."""
    name = scenario.areas.name(partners.area)
    if not partners.found:
        return f"There is no joint service that {name} could take part in{_why_none(partners, scenario)}."
    shown = f"; the best {len(partners.options)} are shown" if len(partners.options) < partners.found else ""
    less = f"how much less {name} pays than alone"
    how = "young people reached who would not be alone" if partners.by == "reach" else less
    return f"{partners.found} joint services are possible, ranked by {how}{shown}."


def _why_none(partners: Partners, scenario: Scenario) -> str:
    """The rule by which an area can share no service with any other, where there is one."""
    rules, area = scenario.policy.rules, scenario.areas.position[partners.area]
    if partners.area in scenario.policy.closed:
        return f": {next(why for rule in rules for why in rule.against(scenario, [partners.area]))}"
    if max(kind.max_areas for kind in scenario.services.values()) == 1:
        return ": max_areas is 1 for every type of service in this scenario"
    near = {scenario.areas.codes[one] for one in links_of(scenario).neighbors(area)}
    if not near:
        return ": no link joins it to another area"
    closing = (rule.key for rule in rules if near <= rule.closes())
    return next((f": policy.{key} leaves out every area linked with it" for key in closing), "")


def below_nothing(partners: Partners, name: str) -> tuple[str, ...]:
    """Why an area is paid to take part, where it is: only shares by what each adds to the cost can be so."""
    if not any(option.share < -0.5 for option in partners.options):
        return ()
    return (
        f"Where its share is below 0 the others pay {name} to take part: to support as many of their own, "
        "some of them would pay less with it than without it.",
    )


def meaning(partners: Partners, name: str) -> str:
    """What the columns say."""
    return (
        f"Its own: supported in {name}. Extra: in areas with too few to fill the smallest team. Pays: the "
        f"share of {name} by the rule {partners.rule}. Alone: the least it would pay by itself to support as "
        "many of its own, or more. "
        "Stable: nobody in it would pay less without the others. planner joint shows one of them in full."
    )
