"""Names as items have them, and their particles and suffixes (CSL 1.0.2, "Name Particles").

CSL-JSON may give particles and suffix apart or leave them in the family and given names, where this finds them:
lowercase words before the family name, lowercase words after the given name, a suffix after a comma.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from kyutai_bib.csl.processor.characters import clean

__all__ = ["Person", "persons"]

_LEADING = re.compile(
    r"^((?:(?:[^\W\d_A-ZÀ-ÖØ-Þ][^\s’'\-]*(?:[’'\-](?=[^\W\d_a-zß-öø-ÿ])|[’']?\s+)|[’'][a-z]+\s+)\s*)+)(?=\S)"
)
_TRAILING = re.compile(r"^(.*?\S)\s+((?:[’']?[^\W\d_A-ZÀ-ÖØ-Þ][^\s.]*+(?:\s++|$))+)$")
_SUFFIX = re.compile(r"^(.*?),(!?)\s+(.*)$")


class Person(NamedTuple):
    """A name; `literal` for one without parts."""

    family: str = ""
    given: str = ""
    dropping: str = ""
    non_dropping: str = ""
    suffix: str = ""
    comma_suffix: bool = False
    literal: str = ""
    static: bool = False


def persons(value: object) -> list[Person]:
    """The names of a CSL-JSON name variable; those without anything in them are left out."""
    if not isinstance(value, list | tuple):
        return []
    found = [_person(each) for each in value if isinstance(each, dict | Mapping)]
    return [person for person in found if person.family or person.literal]


def _text(value: object) -> str:
    if isinstance(value, str):
        return clean(value).strip()
    return clean(str(value)).strip() if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _person(parts: Mapping[str, object]) -> Person:
    family, given = parts.get("family"), parts.get("given")
    if len(parts) == 2 and isinstance(family, str) and isinstance(given, str):
        return _in_two_parts(family, given)  # most names, and many of them again and again
    return _in_parts(parts)


@lru_cache(maxsize=16384)
def _in_two_parts(family: str, given: str) -> Person:
    return _in_parts({"family": family, "given": given})


def _in_parts(parts: Mapping[str, object]) -> Person:
    known = {name: text for name, value in parts.items() if (text := _text(value))}
    family, given = known.get("family", ""), known.get("given", "")
    if not family:
        literal = known.get("literal", "")
        return Person(literal=literal) if literal else Person(family=given)
    dropping, non_dropping = known.get("dropping-particle", ""), known.get("non-dropping-particle", "")
    suffix = known.get("suffix", "")
    comma = bool(parts.get("comma-suffix"))
    if not suffix and (found := _SUFFIX.match(given)):
        given, comma, suffix = found[1], bool(found[2]), found[3]
    if len(family) > 1 and family[0] == family[-1] == '"':
        family = family[1:-1]
    elif not dropping and not non_dropping:
        family, given, dropping, non_dropping = _particles(family, given)
    return Person(family, given, dropping, non_dropping, suffix, comma, "", bool(parts.get("static-ordering")))


def _are_lower(words: str) -> bool:
    """Whether all words begin with a small letter; many scripts have none."""
    firsts = (next((letter for letter in word if letter.isalpha()), "") for word in words.split())
    return all(first.islower() for first in firsts)


def _particles(family: str, given: str) -> tuple[str, str, str, str]:
    """(family, given, dropping, non-dropping) of a name that has its particles in it."""
    dropping = non_dropping = ""
    found = _LEADING.match(family)
    if found and _are_lower(found[1]) and not (found[1][-1] in "-’'" and family[found.end()].islower()):
        non_dropping, family = found[1].rstrip(), family[found.end() :]
        if found[1].endswith(" ") and non_dropping[-1:] in "'’-":
            non_dropping += " "
    if (found := _TRAILING.match(given)) and _are_lower(found[2]):
        given, dropping = found[1], found[2].strip()
    return family, given, dropping, non_dropping
