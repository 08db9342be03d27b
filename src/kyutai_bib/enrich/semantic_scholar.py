"""Semantic Scholar: where a preprint was published. https://api.semanticscholar.org/api-docs/graph

Asked by arXiv id or DOI; what it has of preprints themselves is copied from elsewhere and not read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kyutai_bib.enrich.answer import Answer, Appearance, BadAnswer, Question, Reply, Request
from kyutai_bib.enrich.json_answer import a_date, a_doi, listed, mapping, object_of, pages, text
from kyutai_bib.enrich.names import of_text
from kyutai_bib.enrich.texts import line, title_of_markup
from kyutai_bib.model.kind import Kind

__all__ = ["SemanticScholar"]

_FIELDS = "title,authors,venue,publicationVenue,year,publicationDate,publicationTypes,journal,externalIds"
_PREPRINT_SERVERS = frozenset({"", "arxiv.org", "arxiv", "corr", "biorxiv", "medrxiv", "ssrn", "openreview"})


class SemanticScholar:
    """See `Source`."""

    name = "semanticscholar"
    label = "Semantic Scholar"
    home = "https://api.semanticscholar.org/graph/v1/paper"
    batch = 1
    pause = 3.0
    published = True

    def knows(self, question: Question) -> bool:
        return question.arxiv is not None

    def request(self, home: str, questions: Sequence[Question]) -> Request:
        base = questions[0].arxiv.base if questions[0].arxiv else ""
        return Request(f"{home}/arXiv:{base}", (("fields", _FIELDS),))

    def read(self, body: bytes, questions: Sequence[Question]) -> dict[Question, Reply]:
        (question,) = questions
        paper = object_of(body)
        found = text(mapping(paper.get("externalIds")).get("ArXiv"))
        if question.arxiv is None or found != question.arxiv.base:
            which = found or "a paper without arXiv id"
            raise BadAnswer(f"answered with {which}, which was not asked for", again=False)
        if line(text(paper.get("venue"))).casefold() in _PREPRINT_SERVERS:
            return {question: Reply(None, body)}
        return {question: Reply(_answer(paper), body)}


def _answer(paper: dict[str, Any]) -> Answer:
    venue = line(text(paper.get("venue")))
    year = a_date(paper.get("year"))
    kind = _kind(paper)
    journal = mapping(paper.get("journal"))
    doi = a_doi(mapping(paper.get("externalIds")).get("DOI"))
    authors = (of_text(text(mapping(author).get("name"))) for author in listed(paper.get("authors")))
    return Answer(
        source=SemanticScholar.label,
        kind=kind,
        title=title_of_markup(text(paper.get("title"))),
        authors=tuple(author for author in authors if author),
        date=year,
        published=Appearance(
            kind=kind,
            venue=venue,
            date=year,
            pages=pages(journal.get("pages")),
            volume=line(text(journal.get("volume"))) if kind is Kind.JOURNAL else "",
            doi=None if doi and doi.folded.startswith("10.48550/") else doi,
        ),
    )


def _kind(paper: dict[str, Any]) -> Kind:
    """It calls every conference paper a journal article too."""
    of_venue = text(mapping(paper.get("publicationVenue")).get("type"))
    conference = of_venue == "conference" or "Conference" in listed(paper.get("publicationTypes"))
    return Kind.CONFERENCE if conference else Kind.JOURNAL
