"""Citations whose author stands in the sentence: author-only, suppress-author, composite.

Not in CSL 1.0.2; the words and what they do are those of citeproc-js ("Running the Processor", "Special citation
forms"): of several cites the modes suppress-author and composite are about the first.
"""

from __future__ import annotations

import re

from kyutai_bib.csl.processor.characters import clean
from kyutai_bib.csl.processor.clusters import Render, cluster
from kyutai_bib.csl.processor.context import Cite, Context
from kyutai_bib.csl.processor.output import Group, Node, Tag, find, is_empty
from kyutai_bib.csl.processor.positions import Citation
from kyutai_bib.csl.processor.rich_text import rich_text
from kyutai_bib.csl.processor.style_program import Layout

__all__ = ["in_mode"]


def in_mode(citation: Citation, cites: list[Cite], layout: Layout, render: Render) -> Node:
    """The citation's output; `cites` are its cites in the order of the style."""
    if citation.mode == "author-only":
        return _authors(cites, layout, render)
    hidden = [cite for cite in cites if cite.suppress_author]
    if citation.mode not in ("composite", "suppress-author"):
        return _without(hidden, citation, cites, layout, render)
    if citation.mode == "suppress-author":
        return _without([*hidden, *cites[:1]], citation, cites, layout, render)
    author = _author(cites[0], render) if cites else ""
    if not author:
        # A style of numbers names nobody: as in pandoc, its number stands alone.
        return cluster(citation, cites, layout, render)
    rest = _without([*hidden, cites[0]], citation, cites, layout, render)
    return Group([author, *_infix(citation.infix), rest] if rest else [author])


def _authors(cites: list[Cite], layout: Layout, render: Render) -> Node:
    found = [_author(cite, render) or Group(render(cite)[0]) for cite in cites]
    return Group([node for node in found if not is_empty(node)], layout.delimiter)


def _author(cite: Cite, render: Render) -> Node:
    nodes, ctx = render(cite)
    return _names(Group(nodes), ctx) or ""


def _names(node: Group, ctx: Context) -> Group | None:
    """What stands for the author in a cite: its names, or what is printed in their place."""
    found = find(node, Tag.NAMES)
    if found is None or ctx.work.names("author") or _leads(found, node):
        return found
    return None


def _leads(found: Group, node: Node) -> bool:
    """Whether nothing is printed before `found`: else it is the editor of something larger."""
    while isinstance(node, Group) and node is not found:
        node = next((child for child in node.children if not is_empty(child)), "")
    return node is found


def _infix(infix: str) -> list[Node]:
    """The words between author and cite; an apostrophe or comma at their start follows the name at once."""
    words = clean(infix).strip()
    if not words:
        return [" "]
    return ["" if re.match(r"['’,.;:]", words) else " ", rich_text(words), " "]


def _without(
    hidden: list[Cite],
    citation: Citation,
    cites: list[Cite],
    layout: Layout,
    render: Render,
) -> Node:
    """The citation with the authors of some cites hidden once it is put together: they still group the cites."""
    if not hidden:
        return cluster(citation, cites, layout, render)
    names: list[Group] = []

    def watched(cite: Cite) -> tuple[list[Node], Context]:
        nodes, ctx = render(cite)
        if not any(cite is each for each in hidden) or (found := _names(Group(nodes), ctx)) is None:
            return nodes, ctx
        children, found.children = found.children, []
        if is_empty(Group(nodes)):
            ctx.suppressed.add("author")
            return [], ctx
        found.children = children
        names.append(found)
        return nodes, ctx

    node = cluster(citation, cites, layout, watched)
    for found in names:
        found.children = []
    return node
