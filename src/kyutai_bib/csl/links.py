"""A DOI with the address of the resolver before it is one link."""

from __future__ import annotations

import re

from kyutai_bib.csl.tree import Form, Inline, Span

__all__ = ["with_resolver"]

# Styles print it as an affix of the variable DOI, which alone is marked as a link.
_RESOLVER = re.compile(r"https?://(dx\.)?doi\.org/\Z", re.IGNORECASE)


def with_resolver(nodes: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """`nodes` with "https://doi.org/" inside the link that follows it."""
    made: list[Inline] = []
    for node in nodes:
        if isinstance(node, str):
            made.append(node)
        elif node.form is not Form.LINK:
            made.append(Span(node.form, with_resolver(node.children)))
        elif made and isinstance(before := made[-1], str) and (found := _RESOLVER.search(before)):
            made[-1:] = [before[: found.start()]] if found.start() else []
            made.append(Span(Form.LINK, (found[0], *node.children)))
        else:
            made.append(node)
    return tuple(made)
