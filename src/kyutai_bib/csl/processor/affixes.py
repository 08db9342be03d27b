"""The words that an author puts before and after a cite."""

from __future__ import annotations

import re

from kyutai_bib.csl.processor.characters import clean
from kyutai_bib.csl.processor.context import Cite
from kyutai_bib.csl.processor.output import Group, Node, is_empty
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
        parts.append(Group([space, rich_text(clean(cite.suffix))]))
    return Group(parts)
