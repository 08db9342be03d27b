"""A record as plain data: what `list --json` and `show --json` print."""

from __future__ import annotations

from typing import Any

from kyutai_bib.latex import math_to_unicode
from kyutai_bib.model.paper import Paper, Record, Version

__all__ = ["description", "summary"]


def summary(record: Record) -> dict[str, Any]:
    """One version in short; values are strings or lists of strings, `None` where nothing is known."""
    return {
        "key": record.key,
        "aliases": list(record.aliases),
        "type": str(record.kind),
        "title": record.title.plain(math_to_unicode),
        "authors": [str(person.name) for person in record.authors],
        "date": str(record.date) if record.date else None,
        "venue": record.venue.short or record.venue.title.words if record.venue else None,
        "arxiv": str(record.arxiv) if record.arxiv else None,
        "doi": str(record.doi) if record.doi else None,
        "url": record.url or None,
        "tags": list(record.tags),
    }


def description(paper: Paper) -> dict[str, Any]:
    """A work with everything known of it."""
    return {
        "key": paper.key,
        "aliases": list(paper.aliases),
        "title": paper.title.plain(math_to_unicode),
        "authors": [str(person.name) for person in paper.authors],
        "tags": list(paper.tags),
        "language": paper.language or None,
        "links": [_present(kind=link.kind, url=str(link.url), label=link.label) for link in paper.links],
        "versions": [_version(paper, version) for version in paper.versions],
        "abstract": paper.abstract.plain(math_to_unicode) if paper.abstract else None,
    }


def _version(paper: Paper, version: Version) -> dict[str, Any]:
    record = paper.record(version)
    own = {
        name: str(value)
        for name, value in version._asdict().items()
        if name not in _SPELLED_OUT and not isinstance(value, tuple) and value
    }
    return _present(
        key=record.key,
        type=str(record.kind),
        title=record.title.plain(math_to_unicode) if version.title else "",
        authors=[str(person.name) for person in version.authors],
        venue=version.venue.title.plain(math_to_unicode) if version.venue else "",
        **{**own, "date": str(record.date or ""), "doi": str(record.doi or ""), "url": record.url},
        classes=[str(name) for name in version.classes],
        abstract=version.abstract.plain(math_to_unicode) if version.abstract else "",
    )


_SPELLED_OUT = frozenset({"kind", "title", "abstract", "venue", "date", "doi", "url"})


def _present(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}
