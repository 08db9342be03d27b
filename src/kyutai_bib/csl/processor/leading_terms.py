"""A term that begins an entry or a note begins a sentence ("A Note to CSL Processor Developers")."""

from __future__ import annotations

import re

from kyutai_bib.csl.processor.output import Group, Node, Tag

__all__ = ["capitalize_term"]

_FIRST = re.compile(r"^\W*\w")


def capitalize_term(nodes: list[Node]) -> None:
    """Give the first letter of `nodes` a capital where it is that of a term; affixes and a number aside."""
    node = nodes[1] if len(nodes) > 1 and _is_number(nodes[0]) else nodes[0]
    holder = _first_holder(node) if isinstance(node, Group) else None
    if holder is None or holder.tag is not Tag.TERM:
        return
    for place, child in enumerate(holder.children):
        if isinstance(child, str) and child:
            holder.children[place] = _FIRST.sub(lambda first: first[0].upper(), child, count=1)
            return


def _first_holder(node: Group) -> Group | None:
    """The group that the first characters are in."""
    if node.tag is Tag.AFFIX:
        return node
    for child in node.children:
        if isinstance(child, str):
            if child:
                return node
        elif found := _first_holder(child):
            return found
    return None


def _is_number(node: Node) -> bool:
    """Whether it is a citation number alone."""
    while isinstance(node, Group) and node.tag is not Tag.NUMBER and len(node.children) == 1:
        node = node.children[0]
    return isinstance(node, Group) and node.tag is Tag.NUMBER
