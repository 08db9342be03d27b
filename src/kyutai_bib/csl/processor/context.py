"""What an element knows while it is rendered: the item, the cite, the locale, and what was found so far."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from enum import IntFlag
from typing import TYPE_CHECKING

from kyutai_bib.csl.processor.characters import clean
from kyutai_bib.csl.processor.citation_labels import citation_label
from kyutai_bib.csl.processor.numbers import is_numeric
from kyutai_bib.csl.processor.output import Group, Node, Tag
from kyutai_bib.csl.processor.persons import Person
from kyutai_bib.csl.processor.terms import Locale
from kyutai_bib.csl.processor.work import NAME_VARIABLES, Work

if TYPE_CHECKING:
    from kyutai_bib.csl.processor.name_list import NameList
    from kyutai_bib.csl.processor.options import Options
    from kyutai_bib.csl.processor.shapes import Learnt

__all__ = ["Cite", "Context", "Distinction", "Position"]


class Position(IntFlag):
    """CSL 1.0.2, "Choose", `position`."""

    FIRST = 1
    SUBSEQUENT = 2
    IBID = 4
    IBID_WITH_LOCATOR = 8
    NEAR_NOTE = 16


@dataclass(slots=True)
class Cite:
    """One reference to an item in a citation."""

    id: str
    locator: str = ""
    label: str = "page"
    prefix: str = ""
    suffix: str = ""
    position: Position = Position.FIRST
    author_only: bool = False
    suppress_author: bool = False
    first_note: int = 0


@dataclass(slots=True)
class Distinction:
    """What disambiguation adds to the cites of an item.

    `shown` is the number of names by place of the name variable in the cite, `levels` how much of a given name is
    shown by (place, name): 1 for initials, 2 for all, 3 for initials without marks. `later` is how many names
    later cites show, by place: first ones show as many at least, and entries if `entries_follow`.
    """

    shown: dict[int, int] = field(default_factory=dict)
    levels: dict[tuple[int, int], int] = field(default_factory=dict)
    conditions: int = 0
    year_suffix: str = ""
    later: tuple[int, ...] = ()
    entries_follow: bool = False

    def copy(self) -> Distinction:
        return Distinction(dict(self.shown), dict(self.levels), self.conditions, self.year_suffix)


class Context:
    """Mutable, one for each cite or entry that is rendered."""

    __slots__ = (
        "called",
        "cite",
        "conditions",
        "depends",
        "distinction",
        "explicit_suffix",
        "filled",
        "in_bibliography",
        "learnt",
        "locale",
        "located",
        "names_place",
        "number",
        "options",
        "printed",
        "rendered_names",
        "sorting",
        "substituting",
        "suffix_done",
        "suppressed",
        "work",
        "written",
    )

    def __init__(
        self,
        work: Work,
        cite: Cite,
        locale: Locale,
        options: Options,
        distinction: Distinction,
        number: int,
        learnt: dict[int, Learnt],
        written: dict[Hashable, Node],
        *,
        in_bibliography: bool = False,
        sorting: bool = False,
    ) -> None:
        self.work = work
        self.cite = cite
        self.locale = locale
        self.options = options
        self.distinction = distinction
        self.number = number
        # What is known of items of this shape, and how often something did not depend on the shape alone.
        self.learnt = learnt
        self.depends = 0
        # Names that have been written before, in this document.
        self.written = written
        self.in_bibliography = in_bibliography
        self.sorting = sorting
        self.suppressed: set[str] = set()
        # How many variables were called, and how many of them had something to print.
        self.called = 0
        self.filled = 0
        # How many of these were texts and numbers of the item, not dates, labels or names.
        self.printed = 0
        # Whether the locator has been printed.
        self.located = False
        self.names_place = 0
        # (place of the name variable in the cite, its names, how many of them are shown, how they are written)
        self.rendered_names: list[tuple[int, list[Person], int, NameList]] = []
        self.suffix_done = False
        self.conditions = 0
        self.explicit_suffix = False
        # While a substitute is rendered: the variables it prints.
        self.substituting: set[str] | None = None

    def text(self, name: str) -> str:
        """A variable's text, of the item or of the cite; empty if it was printed as a substitute."""
        if self.is_suppressed(name):
            return ""
        special = _CITE_VARIABLES.get(name)
        if special is None:
            return self.work.text(name)
        self.depends += 1
        return special(self)

    def text_to_print(self, name: str) -> str:
        """As `text`; but a locator is there to be printed once, as in citeproc-js."""
        if name != "locator":
            return self.text(name)
        if self.located:
            self.depends += 1
            return ""
        text = self.text(name)
        self.located = bool(text)
        return text

    def has(self, name: str) -> bool:
        """Whether a variable has anything in it; one that was printed as a substitute still has."""
        special = _CITE_VARIABLES.get(name)
        if special is None or name == "citation-label":  # one that is only made up does not count
            return self.work.has(name)
        self.depends += 1
        return bool(special(self))

    def is_suppressed(self, name: str) -> bool:
        """Whether a variable was printed as a substitute, or in this one, or must not be for another reason."""
        found = name in self.suppressed or (self.substituting is not None and name in self.substituting)
        self.depends += found
        return found

    def is_numeric(self, name: str) -> bool:
        special = _CITE_VARIABLES.get(name)
        text = special(self) if special else self.work.text(name)
        self.depends += bool(special or text)
        return name not in NAME_VARIABLES and is_numeric(text)

    def is_english(self) -> bool:
        """CSL 1.0.2, "Non-English Items"."""
        language = self.work.language.lower()
        if self.options.english:
            return not language or language.startswith("en")
        return language.startswith("en")

    def is_turkish(self) -> bool:
        """Whether the item is in a language with an i and an ı."""
        return self.work.language.lower()[:2] in {"tr", "az"}

    def take_year_suffix(self) -> Node:
        """The year-suffix, once, for the first year that is printed unless the style places it itself."""
        suffix = self.distinction.year_suffix
        if not suffix or self.suffix_done or self.explicit_suffix:
            return ""
        self.suffix_done = True
        return Group([suffix], tag=Tag.YEAR_SUFFIX)


_CITE_VARIABLES: dict[str, Callable[[Context], str]] = {
    "citation-number": lambda ctx: str(ctx.number) if ctx.number else "",
    "locator": lambda ctx: clean(ctx.cite.locator),
    "first-reference-note-number": lambda ctx: str(ctx.cite.first_note) if ctx.cite.first_note else "",
    "year-suffix": lambda ctx: ctx.distinction.year_suffix,
    "citation-label": lambda ctx: ctx.work.text("citation-label") or citation_label(ctx.work),
}
