"""Plain text: no formatting, every character itself."""

from __future__ import annotations

from collections.abc import Sequence

from kyutai_bib.csl.bibliography import Bibliography
from kyutai_bib.csl.tree import Form, Inline, Span, fold

__all__ = ["Text"]


class Text:
    def inline(self, nodes: Sequence[Inline]) -> str:
        return fold(nodes, str, _wrap).strip()

    def document(self, bibliography: Bibliography) -> str:
        return "\n".join(f"{entry.text}\n" for entry in bibliography.entries)


def _wrap(span: Span, inner: str) -> str:
    return f"\n{inner}" if span.form in {Form.BLOCK, Form.INDENT} else inner
