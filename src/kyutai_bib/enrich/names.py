"""Names as services write them: "Given Family" on one line, in capitals, family name first, numbered."""

from __future__ import annotations

import re

from kyutai_bib.enrich.answer import Author
from kyutai_bib.enrich.texts import line
from kyutai_bib.model.name import PersonName, TeamName
from kyutai_bib.model.person import Orcid

__all__ = ["of_parts", "of_text", "unclear"]

_TEAM = re.compile(r"\b(team|collaboration|consortium|group|laboratory|labs?|initiative|project)\b", re.IGNORECASE)
_LOUD_PARTICLES = frozenset({"DE", "DI", "DA", "DU", "LE", "LA", "EL", "AL", "TE"})
"""Short words that belong to a family name in capitals."""
_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|I{2,3}|IV", re.ASCII)


def of_text(text: str) -> Author | None:
    """An author from a name in one string; which words are the family name is inferred.

    A comma or words in capitals tell; else it is the last word with the small words before it.
    """
    name = re.sub(r"\s+0\d{3}$", "", line(text))  # DBLP numbers people of one name
    if not name:
        return None
    if _TEAM.search(name):
        return Author(TeamName(name))
    if "," in name:
        family, _, given = (part.strip() for part in name.partition(","))
        if _SUFFIX.fullmatch(given):
            return _person(*_divided(family.split()), given, split=False)
        return _person(family, given, split=True)
    words = name.split()
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    return _person(*_divided(words), suffix, split=False)


def of_parts(family: str, given: str, suffix: str = "", orcid: str = "") -> Author | None:
    """An author from a source that tells the parts apart."""
    family, given = line(family), line(given)
    if not family:
        return of_text(given)
    author = _person(family, given, line(suffix), split=True)
    return author and author._replace(orcid=_orcid(orcid))


def unclear(author: Author) -> bool:
    """Whether the division is a guess: three or more words, and no initial or particle to go by."""
    if author.split or isinstance(author.name, TeamName):
        return False
    given = author.name.given.split()
    return len(given) > 1 and not author.name.particle and not any(len(w.strip(".")) == 1 for w in given[1:])


def _divided(words: list[str]) -> tuple[str, str]:
    """Family and given names. Words in capitals beside others that are not are the family name."""
    loud = [word for word in words if _loud(word) or word in _LOUD_PARTICLES]
    loud = loud if any(map(_loud, loud)) else []
    if loud and len(loud) < len(words) and (words[: len(loud)] == loud or words[-len(loud) :] == loud):
        quiet = [word for word in words if word not in loud]
        particle = [word for word in quiet if word[0].islower()]
        return " ".join(particle + loud), " ".join(word for word in quiet if word not in particle)
    start = len(words) - 1
    while start > 1 and words[start - 1][0].islower():
        start -= 1
    return " ".join(words[start:]), " ".join(words[:start])


def _person(family: str, given: str, suffix: str = "", *, split: bool) -> Author | None:
    family, given = (family, given) if family else (given, "")
    if not family:
        return None
    particle, family = _particle(family)
    return Author(PersonName(_calm(family), _calm(given), particle, suffix), split)


def _particle(family: str) -> tuple[str, str]:
    words = family.split()
    count = 0
    while count < len(words) - 1 and words[count][0].islower():
        count += 1
    return " ".join(words[:count]), " ".join(words[count:])


def _loud(word: str) -> bool:
    letters = [c for c in word if c.isalpha()]
    return len(letters) > 2 and "." not in word and all(c.isupper() for c in letters)


def _calm(words: str) -> str:
    """Words in capitals with only their first letters large; initials stay."""
    calmed = (_calmed(word) if _loud(word) or word in _LOUD_PARTICLES else word for word in words.split())
    return " ".join(calmed)


def _calmed(word: str) -> str:
    return re.sub(r"[^\W\d_]+", lambda part: part[0][0] + part[0][1:].lower(), word)


def _orcid(text: str) -> Orcid | None:
    try:
        return Orcid.parse(text) if text else None
    except ValueError:
        return None
