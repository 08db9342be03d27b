"""DBLP: where computer science papers were published. https://dblp.org/faq/How+to+use+the+dblp+search+API.html

Titles end with a full stop and have HTML entities; a lone author is no list; people of one name are numbered.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Any

from kyutai_bib.enrich.answer import Answer, Appearance, Author, Question, Reply, Request
from kyutai_bib.enrich.hits import TitleSearch, bare, by_the_same, same_title
from kyutai_bib.enrich.json_answer import a_date, a_doi, a_url, listed, mapping, object_of, pages, text
from kyutai_bib.enrich.names import of_text
from kyutai_bib.enrich.texts import line, title_of_markup
from kyutai_bib.model.kind import Kind

__all__ = ["Dblp"]

KINDS = {
    "Conference and Workshop Papers": Kind.CONFERENCE,
    "Journal Articles": Kind.JOURNAL,
    "Parts in Books or Collections": Kind.CHAPTER,
}
"""DBLP's types of what is published, with ours; CoRR is "Informal and Other Publications"."""


class Dblp(TitleSearch):
    """See `Source`."""

    name = "dblp"
    label = "DBLP"
    home = "https://dblp.org/search/publ/api"
    pause = 1.0

    def request(self, home: str, questions: Sequence[Question]) -> Request:
        return Request(home, (("q", bare(questions[0].title)), ("format", "json"), ("h", "20"), ("c", "0")))

    def read(self, body: bytes, questions: Sequence[Question]) -> dict[Question, Reply]:
        (question,) = questions
        hits = mapping(mapping(object_of(body).get("result")).get("hits")).get("hit")
        for info in (mapping(mapping(hit).get("info")) for hit in listed(hits)):
            kind = KINDS.get(text(info.get("type")))
            if kind and same_title(question, _title(info)) and by_the_same(question, authors := _authors(info)):
                return {question: Reply(_answer(info, kind, authors), body)}
        return {question: Reply(None, body)}


def _answer(info: dict[str, Any], kind: Kind, authors: tuple[Author, ...]) -> Answer:
    year = text(info.get("year"))
    venue = _unescaped(info.get("venue"))
    address = next((url for url in map(a_url, listed(info.get("ee"))) if url), None)
    return Answer(
        source=Dblp.label,
        kind=kind,
        title=title_of_markup(_title(info)),
        authors=authors,
        date=a_date(year),
        published=Appearance(
            kind=kind,
            venue=venue,
            short=f"{venue} {year}".strip() if kind is Kind.CONFERENCE else "",
            date=a_date(year),
            pages=pages(_unescaped(info.get("pages"))),
            volume=_unescaped(info.get("volume")) if kind is Kind.JOURNAL else "",
            issue=_unescaped(info.get("number")) if kind is Kind.JOURNAL else "",
            doi=a_doi(info.get("doi")),
            url=None if info.get("doi") else address,
            openreview=_openreview(str(address or "")),
        ),
    )


def _authors(info: dict[str, Any]) -> tuple[Author, ...]:
    listing = listed(mapping(info.get("authors")).get("author"))
    names = [_unescaped(mapping(one).get("text") if isinstance(one, dict) else one) for one in listing]
    return tuple(author for author in map(of_text, names) if author)


def _title(info: dict[str, Any]) -> str:
    return _unescaped(info.get("title")).removesuffix(".")


def _unescaped(value: object) -> str:
    return line(html.unescape(text(value)))


def _openreview(address: str) -> str:
    match = re.fullmatch(r"https?://openreview\.net/(?:forum|pdf)\?id=([A-Za-z0-9_-]{6,20})", address)
    return match[1] if match else ""
