"""What a page is made of: sections of sentences, facts, figures and tables.

A command that has something to show makes sections and hands them to `assemble.render`.
"""

from dataclasses import dataclass, field
from typing import Any

from planner.present.table import Table

ABOUT = "A plan for services for young people at risk of sexual exploitation"

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Figure:
    """A chart: a Vega-Lite specification over named data.

    `title` stands above it, `note` below it and, after that, `source`: whose data it shows. `data` are the
    rows of each name; names it leaves out are the page's `shared`. `alt` says in a sentence what the chart
    shows, `table` is the id of the table with its numbers. `aspect` is height over width of a map; a chart
    without one keeps the height it has. `least`: dots across below which it is scrolled and not shrunk.
    """

    id: str
    title: str
    alt: str
    table: str
    spec: dict[str, Any]
    data: dict[str, Rows]
    note: str = ""
    source: str = ""
    aspect: float | None = None
    least: int = 0


@dataclass(frozen=True)
class Fact:
    """A number that a reader should take away, with what it is."""

    what: str
    value: str


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it, in this order; `id` is unique on a page."""

    id: str
    heading: str
    sentences: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    figures: tuple[Figure, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class Option:
    """One of the results that a reader can choose to see.

    The sections of all options have the same ids, figures and tables: only text, rows and data differ.
    """

    label: str
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Switch:
    """A slider over options; where there are several `series` of them, a choice between these as well.

    `series` has by name the options of each, all of one length; the page opens on `first` of the first.
    Options in no order, such as scenarios, are better chosen from a list: `listed`.
    """

    label: str
    series: dict[str, tuple[Option, ...]]
    first: int = 0
    listed: bool = False

    @property
    def shown(self) -> Option:
        """The option that the page opens on."""
        return next(iter(self.series.values()))[self.first]


@dataclass(frozen=True)
class Page:
    """A title, the sections before the switch, the switch with its sections, and those after.

    `shared` are rows that several figures draw, by name; `about` is the line under the title, `foot` the one
    at the end of the page.
    """

    title: str
    sections: tuple[Section, ...]
    switch: Switch | None = None
    after: tuple[Section, ...] = ()
    shared: dict[str, Rows] = field(default_factory=dict)
    foot: str = ""
    about: str = ABOUT

    @property
    def every_section(self) -> tuple[Section, ...]:
        """The sections as the page opens, in order."""
        return (*self.sections, *(self.switch.shown.sections if self.switch else ()), *self.after)
