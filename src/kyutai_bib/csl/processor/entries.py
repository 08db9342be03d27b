"""One entry of a bibliography: its layout's affixes, the first field apart (CSL 1.0.2, "Layout", "Whitespace")."""

from __future__ import annotations

from kyutai_bib.csl.processor.leading_terms import capitalize_term
from kyutai_bib.csl.processor.look import Look
from kyutai_bib.csl.processor.output import Group, Node, Tag
from kyutai_bib.csl.processor.style_program import Layout
from kyutai_bib.csl.tree import DISPLAYS, Form

__all__ = ["entry"]


_BLOCKS = DISPLAYS - {Form.LEFT_MARGIN}


def entry(layout: Layout, nodes: list[Node]) -> Node:
    """The nodes of an entry as one; "" where there are none."""
    if not nodes:
        return ""
    capitalize_term(nodes)
    look = layout.look
    if look.suffix and isinstance(last := nodes[-1], Group) and last.forms and last.forms[-1] in _BLOCKS:
        # The suffix stands in the last block, not on a line of its own.
        nodes = [*nodes[:-1], last.with_children([*last.children, Group([], suffix=look.suffix, tag=Tag.AFFIX)])]
        return _laid_out(look, Group(nodes, layout.delimiter))
    if layout.attributes.get("second-field-align") and len(nodes) > 1:
        first = Group([nodes[0]], forms=(Form.LEFT_MARGIN,))
        rest = Group([Group(nodes[1:], layout.delimiter, suffix=look.suffix)], forms=(Form.RIGHT_INLINE,))
        return _laid_out(look, first, rest)
    return _laid_out(look, Group(nodes, layout.delimiter, suffix=look.suffix))


def _laid_out(look: Look, *nodes: Node) -> Node:
    return Group([look.prefix, *nodes] if look.prefix else [*nodes], forms=look.forms)
