"""Which hit of a search by title is the paper that was asked about."""

from __future__ import annotations

import re

from kyutai_bib.enrich.answer import Author, Question
from kyutai_bib.model.name import PersonName
from kyutai_bib.model.selection import folded

__all__ = ["TitleSearch", "bare", "by_the_same", "families_of", "same_title"]


class TitleSearch:
    """What searches by title have in common as a `Source`: one title a request, for published versions only."""

    batch = 1
    published = True

    def knows(self, question: Question) -> bool:
        return bool(bare(question.title))


def bare(title: str) -> str:
    """A title as its letters and digits alone: what services agree on."""
    return " ".join(re.findall(r"[^\W_]+", folded(title)))


def families_of(authors: tuple[Author, ...]) -> frozenset[str]:
    """The last words of the names, without accents and case: families, whoever divides them."""
    return frozenset(_last(author) for author in authors)


def same_title(question: Question, title: str) -> bool:
    return bare(title) == bare(question.title)


def by_the_same(question: Question, authors: tuple[Author, ...]) -> bool:
    """At least half of the authors in common: a title alone may be another paper's."""
    shared = question.families & families_of(authors)
    return bool(shared) and len(shared) * 2 >= min(len(question.families), len(authors))


def _last(author: Author) -> str:
    name = author.name
    words = folded(name.family if isinstance(name, PersonName) else name.literal).replace("-", " ").split()
    return words[-1] if words else ""
