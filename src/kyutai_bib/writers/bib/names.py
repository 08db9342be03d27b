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
    return ", ".join([first, *(_part(part, escape) for part in (name.suffix, name.given) if part)])


def _family(family: str, has_others: bool, escape: Escape) -> str:
    """Braced where BibTeX would split it: a single name of several words, small words that are no particle.

    BibTeX also splits at a hyphen, and would make a particle of the "al" in al-Khwārizmī.
    """
    small = any(word[:1].islower() for word in re.split(r"[\s-]+", family)[:-1])
    splits = small or (not has_others and " " in family)
    return f"{{{escape(family)}}}" if splits else _part(family, escape)


def _part(part: str, escape: Escape) -> str:
    """A part that holds a comma or the word "and" would end the name there; braces keep it whole."""
    whole = "," in part or "and" in part.lower().split()
    return f"{{{escape(part)}}}" if whole else escape(part)
