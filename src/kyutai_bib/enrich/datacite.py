"""DataCite: what arXiv registers with its own DOIs (10.48550). https://support.datacite.org/docs/api

It has the names in parts, which the arXiv API has not, and is there when arXiv is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from kyutai_bib.enrich.answer import Answer, Author, Question, Reply, Request
from kyutai_bib.enrich.json_answer import a_date, check_asked_for, listed, mapping, object_of, text
from kyutai_bib.enrich.names import of_parts, of_text
from kyutai_bib.enrich.texts import abstract_of_tex, line, title_of_tex
from kyutai_bib.model.arxiv_id import ArxivId
from kyutai_bib.model.partial_date import PartialDate

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
        doi = questions[0].arxiv.doi if questions[0].arxiv else None
        return Request(f"{home}/{quote(doi.folded if doi else '', safe='/')}", accept="application/vnd.api+json")

    def read(self, body: bytes, questions: Sequence[Question]) -> dict[Question, Reply]:
        (question,) = questions
        record = mapping(mapping(object_of(body).get("data")).get("attributes"))
        check_asked_for(record.get("doi"), question.arxiv.doi if question.arxiv else None)
        return {question: Reply(_answer(record, question.arxiv), body)}


def _answer(record: dict[str, Any], arxiv: ArxivId | None) -> Answer:
    return Answer(
        source=DataCite.label,
        arxiv=arxiv,
        title=title_of_tex(text(mapping(next(iter(listed(record.get("titles"))), None)).get("title"))),
        authors=_authors(record),
        abstract=abstract_of_tex(_described(record, "Abstract")),
        comment=line(_described(record, "Other")),
        date=_date(record, "Submitted"),
    )


def _authors(record: dict[str, Any]) -> tuple[Author, ...]:
    found = []
    for creator in map(mapping, listed(record.get("creators"))):
        family, given = text(creator.get("familyName")), text(creator.get("givenName"))
        found.append(of_parts(family, given) if family else of_text(text(creator.get("name"))))
    return tuple(author for author in found if author)


def _described(record: dict[str, Any], what: str) -> str:
    """The first description of a sort; arXiv registers its abstract, and as `Other` the authors' comment."""
    described = map(mapping, listed(record.get("descriptions")))
    return next((text(one.get("description")) for one in described if one.get("descriptionType") == what), "")


def _date(record: dict[str, Any], what: str) -> PartialDate | None:
    """The first of the dates of a sort; arXiv registers `Submitted` for its first version."""
    dates = [mapping(date) for date in listed(record.get("dates"))]
    found = [a_date(date.get("date")) for date in dates if date.get("dateType") == what]
    return min((date for date in found if date), default=None)
