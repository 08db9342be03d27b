"""Titles whose acronyms and names a style could turn into small letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kyutai_bib.checks.finding import Finding
from kyutai_bib.model.library import Library
from kyutai_bib.model.rich_text import Mark, Title

__all__ = ["findings"]

_INNER_CAPITAL = re.compile(r"[^\W\d_]*[^\W_][A-Z][^\W_]*|[^\W_]*\d[A-Z]\w*")


def findings(library: Library) -> Iterator[Finding]:
    """A warning for each word with a capital inside that stands outside braces."""
    for paper in library:
        titles = [paper.title, *(version.title for version in paper.versions if version.title)]
        for word in dict.fromkeys(word for title in titles for word in _unprotected(title)):
            yield Finding(
                paper.line,
                paper.key,
                "title",
                f"{word!r} looks like an acronym or a name",
                f"protect its capitals: {{{word}}}",
            )


def _unprotected(title: Title) -> Iterator[str]:
    """Words of plain text that have a capital behind their first character: LoRA, LLMs, ARC-Encoder."""
    for run in title.runs:
        if run.mark is Mark.TEXT:
            for word in re.findall(r"[\w-]+", run.text):
                if any(_INNER_CAPITAL.search(part) for part in word.split("-")):
                    yield word.strip("-")
