"""Headings that belong to records of people: the planner reads counts by area and nothing about anybody."""

import re
from collections.abc import Iterable, Sequence

from planner.scenario.read.cells import loosely

_WHO = (
    r"(child(ren)?s?|young persons?|yps?|clients?|patients?|pupils?|students?|learners?|service users?|"
    r"victims?|perpetrators?|suspects?|parents|carers?|mothers?|fathers?|siblings?|persons?|"
    r"(social|key|case|allocated) ?workers?|referrers?)"
)
_SYSTEM = (
    r"(lcs|ics|mosaic|liquid ?logic|eclipse|care ?first|framework ?i|azeus|capita|swift|paris|systm ?one|"
    r"rio|emis|niche|pnc|custody|crime|nhs|social care|education|home office|asylum|passport)"
)
_NUMBER = r"(id|ids|identifier|no|num|number|ref|reference|reference number|urn|id number)"
_EVENT = (
    r"(referral|assessment|admission|incident|closure|discharge|disclosure|episode|death|missing episode|"
    r"arrest)"
)
_PERSONAL = [
    r"d ?o ?b( .*)?|date ?of ?birth( .*)?|birth ?da(te|y)|(year|month|country|place) of birth",
    r"(full|first|last|middle|given|family|fore|known|preferred|maiden|birth|legal|sur) ?names?|initials",
    rf"{_WHO} (full |first |last |sur|fore)?(name|initials)|name of {_WHO}|alias(es)?|known as",
    r"(unique )?(pupil|learner) (number|no|ref|reference|identifier)|upn|uln",
    r"nhs|ni (number|no)|nino|national insurance( (number|no))?",
    rf"{_SYSTEM} {_NUMBER}|(case|{_WHO}|referral|episode)( system)? {_NUMBER}",
    r"((home|current|previous|last known|residential|postal|placement|e ?mail|street) )?"
    r"address( line)?( \d)?",
    r"(home |full |placement )?post ?code|e ?mail|mobile|house (number|no)",
    r"(home |mobile |parents )(tele)?(phone|number)( number| no)?",
    r"(current )?school (attended|attending|name|placement)|(current|present) school|name of school",
    r"(current )?(school|education) (setting|placement)",
    r"(allocated |named )?(social|key|case) ?worker|case ?holder|lead professional|(name of )?gp( name)?",
    rf"date of {_EVENT}|{_EVENT} date|legal status|immigration status|(cp|lac) status",
]
PERSONAL = re.compile("|".join(_PERSONAL))
"""A whole heading, without regard to case and marks, that only a record of one person has."""
TRAITS = re.compile(
    r"sex( at birth)?|gender( identity)?|ethnicity|ethnic (group|origin|background|code)|religion|"
    r"nationality|sexual orientation|sexuality|first language"
)
"""Headings of records of people, and of published tables that count people of each kind."""
EVERYBODY = re.compile(
    r"(all )?(persons|people)|both( sexes)?|total|everyone|"
    r"all( (sexes|genders|ages|categories|ethnicities|ethnic groups|children|young people))?"
)
"""What stands in such a column of a published table beside people of all kinds together."""


def personal(headings: Iterable[str]) -> list[str]:
    """Headings that only a record of a person has."""
    return [heading for heading in headings if PERSONAL.fullmatch(loosely(heading))]


def is_trait(heading: str) -> bool:
    """Whether a column says what kind of people a row is about."""
    return TRAITS.fullmatch(loosely(heading)) is not None


def everybody(values: Sequence[str]) -> set[str]:
    """Those of some values that stand for people of all kinds together."""
    return {value for value in set(values) if EVERYBODY.fullmatch(loosely(value))}
