"""Names as BibTeX reads them: "Tame the BeaST", section 11 ("First von Last", and the forms with commas)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from kyutai_bib.model.name import Name, TeamName
from kyutai_bib.model.person import Person

__all__ = ["bib_names"]

Escape = Callable[[str], str]


def bib_names(people: Iterable[Person], escape: Escape) -> str:
    """The names joined by "and", family name first: never "and others"."""
    return " and ".join(_bib_name(person.name, escape) for person in people)


@lru_cache(maxsize=4096)
def _bib_name(name: Name, escape: Escape) -> str:
    if isinstance(name, TeamName):
        return f"{{{escape(name.literal)}}}"
    joined = name.whole_family == name.particle + name.family
    particle, family = ("", name.whole_family) if joined else (name.particle, name.family)
    last = _family(family, bool(name.given or name.suffix or particle), escape)
    first = f"{_part(particle, escape)} {last}" if particle else last
    if not (name.given or name.suffix):
        return first
    given = _part(name.given, escape) or "{}"
    return f"{first}, {_part(name.suffix, escape)}, {given}" if name.suffix else f"{first}, {given}"


def _family(family: str, has_others: bool, escape: Escape) -> str:
    """Braced where BibTeX would split it: a single name of several words, small words that are no particle.

    BibTeX also splits at a hyphen, and would make a particle of the "al" in al-Khwārizmī.
    """
    small = any(word[:1].islower() for word in re.split(r"[\s-]+", family)[:-1])
    splits = small or (not has_others and " " in family)
    return f"{{{escape(family)}}}" if splits else _part(family, escape)


def _part(part: str, escape: Escape) -> str:
    """Braces keep whole what would end a name or begin another: a comma, "and", "others", biber's "family=…"."""
    whole = "," in part or "=" in part or {"and", "others"} & set(part.lower().split())
    return f"{{{escape(part)}}}" if whole else escape(part)
