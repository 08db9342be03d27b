"""Papers of the file, the sources asked about them, and what came of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from kyutai_bib.enrich.answer import Answer, Author, Question, Source
from kyutai_bib.enrich.ask import Desk
from kyutai_bib.enrich.compare import Case, Difference, compare
from kyutai_bib.enrich.hits import families_of
from kyutai_bib.enrich.names import unclear
from kyutai_bib.enrich.people import match
from kyutai_bib.enrich.published import Proposal, proposals
from kyutai_bib.enrich.sources import ARXIV, CROSSREF, DATACITE
from kyutai_bib.model.arxiv_id import ArxivId
from kyutai_bib.model.library import Library
from kyutai_bib.model.paper import Paper
from kyutai_bib.model.selection import folded

__all__ = ["Survey", "arxiv_answers", "survey", "with_divisions"]

Spot = tuple[str, int]
"""A version: the key of its paper and its place."""


class Survey(NamedTuple):
    """What the sources say that the file does not; `notes` are lines for people."""

    differences: tuple[Difference, ...]
    proposals: tuple[Proposal, ...]
    notes: tuple[str, ...]


def survey(
    desk: Desk, library: Library, papers: Sequence[Paper], sources: Sequence[Source], named: bool
) -> Survey:
    """Asks `sources` about `papers`. `named` if they were named one by one: then each is asked all it knows."""
    answers: dict[Spot, list[Answer]] = {}
    notes: list[str] = []
    if ARXIV in sources:
        for spot, answer in _of_arxiv(desk, papers, notes).items():
            answers.setdefault(spot, []).append(answer)
    if CROSSREF in sources:
        _add(answers, desk.ask(CROSSREF, _doi_questions(papers).values()), _doi_questions(papers))
    if DATACITE in sources:
        questions = {
            spot: question
            for spot, question in _arxiv_questions(papers).items()
            if named or (_divided_by_guess(library, answers[spot]) if spot in answers else not desk.offline)
        }
        _add(answers, desk.ask(DATACITE, questions.values()), questions)
    for (key, _), said in answers.items():
        notes += [f"{key}: {one.source}: withdrawn: {one.withdrawn}" for one in said if one.withdrawn]
    by_paper = {paper.key: _cases(paper, answers) for paper in papers}
    rows = [row for paper in papers for row in compare(paper, by_paper[paper.key])]
    firsts = {key: cases[0].answers[0] for key, cases in by_paper.items() if cases}
    proposed = proposals(desk, papers, _about(papers, firsts), firsts, sources)
    return Survey(tuple(rows), tuple(proposed), tuple(dict.fromkeys(notes)))


def arxiv_answers(desk: Desk, questions: Iterable[Question]) -> dict[Question, Answer]:
    """arXiv's answers; versions of one paper go into separate requests, as arXiv may list a paper only once."""
    rounds: dict[int | None, list[Question]] = {}
    for question in questions:
        rounds.setdefault(question.arxiv.version if question.arxiv else None, []).append(question)
    return {q: answer for asked in rounds.values() for q, answer in desk.ask(ARXIV, asked).items()}


def with_divisions(authors: tuple[Author, ...], others: Iterable[tuple[Author, ...]]) -> tuple[Author, ...]:
    """The authors with their names divided as another source has them, where it has the same words."""
    for listing in others:
        if len(listing) == len(authors):
            authors = tuple(
                other if not one.split and other.split and _same_words(one, other) else one
                for one, other in zip(authors, listing, strict=True)
            )
    return authors


def _same_words(one: Author, other: Author) -> bool:
    return sorted(folded(str(one.name)).split()) == sorted(folded(str(other.name)).split())


def _arxiv_questions(papers: Sequence[Paper]) -> dict[Spot, Question]:
    return {
        (paper.key, place): Question(paper.key, arxiv=version.arxiv)
        for paper in papers
        for place, version in enumerate(paper.versions)
        if version.arxiv
    }


def _doi_questions(papers: Sequence[Paper]) -> dict[Spot, Question]:
    return {
        (paper.key, place): Question(paper.key, doi=version.doi)
        for paper in papers
        for place, version in enumerate(paper.versions)
        if version.doi
    }


def _of_arxiv(desk: Desk, papers: Sequence[Paper], notes: list[str]) -> dict[Spot, Answer]:
    """The answer to each version. Where arXiv has newer versions, the first is looked at too, if it matters."""
    questions = _arxiv_questions(papers)
    known = arxiv_answers(desk, questions.values())
    answers = {spot: known[question] for spot, question in questions.items() if question in known}
    by_key = {paper.key: paper for paper in papers}
    firsts = {
        spot: _first(questions[spot]) for spot in answers if _matters(by_key[spot[0]], spot[1], answers[spot])
    }
    of_first = arxiv_answers(desk, firsts.values())
    for spot, question in firsts.items():
        if question in of_first:
            answers[spot] = _settled(by_key[spot[0]], spot[1], answers[spot], of_first[question], notes)
    for (key, _), answer in answers.items():
        if not answer.withdrawn and by_key[key].published is None:
            notes += _signs(key, answer)
    return {spot: _of_this_version(questions[spot], answer) for spot, answer in answers.items()}


_ACCEPTED = re.compile(
    r"\b(?:accepted|to appear|appears? (?:in|at)|published|proceedings|camera[- ]ready)\b", re.I
)


def _signs(key: str, answer: Answer) -> list[str]:
    """What the authors told arXiv of a publication that the file does not have."""
    signs = [f"{key}: arXiv: journal reference: {answer.journal_ref}"] if answer.journal_ref else []
    return [*signs, f"{key}: arXiv: comment: {answer.comment}"] if _ACCEPTED.search(answer.comment) else signs


def _first(question: Question) -> Question:
    return question._replace(arxiv=ArxivId(question.arxiv.base, 1) if question.arxiv else None)


def _matters(paper: Paper, place: int, answer: Answer) -> bool:
    """Whether v1 is to be looked at: numbered versions stand beside this one, or it differs from the newest."""
    ours = paper.versions[place].arxiv
    if ours is None or ours.version or answer.arxiv is None or (answer.arxiv.version or 1) < 2:
        return False
    return _numbered_beside(paper, ours) or any(
        row.field in ("title", "authors") and not row.missing for row in compare(paper, [Case(place, (answer,))])
    )


def _numbered_beside(paper: Paper, arxiv: ArxivId) -> bool:
    return any(v.arxiv and v.arxiv.base == arxiv.base and v.arxiv.version for v in paper.versions)


def _settled(paper: Paper, place: int, newest: Answer, first: Answer, notes: list[str]) -> Answer:
    """The first version's answer where numbered ones stand beside it; else the newest's, with a word on change."""
    version = paper.versions[place]
    if version.arxiv and _numbered_beside(paper, version.arxiv):
        return first
    if newest.title and first.title and newest.title != first.title:
        notes.append(f"{paper.key}: arXiv: retitled since v1, which is “{first.title.words}”")
    if len(newest.authors) != len(first.authors):
        notes.append(f"{paper.key}: arXiv: {len(first.authors)} authors in v1, {len(newest.authors)} now")
    return newest


def _of_this_version(question: Question, answer: Answer) -> Answer:
    """An entry asked for by number has the date of that number."""
    if question.arxiv is None or not question.arxiv.version:
        return answer
    return answer._replace(date=answer.updated or answer.date, updated=None)


def _divided_by_guess(library: Library, answers: Sequence[Answer]) -> bool:
    authors = (author for answer in answers for author in answer.authors if unclear(author))
    return any(match(author, library.people.values()).person is None for author in authors)


def _add(
    answers: dict[Spot, list[Answer]], found: Mapping[Question, Answer], questions: Mapping[Spot, Question]
) -> None:
    for spot, question in questions.items():
        if question in found:
            answers.setdefault(spot, []).append(found[question])


def _cases(paper: Paper, answers: Mapping[Spot, list[Answer]]) -> list[Case]:
    """The versions that there are answers to; names divided by whoever knows."""
    cases = []
    for place in range(len(paper.versions)):
        said = answers.get((paper.key, place), [])
        listings = [answer.authors for answer in said]
        if any(answer.withdrawn for answer in said):  # another source may not have heard of it
            said = [answer._replace(abstract=None) for answer in said]
        if said:
            cases.append(Case(place, tuple(a._replace(authors=with_divisions(a.authors, listings)) for a in said)))
    return cases


def _about(papers: Sequence[Paper], firsts: Mapping[str, Answer]) -> dict[str, Question]:
    """For each preprint that is not known to be published, how to look for it."""
    questions = {}
    for paper in papers:
        first = firsts.get(paper.key)
        if paper.published is not None or paper.preprint is None:
            continue
        authors = tuple(Author(person.name) for person in paper.authors) or (first.authors if first else ())
        title = paper.title.words or (first.title.words if first and first.title else "")
        arxiv = paper.preprint.arxiv
        questions[paper.key] = Question(paper.key, arxiv, None, title, families_of(authors))
    return questions
