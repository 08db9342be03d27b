"""LaTeX, as it is found in BibTeX fields and arXiv titles, to Unicode text."""

from __future__ import annotations

from typing import Final
from unicodedata import normalize

__all__ = ["unescape"]

_MARKUP: Final = ("\\", "{", "}", "$", "~", "--", "``", "''", "?`", "!`", ",,")


def unescape(latex: str) -> str:
    """The text that LaTeX stands for, in NFC. Never raises.

    Accents in every spelling, `$…$` as `math_to_unicode` reads it, TeX's ligatures; protecting braces and
    font commands go, their text stays. A command that is not known leaves its argument, or its name if it
    has none.

    `unescape(escape(text))` is NFC of `text`, but: control characters and Unicode's separators of lines and
    paragraphs are spaces by then, and a thin space (U+2009) comes back as one that does not break (U+202F).
    """
    if not any(mark in latex for mark in _MARKUP):
        return normalize("NFC", latex)
    from kyutai_bib.latex.reading import read  # only when LaTeX is read: the import stays quick

    return normalize("NFC", read(latex, math=False))
