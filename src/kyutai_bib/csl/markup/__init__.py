"""Markups that references can be printed in: one file each, one table of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Protocol, runtime_checkable

from kyutai_bib.csl.bibliography import Bibliography
from kyutai_bib.csl.markup.html import Html
from kyutai_bib.csl.markup.latex import Latex
from kyutai_bib.csl.markup.markdown import Markdown
from kyutai_bib.csl.markup.rtf import Rtf
from kyutai_bib.csl.markup.text import Text
from kyutai_bib.csl.tree import Inline

__all__ = ["MARKUPS", "Markup"]


@runtime_checkable
class Markup(Protocol):
    """How formatted text is written down. What reads it again must find the same text."""

    def inline(self, nodes: Sequence[Inline]) -> str:
        """A piece of one paragraph."""
        ...

    def document(self, bibliography: Bibliography) -> str:
        """A whole bibliography whose entries are in this markup; empty for no entries."""
        ...


MARKUPS: Mapping[str, Markup] = MappingProxyType(
    {"text": Text(), "html": Html(), "markdown": Markdown(), "latex": Latex(), "rtf": Rtf()}
)
