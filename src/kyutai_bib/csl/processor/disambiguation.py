"""Cites of different items that look alike (CSL 1.0.2, "Disambiguation")."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kyutai_bib.csl.processor.context import Cite, Context, Distinction
from kyutai_bib.csl.processor.output import Node
from kyutai_bib.csl.processor.style_program import Layout
from kyutai_bib.csl.processor.work import Work

__all__ = ["disambiguated"]

Render = Callable[[Cite, Distinction], tuple[list[Node], Context]]


def disambiguated(layout: Layout, works: Sequence[Work], render: Render) -> dict[str, Distinction]:
    """What each item needs to be told from the others; `works` are in the order of the bibliography."""
    return {}
