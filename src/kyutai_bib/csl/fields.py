"""CSL-JSON items as citeproc-py takes them.

Its own reader (citeproc.source.json) drops the name variables that CSL 1.0.2 added, warns of every
field it does not list, makes one item of two whose ids differ in case, and fails on a literal name in
a style that changes the case of names. What it needs is little, so we say it ourselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from unicodedata import combining, normalize

from citeproc.source import Date, DateRange, LiteralDate, Name, Reference
from citeproc.string import String

from kyutai_bib.csl.inline import marked, untagged
from kyutai_bib.csl.marks import SEAM, clean, mark
from kyutai_bib.csl.tree import Form

__all__ = ["reference"]

Item = Mapping[str, Any]

# Names that CSL-JSON writers use, for the names of CSL 1.0.2; and a variable renamed there.
_OTHER_NAMES = {
    "shortTitle": ("title-short",),
    "journalAbbreviation": ("container-title-short",),
    "event-title": ("event-title", "event"),
    "event": ("event-title", "event"),
}
_LINKS = {"URL", "DOI"}


def reference(key: str, item: Item, *, sorting: bool = False) -> Any:
    """The item as citeproc-py's Reference: to print it, or without any mark to sort by it."""
    fields = {name: value for field in item for name, value in _field(field, item[field], sorting=sorting)}
    return Reference(key, str(item.get("type", "document")), **fields)


def _field(field: str, value: object, *, sorting: bool) -> Iterator[tuple[str, Any]]:
    if field in {"id", "type", "key"} or (known := _value(field, value, sorting=sorting)) is None:
        return
    for name in _OTHER_NAMES.get(field, (field,)):
        yield name.replace("-", "_"), known
        # cs:number looks for the name as it is written in the style.
        if "-" in name:
            yield name, known


def _value(field: str, value: object, *, sorting: bool) -> Any:
    """By its shape: a date is a mapping, names are a list of mappings, the rest is text."""
    match value:
        case str() | int() | float():
            return _text(field, str(value), sorting=sorting)
        case Mapping():
            return _date(value)
        case [Mapping(), *_]:
            return [name for each in value if isinstance(each, Mapping) and (name := _name(each, sorting=sorting))]
        case _:
            return None


def _text(field: str, value: str, *, sorting: bool) -> Any:
    if field == "language":
        return value or None
    if sorting:
        text = _sort_key(value)
    elif field in _LINKS:
        text = mark(Form.LINK, link) if (link := clean(value)) else ""
    else:
        text = marked(value)
    return String(text + SEAM if text.endswith(("?", "!")) else text) if text else None


def _sort_key(text: str) -> str:
    """citeproc-py compares code points, for which an accented letter comes after z."""
    letters = normalize("NFKD", untagged(text))
    return "".join(letter for letter in letters if not combining(letter))


def _name(parts: Mapping[str, Any], *, sorting: bool) -> Any:
    text = _sort_key if sorting else clean
    known = {part: text(str(value)) for part, value in parts.items() if value}
    if not known.get("literal") and not known.get("family"):
        known = {"literal": known["given"]} if known.get("given") else {}
    return Name(**known) if known else None


def _date(date: Mapping[str, Any]) -> Any:
    uncertain = bool(date.get("circa"))
    if parts := [_parts(each) for each in date.get("date-parts") or () if each]:
        parts[0] |= {"season": date["season"]} if date.get("season") else {}
        first, last = Date(circa=uncertain, **parts[0]), parts[1:]
        return DateRange(begin=first, end=Date(**last[0]), circa=uncertain) if last else first
    if words := clean(str(date.get("literal") or date.get("raw") or "")):
        return LiteralDate(words, circa=uncertain)
    return None


def _parts(numbers: list[Any]) -> dict[str, int]:
    return {
        part: int(number)
        for part, number in zip(("year", "month", "day"), numbers, strict=False)
        if number not in (None, "")
    }
