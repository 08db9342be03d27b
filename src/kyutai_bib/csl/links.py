"""A DOI with the address of the resolver before it is one link."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kyutai_bib.csl.tree import Form, Inline, Span

__all__ = ["with_resolver"]

# Styles print it as an affix of the variable DOI, which alone is marked as a link.
_RESOLVER = re.compile(r"https?://(dx\.)?doi\.org/\Z", re.IGNORECASE)


def with_resolver(nodes: Sequence[Inline]) -> tuple[Inline, ...]:
    """`nodes` with "https://doi.org/" inside the link that follows it."""
    out: list[Inline] = []
    for node in nodes:
        before = out[-1] if out else ""
        if isinstance(node, str):
            out.append(node)
        elif node.form is not Form.LINK:
            out.append(Span(node.form, with_resolver(node.children)))
        elif isinstance(before, str) and (found := _RESOLVER.search(before)):
            out[-1:] = [before[: found.start()], Span(Form.LINK, (found[0], *node.children))]
        else:
            out.append(node)
    return tuple(node for node in out if node)
