"""New papers from ids: what was typed, the key, whether the work is there already."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import NamedTuple

from kyutai_bib.enrich.answer import Answer, Author, Question, Source
from kyutai_bib.enrich.ask import Desk
from kyutai_bib.enrich.hits import bare, families_of
from kyutai_bib.enrich.names import unclear
from kyutai_bib.enrich.people import Roster, match
from kyutai_bib.enrich.published import Proposal, new_version, venue_of
from kyutai_bib.enrich.sources import ARXIV, CROSSREF, DATACITE
from kyutai_bib.enrich.survey import arxiv_answers, with_divisions
from kyutai_bib.errors import BadValue
from kyutai_bib.model.arxiv_id import ArxivId
from kyutai_bib.model.change import Changes
from kyutai_bib.model.doi import Doi
from kyutai_bib.model.kind import Kind
from kyutai_bib.model.library import Library
from kyutai_bib.model.name import PersonName
from kyutai_bib.model.paper import Paper, Version
from kyutai_bib.model.person import Person
from kyutai_bib.model.rich_text import Mark, Title
from kyutai_bib.model.selection import folded

__all__ = ["Newcomers", "answers_to", "newcomers", "question_of"]

_SMALL = re.compile(
    "an?|the|on|of|for|in|to|and|or|with|from|by|at|as|is|are|be|via|into|over|towards?|how|what|why|when|do|does|can"
    "|using|new|novel"
)
"""Words that say nothing of a title."""


class Newcomers(NamedTuple):
    """What to add, and a line for each that cannot be."""

    changes: Changes
    refused: tuple[str, ...]


def question_of(word: str) -> Question:
    """From an arXiv id, a DOI or an address of either. Raises `BadValue`."""
    with suppress(ValueError):
        return Question(word, arxiv=ArxivId.parse(word))
    found = re.search(r"10\.\d{4,9}(?:\.\d+)*/[^\s?#]+", word)
    with suppress(ValueError):
        return Question(
            word, doi=Doi.parse(found[0] if found and "://" in word and "doi.org" not in word else word)
        )
    raise BadValue(
        f"{word!r} is no arXiv id and no DOI; write 2410.00037, https://arxiv.org/abs/2410.00037 or 10.1145/…"
    )


def answers_to(
    desk: Desk, questions: Sequence[Question], library: Library, sources: Sequence[Source]
) -> dict[Question, Answer]:
    """What arXiv and Crossref say; DataCite where a name of somebody new cannot be divided, or arXiv is away."""
    answers = arxiv_answers(desk, [q for q in questions if q.arxiv]) if ARXIV in sources else {}
    if CROSSREF in sources:
        answers |= desk.ask(CROSSREF, questions)
    if DATACITE not in sources:
        return answers
    people = library.people.values()

    def open_(question: Question) -> bool:
        known = answers.get(question)
        return known is None or any(unclear(a) and match(a, people).person is None for a in known.authors)

    other = desk.ask(DATACITE, [question for question in questions if question.arxiv and open_(question)])
    for question, answer in other.items():
        if question in answers:
            answers[question] = _completed(answers[question], answer)
        elif answer.title and answer.authors and answer.date:
            answers[question] = answer
    return answers


def _completed(answer: Answer, other: Answer) -> Answer:
    """arXiv's answer with names divided as DataCite has them, and the notice that only one of them may have."""
    answer = answer._replace(authors=with_divisions(answer.authors, [other.authors]))
    return answer._replace(abstract=None, withdrawn=other.withdrawn) if other.withdrawn else answer


def newcomers(
    library: Library, answers: Mapping[Question, Answer], roster: Roster, tags: Sequence[str], key: str = ""
) -> Newcomers:
    """The papers to add. Works that are there already, and those with an author in doubt, are refused."""
    papers: dict[str, Paper] = {}
    venues = dict(library.venues)
    refused: list[str] = []
    for question, answer in answers.items():
        so_far = Library((*library.papers, *papers.values()), library.people, venues)
        if lacking := _lacking(answer):
            refused.append(f"{question.label}: {answer.source} gives no {lacking}")
        elif there := _already(so_far, question, answer):
            refused.append(f"{question.label}: is in the file already, as {there}")
        elif (authors := roster.resolve(question.label, answer.authors)) is not None:
            name = key or free_key(so_far, answer, authors)
            version, paper = (
                _version(so_far, question, answer),
                Paper(name, answer.title or Title(()), authors, ()),
            )
            if version.venue:
                venues[version.venue.id] = version.venue
            papers[name] = paper._replace(versions=(version,), abstract=answer.abstract, tags=tuple(tags))
    refused += [str(doubt) for doubt in roster.doubts]
    new_venues = tuple(venue for id_, venue in venues.items() if id_ not in library.venues)
    return Newcomers(
        Changes(papers=tuple(papers.values()), people=tuple(roster.new.values()), venues=new_venues),
        tuple(refused),
    )


def _lacking(answer: Answer) -> str:
    needed: dict[str, object] = {"title": answer.title, "authors": answer.authors, "date": answer.date}
    if answer.kind in (Kind.CONFERENCE, Kind.JOURNAL, Kind.CHAPTER):
        needed["venue"] = answer.published.venue if answer.published else ""
    return " and no ".join(name for name, value in needed.items() if not value)


def _already(library: Library, question: Question, answer: Answer) -> str:
    """The key of the work, by any of its arXiv ids and DOIs, or by its title and authors."""
    dois = {doi.folded for doi in (question.doi, answer.published.doi if answer.published else None) if doi}
    bases = {arxiv.base for arxiv in (question.arxiv, answer.arxiv) if arxiv}
    title = bare(answer.title.words) if answer.title else ""
    for paper in library:
        for version in paper.versions:
            record = paper.record(version)
            if (version.arxiv and version.arxiv.base in bases) or (version.doi and version.doi.folded in dois):
                return paper.key
            families = families_of(tuple(Author(person.name) for person in record.authors))
            if bare(record.title.words) == title and families & families_of(answer.authors):
                return paper.key
    return ""


def _version(library: Library, question: Question, answer: Answer) -> Version:
    if question.arxiv:
        arxiv, date, updated = question.arxiv, answer.date, answer.updated
        if arxiv.version:
            date, updated = updated or date, None
        return Version(Kind.PREPRINT, arxiv=arxiv, classes=answer.classes, date=date, updated=updated)
    there = answer.published
    if there is None or not there.venue:
        publisher = there.publisher if there else ""
        return Version(
            answer.kind,
            date=answer.date,
            doi=question.doi,
            publisher=publisher if answer.kind is Kind.BOOK else "",
            institution=publisher if answer.kind is Kind.REPORT else "",
        )
    venue = venue_of(there, library)
    proposal = Proposal(question.label, there, None, (), answer.source, answer.day)
    return new_version(proposal, Paper("", Title(()), (), ()), venue)


def free_key(library: Library, answer: Answer, authors: Sequence[Person]) -> str:
    """The lab's pattern: its prefix (else the first author's family name), the year, a word of the title."""
    year = answer.date.year if answer.date else ""
    words = _words(answer.title or Title(()))
    stem = f"{_prefix(library) or _family(authors[0])}{year}"
    taken = {key.casefold() for paper in library for key in (paper.key, *paper.aliases)}
    candidates = [stem + words[0]] if words else [stem]
    candidates += ["".join((stem, *words[:count])) for count in (2, 3)]
    candidates += [f"{candidates[0]}{letter}" for letter in "bcdefghijklmnopqrstuvwxyz"]
    candidates += [f"{candidates[0]}{number}" for number in range(2, len(taken) + 3)]
    return next(key for key in candidates if key and key not in taken)


def _prefix(library: Library) -> str:
    """What at least half of the keys begin with, before a year."""
    starts = Counter(
        match[1] for paper in library if (match := re.match(r"([a-z]+)(?:19|20)\d\d[a-z]", paper.key))
    )
    for start, count in starts.most_common(1):
        if count * 2 >= len(library) and count > 1:
            return start
    return ""


def _words(title: Title) -> list[str]:
    """The word that a paper goes by first: a name before a colon, else a protected word; then the others."""
    text = title.words
    name = re.match(r"([\w-]+)\s*:", text)
    named = [name[1]] if name else [run.text for run in title.runs if run.mark is Mark.PROTECTED][:1]
    rest: Iterable[str] = (word for word in re.findall(r"[\w]+", text) if not _SMALL.fullmatch(folded(word)))
    keys = [re.sub(r"[^a-z0-9]", "", folded(word)) for word in (*named, *rest)]
    return [key for key in dict.fromkeys(keys) if key and not key.isdigit()]


def _family(person: Person) -> str:
    name = person.name.family if isinstance(person.name, PersonName) else str(person.name)
    return re.sub(r"[^a-z0-9]", "", folded(name)) or "paper"
