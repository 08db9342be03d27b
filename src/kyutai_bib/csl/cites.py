"""Citations as callers write them: ids, cites, or CSL-JSON ({"citationItems": [...], "properties": {...}})."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from kyutai_bib.csl.arguments import is_list, scalar, text_argument, wrong
from kyutai_bib.csl.processor.characters import clean
from kyutai_bib.csl.processor.context import Cite
from kyutai_bib.csl.processor.positions import Citation
from kyutai_bib.errors import BadValue, UnknownName
from kyutai_bib.nearest import nearest

__all__ = ["LABELS", "MODES", "as_citation", "as_citations", "as_cite", "note_number"]

MODES = ("", "author-only", "suppress-author", "composite")
LABELS = (
    *("act", "appendix", "article-locator", "book", "canon", "chapter", "column", "elocation", "equation"),
    *("figure", "folio", "issue", "line", "note", "opus", "page", "paragraph", "part", "rule", "scene"),
    *("section", "sub-verbo", "supplement", "table", "timestamp", "title-locator", "verse", "version", "volume"),
)
"""Kinds of locators (CSL 1.0.2, appendix IV, "Locators")."""
_ALIASES = {"sub verbo": "sub-verbo", "article": "article-locator", "title": "title-locator"}


def as_citations(value: object) -> list[Any]:
    """Several citations, each as `as_citation` takes it; what can only be a single one is one."""
    if isinstance(value, str | Cite | Citation | Mapping):
        return [value]
    if isinstance(value, bytes) or not isinstance(value, Iterable):
        raise wrong("citations", "a list of citations", value)
    return list(value)


def as_citation(value: object) -> Citation:
    """A citation from an id, a `Cite`, CSL-JSON, a `Citation`, or several cites; always a copy."""
    if isinstance(value, Citation):
        return Citation(
            _several(value.cites, "cites of a citation"),
            note_number(value.note),
            text_argument(value.mode, "mode of a citation"),
            clean(text_argument(value.infix, "infix of a citation")),
            text_argument(value.id, "id of a citation"),
        )
    if isinstance(value, Mapping) and "citationItems" in value:
        return _from_json(value)
    return Citation(_several(value, "") if is_list(value) else [as_cite(value)])


def _from_json(value: Mapping[str, Any]) -> Citation:
    properties = value.get("properties") or {}
    if not isinstance(properties, Mapping):
        raise wrong("properties of a citation", "an object", properties)
    return Citation(
        _several(value["citationItems"], "citationItems"),
        note_number(properties.get("noteIndex") or 0),
        text_argument(properties.get("mode"), "mode of a citation"),
        clean(text_argument(properties.get("infix"), "infix of a citation")),
        scalar(value.get("citationID"), "citationID"),
    )


def _several(value: Any, name: str) -> list[Cite]:
    if not is_list(value):
        raise wrong(name, "a list of cites", value)
    return [as_cite(cite) for cite in value]


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
        value["id"],
        value.get("locator") or "",
        scalar(value.get("label"), "label of a cite") or "page",
        value.get("prefix") or "",
        value.get("suffix") or "",
        author_only=bool(value.get("author-only")),
        suppress_author=bool(value.get("suppress-author")),
    )


def _cleaned(cite: Cite) -> Cite:
    return replace(
        cite,
        id=scalar(cite.id, "id of a cite"),
        locator=clean(scalar(cite.locator, "locator of a cite")).strip(),
        label=_label(text_argument(cite.label, "label of a cite") or "page"),
        prefix=clean(scalar(cite.prefix, "prefix of a cite")),
        suffix=clean(scalar(cite.suffix, "suffix of a cite")),
    )


def _label(label: str) -> str:
    known = _ALIASES.get(label, label)
    if known not in LABELS:
        raise UnknownName("kind of locator", label, nearest(label, LABELS), f"Known: {', '.join(LABELS)}.")
    return known
