"""OpenReview: papers accepted at the conferences that use it. https://docs.openreview.net/reference/api-v2

A hit counts only once it is accepted: its `venueid` is then the conference itself (`ICLR.cc/2026/Conference`,
`colmweb.org/COLM/2026/Conference`), NeurIPS's track of data sets, or TMLR, and nothing behind it such as
`Rejected_Submission`. What the search finds besides are workshops, papers under review, and records that people
took into their profiles from elsewhere (`dblp.org/…`), whose authors are objects with a `fullname`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from kyutai_bib.enrich.answer import Answer, Appearance, Author, BadAnswer, Question, Reply, Request
from kyutai_bib.enrich.hits import TitleSearch, bare, by_the_same, same_title
from kyutai_bib.enrich.json_answer import a_date, listed, mapping, object_of, text
from kyutai_bib.enrich.names import of_text
from kyutai_bib.enrich.texts import line, title_of_tex
from kyutai_bib.model.kind import Kind
from kyutai_bib.model.partial_date import PartialDate

__all__ = ["OpenReview"]

_ACCEPTED = re.compile(
    r"(?:[\w.-]+/)+(?P<conference>20\d\d)/Conference|TMLR"
    r"|NeurIPS\.cc/(?P<track>20\d\d)/(?:Track/)?Datasets_and_Benchmarks(?:_Track)?"
)
_TMLR = "Transactions on Machine Learning Research"
_REST = re.compile(r"\s+\(?(?:poster|oral|spotlight|notable|regular|main|datasets\s*(?:&|and)\s*benchmarks)\b.*|"
                   r"\s+spotlightposter.*", re.IGNORECASE)  # fmt: skip
"""What the name of a venue has behind it, of how a paper was presented; `Findings` is a venue of its own."""


class OpenReview(TitleSearch):
    """See `Source`."""

    name = "openreview"
    label = "OpenReview"
    home = "https://api2.openreview.net/notes/search"
    pause = 1.0

    def request(self, home: str, questions: Sequence[Question]) -> Request:
        query = (("term", bare(questions[0].title)), ("type", "terms"), ("content", "title"), ("source", "forum"))
        return Request(home, (*query, ("limit", "25")))

    def read(self, body: bytes, questions: Sequence[Question]) -> dict[Question, Reply]:
        (question,) = questions
        found = object_of(body)
        if found.get("searchUnavailable"):
            raise BadAnswer("says that its search is out of order")
        for note in map(mapping, listed(found.get("notes"))):
            content = mapping(note.get("content"))
            if not _accepted(content) or not same_title(question, _value(content, "title")):
                continue
            if by_the_same(question, authors := _authors(content)):
                return {question: Reply(_answer(note, content, authors), body)}
        return {question: Reply(None, body)}


def _accepted(content: dict[str, Any]) -> re.Match[str] | None:
    """By the `venueid`; a venue that says "Submitted to …" has not got so far, whatever its id."""
    submitted = re.match(r"(?i)submitted\b|.*\b(?:rejected|withdrawn)\b", _value(content, "venue"))
    return None if submitted else _ACCEPTED.fullmatch(_value(content, "venueid"))


def _answer(note: dict[str, Any], content: dict[str, Any], authors: tuple[Author, ...]) -> Answer:
    kind = Kind.JOURNAL if _value(content, "venueid") == "TMLR" else Kind.CONFERENCE
    year = _year(note, content)
    forum = text(note.get("forum")) or text(note.get("id"))
    venue = _TMLR if kind is Kind.JOURNAL else _REST.sub("", line(_value(content, "venue")))
    return Answer(
        source=OpenReview.label,
        kind=kind,
        title=title_of_tex(_value(content, "title")),
        authors=authors,
        date=year,
        published=Appearance(
            kind=kind,
            venue=re.sub(r"\s*\b20\d\d\b", "", venue),
            short=venue if kind is Kind.CONFERENCE and year and str(year) in venue else "",
            date=year,
            openreview=forum if re.fullmatch(r"[A-Za-z0-9_-]{6,20}", forum) else "",
        ),
    )


def _year(note: dict[str, Any], content: dict[str, Any]) -> PartialDate | None:
    """A conference has it in its id; TMLR has none, so it is when the paper came out (`pdate`, milliseconds)."""
    accepted = _accepted(content)
    if accepted and (year := accepted["conference"] or accepted["track"]):
        return a_date(year)
    try:
        return PartialDate(datetime.fromtimestamp(int(text(note.get("pdate"))) / 1000, UTC).year)
    except (ValueError, OverflowError, OSError):
        return None


def _authors(content: dict[str, Any]) -> tuple[Author, ...]:
    names = listed(mapping(content.get("authors")).get("value"))
    texts = (text(mapping(name).get("fullname") if isinstance(name, dict) else name) for name in names)
    return tuple(author for author in map(of_text, texts) if author)


def _value(content: dict[str, Any], name: str) -> str:
    return text(mapping(content.get(name)).get("value"))
