"""Titles whose acronyms and names a style could turn into small letters."""

from __future__ import annotations

from collections.abc import Iterator

from kyutai_bib.checks.finding import Finding
from kyutai_bib.model.capitals import unprotected
from kyutai_bib.model.library import Library

__all__ = ["findings"]


def findings(library: Library) -> Iterator[Finding]:
    """A warning for each word with a capital inside that stands outside braces."""
    for paper in library:
        titles = [paper.title, *(version.title for version in paper.versions if version.title)]
        for word in dict.fromkeys(word for title in titles for word in unprotected(title)):
            yield Finding(
                paper.line,
                paper.key,
                "title",
                f"{word!r} looks like an acronym or a name",
                f"protect its capitals: {{{word}}}",
            )
