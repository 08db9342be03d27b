"""A CSL style that prints each variable between marks, so that what a processor has can be read in its print."""

from __future__ import annotations

import re
from xml.sax.saxutils import quoteattr

from tests.consumers.arrival.facts import Facts, names, tidy, whole_name

__all__ = ["EVERY_FIELD", "marked"]

_BEGIN, _END = "¶", "§"
_VARIABLES = {
    "key": "citation-label",
    "title": "title",
    "venue": "container-title",
    "venue-short": "container-title-short",
    "event": "event-title",
    "event-place": "event-place",
    "series": "collection-title",
    "volume": "volume",
    "issue": "issue",
    "number": "number",
    "version": "version",
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
    "genre": "genre",
    "archive": "archive",
    "archive_location": "archive_location",
}


def _text(field: str, variable: str) -> str:
    return (
        f"<text variable={quoteattr(variable)} prefix={quoteattr(f'{_BEGIN}{field}:')} suffix={quoteattr(_END)}/>"
    )


def _names(role: str) -> str:
    name = '<name name-as-sort-order="all" sort-separator=" | " delimiter=" / " delimiter-precedes-last="always"/>'
    marks = f"prefix={quoteattr(f'{_BEGIN}{role}:')} suffix={quoteattr(_END)}"
    return f"<names variable={quoteattr(role)} {marks}>{name}</names>"


def _date(field: str, variable: str) -> str:
    parts = "".join(
        f'<date-part name="{part}"{form}/>'
        for part, form in (
            ("year", ""),
            ("month", ' form="numeric-leading-zeros" prefix="-"'),
            ("day", ' form="numeric-leading-zeros" prefix="-"'),
        )
    )
    marks = f"prefix={quoteattr(f'{_BEGIN}{field}:')} suffix={quoteattr(_END)}"
    return f"<date variable={quoteattr(variable)} {marks}>{parts}</date>"


EVERY_FIELD = f"""<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" default-locale="en-US"
 demote-non-dropping-particle="never">
<info><title>Every field</title><id>https://example.org/every-field</id><updated>2025-01-01T00:00:00+00:00</updated></info>
<citation><layout><text variable="citation-number"/></layout></citation>
<bibliography><layout><text variable="citation-number" prefix="{_BEGIN}{_BEGIN}" suffix="{_END}"/>
{"".join(_text(field, variable) for field, variable in _VARIABLES.items())}
{_names("author")}{_names("editor")}{_date("date", "issued")}{_date("event-date", "event-date")}
</layout></bibliography></style>
"""


def marked(printed: str, keys: list[str]) -> dict[str, Facts]:
    """Facts by key out of what a processor printed; it printed the entries in the order of `keys`."""
    entries = re.split(rf"{_BEGIN}\s*{_BEGIN}\d+{_END}", printed)[1:]
    return {key: _facts(entry) for key, entry in zip(keys, entries, strict=True)}


def _facts(entry: str) -> Facts:
    found = dict(re.findall(rf"{_BEGIN}([\w-]+):(.*?){_END}", entry, re.DOTALL))
    people = {role: _ordered(found[role]) for role in ("author", "editor") if role in found}
    facts = {**found, **people, "number": found.get("number", "") or found.get("version", "")}
    facts["pages"] = found.get("pages", "").replace("–", "-")  # processors print ranges with a dash
    if facts["number"].startswith("arXiv:"):
        facts |= {"arxiv": facts["number"].removeprefix("arXiv:"), "number": ""}
    return {field: tidy(text) for field, text in facts.items() if text.strip()}


def _ordered(people: str) -> str:
    """CSL puts the suffix last in sort order."""
    split = [[*name.split(" | "), "", ""][:3] for name in tidy(people).split(" / ")]
    return names([whole_name(family, suffix, given) for family, given, suffix in split])
