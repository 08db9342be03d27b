"""Where the first field of an entry ends: what `second-field-align` sets apart, and any number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kyutai_bib.csl.tree import Form, Inline, Span, normal, plain

__all__ = ["has_number", "split"]

Nodes = tuple[Inline, ...]

_NUMBER = re.compile(r"\W*\d+\W*")
_NO_WORD = re.compile(r"\W*")


def split(nodes: Sequence[Inline]) -> tuple[Nodes, Nodes]:
    """(label, body); the label is empty if nothing is set apart."""
    for place, node in enumerate(nodes):
        if isinstance(node, Span) and node.form is Form.LEFT_MARGIN:
            return normal((*nodes[:place], *node.children)), _inline(nodes[place + 1 :])
        if has_number([node]) and _NUMBER.fullmatch(plain(node)):
            return _with_punctuation(tuple(nodes[: place + 1]), tuple(nodes[place + 1 :]))
        if not _NO_WORD.fullmatch(plain(node)):
            break
    return (), tuple(nodes)


def has_number(nodes: Sequence[Inline]) -> bool:
    return any(
        isinstance(node, Span) and (node.form is Form.NUMBER or has_number(node.children)) for node in nodes
    )


def _inline(nodes: Sequence[Inline]) -> Nodes:
    """The body without the span that only says that it is the body."""
    return normal(
        child
        for node in nodes
        for child in (node.children if isinstance(node, Span) and node.form is Form.RIGHT_INLINE else (node,))
    )


def _with_punctuation(label: Nodes, body: Nodes) -> tuple[Nodes, Nodes]:
    """A full stop, bracket or space after the number belongs to the label."""
    if not body or not isinstance(body[0], str):
        return label, body
    rest = body[0].lstrip(" .:)]")
    return normal((*label, body[0][: len(body[0]) - len(rest)])), normal((rest, *body[1:]))
