"""A CSL-JSON item as the processor reads it: variables by the names of CSL 1.0.2, names and dates parsed once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from kyutai_bib.csl.processor.characters import clean
from kyutai_bib.csl.processor.date_values import DateValue, date_value
from kyutai_bib.csl.processor.persons import Person, persons

__all__ = ["DATE_VARIABLES", "NAME_VARIABLES", "NUMBER_VARIABLES", "Work"]

DATE_VARIABLES = frozenset(
    ["accessed", "available-date", "event-date", "issued", "original-date", "submitted", "locator-date"]
)
NAME_VARIABLES = frozenset(
    [
        "author",
        "chair",
        "collection-editor",
        "compiler",
        "composer",
        "container-author",
        "contributor",
        "curator",
        "director",
        "editor",
        "editorial-director",
        "executive-producer",
        "guest",
        "host",
        "illustrator",
        "interviewer",
        "narrator",
        "organizer",
        "original-author",
        "performer",
        "producer",
        "recipient",
        "reviewed-author",
        "script-writer",
        "series-creator",
        "translator",
        "editor-translator",
        "editortranslator",
        "authority",
        "dummy",
    ]
) - {"authority", "dummy"}
NUMBER_VARIABLES = frozenset(
    [
        "chapter-number",
        "citation-number",
        "collection-number",
        "edition",
        "first-reference-note-number",
        "issue",
        "locator",
        "number",
        "number-of-pages",
        "number-of-volumes",
        "page",
        "page-first",
        "part-number",
        "printing-number",
        "section",
        "supplement-number",
        "version",
        "volume",
    ]
)
_OTHER_NAMES = {
    "shortTitle": "title-short",
    "journalAbbreviation": "container-title-short",
}
_NOTE_FIELD = re.compile(r"\{:([\-_a-zA-Z]+):\s*([^{}]*)\}")
_NOTE_LINE = re.compile(r"([\-_a-z]+|[A-Z]+):\s*(\S.*)$")


class Work:
    """One item; `place` is where it stands in the list of items."""

    __slots__ = ("_dates", "_names", "fields", "id", "language", "place", "type")

    def __init__(self, item: Mapping[str, Any], place: int = 0) -> None:
        self.id = str(item.get("id", ""))
        self.place = place
        self.type = str(item.get("type") or "")
        self.fields: dict[str, Any] = {}
        for name, value in item.items():
            self.fields.setdefault(_OTHER_NAMES.get(name, name), value)
        if isinstance(note := item.get("note"), str) and ":" in note:
            self.fields["note"] = _without_variables(note, self._noted)
        if "page" in self.fields and "page-first" not in self.fields:
            self.fields["page-first"] = re.split(r"[&,\-–]", str(self.fields["page"]))[0].strip()
        self.language = str(self.fields.get("language") or "")
        self._names: dict[str, list[Person]] = {}
        self._dates: dict[str, DateValue | None] = {}

    def _noted(self, name: str, value: str) -> bool:
        """Take a variable from the note; not one that the item has already."""
        if name == "type":
            self.type = value
        elif name in NAME_VARIABLES:
            family, _, given = value.partition("||")
            known = self.fields.get(name)
            name_value = {"family": family.strip(), "given": given.strip()} if given else {"literal": family}
            self.fields[name] = [*(known if isinstance(known, list) else []), name_value]
        elif name in DATE_VARIABLES:
            self.fields[name] = {"raw": value}
        elif self.fields.get(name):
            return False
        else:
            self.fields[name] = value
        return True

    def text(self, name: str) -> str:
        """A variable's text; empty where there is none."""
        value = self.fields.get(name)
        if value is None or value is False:
            return ""
        if isinstance(value, str):
            return clean(value)
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        return str(value) if isinstance(value, int | float) else ""

    def names(self, name: str) -> list[Person]:
        found = self._names.get(name)
        if found is None:
            found = self._names[name] = persons(self.fields.get(name))
        return found

    def date(self, name: str) -> DateValue | None:
        if name not in self._dates:
            self._dates[name] = date_value(self.fields.get(name))
        return self._dates[name]

    def has(self, name: str) -> bool:
        """Whether a variable has anything in it."""
        if name in DATE_VARIABLES:
            return self.date(name) is not None
        if name in NAME_VARIABLES:
            return bool(self.names(name))
        return bool(self.text(name).strip())


def _without_variables(note: str, take: Callable[[str, str], bool]) -> str:
    """A note without the variables that people keep in it: `{:DOI: 10.1/x}`, or lines `DOI: 10.1/x` at its start.

    `take` has the name and the value of each, and says whether it is taken. As in citeproc-js the first line may
    be anything else.
    """
    rest = _NOTE_FIELD.sub(lambda found: "" if take(found[1], found[2].strip()) else found[0], note)
    lines = rest.split("\n")
    kept: list[str] = []
    for place, line in enumerate(lines):
        found = _NOTE_LINE.match(line)
        if place and not found and line.strip():
            kept += lines[place:]
            break
        if not (found and take(found[1], found[2].strip())):
            kept.append(line)
    return "\n".join(kept).strip()
