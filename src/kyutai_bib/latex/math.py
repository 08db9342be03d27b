"""A formula as Unicode text."""

from __future__ import annotations

from unicodedata import normalize

__all__ = ["math_to_unicode"]


def math_to_unicode(tex: str) -> str:
    """The inside of `$…$` as text for a reader: `x\\!\\in\\!\\{4,8\\}` is `x∈{4,8}`, `\\mathcal{O}(n^2)`
    is `𝒪(n²)`.

    Never raises. A command that is not known leaves its name; a script without Unicode characters stays
    `_{…}`.
    """
    from kyutai_bib.latex.reading import read  # only when LaTeX is read: the import stays quick

    return normalize("NFC", read(tex, math=True).strip())
