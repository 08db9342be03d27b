"""Facts of entries in the fields of BibTeX and biblatex, once their LaTeX is read."""

from __future__ import annotations

from collections.abc import Mapping

from tests.consumers.arrival.facts import Facts, tidy

__all__ = ["bib_facts"]

_NAMED = {
    "title": "title",
    "venue": "booktitle journal journaltitle",
    "venue-short": "shortjournal",
    "event": "eventtitle",
    "event-date": "eventdate",
    "event-place": "venue",
    "series": "series",
    "volume": "volume",
    "pages": "pages",
    "edition": "edition",
    "publisher": "publisher school institution organization",
    "place": "address location",
    "doi": "doi",
    "url": "url",
    "isbn": "isbn",
    "issn": "issn",
    "language": "langid language",
    "note": "note",
    "tags": "keywords",
    "abstract": "abstract",
    "arxiv-class": "primaryclass eprintclass",
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def bib_facts(entry_type: str, fields: Mapping[str, str], people: Mapping[str, str]) -> Facts:
    """`fields` by name, any case; `people` are "author" and "editor", joined."""
    values = {name.lower(): value for name, value in fields.items() if value.strip()}
    facts = {
        **{field: _first(values, known.split()) for field, known in _NAMED.items()},
        **people,
        "kind": " ".join(filter(None, (entry_type.lower(), values.get("type", "")))),
        "date": _date(values),
        **_numbered(entry_type.lower(), values),
        "pages": values.get("pages", "").replace("--", "-").replace("–", "-"),  # TeX's dash of ranges
    }
    return {field: tidy(text) for field, text in facts.items() if text}


def _first(values: Mapping[str, str], known: list[str]) -> str:
    return next((values[name] for name in known if name in values), "")


def _numbered(entry_type: str, values: Mapping[str, str]) -> Facts:
    """`number` is the issue of an article; `eprint` an arXiv id if the archive is arXiv."""
    number = values.get("number", "")
    archive = _first(values, ["archiveprefix", "eprinttype"]).lower()
    eprint = values.get("eprint", "")
    return {
        "issue": number if entry_type == "article" else "",
        "number": values.get("version", "") or ("" if entry_type == "article" else number),
        "arxiv": eprint if archive == "arxiv" else "",
    }


def _date(values: Mapping[str, str]) -> str:
    if "date" in values:
        return values["date"]
    parts = [values.get("year", ""), _month(values.get("month", "")), values.get("day", "").zfill(2)]
    return "-".join(part for part in parts if part.strip("0"))


def _month(month: str) -> str:
    """A macro, a macro as JabRef marks it, or a number."""
    name = month.strip("#").lower()
    return f"{_MONTHS.index(name) + 1:02}" if name in _MONTHS else month.zfill(2)
