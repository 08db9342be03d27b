"""Names as services write them: "Given Family" on one line, in capitals, family name first, numbered.

What is no name is not made into one: it would be a person in the file. arXiv's authors have, between them, signs
alone (the colon behind a collaboration), affiliations in brackets and TeX.
"""

from __future__ import annotations

import re

from kyutai_bib.enrich.answer import Author, BadAnswer
from kyutai_bib.enrich.texts import line
from kyutai_bib.latex import unescape
from kyutai_bib.model.name import PersonName, TeamName
from kyutai_bib.model.person import Orcid

__all__ = ["of_parts", "of_text", "unclear"]

_TEAM = re.compile(r"\b(team|collaboration|consortium|group|laboratory|labs?|initiative|project)\b", re.IGNORECASE)
_LOUD_PARTICLES = frozenset({"DE", "DI", "DA", "DU", "LE", "LA", "EL", "AL", "TE"})
"""Short words that belong to a family name in capitals."""
_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|I{2,3}|IV", re.ASCII)


def of_text(text: str) -> Author | None:
    """An author from a name in one string; which words are the family name is inferred.

    A comma or words in capitals tell; else it is the last word with the small words before it. `None` for signs
    alone. Raises `BadAnswer` for what is no name of somebody.
    """
    name = _bare(_plain(text))
    if not any(c.isalnum() for c in name):
        return None
    if _TEAM.search(name):
        return Author(TeamName(_ON_BEHALF.sub("", name)))
    _check(name)
    parts = [part for part in map(str.strip, name.split(",")) if part and not _DEGREE.fullmatch(part)]
    suffix = next((part for part in parts[1:] if _SUFFIX.fullmatch(part)), "")
    parts = [part for part in parts if part != suffix]
    if len(parts) == 2:
        return _person(parts[0], parts[1], suffix, split=True)
    if len(parts) != 1:
        raise _no_name(text)
    words = parts[0].split()
    if not suffix and len(words) > 2 and _SUFFIX.fullmatch(words[-1]):
        suffix = words.pop()
    return _person(*_divided(words), suffix, split=False)


def of_parts(family: str, given: str, suffix: str = "", orcid: str = "") -> Author | None:
    """An author from a source that tells the parts apart. Raises `BadAnswer` as `of_text` does."""
    family, given = _plain(family), _plain(given)
    if not any(c.isalnum() for c in family):
        return of_text(given)
    if "," in family + given:  # a suffix that stands in the wrong part
        author = of_text(", ".join(filter(None, (family, given))))
    else:
        _check(f"{given} {family}".strip())
        author = _person(family, given, line(suffix), split=True)
    return author and author._replace(orcid=_orcid(orcid))


def _plain(text: str) -> str:
    """One line without TeX."""
    name = line(text)
    return line(unescape(name)) if re.search(r"[\\{}]", name) else name


def _bare(name: str) -> str:
    """Without what stands around a name: marks of notes, a number of DBLP's, an affiliation, a title."""
    name = re.sub(r"[\s*∗†‡§¶]+$", "", name)
    name = re.sub(r"\s+0\d{3}$", "", name)
    if whole := re.fullmatch(r"\((.*)\)", name):
        return _ON_BEHALF.sub("", whole[1])
    name = re.sub(r"(?<=\S)\s*\([^()]*\)$", "", name)
    return re.sub(r"^(?:(?:Dr|Prof|Professor|Mrs?|Ms)\b\.?\s+)+(?=\S)", "", name)


def _check(name: str) -> None:
    """Raises `BadAnswer` for several people in one, an address, markup, a number."""
    several = re.search(r"\b(?:and|et al|others)\b|[;&/]", name)
    if several or len(name) > _LONGEST or not any(map(str.isalpha, name)) or _NO_SIGN.search(name):
        raise _no_name(name)


def _no_name(name: str) -> BadAnswer:
    return BadAnswer(f"sends {name.strip()[:40]!r} as an author, which is no name", again=False)


_ON_BEHALF = re.compile(r"^(?:for|on behalf of)\s+(?:the\s+)?", re.IGNORECASE)
_DEGREE = re.compile(r"Ph\.?\s?D\.?|M\.?D\.?|[MB]\.?Sc\.?|Dr\.?|Prof\.?")
_NO_SIGN = re.compile(r"[<>@|=\\{}$%#^~_]|[^\W\d_]\d|://")
_LONGEST = 200


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
