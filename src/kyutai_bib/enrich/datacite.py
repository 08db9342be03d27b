"""DataCite: what arXiv registers with its own DOIs (10.48550). https://support.datacite.org/docs/api

It has the names in parts, which the arXiv API has not, and is there when arXiv is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from kyutai_bib.enrich.answer import Answer, Author, BadAnswer, Question, Reply, Request
from kyutai_bib.enrich.json_answer import a_date, a_doi, listed, mapping, object_of, text
from kyutai_bib.enrich.names import of_parts, of_text
from kyutai_bib.enrich.texts import abstract_of_tex, title_of_tex
from kyutai_bib.model.arxiv_id import ArxivId
from kyutai_bib.model.partial_date import PartialDate
from kyutai_bib.model.rich_text import Abstract

__all__ = ["DataCite"]


class DataCite:
    """See `Source`."""

    name = "datacite"
    label = "DataCite"
    home = "https://api.datacite.org/dois"
    batch = 1
    pause = 0.2
    published = False

    def knows(self, question: Question) -> bool:
        """Not of one version of several: arXiv has one DOI for all of them."""
        return question.arxiv is not None and question.arxiv.version is None

    def request(self, home: str, questions: Sequence[Question]) -> Request:
        return Request(f"{home}/{quote(_doi(questions[0]), safe='/')}", accept="application/vnd.api+json")

    def read(self, body: bytes, questions: Sequence[Question]) -> dict[Question, Reply]:
        (question,) = questions
        record = mapping(mapping(object_of(body).get("data")).get("attributes"))
        doi = a_doi(record.get("doi"))
        if doi is None or doi.folded != _doi(question):
            raise BadAnswer(f"answered with {doi or 'a record without DOI'}, which was not asked for", again=False)
        return {question: Reply(_answer(record, question.arxiv), body)}


def _doi(question: Question) -> str:
    return question.arxiv.doi.folded if question.arxiv else ""


def _answer(record: dict[str, Any], arxiv: ArxivId | None) -> Answer:
    return Answer(
        source=DataCite.label,
        arxiv=arxiv,
        title=title_of_tex(text(mapping(next(iter(listed(record.get("titles"))), None)).get("title"))),
        authors=_authors(record),
        abstract=_abstract(record),
        date=_date(record, "Submitted"),
    )


def _authors(record: dict[str, Any]) -> tuple[Author, ...]:
    found = []
    for creator in map(mapping, listed(record.get("creators"))):
        family, given = text(creator.get("familyName")), text(creator.get("givenName"))
        found.append(of_parts(family, given) if family else of_text(text(creator.get("name"))))
    return tuple(author for author in found if author)


def _abstract(record: dict[str, Any]) -> Abstract | None:
    for description in map(mapping, listed(record.get("descriptions"))):
        if description.get("descriptionType") == "Abstract":
            return abstract_of_tex(text(description.get("description")))
    return None


def _date(record: dict[str, Any], what: str) -> PartialDate | None:
    """The first of the dates of a sort; arXiv registers `Submitted` for its first version."""
    dates = [mapping(date) for date in listed(record.get("dates"))]
    found = [a_date(date.get("date")) for date in dates if date.get("dateType") == what]
    return min((date for date in found if date), default=None)
