"""Quotes, and what happens where two pieces of a reference meet.

CSL 1.0.2: "Quotes", and `punctuation-in-quote` under "Locale / Style options": a comma or full stop after
a closing quote goes inside it, in the languages that do so. That no mark stands twice is, in the
specification, "Affixes": repeated punctuation is suppressed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kyutai_bib.csl.tree import Form, Inline, Span, normal, plain

__all__ = ["Quotes", "settled"]


@dataclass(frozen=True, slots=True)
class Quotes:
    """The quotation marks of a locale, (opening, closing), and what its punctuation does."""

    outer: tuple[str, str]
    inner: tuple[str, str]
    take_punctuation: bool


def settled(nodes: Sequence[Inline], quotes: Quotes) -> tuple[Inline, ...]:
    """`nodes` with quotation marks for its quotes and no punctuation mark twice."""
    return normal(_quoted(_met(_moved(nodes) if quotes.take_punctuation else nodes), quotes, inside=False))


def _moved(nodes: Sequence[Inline]) -> list[Inline]:
    """`nodes` with a comma or full stop that follows a quote taken into it."""
    out: list[Inline] = []
    for node in nodes:
        if isinstance(node, Span):
            out.append(Span(node.form, tuple(_moved(node.children))))
        elif node[:1] in {".", ","} and out and isinstance(quote := out[-1], Span) and _is_quote(quote):
            out[-1:] = [Span(quote.form, (*quote.children, node[0])), node[1:]]
        else:
            out.append(node)
    return out


def _met(nodes: Sequence[Inline]) -> list[Inline]:
    """`nodes` without a mark that repeats the one before it, or a full stop after `?` or `!`.

    Only where two nodes meet: what an author wrote in one of them stays.
    """
    out: list[Inline] = []
    for node in nodes:
        if isinstance(node, Span):
            out.append(Span(node.form, tuple(_met(node.children))))
        else:
            out.append(node[1:] if out and _repeats(_end(out[-1]), node[:1]) else node)
    return out


def _is_quote(node: Inline) -> bool:
    return isinstance(node, Span) and node.form is Form.QUOTE


def _end(node: Inline) -> str:
    """The character that `node` will end with, where it matters: after a quote it is the quotation mark."""
    return "" if _is_quote(node) else plain(node)[-1:]


def _repeats(before: str, after: str) -> bool:
    return (before == after and after in set(" .,;:!?")) or (after == "." and before in {"?", "!"})


def _quoted(nodes: Sequence[Inline], quotes: Quotes, *, inside: bool) -> list[Inline]:
    out: list[Inline] = []
    for node in nodes:
        if isinstance(node, str):
            out.append(node)
        elif _is_quote(node):
            opening, closing = quotes.inner if inside else quotes.outer
            out += [opening, *_quoted(node.children, quotes, inside=not inside), closing]
        else:
            out.append(Span(node.form, tuple(_quoted(node.children, quotes, inside=inside))))
    return out
