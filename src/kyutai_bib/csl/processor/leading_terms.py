"""A term that begins an entry or a note begins a sentence ("A Note to CSL Processor Developers")."""

from __future__ import annotations

from kyutai_bib.csl.processor.output import Group, Node, Tag, is_empty

__all__ = ["capitalize_term"]


def capitalize_term(nodes: list[Node]) -> None:
    """Give the first letter of `nodes` a capital where it is that of a term; affixes and a number aside."""
    node = nodes[1] if len(nodes) > 1 and _is_number(nodes[0]) else nodes[0]
    while not isinstance(node, str):
        first = next((child for child in node.children if not is_empty(child)), None)
        if first is None:
            return
        if node.tag is Tag.TERM and isinstance(first, str):
            node.children[node.children.index(first)] = first[0].upper() + first[1:]
            return
        node = first


def _is_number(node: Node) -> bool:
    """Whether it is a citation number alone."""
    while isinstance(node, Group) and node.tag is not Tag.NUMBER and len(node.children) == 1:
        node = node.children[0]
    return isinstance(node, Group) and node.tag is Tag.NUMBER
