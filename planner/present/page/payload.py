"""What the script of a page draws and redraws, as data: every row once, however often it is shown."""

import json
from typing import Any

from planner.present.drawers.page import Drawn, page_table
from planner.present.page.blocks import Figure, Option, Page, Rows, Section


def payload(page: Page) -> dict[str, Any]:
    """The figures of a page and, where it has a switch, of each option what differs from the one shown.

    Rows of data and of tables stand in `pool`; everywhere else they are their places in it.
    """
    pool = _Pool()
    figures = [figure for section in page.every_section for figure in section.figures]
    said: dict[str, Any] = {
        "shared": {name: pool.places(rows) for name, rows in page.shared.items()},
        "figures": {
            one.id: {"spec": one.spec, "aspect": one.aspect, "data": _data(one, pool)} for one in figures
        },
    }
    if page.switch:
        base = {section.id: _told(section, pool) for section in page.switch.shown.sections}
        said["base"] = base
        said["series"] = [
            [{"label": option.label, "sections": _changes(option, base, pool)} for option in options]
            for options in page.switch.series.values()
        ]
    return {"pool": pool.rows, **said}


class _Pool:
    """Rows, each once."""

    def __init__(self) -> None:
        self.rows: list[Any] = []
        self._place: dict[str, int] = {}

    def places(self, rows: Rows | list[list[Drawn]]) -> list[int]:
        """Where these rows stand, put there if they are new."""
        return [self._of(row) for row in rows]

    def _of(self, row: object) -> int:
        key = json.dumps(row, allow_nan=False)
        if key not in self._place:
            self._place[key] = len(self.rows)
            self.rows.append(row)
        return self._place[key]


def _data(figure: Figure, pool: _Pool) -> dict[str, list[int]]:
    return {name: pool.places(rows) for name, rows in figure.data.items()}


def _told(section: Section, pool: _Pool) -> dict[str, Any]:
    return {
        "sentences": list(section.sentences),
        "facts": [[fact.what, fact.value] for fact in section.facts],
        "tables": {table.id: pool.places(page_table(table).rows) for table in section.tables},
        "figures": {one.id: {"alt": one.alt, "data": _data(one, pool)} for one in section.figures},
    }


def _changes(option: Option, base: dict[str, Any], pool: _Pool) -> dict[str, Any]:
    changed = {}
    for section in option.sections:
        told, before = _told(section, pool), base[section.id]
        changed[section.id] = {key: told[key] for key in told if told[key] != before[key]}
    return changed
