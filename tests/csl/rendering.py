"""The public interface in the two calls that most tests make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kyutai_bib.csl.bibliography import Bibliography
from kyutai_bib.csl.citing import Processor
from kyutai_bib.csl.markup import Markup
from kyutai_bib.csl.styles import Style

Items = Sequence[Mapping[str, Any]]


def bibliography(items: Items, style: Style, locale: str | None, markup: Markup) -> Bibliography:
    ids = [str(item["id"]) for item in items]
    return Processor(items, style, locale=locale, markup=markup, uncited=ids).bibliography()


def citations(
    clusters: Sequence[Sequence[str]], items: Items, style: Style, locale: str | None, markup: Markup
) -> list[str]:
    ids = [str(item["id"]) for item in items]
    processor = Processor(items, style, locale=locale, markup=markup, uncited=ids)
    for note, cluster in enumerate(clusters, 1):
        processor.add(cluster, note=note)
    return list(processor.citations().values())
