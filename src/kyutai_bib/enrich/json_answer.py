"""JSON bodies, looked into without trusting their shape."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeVar

from kyutai_bib.enrich.answer import BadAnswer
from kyutai_bib.model.doi import Doi
from kyutai_bib.model.page_range import PageRange
from kyutai_bib.model.partial_date import PartialDate
from kyutai_bib.model.url import Url

__all__ = ["a_date", "a_doi", "a_url", "check_asked_for", "listed", "mapping", "object_of", "pages", "text"]

T = TypeVar("T")


def object_of(body: bytes) -> dict[str, Any]:
    """The object that a body is. Raises `BadAnswer` for a web page, a cut body, another encoding."""
    if body.lstrip()[:200].lower().startswith((b"<!doctype html", b"<html")):
        raise BadAnswer("answers with a web page where JSON is due")
    try:
        found = json.loads(body.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadAnswer("sends JSON that is not UTF-8") from None
    except (ValueError, RecursionError):
        raise BadAnswer("sends JSON that is broken or cut short") from None
    if not isinstance(found, dict):
        raise BadAnswer("answers with JSON of another shape")
    return found


def mapping(value: object) -> dict[str, Any]:
    """`value` if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def listed(value: object) -> list[Any]:
    """`value` if it is a list, else what there is as a list: DBLP and Crossref do not wrap a lone value."""
    return value if isinstance(value, list) else [] if value is None else [value]


def text(value: object) -> str:
    """A string or number as text; the first of a list; empty for anything else."""
    if isinstance(value, list):
        return text(value[0]) if value else ""
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def a_date(value: object) -> PartialDate | None:
    """`YYYY[-MM[-DD]]`, with or without a time behind it."""
    return _read(PartialDate.parse, text(value)[:10])


def a_doi(value: object) -> Doi | None:
    return _read(Doi.parse, text(value))


def a_url(value: object) -> Url | None:
    return _read(Url.parse, text(value))


def pages(value: object) -> PageRange | None:
    """Pages; what is none, such as `5:1-5:20` in another spelling, is left out rather than guessed."""
    return _read(PageRange.parse, text(value))


def check_asked_for(found: object, asked: Doi | None) -> None:
    """Raises `BadAnswer` for a record of another DOI than the one that was asked about."""
    doi = a_doi(found)
    if doi is None or asked is None or doi.folded != asked.folded:
        raise BadAnswer(f"answered with {doi or 'a record without DOI'}, which was not asked for", again=False)


def _read(parse: Callable[[str], T], text: str) -> T | None:
    """What a value type reads; nothing for what it refuses."""
    try:
        return parse(text)
    except ValueError:
        return None
