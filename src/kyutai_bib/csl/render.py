"""Formatted references and in-text citations: what the rest of the program calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kyutai_bib.csl.bibliography import Bibliography, Entry
from kyutai_bib.csl.engine import Engine, EngineError
from kyutai_bib.csl.labels import has_number, split
from kyutai_bib.csl.locales import DEFAULT, fallback, find_locale
from kyutai_bib.csl.markup import Markup
from kyutai_bib.csl.style_file import read_root
from kyutai_bib.csl.styles import Style
from kyutai_bib.csl.tree import Inline, plain
from kyutai_bib.errors import StyleError, UnknownName
from kyutai_bib.nearest import nearest

__all__ = ["bibliography", "citations"]

Items = Sequence[Mapping[str, Any]]


def bibliography(items: Items, style: Style, locale: str | None, markup: Markup) -> Bibliography:
    """The items as references in the order of the style; `locale` None is the style's own."""
    if not style.has_bibliography:
        raise StyleError(
            f"style {style.name!r} has no bibliography, only citations in the text: use `cite` with it."
        )
    try:
        engine = _engine(items, style, locale)
        entries = tuple(_entry(str(items[place]["id"]), nodes, markup) for place, nodes in engine.entries())
    except EngineError as error:
        raise _refused(style, items, error) from error
    return Bibliography(entries, style.hanging_indent, style.second_field_align)


def citations(
    clusters: Sequence[Sequence[str]], items: Items, style: Style, locale: str | None, markup: Markup
) -> list[str]:
    """One in-text citation a cluster of ids, as if they followed each other in one document."""
    places = {str(item["id"]): place for place, item in enumerate(items)}
    wanted = [[_place(key, places) for key in cluster] for cluster in clusters if cluster]
    try:
        engine = _engine(items, style, locale, [place for cluster in wanted for place in cluster])
        return [markup.inline(nodes) for nodes in engine.citations(wanted)]
    except EngineError as error:
        raise _refused(style, items, error) from error


def _engine(items: Items, style: Style, locale: str | None, first: Sequence[int] = ()) -> Engine:
    name = find_locale(locale) if locale is not None else fallback(style.default_locale) or DEFAULT
    return Engine(read_root(style.source), name, items, first)


def _place(key: str, places: Mapping[str, int]) -> int:
    if key not in places:
        raise UnknownName("key", key, nearest(key, places))
    return places[key]


def _entry(key: str, nodes: Sequence[Inline], markup: Markup) -> Entry:
    label, body = split(nodes)
    if not label:
        text = markup.inline(nodes)
        return Entry(key, text, "", text, numbered=False)
    parts = [markup.inline(part) for part in (label, body)]
    space = () if plain(label)[-1:].isspace() else (" ",)
    whole = markup.inline((*label, *space, *body))
    return Entry(key, whole, parts[0].rstrip(), parts[1].lstrip(), has_number(label))


def _refused(style: Style, items: Items, error: EngineError) -> StyleError:
    where = "" if error.item is None else f"item {str(items[error.item].get('id'))!r}: "
    return StyleError(f"style {style.name!r} cannot be used: {where}{error}")
