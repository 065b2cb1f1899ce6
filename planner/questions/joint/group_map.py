"""The map of a group of areas that would share a service: hub, links between them, and what lacks."""

from typing import Any

import altair as alt

from planner.present.charts.geography import Geography
from planner.present.charts.maps import BORDER, Rows, discs, fitted, flat, lines, shapes_with
from planner.present.charts.palette import INK, NO_SERVICE
from planner.present.charts.theme import specification
from planner.present.numbers import people, pounds
from planner.present.rounding import adding_up
from planner.questions.joint.answer import Joint
from planner.questions.joint.tables import CONNECTING, MEMBER
from planner.scenario.scenario import Scenario

MISSING = "#B30000"
LAND, CROSSING = "land", "crossing"


def links_of(joint: Joint, scenario: Scenario, geography: Geography) -> list[tuple[str, str, str]]:
    """Pairs of the group's codes that could share a service, each with its kind of link, sorted."""
    codes = scenario.areas.codes
    pairs = sorted((codes[a], codes[b]) for a, b in scenario.links.tolist())
    return [
        (a, b, CROSSING if (a, b) in geography.crossings else LAND)
        for a, b in pairs
        if a in joint.areas and b in joint.areas
    ]


def connecting_areas_of(joint: Joint) -> tuple[str, ...]:
    """Codes of areas that would connect the group: every one that would do alone, else the first set."""
    if joint.closed_by and len(joint.closed_by[0]) == 1:
        return tuple(one[0] for one in joint.closed_by)
    return joint.closed_by[0] if joint.closed_by else ()


def group_data(joint: Joint, scenario: Scenario, geography: Geography) -> dict[str, Rows]:
    """All that the map draws, by name; `geography` is the part of the map around the group."""
    kinds = links_of(joint, scenario, geography)
    name = scenario.areas.name
    return {
        "nearby": geography.areas,
        "areas": _areas(joint, scenario, geography),
        "catchments": [geography.outline(joint.areas)],
        "land": [geography.line(a, b) for a, b, kind in kinds if kind == LAND],
        "crossings": [
            geography.line(a, b, link=f"{name(a)} – {name(b)}") for a, b, kind in kinds if kind == CROSSING
        ],
        "missing": [geography.line(a, b) for a, b in joint.missing_links],
        "marks": _marks(joint, geography),
    }


def _areas(joint: Joint, scenario: Scenario, geography: Geography) -> Rows:
    """A row for each area on the map; only those of the group have numbers, in words."""
    connecting = connecting_areas_of(joint)
    rows = []
    for code in map(str, geography.shapes.index):
        row: dict[str, Any] = {"area": code, "name": scenario.areas.name(code), "member": False}
        row["colour"] = CONNECTING if code in connecting else NO_SERVICE
        if code in joint.areas:
            row |= {"member": True, "colour": MEMBER, **_told(joint, code)}
        rows.append(row)
    return rows


def _told(joint: Joint, code: str) -> dict[str, str]:
    alone = joint.alone[code]
    told = {"need": _shown(joint, joint.need, code), "alone": people(alone.covered) if alone else "none"}
    if joint.joint:
        told |= {
            "joint": _shown(joint, joint.supported, code),
            "cost": pounds(round(joint.standalone_cost[code])),
        }
    return told


def _shown(joint: Joint, counts: dict[str, float], code: str) -> str:
    """A count of an area as the table has it, where those of all areas add up."""
    shown = adding_up([counts[one] for one in joint.areas])
    return people(shown[joint.areas.index(code)])


def _marks(joint: Joint, geography: Geography) -> Rows:
    hub = joint.joint.hub if joint.joint else None
    return [
        {
            "x": geography.points[code][0],
            "y": geography.points[code][1],
            "number": str(number),
            "name": joint.names[code],
            "hub": code == hub,
        }
        for number, code in enumerate(joint.areas, 1)
    ]


def group_map(shared: bool) -> dict[str, Any]:
    """The map as a specification; data those of `group_data`. `shared`: whether there is a joint service."""
    fills = _shapes().mark_geoshape(stroke=BORDER, strokeWidth=0.8)
    fills = fills.encode(color=alt.Color("colour:N", scale=None))
    joins = [
        lines("land", "#FFFFFF", 5.0), lines("land", INK, 2.2),
        lines("crossings", "#FFFFFF", 5.0), lines("crossings", INK, 2.2, [5, 3]),
        lines("missing", "#FFFFFF", 5.0), lines("missing", MISSING, 2.4, [1, 4]),
    ]  # fmt: skip
    outline = [lines("catchments", INK, 2.6)] if shared else []
    return specification(flat(alt.layer(fills, *outline, *joins, *discs(), *_names(), *_hover(shared))))


def _shapes() -> alt.Chart:
    return shapes_with(["name", "member", "colour", "need", "alone", "joint", "cost"], data="nearby")


def _names() -> list[alt.Chart]:
    """Names under the discs, over a white rim so that they read on any line."""
    base = alt.Chart(alt.NamedData(name="marks")).encode(longitude="x:Q", latitude="y:Q", text="name:N")
    size = fitted(13, least=10)
    rim = base.mark_text(baseline="top", dy=12, stroke="#FFFFFF", strokeWidth=4, strokeJoin="round")
    words = base.mark_text(baseline="top", dy=12, color=INK)
    return [rim.encode(size=size), words.encode(size=size)]


def _hover(shared: bool) -> list[alt.Chart]:
    parts = [("name", "Area"), ("need", "Need"), ("alone", "Alone supports")]
    parts += [("joint", "Together supports"), ("cost", "As many alone, a year")] if shared else []
    members, others = (
        _shapes().transform_filter(which).mark_geoshape(fill="transparent", stroke=None)
        for which in ("datum.member", "!datum.member")
    )
    return [
        members.encode(tooltip=[alt.Tooltip(f"{field}:N", title=title) for field, title in parts]),
        others.encode(tooltip=[alt.Tooltip("name:N", title="Area")]),
    ]
