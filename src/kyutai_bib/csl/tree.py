"""Formatted text as a tree: strings, and spans that say what is special about their children.

Every markup prints the same tree; nothing in it belongs to one of them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum
from itertools import groupby
from typing import NamedTuple

__all__ = [
    "DISPLAYS",
    "UNDOES",
    "Form",
    "Inline",
    "Span",
    "fold",
    "normal",
    "plain",
    "split_toggles",
    "superscripts",
]


class Form(Enum):
    """What a span means.

    CSL 1.0.2, "Formatting" (the first eight), "Quotes", "Display", and `second-field-align` under
    "Whitespace". LINK is a URL or DOI, NUMBER a citation number: no formatting, but markups use them.
    """

    ITALIC = "italic"
    OBLIQUE = "oblique"
    BOLD = "bold"
    LIGHT = "light"
    SMALL_CAPS = "small-caps"
    UNDERLINE = "underline"
    SUPERSCRIPT = "sup"
    SUBSCRIPT = "sub"
    RAISED = "raised"
    QUOTE = "quote"
    LINK = "link"
    NUMBER = "number"
    BLOCK = "block"
    INDENT = "indent"
    LEFT_MARGIN = "left-margin"
    RIGHT_INLINE = "right-inline"
    # What undoes a formatting inside itself.
    UPRIGHT = "upright"
    REGULAR = "regular"
    FULL_CAPS = "full-caps"
    PLAIN = "plain"
    BASELINE = "baseline"

    # By identity, as members are compared: the hash of Enum is a function in Python.
    __hash__ = object.__hash__


DISPLAYS = frozenset({Form.BLOCK, Form.INDENT, Form.LEFT_MARGIN, Form.RIGHT_INLINE})
"""What `display` sets apart (CSL 1.0.2, "Display")."""


class Span(NamedTuple):
    form: Form
    children: tuple[Inline, ...]


Inline = str | Span

UNDOES = {
    Form.UPRIGHT: frozenset({Form.ITALIC, Form.OBLIQUE}),
    Form.REGULAR: frozenset({Form.BOLD, Form.LIGHT}),
    Form.FULL_CAPS: frozenset({Form.SMALL_CAPS}),
    Form.PLAIN: frozenset({Form.UNDERLINE}),
    Form.BASELINE: frozenset({Form.SUPERSCRIPT, Form.SUBSCRIPT}),
}
"""Which formattings a span takes off inside itself."""


def plain(node: Inline | Sequence[Inline]) -> str:
    """The text alone."""
    if isinstance(node, str):
        return node
    children = node.children if isinstance(node, Span) else node
    return "".join(plain(child) for child in children)


def fold(nodes: Iterable[Inline], escape: Callable[[str], str], wrap: Callable[[Span, str], str]) -> str:
    """A string out of a tree: `escape` makes the leaves, `wrap` puts a span round its children."""
    return "".join(
        escape(node) if isinstance(node, str) else wrap(node, fold(node.children, escape, wrap)) for node in nodes
    )


# Raised characters that Unicode does not decompose.
_RAISED = {"ˀ": "ʔ", "ˁ": "ʕ", "ۥ": "و", "ۦ": "ي"}


def superscripts(nodes: Iterable[Inline]) -> Iterator[Inline]:
    """The same tree, raised characters as superscripts of those that they raise: for markups that have them."""
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif node.form is Form.RAISED:
            char = plain(node)
            yield Span(Form.SUPERSCRIPT, (_RAISED.get(char) or unicodedata.normalize("NFKD", char),))
        else:
            yield Span(node.form, tuple(superscripts(node.children)))


def normal(nodes: Iterable[Inline]) -> tuple[Inline, ...]:
    """The same tree with neighbouring strings joined and empty spans gone."""
    made: list[Inline] = []
    for node in nodes:
        if not isinstance(node, str):
            if children := normal(node.children):
                made.append(Span(node.form, children))
        elif made and isinstance(last := made[-1], str):
            made[-1] = last + node
        elif node:
            made.append(node)
    return tuple(made)


def split_toggles(nodes: Iterable[Inline]) -> tuple[Inline, ...]:
    """The same tree without spans that undo a formatting: that one ends before them and begins again after.

    For markups that have no word for it: a species name in an italic title stands upright.
    """
    whole = tuple(nodes)
    return normal(part for node in whole for part in _split(node)) if _any_undoes(whole) else whole


def _any_undoes(nodes: Iterable[Inline]) -> bool:
    """Whether there is such a span; most trees have none, and are as they should be."""
    return any(isinstance(node, Span) and (node.form in UNDOES or _any_undoes(node.children)) for node in nodes)


def _split(node: Inline) -> Iterator[Inline]:
    if isinstance(node, str):
        yield node
        return
    for outside, run in groupby(_split_children(node), lambda child: _is_undoing(child, node.form)):
        if outside:
            yield from (leaf for child in run if isinstance(child, Span) for leaf in child.children)
        else:
            yield Span(node.form, tuple(run))


def _split_children(span: Span) -> tuple[Inline, ...]:
    return tuple(part for child in span.children for part in _split(child))


def _is_undoing(node: Inline, form: Form) -> bool:
    return isinstance(node, Span) and form in UNDOES.get(node.form, ())
