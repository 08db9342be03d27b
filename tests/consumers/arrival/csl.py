"""Facts of CSL items, which pandoc, citation-js and biblatex-csl-converter make of what they read."""

from __future__ import annotations

import re
from typing import Any

from tests.consumers.arrival.facts import Facts, names, tidy, whole_name

__all__ = ["csl_facts", "csl_read"]

_TEXTS = {
    "title": "title",
    "venue": "container-title",
    "venue-short": "container-title-short",
    "event": "event-title",
    "event-place": "event-place",
    "series": "collection-title",
    "volume": "volume",
    "issue": "issue",
    "number": "number",
    "pages": "page",
    "edition": "edition",
    "publisher": "publisher",
    "place": "publisher-place",
    "doi": "DOI",
    "url": "URL",
    "isbn": "ISBN",
    "issn": "ISSN",
    "language": "language",
    "note": "note",
    "tags": "keyword",
    "abstract": "abstract",
}
_RICH = {"title", "container-title", "collection-title", "event-title", "abstract", "note", "publisher"}


def csl_read(items: list[dict[str, Any]]) -> dict[str, Facts]:
    return {str(item.get("citation-key") or item["id"]): csl_facts(item) for item in items}


def csl_facts(item: dict[str, Any]) -> Facts:
    facts = {
        "kind": " ".join(filter(None, (item.get("type", ""), item.get("genre", "")))),
        **{field: _text(item, variable) for field, variable in _TEXTS.items()},
        "author": _names(item.get("author", [])),
        "editor": _names(item.get("editor", [])),
        "date": _date(item.get("issued", {})),
        "event-date": _date(item.get("event-date", {})),
        **_numbered(item),
    }
    return {field: text for field, text in facts.items() if text}


def _text(item: dict[str, Any], variable: str) -> str:
    value = item.get(variable, "")
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return tidy(re.sub(r"</?(?:span|sub|sup|i|b|sc)\b[^<>]*>", "", text) if variable in _RICH else text)


def _numbered(item: dict[str, Any]) -> dict[str, str]:
    """The arXiv id stands in `number` or in `custom`; the version of data in `version`."""
    number = str(item.get("number", item.get("version", "")))
    if number.startswith("arXiv:"):
        return {"number": "", "arxiv": number.removeprefix("arXiv:"), "publisher": _no_arxiv(item)}
    custom = item["custom"] if isinstance(item.get("custom"), dict) else {}
    links = [link for kind, found in custom.items() if kind != "arxiv" for link in found]
    return {"number": tidy(number), "arxiv": custom.get("arxiv", ""), "links": " ".join(links)}


def _no_arxiv(item: dict[str, Any]) -> str:
    publisher = _text(item, "publisher")
    return "" if publisher == "arXiv" else publisher


def _names(people: list[dict[str, str]]) -> str:
    return names([_name(person) for person in people])


def _name(person: dict[str, str]) -> str:
    if "literal" in person:
        return tidy(person["literal"])
    particles = [person.get(f"{kind}dropping-particle", "") for kind in ("", "non-")]
    family = person.get("family", "")
    for particle in reversed([particle for particle in particles if particle]):
        family = f"{particle}{'' if particle[-1] in '-’' + chr(39) else ' '}{family}"
    return whole_name(family, person.get("suffix", ""), person.get("given", ""))


def _date(date: dict[str, Any]) -> str:
    if "date-parts" not in date:
        return str(date.get("raw", date.get("literal", "")))
    return "/".join(_iso(end) for end in date["date-parts"])


def _iso(parts: list[Any]) -> str:
    year, *rest = (int(part) for part in parts)
    return "-".join([f"{year:04}", *(f"{part:02}" for part in rest)])
