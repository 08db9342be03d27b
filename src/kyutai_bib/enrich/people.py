"""Who of the people in the file an author is: accents, initials and the order of names do not count.

Nobody is merged in doubt: where two people fit, or one fits nearly, the answer is a doubt and not a person.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from enum import IntEnum
from functools import cache
from typing import NamedTuple

from kyutai_bib.enrich.answer import Author
from kyutai_bib.model.name import Name, PersonName
from kyutai_bib.model.person import Person
from kyutai_bib.model.selection import folded

__all__ = ["Doubt", "Match", "Roster", "match", "same_authors", "same_person"]


class Match(NamedTuple):
    """The person that an author is, or those that they may be; neither for somebody new."""

    person: Person | None = None
    perhaps: tuple[Person, ...] = ()


class Doubt(NamedTuple):
    """An author who may be somebody known, or who stands twice among the authors: a line for people."""

    paper: str
    author: Author
    perhaps: tuple[Person, ...]
    twice: bool = False

    def __str__(self) -> str:
        if self.twice:
            return (
                f"{self.paper}: {self.author.name} stands twice among the authors: one person or two? Not merged"
            )
        known = " or ".join(f"{person.id} ({person.name})" for person in self.perhaps)
        return f"{self.paper}: is {self.author.name} the same as {known}? Not merged in doubt"


Decide = Callable[[Doubt], Person | None]
"""Asks somebody: gives the person, or `None` for somebody new."""


class _Fit(IntEnum):
    """How well an author fits a person."""

    NOT = 0
    NEARLY = 1
    BY_INITIALS = 2
    BY_NAME = 3
    WHOLLY = 4


class Roster:
    """The people of a file, and those who come new. `doubts` has whoever could not be decided."""

    def __init__(self, people: Mapping[str, Person], decide: Decide | None = None) -> None:
        self.people = dict(people)
        self.new: dict[str, Person] = {}
        self.doubts: list[Doubt] = []
        self._decide = decide
        self._decided: dict[tuple[Name, tuple[str, ...]], Person | None] = {}
        self._by_word: dict[str, dict[str, Person]] = {}
        for person in people.values():
            self._note(person)

    def resolve(self, paper: str, authors: Sequence[Author]) -> tuple[Person, ...] | None:
        """The authors as people, those not known added; `None` if one of them is in doubt."""
        found = _together(authors, [self._near(author) for author in authors])
        twins = _twins(authors, found)
        doubts = [
            Doubt(paper, author, one.perhaps, place in twins)
            for place, (author, one) in enumerate(zip(authors, found, strict=True))
            if one.perhaps or place in twins
        ]
        if doubts and self._decide is None:
            self.doubts += doubts
            return None
        people: list[Person] = []
        for place, (author, one) in enumerate(zip(authors, found, strict=True)):
            if place in twins:
                people.append(self._twin(paper, author, people[twins[place]]))
            else:
                people.append(self._person(paper, author, one))
        return tuple(dict.fromkeys(people))

    def add(self, author: Author) -> Person:
        """Somebody new, under an id that nobody has."""
        person = Person(_free_id(author.name, self.people), author.name, author.orcid)
        self.people[person.id] = self.new[person.id] = person
        self._note(person)
        return person

    def _note(self, person: Person) -> None:
        for word in _words(str(person.name)):
            self._by_word.setdefault(word, {})[person.id] = person

    def _near(self, author: Author) -> list[Person]:
        """Those who share a word of their names with the author: nobody else can be meant."""
        near: dict[str, Person] = {}
        for word in _words(str(author.name)):
            near |= self._by_word.get(word, {})
        return list(near.values())

    def _twin(self, paper: str, author: Author, first: Person) -> Person:
        """Somebody with the name of another author of the same paper; the answer is good for this paper alone."""
        person = self._decide(Doubt(paper, author, (first,), True)) if self._decide else None
        return person or self.add(author)

    def _person(self, paper: str, author: Author, found: Match) -> Person:
        if found.person is None and found.perhaps and self._decide is not None:
            case = author.name, tuple(person.id for person in found.perhaps)
            if case not in self._decided:
                self._decided[case] = self._decide(Doubt(paper, author, found.perhaps)) or self.add(author)
            return self._decided[case] or self.add(author)
        return found.person or self.add(author)


def match(author: Author, people: Iterable[Person]) -> Match:
    """The one person who fits best, unless another fits as well or the fit is too loose."""
    fits: dict[_Fit, list[Person]] = {}
    for person in people:
        fits.setdefault(_fit(author, person), []).append(person)
    for fit in (_Fit.WHOLLY, _Fit.BY_NAME, _Fit.BY_INITIALS):
        if fit in fits:
            return Match(fits[fit][0]) if len(fits[fit]) == 1 else Match(None, tuple(fits[fit]))
    return Match(None, tuple(fits.get(_Fit.NEARLY, ())))


def same_person(author: Author, person: Person) -> bool:
    """Whether a source and the file can mean the same person, at the same place in a list of authors."""
    return _fit(author, person) >= _Fit.BY_INITIALS


def same_authors(authors: Sequence[Author], people: Sequence[Person]) -> bool:
    """Whether the two lists name the same people in the same order."""
    return len(authors) == len(people) and all(map(same_person, authors, people))


def _together(authors: Sequence[Author], near: Sequence[Sequence[Person]]) -> list[Match]:
    """All authors of one paper, each with those near: two of them are never one person."""
    found = [match(author, people) for author, people in zip(authors, near, strict=True)]
    taken = [one.person.id for one in found if one.person]
    for place, one in enumerate(found):
        if one.person and taken.count(one.person.id) > 1 and _fit(authors[place], one.person) < _Fit.WHOLLY:
            found[place] = Match(None, (one.person,))
    return found


def _twins(authors: Sequence[Author], found: Sequence[Match]) -> dict[int, int]:
    """The places of authors who stand there a second time, with the place of the first.

    That is the same words in any order, or the same person of the file, unless ORCID iDs tell them apart.
    """
    twins: dict[int, int] = {}
    seen: dict[tuple[str, ...], list[int]] = {}
    for place, (author, one) in enumerate(zip(authors, found, strict=True)):
        signs = [("words", *sorted(_words(str(author.name)) or [str(author.name)]))]
        signs += [("person", one.person.id)] if one.person else []
        earlier = (before for sign in signs for before in seen.get(sign, ()))
        first = next((before for before in earlier if not _told_apart(author, authors[before])), None)
        if first is not None:
            twins[place] = first
            continue
        for sign in signs:
            seen.setdefault(sign, []).append(place)
    return twins


def _told_apart(author: Author, other: Author) -> bool:
    return bool(author.orcid and other.orcid and author.orcid != other.orcid)


def _fit(author: Author, person: Person) -> _Fit:
    if author.orcid and person.orcid and author.orcid == person.orcid:
        return _Fit.WHOLLY
    if author.orcid and person.orcid:
        return _Fit.NOT
    if not (isinstance(author.name, PersonName) and isinstance(person.name, PersonName)):
        return _Fit.WHOLLY if folded(str(author.name)) == folded(str(person.name)) else _Fit.NOT
    if _words(str(author.name)) == _words(str(person.name)):
        return _Fit.WHOLLY
    family, given = _words(person.name.whole_family), _words(person.name.given)
    return max(_fit_of_parts(given, family, *division) for division in _divisions(author))


def _divisions(author: Author) -> Iterator[tuple[list[str], list[str]]]:
    """Given and family names as the source divides them; every division, either order, where it does not."""
    assert isinstance(author.name, PersonName)  # noqa: S101
    if author.split:
        yield _words(author.name.given), _words(author.name.whole_family)
        return
    words = _words(str(author.name))
    yield [], words
    for cut in range(1, len(words)):
        yield words[:cut], words[cut:]
        yield words[cut:], words[:cut]


def _fit_of_parts(given: list[str], family: list[str], their_given: list[str], their_family: list[str]) -> _Fit:
    if not given or not their_given:
        return _Fit.NEARLY if family == their_family and given != their_given else _Fit.NOT
    if family == their_family or family[-1:] == their_family == family[1:]:
        return _fit_of_given(given, their_given)
    misspelt = (
        given[0] == their_given[0] and len(given[0]) > 1 and _misspelt(" ".join(family), " ".join(their_family))
    )
    return _Fit.NEARLY if misspelt else _Fit.NOT


def _fit_of_given(ours: list[str], theirs: list[str]) -> _Fit:
    if ours == theirs:
        return _Fit.WHOLLY
    if all(one[0] == other[0] and (one == other or 1 in (len(one), len(other)))
           for one, other in zip(ours, theirs, strict=False)):  # fmt: skip
        return _Fit.BY_NAME if ours[0] == theirs[0] and len(ours[0]) > 1 else _Fit.BY_INITIALS
    nickname = ours[0][:2] == theirs[0][:2] and (ours[0].startswith(theirs[0]) or theirs[0].startswith(ours[0]))
    close = nickname or _alike(ours[0], theirs[0], 0.8) or ours[0] == theirs[0]
    return _Fit.NEARLY if close else _Fit.NOT


def _misspelt(one: str, other: str) -> bool:
    """Long names that differ in a letter; of short ones that is another name."""
    return min(len(one), len(other)) > 4 and abs(len(one) - len(other)) < 3 and _alike(one, other, 0.85)


def _alike(one: str, other: str, least: float) -> bool:
    matcher = SequenceMatcher(None, one, other)
    return matcher.real_quick_ratio() >= least and matcher.quick_ratio() >= least and matcher.ratio() >= least


@cache
def _words(name: str) -> list[str]:
    return re.findall(r"[^\W_]+", re.sub(r"['’]", "", folded(name)))


def _free_id(name: Name, taken: Mapping[str, Person]) -> str:
    """The family name in small letters, with the given name where that is taken, then numbered."""
    family, given = (name.family, name.given) if isinstance(name, PersonName) else (name.literal, "")
    short = _id(family) or _id(str(name)) or "person"
    long = "-".join(filter(None, (short, _id(given))))
    for candidate in (short, long):
        if candidate not in taken:
            return candidate
    number = 2
    while f"{long}-{number}" in taken:
        number += 1
    return f"{long}-{number}"


def _id(text: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", folded(re.sub(r"['’]", "", text))))
