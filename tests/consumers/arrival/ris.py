"""Facts of RIS as rispy reads it: fields under its names, which are those of the tags."""

from __future__ import annotations

from typing import Any

from tests.consumers.arrival.facts import Facts, names, tidy, whole_name

__all__ = ["ris_facts"]

_TEXTS = {
    "title": "title",
    "venue-short": "alternate_title1",
    "series": "tertiary_title",
    "volume": "volume",
    "publisher": "publisher",
    "place": "place_published",
    "doi": "doi",
    "language": "language",
    "abstract": "abstract",
}


def ris_facts(entry: dict[str, Any]) -> Facts:
    """A conference paper has its event in T2, its proceedings in C3, its publisher's place in C1."""
    kind = entry["type_of_reference"]
    facts = {
        "kind": " ".join(filter(None, (kind, entry.get("type_of_work", "")))),
        **{field: str(entry.get(name, "")) for field, name in _TEXTS.items()},
        "author": _names(entry.get("authors", [])),
        "editor": _names([*entry.get("secondary_authors", []), *entry.get("unknown_tag", {}).get("ED", [])]),
        "date": "-".join(part for part in str(entry.get("date", entry.get("year", ""))).split("/") if part),
        "venue": str(entry.get("secondary_title", "")),
        "pages": "-".join(str(entry[end]) for end in ("start_page", "end_page") if end in entry),
        "url": " ".join(entry.get("urls", [])),
        "note": " ".join(entry.get("notes", [])),
        "tags": ", ".join(entry.get("keywords", [])),
        **_numbered(kind, entry),
        **_identified(kind, str(entry.get("issn", ""))),
        **(_conference(entry) if kind == "CONF" else {}),
    }
    return {field: text for field, value in facts.items() if (text := tidy(value))}


def _numbered(kind: str, entry: dict[str, Any]) -> Facts:
    """M2 has the arXiv id and class; the number of a preprint that is elsewhere too."""
    misc = [text for text in entry.get("unknown_tag", {}).get("M2", []) if not text.startswith("Type:")]
    arxiv = next((text for text in misc if text.startswith("arXiv:")), "")
    identifier, _, subject = arxiv.removeprefix("arXiv:").partition(" ")
    edition, number = str(entry.get("edition", "")), str(entry.get("number", ""))
    release = kind in ("DATA", "COMP")
    return {
        "arxiv": identifier,
        "arxiv-class": subject.strip("[]"),
        "edition": "" if release else edition,
        "issue": number if kind == "JOUR" else "",
        "number": edition if release else "" if kind == "JOUR" else number or " ".join(misc).replace(arxiv, ""),
        "publisher": "" if kind == "UNPD" and arxiv else str(entry.get("publisher", "")),
    }


def _identified(kind: str, number: str) -> Facts:
    return {"issn": number} if kind == "JOUR" else {"isbn": number}


def _conference(entry: dict[str, Any]) -> Facts:
    return {
        "event": str(entry.get("secondary_title", "")),
        "venue": str(entry.get("custom3", "")),
        "event-place": str(entry.get("place_published", "")),
        "place": str(entry.get("custom1", "")),
    }


def _names(people: list[str]) -> str:
    return names([_name(person) for person in people])


def _name(text: str) -> str:
    """ "Family, Given, Suffix", or a team with a comma behind it."""
    family, given, suffix = ([part.strip() for part in text.split(",")] + ["", ""])[:3]
    return whole_name(family, suffix, given)
