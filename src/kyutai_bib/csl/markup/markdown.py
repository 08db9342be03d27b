"""Markdown that CommonMark and pandoc read alike: every character that could be active is escaped.

What Markdown has no sign for is HTML. So is emphasis where its asterisks would not be seen as such:
CommonMark 0.31, "Emphasis and strong emphasis", left- and right-flanking delimiter runs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from kyutai_bib.csl.bibliography import Bibliography
from kyutai_bib.csl.tree import Form, Inline, Span, plain, superscripts

__all__ = ["Markdown"]

_ASTERISKS = {Form.ITALIC: "*", Form.OBLIQUE: "*", Form.BOLD: "**"}
_TAGS = {
    Form.ITALIC: ("<em>", "</em>"),
    Form.OBLIQUE: ("<em>", "</em>"),
    Form.BOLD: ("<strong>", "</strong>"),
    Form.SMALL_CAPS: ('<span style="font-variant:small-caps;">', "</span>"),
    Form.UNDERLINE: ("<u>", "</u>"),
    Form.SUPERSCRIPT: ("<sup>", "</sup>"),
    Form.SUBSCRIPT: ("<sub>", "</sub>"),
    Form.BLOCK: ("<br />", ""),
    Form.INDENT: ("<br />", ""),
}
# The quotes, dashes and dots are for pandoc's "smart" reading, @ for its citations.
_ACTIVE = re.compile(r"[\\`*_{}\[\]<>#|~^$@&\"']|-(?=-)|(?<=-)-|\.(?=\.)|(?<=\.)\.")
# A single quotation mark without the other one: pandoc would read an apostrophe.
_LONE_QUOTE = re.compile(r"‘(?![^‘’]+’(?!\w))")
# What begins a list, a heading, a rule, a definition or a title block at the start of a paragraph.
_AT_START = re.compile(r"\A(?:(?P<list>\(?(?:[0-9]+|[A-Za-z]|[ivxlcdmIVXLCDM]+))(?=[.)](?:\s|\Z))|(?=[-+:%=]))")
_ADDRESS = re.compile(r"https?://[!-~]+", re.IGNORECASE)

# A neighbour that is markup, or what may become markup.
_MARKUP = "*"


class Markdown:
    def inline(self, nodes: Sequence[Inline]) -> str:
        text = _inline(tuple(superscripts(nodes)), "", "").strip()
        return _AT_START.sub(lambda start: f"{start['list'] or ''}\\", text)

    def document(self, bibliography: Bibliography) -> str:
        return "\n".join(f"{entry.text}\n" for entry in bibliography.entries)


def _inline(nodes: Sequence[Inline], before: str, after: str) -> str:
    """`before` and `after` are the characters that stand round `nodes`; empty at a paragraph's end."""
    nodes = [node for node in _spaces_outside(nodes) if plain(node)]
    ends = [before, *(_edge(node, -1) for node in nodes)]
    starts = [*(_edge(node, 0) for node in nodes), after]
    return "".join(
        _escaped(node) if isinstance(node, str) else _span(node, ends[place], starts[place + 1])
        for place, node in enumerate(nodes)
    )


def _spaces_outside(nodes: Sequence[Inline]) -> Iterator[Inline]:
    """White space at the ends of emphasis does not belong into the asterisks."""
    for node in nodes:
        if isinstance(node, str) or node.form not in _ASTERISKS:
            yield node
            continue
        children = list(node.children)
        before = _taken(children, 0, str.lstrip)
        after = _taken(children, -1, str.rstrip)
        yield from (part for part in (before, Span(node.form, tuple(children)), after) if plain(part))


def _taken(children: list[Inline], place: int, strip: Callable[[str], str]) -> str:
    """The white space at one end of `children`, which is taken from there."""
    if not children or not isinstance(end := children[place], str):
        return ""
    children[place] = kept = strip(end)
    if not kept:
        del children[place]
    return " " if kept != end else ""


def _edge(node: Inline, place: int) -> str:
    return node[place] if isinstance(node, str) else _MARKUP


def _escaped(text: str) -> str:
    return _LONE_QUOTE.sub("&lsquo;", _ACTIVE.sub(r"\\\g<0>", text))


def _span(span: Span, before: str, after: str) -> str:
    if span.form is Form.LINK and _ADDRESS.fullmatch(address := plain(span)) and "<" not in address:
        return _escaped(address) if ">" in address else f"<{address}>"
    inner = _inline(span.children, _MARKUP, _MARKUP)
    if span.form in _ASTERISKS and _flanking(span.children, before, after):
        return f"{_ASTERISKS[span.form]}{inner}{_ASTERISKS[span.form]}"
    opening, closing = _TAGS.get(span.form, ("", ""))
    return f"{opening}{inner}{closing}"


def _flanking(children: Sequence[Inline], before: str, after: str) -> bool:
    """Whether asterisks round `children` open and close; in doubt no."""
    first, last = _edge(children[0], 0), _edge(children[-1], -1)
    return (
        _MARKUP not in (before, after, first, last)
        and not (first.isspace() or last.isspace())
        and (not _is_punctuation(first) or _separates(before))
        and (not _is_punctuation(last) or _separates(after))
    )


def _is_punctuation(character: str) -> bool:
    return not character.isalnum()


def _separates(character: str) -> bool:
    """White space, the end of the paragraph, or what every version of CommonMark holds punctuation."""
    return not character or character == " " or unicodedata.category(character)[0] == "P"
