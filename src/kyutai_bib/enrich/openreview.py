"""OpenReview: papers accepted at the conferences that use it. https://docs.openreview.net/reference/api-v2

A hit counts only once it is accepted: its `venueid` is then the conference itself (`ICLR.cc/2026/Conference`) and
not a list of submissions, of rejected or of withdrawn ones.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from kyutai_bib.enrich.answer import Answer, Appearance, Author, Question, Reply, Request
from kyutai_bib.enrich.hits import bare, same_work
from kyutai_bib.enrich.json_answer import a_date, listed, mapping, object_of, text
from kyutai_bib.enrich.names import of_text
from kyutai_bib.enrich.texts import line, title_of_tex
from kyutai_bib.model.kind import Kind

__all__ = ["OpenReview"]

_ACCEPTED = re.compile(r"[\w.-]+/(?P<year>20\d\d)/(?:Conference|Journal)|TMLR")


class OpenReview:
    """See `Source`."""

    name = "openreview"
    label = "OpenReview"
    home = "https://api2.openreview.net/notes/search"
    batch = 1
    pause = 1.0
    published = True

    def knows(self, question: Question) -> bool:
        return bool(bare(question.title))

    def request(self, home: str, questions: Sequence[Question]) -> Request:
        query = (("term", bare(questions[0].title)), ("type", "terms"), ("content", "title"), ("source", "forum"))
        return Request(home, (*query, ("limit", "20")))

    def read(self, body: bytes, questions: Sequence[Question]) -> dict[Question, Reply]:
        (question,) = questions
        for note in map(mapping, listed(object_of(body).get("notes"))):
            content = mapping(note.get("content"))
            authors = _authors(content)
            if _ACCEPTED.fullmatch(_value(content, "venueid")) and same_work(
                question, _value(content, "title"), authors
            ):
                return {question: Reply(_answer(note, content, authors), body)}
        return {question: Reply(None, body)}


def _answer(note: dict[str, Any], content: dict[str, Any], authors: tuple[Author, ...]) -> Answer:
    venueid = _value(content, "venueid")
    kind = Kind.JOURNAL if venueid == "TMLR" or venueid.endswith("/Journal") else Kind.CONFERENCE
    accepted = _ACCEPTED.fullmatch(venueid)
    year = a_date(accepted["year"]) if accepted else None
    forum = text(note.get("forum")) or text(note.get("id"))
    venue = re.sub(r"(?i)\s+\(?(?:poster|oral|spotlight|notable).*", "", line(_value(content, "venue")))
    return Answer(
        source=OpenReview.label,
        kind=kind,
        title=title_of_tex(_value(content, "title")),
        authors=authors,
        date=year,
        published=Appearance(
            kind=kind,
            venue=re.sub(r"\s*\b20\d\d\b", "", venue),
            short=venue if year and str(year) in venue else "",
            date=year,
            openreview=forum if re.fullmatch(r"[A-Za-z0-9_-]{6,20}", forum) else "",
        ),
    )


def _authors(content: dict[str, Any]) -> tuple[Author, ...]:
    names = listed(mapping(content.get("authors")).get("value"))
    return tuple(author for author in (of_text(text(name)) for name in names) if author)


def _value(content: dict[str, Any], name: str) -> str:
    return text(mapping(content.get(name)).get("value"))
