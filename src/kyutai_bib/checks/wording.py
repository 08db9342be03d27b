"""Titles whose acronyms and names a style could turn into small letters, and titles with tags in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kyutai_bib.checks.finding import Finding
from kyutai_bib.model.capitals import unprotected
from kyutai_bib.model.library import Library
from kyutai_bib.model.paper import Paper
from kyutai_bib.model.rich_text import Title

__all__ = ["findings"]

_TAG = re.compile(r"</?(?:i|b|sup|sub|sc|span)\b[^>]*>")


def findings(library: Library) -> Iterator[Finding]:
    """A warning for each word with a capital inside that stands outside braces, and for each tag."""
    for paper in library:
        titles = [paper.title, *(version.title for version in paper.versions if version.title)]
        yield from _tags(paper, titles)
        for word in dict.fromkeys(word for title in titles for word in unprotected(title)):
            yield Finding(
                paper.line,
                paper.key,
                "title",
                f"{word!r} looks like an acronym or a name",
                f"protect its capitals: {{{word}}}",
            )


def _tags(paper: Paper, titles: Sequence[Title]) -> Iterator[Finding]:
    for tag in dict.fromkeys(tag for title in titles for tag in _TAG.findall(title.words)):
        yield Finding(paper.line, paper.key, "title", f"{tag!r} is printed as it stands", "titles have no markup")
