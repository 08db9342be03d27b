"""Words whose capitals a style could take away: acronyms and names such as LoRA, LLMs or ARC-Encoder."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kyutai_bib.model.rich_text import Mark, Run, Title

__all__ = ["protected", "unprotected"]


def unprotected(title: Title) -> Iterator[str]:
    """Words of plain text that have a capital behind their first character."""
    for run in title.runs:
        if run.mark is Mark.TEXT:
            yield from (run.text[start:end] for start, end in _places(run.text))


def protected(title: Title) -> Title:
    """The title with all words protected that `unprotected` finds."""
    return Title(tuple(piece for run in title.runs for piece in _pieces(run)))


def _pieces(run: Run) -> Iterator[Run]:
    if run.mark is not Mark.TEXT:
        yield run
        return
    position = 0
    for start, end in _places(run.text):
        if start > position:
            yield Run(Mark.TEXT, run.text[position:start])
        yield Run(Mark.PROTECTED, run.text[start:end])
        position = end
    if position < len(run.text):
        yield Run(Mark.TEXT, run.text[position:])


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Where the words are, without hyphens at their ends."""
    for match in re.finditer(r"[\w-]+", text):
        word = match[0].strip("-")
        if any(letter.isupper() for part in word.split("-") for letter in part[1:]):
            start = match.start() + match[0].index(word)
            yield start, start + len(word)
