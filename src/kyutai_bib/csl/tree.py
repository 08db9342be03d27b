"""Formatted text as a tree: strings, and spans that say what is special about their children.

Every markup prints the same tree; nothing in it belongs to one of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

__all__ = ["Form", "Inline", "Span", "fold", "normal", "plain"]


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


@dataclass(frozen=True, slots=True)
class Span:
    form: Form
    children: tuple[Inline, ...]


Inline = str | Span

# Inside itself it is undone: a species name in an italic title stands upright.
_TOGGLES = frozenset({Form.ITALIC, Form.OBLIQUE, Form.BOLD})


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


def normal(nodes: Iterable[Inline]) -> tuple[Inline, ...]:
    """The same tree with neighbouring strings joined, empty spans gone and toggles undone."""
    whole = [part for node in nodes for part in ([node] if isinstance(node, str) else _spans(node))]
    return tuple(_joined(whole))


def _spans(span: Span) -> Iterator[Inline]:
    children = normal(span.children)
    if span.form not in _TOGGLES:
        runs: list[tuple[bool, tuple[Inline, ...]]] = [(False, children)]
    else:
        runs = [
            (undone, tuple(run))
            for undone, run in groupby(children, lambda child: isinstance(child, Span) and child.form is span.form)
        ]
    for undone, run in runs:
        if undone:
            yield from (leaf for child in run if isinstance(child, Span) for leaf in child.children)
        elif plain(run):
            yield Span(span.form, run)


def _joined(nodes: Iterable[Inline]) -> Iterator[Inline]:
    for is_text, run in groupby(nodes, lambda node: isinstance(node, str)):
        if not is_text:
            yield from run
        elif text := plain(tuple(run)):
            yield text
