"""A term that begins an entry, or a note, begins a sentence ("A Note to CSL Processor Developers", as in citeproc-js)."""

from __future__ import annotations

from kyutai_bib.csl.processor.output import Node, Tag, is_empty

__all__ = ["capitalize_term"]


def capitalize_term(node: Node) -> None:
    """Give the first letter of `node` a capital where it is that of a term; affixes before it do not matter."""
    while not isinstance(node, str):
        first = next((child for child in node.children if not is_empty(child)), None)
        if first is None:
            return
        if node.tag is Tag.TERM and isinstance(first, str):
            node.children[node.children.index(first)] = first[0].upper() + first[1:]
            return
        node = first
