"""The words that an author puts before and after a cite."""

from __future__ import annotations

import re

from kyutai_bib.csl.processor.characters import clean
from kyutai_bib.csl.processor.context import Cite
from kyutai_bib.csl.processor.output import Group, Node, Tag, is_empty
from kyutai_bib.csl.processor.rich_text import rich_text

__all__ = ["affixed"]


def affixed(cite: Cite, node: Node) -> Node:
    """A cite with the words that the author put before and after it."""
    parts: list[Node] = []
    if cite.prefix:
        space = "" if re.search(r"[\s(\[“‘'\"]$", cite.prefix) or is_empty(node) else " "
        parts.append(Group([rich_text(clean(cite.prefix)), space]))
    parts.append(node)
    if cite.suffix:
        space = "" if re.match(r"[\s.,;:?!)\]’”'\-–]", cite.suffix) else " "
        text = clean(cite.suffix)
        mark = text[:1] if text[:1] == "." else ""  # goes into quotes as that of a style does
        parts.append(Group([space, Group([], suffix=mark, tag=Tag.AFFIX), rich_text(text[len(mark) :])]))
    return Group(parts)
