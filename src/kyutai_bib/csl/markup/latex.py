"""LaTeX: a `thebibliography` that plain \\documentclass{article} typesets under pdfLaTeX."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kyutai_bib.csl.bibliography import Bibliography, Entry
from kyutai_bib.csl.tree import Form, Inline, Span, fold, plain, superscripts
from kyutai_bib.latex import escape

__all__ = ["Latex"]

_COMMANDS = {
    Form.ITALIC: "textit",
    Form.OBLIQUE: "textsl",
    Form.BOLD: "textbf",
    Form.SMALL_CAPS: "textsc",
    Form.UNDERLINE: "underline",
    Form.SUPERSCRIPT: "textsuperscript",
    Form.SUBSCRIPT: "textsubscript",
}
_PIECE_OF_ADDRESS = re.compile(r"[^/\-_.?&=#:]*[/\-_.?&=#:]+|[^/\-_.?&=#:]+")
_UNFIT_FOR_KEY = re.compile(r"[^!-~]|[\\{}%#,~\"]")


class Latex:
    def inline(self, nodes: Sequence[Inline]) -> str:
        return fold(superscripts(nodes), _text, _wrap).strip()

    def document(self, bibliography: Bibliography) -> str:
        if not bibliography.entries:
            return ""
        widest = "9" * len(str(len(bibliography.entries)))
        entries = "\n\n".join(map(_entry, bibliography.entries, _keys(bibliography.entries)))
        return f"\\begin{{thebibliography}}{{{widest}}}\n{entries}\n\\end{{thebibliography}}\n"


def _text(text: str) -> str:
    r"""LuaLaTeX, too, prints `--` as it is: nobody but TeX reads this, so that `\/` may stand between."""
    return escape(text, apart=r"\/")


def _wrap(span: Span, inner: str) -> str:
    if span.form is Form.LINK:
        return _breakable(plain(span))
    if span.form in {Form.BLOCK, Form.INDENT}:
        return f"\\newline {inner}"
    command = _COMMANDS.get(span.form)
    return f"\\{command}{{{inner}}}" if command else inner


def _breakable(address: str) -> str:
    r"""An address that may break after its punctuation; \url would need a package."""
    return r"\allowbreak ".join(_text(piece) for piece in _PIECE_OF_ADDRESS.findall(address))


def _keys(entries: Sequence[Entry]) -> list[str]:
    """A key for each entry: its id without what a key may not have, numbered where that makes two the same."""
    keys: dict[str, None] = {}
    for entry in entries:
        key = base = _UNFIT_FOR_KEY.sub("-", entry.id)
        number = 1
        while key in keys:
            number += 1
            key = f"{base}-{number}"
        keys[key] = None
    return list(keys)


def _entry(entry: Entry, key: str) -> str:
    """`thebibliography` numbers its entries itself, so that a number of the style goes."""
    text = entry.body if entry.numbered else entry.text
    return f"\\bibitem{{{key}}}\n{text}"
