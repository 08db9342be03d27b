"""Citations as callers write them: ids, cites, or CSL-JSON ({"citationItems": [...], "properties": {...}})."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from kyutai_bib.csl.processor.characters import clean
from kyutai_bib.csl.processor.context import Cite
from kyutai_bib.csl.processor.positions import Citation
from kyutai_bib.errors import BadValue, UnknownName
from kyutai_bib.nearest import nearest

__all__ = ["LABELS", "MODES", "as_citation", "as_cite"]

MODES = ("", "author-only", "suppress-author", "composite")
LABELS = (
    *("act", "appendix", "article-locator", "book", "canon", "chapter", "column", "elocation", "equation"),
    *("figure", "folio", "issue", "line", "note", "opus", "page", "paragraph", "part", "rule", "scene"),
    *("section", "sub-verbo", "supplement", "table", "timestamp", "title-locator", "verse", "version", "volume"),
)
"""Kinds of locators (CSL 1.0.2, appendix IV, "Locators")."""
_ALIASES = {"sub verbo": "sub-verbo", "article": "article-locator", "title": "title-locator"}


def as_citation(value: object) -> Citation:
    """A citation from an id, a `Cite`, CSL-JSON, a `Citation`, or several cites; always a copy."""
    if isinstance(value, Citation):
        return replace(value, cites=[as_cite(cite) for cite in value.cites], infix=clean(value.infix))
    if isinstance(value, Mapping) and "citationItems" in value:
        return _from_json(value)
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return Citation([as_cite(cite) for cite in value])
    return Citation([as_cite(value)])


def _from_json(value: Mapping[str, Any]) -> Citation:
    properties = value.get("properties") or {}
    return Citation(
        [as_cite(cite) for cite in value["citationItems"]],
        note_number(properties.get("noteIndex") or 0),
        str(properties.get("mode") or ""),
        clean(str(properties.get("infix") or "")),
        str(value.get("citationID") or ""),
    )


def note_number(value: object) -> int:
    """The number of a footnote, 0 for the text. Raises `BadValue`."""
    if isinstance(value, str) and value.isdecimal() and len(value) <= 9:
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    raise BadValue(f"the note of a citation is its number, or 0 for the text, not {value!r}")


def as_cite(value: object) -> Cite:
    """A cite from an id, a `Cite` or CSL-JSON, its texts on one line. Raises `BadValue`, `UnknownName`."""
    if isinstance(value, Mapping) and value.get("id") not in (None, ""):
        return _cleaned(_cite_from_json(value))
    if isinstance(value, Cite):
        return _cleaned(value)
    if isinstance(value, str | int) and not isinstance(value, bool):
        return Cite(str(value))
    raise BadValue(f'a cite is an id or an object like {{"id": "doe2020", "locator": "3"}}, not {value!r}')


def _cite_from_json(value: Mapping[str, Any]) -> Cite:
    return Cite(
        str(value["id"]),
        str(value.get("locator") or ""),
        str(value.get("label") or "page"),
        str(value.get("prefix") or ""),
        str(value.get("suffix") or ""),
        author_only=bool(value.get("author-only")),
        suppress_author=bool(value.get("suppress-author")),
    )


def _cleaned(cite: Cite) -> Cite:
    return replace(
        cite,
        id=str(cite.id),
        locator=clean(str(cite.locator or "")).strip(),
        label=_label(cite.label),
        prefix=clean(cite.prefix),
        suffix=clean(cite.suffix),
    )


def _label(label: str) -> str:
    known = _ALIASES.get(label, label)
    if known not in LABELS:
        raise UnknownName("kind of locator", label, nearest(label, LABELS), f"Known: {', '.join(LABELS)}.")
    return known
