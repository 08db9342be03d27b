"""A paper of the file beside the answers about it, field by field."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from kyutai_bib.enrich.answer import Answer, Appearance, Author
from kyutai_bib.enrich.people import same_authors
from kyutai_bib.model.kind import Kind
from kyutai_bib.model.paper import Paper, Record
from kyutai_bib.model.partial_date import PartialDate
from kyutai_bib.model.selection import folded

__all__ = ["FIELDS", "PUBLISHED_FIELDS", "Case", "Difference", "compare"]


class Case(NamedTuple):
    """A version of a paper (by its place) and what the sources say of it, the most trusted first."""

    version: int
    answers: tuple[Answer, ...]


class Difference(NamedTuple):
    """A field in which a source says something that the file does not.

    `key` is the key of the version as exports print it. `version` is the place of the version that the field
    belongs to, `None` for the work. `missing` if the file says nothing. `ours` and `theirs` are for people;
    `value` is theirs as the model has it, but authors, who are `Author`s.
    """

    paper: str
    key: str
    version: int | None
    field: str
    ours: str
    theirs: str
    value: Any
    source: str
    day: str
    missing: bool


class _Field(NamedTuple):
    """`of_work` if a missing one is said of the work and not of a version."""

    ours: Callable[[Record], Any]
    theirs: Callable[[Answer], Any]
    same: Callable[[Any, Any], bool]
    of_work: bool = False


def _text_same(ours: object, theirs: object) -> bool:
    return folded(str(ours)) == folded(str(theirs))


def _words_same(ours: Any, theirs: Any) -> bool:
    """Quotation marks, dashes and white space are typography and no difference."""
    return _typed(ours.words) == _typed(theirs.words)


def _typed(text: str) -> str:
    for pattern, sign in (("[‘’`]", "'"), ("[“”]|''", '"'), ("[‐‑‒–—−]|--+", "-")):
        text = re.sub(pattern, sign, text)
    return " ".join(text.split())


def _dates_same(ours: PartialDate, theirs: PartialDate) -> bool:
    """As far as both are known."""
    known = min(len(ours.parts), len(theirs.parts))
    return ours.parts[:known] == theirs.parts[:known]


def _authors_same(ours: Sequence[Any], theirs: Sequence[Author]) -> bool:
    if ours and isinstance(ours[0], Author):
        return [author.name for author in ours] == [author.name for author in theirs]
    return same_authors(theirs, ours)


def _of(name: str) -> Callable[[Answer], Any]:
    return lambda answer: getattr(answer.published or Appearance(answer.kind), name)


FIELDS: dict[str, _Field] = {
    "title": _Field(lambda r: r.title if r.title.runs else None, lambda a: a.title, _words_same, True),
    "authors": _Field(lambda r: r.authors, lambda a: a.authors, _authors_same, True),
    "abstract": _Field(lambda r: r.abstract, lambda a: a.abstract, _words_same, True),
    "date": _Field(lambda r: r.date, lambda a: a.date, _dates_same),
    "updated": _Field(lambda r: r.version.updated, lambda a: a.updated, _dates_same),
    "classes": _Field(lambda r: r.version.classes, lambda a: a.classes, lambda ours, theirs: bool(ours == theirs)),
}
"""What is compared of every version."""

PUBLISHED_FIELDS: dict[str, _Field] = {
    "pages": _Field(lambda r: r.version.pages, _of("pages"), _text_same),
    "volume": _Field(lambda r: r.volume, _of("volume"), _text_same),
    "issue": _Field(lambda r: r.version.issue, _of("issue"), _text_same),
    "publisher": _Field(lambda r: r.publisher, _of("publisher"), _text_same),
}
"""And of those that a DOI of the publisher stands for."""


def compare(paper: Paper, cases: Sequence[Case]) -> list[Difference]:
    """The differences of one paper, in the order of its versions.

    Where the work lacks a field that belongs to it, the first case fills it for the work, and later cases are
    held against that.
    """
    found: list[Difference] = []
    settled: dict[str, Any] = {}
    for case in cases:
        record = paper.record(paper.versions[case.version])
        fields = FIELDS if record.kind is Kind.PREPRINT else FIELDS | PUBLISHED_FIELDS
        for name, field in fields.items():
            asked = [answer for answer in case.answers if _of_one_sort(name, record.kind, answer)]
            said = [(answer, value) for answer in asked if (value := field.theirs(answer))]
            if said:
                found += _differences(record, case.version, name, field, said, settled)
    return found


def _of_one_sort(name: str, kind: Kind, answer: Answer) -> bool:
    """What a preprint and a published version share; the date, say, of the one is not that of the other."""
    return answer.kind.published == kind.published or name in ("title", "authors", "abstract", "classes")


def _differences(
    record: Record,
    version: int,
    name: str,
    field: _Field,
    said: list[tuple[Answer, Any]],
    settled: dict[str, Any],
) -> list[Difference]:
    ours = field.ours(record)
    if ours:
        return _disagreements(record, version, name, field, ours, said)
    answer, value = said[0]
    agreeing = [other for other, theirs in said if _agree(field, value, theirs)]
    row = _row(record, version, name, "", value, answer, agreeing, True)
    if not field.of_work:
        return [row]
    if name not in settled:
        settled[name] = value
        return [row._replace(version=None)]
    return [] if _agree(field, settled[name], value) or name == "abstract" else [row]


def _disagreements(
    record: Record, version: int, name: str, field: _Field, ours: Any, said: list[tuple[Answer, Any]]
) -> list[Difference]:
    rows: list[Difference] = []
    shown: list[Any] = []
    for answer, value in said:
        if field.same(ours, value) or any(_agree(field, one, value) for one in shown):
            continue
        shown.append(value)
        agreeing = [other for other, theirs in said if _agree(field, value, theirs)]
        rows.append(_row(record, version, name, _shown(ours), value, answer, agreeing, False))
    return rows


def _row(
    record: Record,
    version: int,
    name: str,
    ours: str,
    value: Any,
    answer: Answer,
    agreeing: list[Answer],
    missing: bool,
) -> Difference:
    sources = ", ".join(dict.fromkeys(one.source for one in agreeing))
    key = record.key
    return Difference(
        record.paper.key, key, version, name, ours, _shown(value), value, sources, answer.day, missing
    )


def _agree(field: _Field, one: Any, other: Any) -> bool:
    return field.same(one, other)


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(str(getattr(one, "name", one)) for one in value)
    return str(getattr(value, "words", value))
