"""Preprints that have been published since: where, and what their new version would be."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kyutai_bib.enrich.answer import Answer, Appearance, Author, Fault, Question, Source
from kyutai_bib.enrich.ask import Desk
from kyutai_bib.enrich.hits import bare, families_of
from kyutai_bib.enrich.people import same_authors
from kyutai_bib.enrich.sources import CROSSREF
from kyutai_bib.model.kind import Kind
from kyutai_bib.model.library import Library
from kyutai_bib.model.paper import Paper, Version
from kyutai_bib.model.rich_text import Mark, Run, Title
from kyutai_bib.model.selection import folded
from kyutai_bib.model.venue import Venue

__all__ = ["Proposal", "new_version", "other_authors", "proposals", "venue_of"]


class Proposal(NamedTuple):
    """A paper that was published since: where, its title and authors there, who says so and when."""

    paper: str
    appearance: Appearance
    title: Title | None
    authors: tuple[Author, ...]
    source: str
    day: str


def proposals(
    desk: Desk,
    papers: Sequence[Paper],
    about: Mapping[str, Question],
    firsts: Mapping[str, Answer],
    sources: Sequence[Source],
) -> list[Proposal]:
    """For each paper of `about` what the first source says that knows of a publication; details from Crossref."""
    found: dict[str, Answer] = {
        key: firsts[key] for key in about if key in firsts and _has_doi(firsts[key]) and CROSSREF in sources
    }
    for source in sources:
        if source.published:
            asked = {key: question for key, question in about.items() if key not in found}
            answers = desk.ask(source, asked.values())
            found |= {key: answers[question] for key, question in asked.items() if question in answers}
    details = _details(desk, about, found) if CROSSREF in sources else {}
    return [
        _proposal(paper.key, found[paper.key], details.get(paper.key))
        for paper in papers
        if paper.key in found and (not _is_bare(found[paper.key]) or paper.key in details)
    ]


def _has_doi(answer: Answer) -> bool:
    return bool(answer.published and answer.published.doi)


def _is_bare(answer: Answer) -> bool:
    """A DOI on arXiv and nothing else: no publication as long as nobody says of what it is."""
    return answer.published is None or not answer.published.venue


def _details(desk: Desk, about: Mapping[str, Question], found: Mapping[str, Answer]) -> dict[str, Answer]:
    """What Crossref has to the DOIs that were found, if it is the same work."""
    questions = {
        key: Question(key, doi=answer.published.doi)
        for key, answer in found.items()
        if answer.published and answer.published.doi
    }
    answers = desk.ask(CROSSREF, questions.values())
    details = {}
    for key, question in questions.items():
        if question in answers and _same(about[key], answers[question]):
            details[key] = answers[question]
        elif question in answers:
            title = answers[question].title
            message = f"{question.doi} is of another paper, “{title.words if title else ''}”"
            desk.faults.append(Fault(key, found[key].source, message))
    return details


def _same(question: Question, answer: Answer) -> bool:
    """Titles change when a paper is published, and so does a list of authors; both at once do not."""
    title = answer.title.words if answer.title else ""
    shared = question.families & families_of(answer.authors)
    return bool(shared) and (bare(title) == bare(question.title) or len(shared) * 2 > len(question.families))


def _proposal(key: str, answer: Answer, detail: Answer | None) -> Proposal:
    appearance = answer.published or Appearance(answer.kind)
    if detail and detail.published:
        known = {name: value for name, value in detail.published._asdict().items() if value}
        short = appearance.short or known.get("short", "")
        appearance = appearance._replace(**{**known, "short": short})
    best = detail or answer
    labels = ", ".join(dict.fromkeys(one.source for one in (answer, detail) if one))
    return Proposal(key, appearance, best.title, best.authors, labels, best.day)


def venue_of(appearance: Appearance, library: Library) -> Venue:
    """The venue of the file that is meant, by its short name or title; else a new one."""
    wanted = {folded(name) for name in (appearance.short, _dated(appearance), appearance.venue) if name}
    for venue in library.venues.values():
        same_year = not (venue.date and appearance.date) or venue.date.year == appearance.date.year
        if same_year and wanted & {folded(venue.short), folded(venue.title.words)} - {""}:
            return venue
    short = appearance.short if appearance.kind is Kind.CONFERENCE else ""
    return Venue(
        id=_free_id(short or _dated(appearance) or appearance.venue, library),
        title=Title((Run(Mark.TEXT, appearance.venue or short),)),
        short=short,
        publisher=appearance.publisher,
        date=appearance.date if appearance.kind is Kind.CONFERENCE else None,
    )


def _dated(appearance: Appearance) -> str:
    """`ICML` of 2025 is `ICML 2025`; a journal goes on from year to year."""
    if appearance.kind is not Kind.CONFERENCE or not appearance.date:
        return ""
    return f"{appearance.venue} {appearance.date.year}"


def _free_id(name: str, library: Library) -> str:
    short = "-".join(re.findall(r"[a-z0-9]+", folded(name)))[:40].strip("-") or "venue"
    return next(id_ for id_ in (short, *(f"{short}-{n}" for n in range(2, 10**6))) if id_ not in library.venues)


def new_version(proposal: Proposal, paper: Paper, venue: Venue) -> Version:
    """The version to add: only what paper and venue do not say already."""
    there = proposal.appearance
    date = there.date if not venue.date or (there.date and there.date.year != venue.date.year) else None
    title = proposal.title if proposal.title and bare(proposal.title.words) != bare(paper.title.words) else None
    return Version(
        kind=there.kind,
        venue=venue,
        title=title,
        date=date,
        doi=there.doi,
        url=there.url if not there.doi else None,
        openreview=there.openreview,
        pages=there.pages,
        volume=there.volume if there.volume != venue.volume else "",
        issue=there.issue,
        publisher=there.publisher if not venue.publisher and venue.publisher != there.publisher else "",
    )


def other_authors(proposal: Proposal, paper: Paper) -> tuple[Author, ...]:
    """The authors there, where they are not those of the work."""
    return () if not proposal.authors or same_authors(proposal.authors, paper.authors) else proposal.authors
