"""Titles and abstracts as values of BibTeX and biblatex fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Container

from kyutai_bib.latex import escape, escape_specials, math_to_unicode
from kyutai_bib.model.kind import Kind
from kyutai_bib.model.page_range import PageRange
from kyutai_bib.model.paper import Record
from kyutai_bib.model.rich_text import Abstract, Mark, Run, Title

__all__ = ["IN_BOOK", "abstract_value", "biblatex_text", "biblatex_title", "bibtex_title", "pages", "venue_title"]

IN_BOOK = frozenset({Kind.CONFERENCE, Kind.CHAPTER})
"""The kinds of version whose venue is a `booktitle`."""

_BEYOND_PDFLATEX = re.compile("[<>|]|[\u0370-\u03ff\u1f00-\u1fff\u2000-\u2bff]+")
"""Where the symbols are that pdfLaTeX rejects or prints wrong as they are; `escape` knows which they are."""


def bibtex_title(title: Title) -> str:
    """Protected words in braces, accents as commands, formulas in TeX (8-bit BibTeX, pdfLaTeX)."""
    return "".join(_run(run, escape, _formula) for run in title.runs)


def biblatex_title(title: Title) -> str:
    """Protected words in braces, letters in Unicode; formulas too where pdfLaTeX prints them so (biber)."""
    return "".join(_run(run, biblatex_text, _unicode_formula) for run in title.runs)


def biblatex_text(text: str) -> str:
    """Letters as they are, symbols as commands: biber reads any letter, but pdfLaTeX stops at ∈ and ₂."""
    return _BEYOND_PDFLATEX.sub(lambda symbols: escape(symbols[0]), escape_specials(text))


def venue_title(record: Record, kinds: Container[Kind], spelled: Callable[[Title], str]) -> str:
    """The title of the venue, for a version of one of these kinds."""
    return spelled(record.venue.title) if record.venue and record.kind in kinds else ""


def pages(record: Record, spelled: Callable[[str], str]) -> str:
    """The pages, or nothing; the two hyphens of a range are TeX's dash, which every style and program expects."""
    range_ = record.version.pages
    return PageRange(spelled(range_.first), spelled(range_.last)).joined("--") if range_ else ""


def abstract_value(abstract: Abstract) -> str:
    """Unicode with TeX's special characters escaped, formulas as Unicode text."""
    return escape_specials(abstract.plain(math_to_unicode))


def _run(run: Run, escape_text: Callable[[str], str], formula: Callable[[str], str]) -> str:
    if run.mark is Mark.MATH:
        return formula(run.text)
    return f"{{{escape_text(run.text)}}}" if run.mark is Mark.PROTECTED else escape_text(run.text)


def _formula(tex: str) -> str:
    """In braces, since `change.case$` would make ω of \\Omega; with braces that BibTeX can count."""
    safe = re.sub(r"(?<!\\)%", r"\\%", tex)
    if not _balanced(safe):
        safe = safe.replace(r"\{", r"\lbrace ").replace(r"\}", r"\rbrace ")
    return f"{{${safe}$}}"


def _unicode_formula(tex: str) -> str:
    text = math_to_unicode(tex)
    return _formula(tex) if _BEYOND_PDFLATEX.search(text) else f"{{{escape_specials(text)}}}"


def _balanced(text: str) -> bool:
    """Whether braces pair up as BibTeX counts them: it takes no notice of a backslash before one."""
    depth = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0
