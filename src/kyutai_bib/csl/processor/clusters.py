"""A citation of its cites: affixes, grouping, collapsing, delimiters (CSL 1.0.2, "Cite Grouping")."""

from __future__ import annotations

from collections.abc import Callable

from kyutai_bib.csl.processor.collapsing import Rendered, delimited
from kyutai_bib.csl.processor.context import Cite, Context
from kyutai_bib.csl.processor.leading_terms import capitalize_term
from kyutai_bib.csl.processor.output import NO_PRINTED_FORM, Group, Node, Tag, find, is_empty
from kyutai_bib.csl.processor.positions import Citation
from kyutai_bib.csl.processor.style_program import Layout

__all__ = ["cluster"]

Render = Callable[[Cite], tuple[list[Node], Context]]


def cluster(citation: Citation, cites: list[Cite], layout: Layout, render: Render) -> Node:
    """The citation's output."""
    made = [_rendered(cite, render, first=not place) for place, cite in enumerate(cites)]
    if layout.attributes.get("collapse"):  # where citeproc-js lets a cite of nothing go, if there are others
        made = [each for each in made if each.node != NO_PRINTED_FORM] or made[:1]
    made = [each for each in made if each.node or each.cite.prefix or each.cite.suffix]
    if not made:
        return ""
    if all(cite.author_only for cite in cites):
        return Group([find(each.node, Tag.NAMES) or each.node for each in made], layout.delimiter)
    look = layout.look
    inner = delimited(made, layout)
    return Group([look.prefix, Group([inner], suffix=look.suffix)], forms=look.forms)


def _rendered(cite: Cite, render: Render, *, first: bool) -> Rendered:
    nodes, ctx = render(cite)
    node: Node = Group(nodes) if nodes else ""
    if ctx.options.note and _begins_sentence(cite, first=first):
        capitalize_term([node])
    if is_empty(node) and not (cite.prefix or cite.suffix):
        hidden = cite.suppress_author or "author" in ctx.suppressed
        return Rendered(cite, NO_PRINTED_FORM if first and not hidden else "", ctx)
    return Rendered(cite, node, ctx)


def _begins_sentence(cite: Cite, *, first: bool) -> bool:
    """In a note, a cite without words before it, or after a sentence (not after an abbreviation)."""
    words = cite.prefix.split()
    if not words:
        return first
    end = words[-1][:-1] if words[-1][-1] in "”’\"'" else words[-1]
    return len(words) > 1 and end[-1:] in {".", "!", "?"}
