"""Crossref: what publishers register with a DOI. https://www.crossref.org/documentation/retrieve-metadata/rest-api/

It does not hold arXiv's own DOIs (10.48550), which are DataCite's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from kyutai_bib.enrich.answer import Answer, Appearance, Author, BadAnswer, Question, Reply, Request
from kyutai_bib.enrich.json_answer import a_doi, a_url, check_asked_for, listed, mapping, object_of, pages, text
from kyutai_bib.enrich.names import of_parts, of_text
from kyutai_bib.enrich.texts import abstract_of_markup, line, title_of_markup
from kyutai_bib.model.arxiv_id import ArxivId
from kyutai_bib.model.kind import Kind
from kyutai_bib.model.partial_date import PartialDate

__all__ = ["Crossref"]

KINDS = {
    "journal-article": Kind.JOURNAL,
    "proceedings-article": Kind.CONFERENCE,
    "book-chapter": Kind.CHAPTER,
    "book": Kind.BOOK,
    "monograph": Kind.BOOK,
    "edited-book": Kind.BOOK,
    "report": Kind.REPORT,
    "posted-content": Kind.PREPRINT,
    "dataset": Kind.DATASET,
}
"""Crossref's types with ours; others are not read."""


class Crossref:
    """See `Source`."""

    name = "crossref"
    label = "Crossref"
    home = "https://api.crossref.org/works"
    batch = 1
    pause = 0.1
    published = False

    def knows(self, question: Question) -> bool:
        return question.doi is not None and not question.doi.folded.startswith("10.48550/")

    def request(self, home: str, questions: Sequence[Question]) -> Request:
        return Request(f"{home}/{quote(str(questions[0].doi), safe='')}")

    def read(self, body: bytes, questions: Sequence[Question]) -> dict[Question, Reply]:
        (question,) = questions
        work = mapping(object_of(body).get("message"))
        check_asked_for(work.get("DOI"), question.doi)
        return {question: Reply(_answer(work), body)}


def _answer(work: dict[str, Any]) -> Answer:
    kind = KINDS.get(text(work.get("type")))
    if kind is None:
        raise BadAnswer(f"has it as {text(work.get('type')) or 'nothing'}, which is no kind of paper", again=False)
    subtitle = line(text(work.get("subtitle")))
    title = text(work.get("title")) + (f": {subtitle}" if subtitle else "")
    date = _date(work)
    return Answer(
        source=Crossref.label,
        kind=kind,
        arxiv=_preprint(work),
        title=title_of_markup(title),
        authors=_authors(work),
        abstract=abstract_of_markup(text(work.get("abstract"))),
        date=date,
        published=Appearance(
            kind=kind,
            venue=line(text(work.get("container-title"))),
            short=line(text(mapping(work.get("event")).get("acronym"))),
            date=date,
            pages=pages(work.get("page")),
            volume=line(text(work.get("volume"))),
            issue=line(text(work.get("issue"))),
            publisher=line(text(work.get("publisher"))),
            doi=a_doi(work.get("DOI")),
            url=a_url(mapping(mapping(work.get("resource")).get("primary")).get("URL")),
        ),
    )


def _authors(work: dict[str, Any]) -> tuple[Author, ...]:
    """A work without authors has none here: nobody invents them."""
    found = []
    for author in map(mapping, listed(work.get("author"))):
        if "name" in author:
            found.append(of_text(text(author["name"])))
        else:
            found.append(
                of_parts(
                    text(author.get("family")),
                    text(author.get("given")),
                    text(author.get("suffix")),
                    text(author.get("ORCID")),
                )
            )
    return tuple(author for author in found if author)


def _date(work: dict[str, Any]) -> PartialDate | None:
    """The earliest date of publication, as precise as it is known (`issued`)."""
    parts = listed(mapping(work.get("issued")).get("date-parts"))
    first = listed(parts[0]) if parts else []
    try:
        return PartialDate(*(int(part) for part in first[:3] if part))
    except (ValueError, TypeError):
        return None


def _preprint(work: dict[str, Any]) -> ArxivId | None:
    """The arXiv id, where the publisher says which preprint this is of."""
    for related in map(mapping, listed(mapping(work.get("relation")).get("has-preprint"))):
        try:
            return ArxivId.parse(text(related.get("id")))
        except ValueError:
            continue
    return None
