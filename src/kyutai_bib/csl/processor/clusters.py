"""A citation of its cites: affixes, grouping, collapsing, delimiters (CSL 1.0.2, "Cite Grouping")."""

from __future__ import annotations

import re
from collections.abc import Callable

from kyutai_bib.csl.processor.collapsing import Rendered, delimited
from kyutai_bib.csl.processor.context import Cite, Context
from kyutai_bib.csl.processor.output import Group, Node, Tag, find, is_empty
from kyutai_bib.csl.processor.positions import Citation
from kyutai_bib.csl.processor.style_program import Layout

__all__ = ["cluster"]

Render = Callable[[Cite], tuple[list[Node], Context]]


def cluster(citation: Citation, cites: list[Cite], layout: Layout, render: Render, *, numbered: bool) -> Node:
    """The citation's output."""
    made = [_rendered(cite, render, first=not place) for place, cite in enumerate(cites)]
    made = [each for each in made if each.node]
    if not made:
        return ""
    if all(cite.author_only for cite in cites):
        return Group([find(each.node, Tag.NAMES) or each.node for each in made], layout.delimiter)
    look = layout.look
    inner = delimited(made, layout, numbered=numbered)
    return Group([look.prefix, Group([inner], suffix=look.suffix)], forms=look.forms)


def _rendered(cite: Cite, render: Render, *, first: bool) -> Rendered:
    nodes, ctx = render(cite)
    node: Node = Group(nodes) if nodes else ""
    if ctx.options.note and _begins_sentence(cite, first=first):
        _capitalize_term(node)
    if is_empty(node) and not (cite.prefix or cite.suffix):
        return Rendered(cite, "", ctx)
    return Rendered(cite, node, ctx)


def _begins_sentence(cite: Cite, *, first: bool) -> bool:
    """In a note, a cite without words before it, or after a sentence (not after an abbreviation)."""
    if not cite.prefix.strip():
        return first
    return re.search(r"\s.*[.!?]\s*$", cite.prefix.strip()) is not None


def _capitalize_term(node: Node) -> None:
    """The first letter of a cite, where it is a term's ("A note to CSL processor developers")."""
    while isinstance(node, Group):
        children = [child for child in node.children if not is_empty(child)]
        if not children or node.prefix.strip():
            return
        if node.tag is Tag.TERM and isinstance(children[0], str):
            place = node.children.index(children[0])
            node.children[place] = children[0][0].upper() + children[0][1:]
            return
        node = children[0]
