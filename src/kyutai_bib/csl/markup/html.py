"""HTML with the classes that citeproc processors use, so that style sheets for them fit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from kyutai_bib.csl.bibliography import Bibliography, Entry
from kyutai_bib.csl.tree import Form, Inline, Span, fold, plain, superscripts

__all__ = ["Html"]

# As in the CSL test suite.
_TAGS = {
    Form.ITALIC: ("<i>", "</i>"),
    Form.OBLIQUE: ('<span style="font-style:oblique;">', "</span>"),
    Form.BOLD: ("<b>", "</b>"),
    Form.LIGHT: ('<span style="font-weight:lighter;">', "</span>"),
    Form.SMALL_CAPS: ('<span style="font-variant:small-caps;">', "</span>"),
    Form.UNDERLINE: ('<span style="text-decoration:underline;">', "</span>"),
    Form.SUPERSCRIPT: ("<sup>", "</sup>"),
    Form.SUBSCRIPT: ("<sub>", "</sub>"),
    Form.BLOCK: ('<div class="csl-block">', "</div>"),
    Form.INDENT: ('<div class="csl-indent">', "</div>"),
}


_SPACE = re.compile(r"\s+")


class Html:
    def inline(self, nodes: Sequence[Inline]) -> str:
        return fold(superscripts(nodes), _text, _wrap).strip()

    def document(self, bibliography: Bibliography) -> str:
        if not bibliography.entries:
            return ""
        hanging = " hanging-indent" if bibliography.hanging_indent else ""
        aligned = bibliography.second_field_align is not None
        entries = "\n".join(_entry(entry, aligned=aligned) for entry in bibliography.entries)
        return f'<div class="csl-bib-body{hanging}">\n{entries}\n</div>\n'


def _text(text: str) -> str:
    return escape(text, quote=False)


def _wrap(span: Span, inner: str) -> str:
    if span.form is Form.LINK:
        return _link(plain(span), inner)
    opening, closing = _TAGS.get(span.form, ("", ""))
    return f"{opening}{inner}{closing}"


def _link(address: str, inner: str) -> str:
    """Only web addresses become links: a reference cannot run a script."""
    if not address.lower().startswith(("https://", "http://")):
        return inner
    return f'<a href="{escape(address)}">{inner}</a>'


def _entry(entry: Entry, *, aligned: bool) -> str:
    inner = entry.text
    if entry.label and aligned:
        inner = f'<div class="csl-left-margin">{entry.label}</div><div class="csl-right-inline">{entry.body}</div>'
    return f'<div class="csl-entry" id="ref-{escape(_SPACE.sub("-", entry.id))}">{inner}</div>'
