"""The text of a field as output: tags, quotes and apostrophes.

Source: the citeproc-js manual, "HTML-like formatting tags", which CSL-JSON took over: <i>, <b>, <sup>, <sub>,
<sc> or <span style="font-variant:small-caps;">, and <span class="nocase">. Nothing else is a tag, and neither is
one without its other half. Straight quotes become those of the locale, a lone one an apostrophe.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from kyutai_bib.csl.processor.output import Group, Node, Tag, text_of
from kyutai_bib.csl.tag_guard import GUARDED
from kyutai_bib.csl.tree import Form

__all__ = ["ENGLISH", "rich_text", "untagged"]

# Characters that are other characters raised; as text they would not be like those around them.
_RAISED = "".join(
    char
    for char in map(chr, (*range(0xA0, 0x100), *range(0x2B0, 0x370), *range(0x6E5, 0x6E7), *range(0x1D00, 0x1DC0),
                          *range(0x2070, 0x20A0), *range(0x2120, 0x2123), *range(0x3192, 0x31A0)))
    if unicodedata.decomposition(char).startswith("<super>") or char in "ˀˁۥۦ"
)  # fmt: skip
_TAG = (
    r"</?(?:i|b|sup|sub|sc)>|</span>"
    r"|<span\s+class=\"(?:nocase|nodecor)\"\s*>|<span\s+style=\"font-variant:\s*small-caps;?\"\s*>"
)
_FORMS = {
    "<i>": Form.ITALIC,
    "<b>": Form.BOLD,
    "<sup>": Form.SUPERSCRIPT,
    "<sub>": Form.SUBSCRIPT,
    "<sc>": Form.SMALL_CAPS,
}
# How far is looked for the letters beside a quotation mark: over a few tags.
_NEAR = 200
# How many tags and quotes may be open; what opens more is text. Nobody writes a tenth of it.
_MOST_OPEN = 100
# What takes every formatting off.
_PLAIN = (Form.UPRIGHT, Form.REGULAR, Form.FULL_CAPS, Form.PLAIN)
_BEFORE_QUOTE = re.compile(r"(?:^|[\s(\[{\-–—/“‘\"'<>«¿¡,.;:])$")


_APART = re.compile(r" (?=[:;?!»])|(?<=«) ")


ENGLISH = "“”‘’"
"""Quotation marks that text may have in it: outer opening and closing, inner opening and closing."""


@dataclass(frozen=True, slots=True)
class _Grammar:
    """What is not plain text, in a locale with these quotation marks; straight ones are marks everywhere."""

    special: re.Pattern[str]
    token: re.Pattern[str]
    closing: Mapping[str, str]
    inner: str


@cache
def _grammar(marks: str) -> _Grammar:
    chars = re.escape(marks) + "\"'’"
    return _Grammar(
        re.compile(f"[<{chars}{_RAISED}]"),
        re.compile(f"{GUARDED}|{_TAG}|[{chars}{_RAISED}]"),
        {'"': '"', "'": "'", **dict(zip(marks[::2], marks[1::2], strict=True))},
        marks[2:3],
    )


class _Frame:
    """A tag or quote that is open: what it prints if it is never closed, and what closes it."""

    def __init__(self, source: str, closing: tuple[str, ...]) -> None:
        self.source = source
        self.closing = closing
        self.children: list[Node] = []


@lru_cache(maxsize=4096)
def rich_text(text: str, marks: str = ENGLISH) -> Node:
    """A field's text as a node; plain text as itself. `marks` are the quotation marks of the locale.

    A space before a mark that French sets apart, and inside guillemets, does not break, as in citeproc-js.
    """
    text = _APART.sub("\N{NARROW NO-BREAK SPACE}", text)
    grammar = _grammar(marks)
    if not grammar.special.search(text):
        return text
    frames = [_Frame("", ())]
    place = 0
    for token in grammar.token.finditer(text):
        if token.start() > place:
            frames[-1].children.append(text[place : token.start()])
        before = text[max(0, token.start() - _NEAR) : token.start()]
        _take(token[0], before, text[token.end() : token.end() + _NEAR], frames, grammar)
        place = token.end()
    if place < len(text):
        frames[-1].children.append(text[place:])
    while len(frames) > 1:
        _give_up(frames)
    children = _merged(frames[0].children)
    return children[0] if len(children) == 1 else Group(children)


def _take(token: str, before: str, after: str, frames: list[_Frame], grammar: _Grammar) -> None:
    if token[:1] == "<" and not token.endswith(">"):
        frames[-1].children.append("<")  # guarded: text that only looks like a tag
    elif token in _RAISED:
        frames[-1].children.append(Group([token], forms=(Form.RAISED,)))
    elif token.startswith("</"):
        _close(token, frames, token, grammar)
    elif token.startswith("<"):
        closing = "</span>" if token.startswith("<span") else token.replace("<", "</")
        _open(token, closing, frames)
    else:
        _quote(token, before, after, frames, grammar)


def _quote(mark: str, before: str, after: str, frames: list[_Frame], grammar: _Grammar) -> None:
    if mark in "'’" and _inside_word(before, after):
        frames[-1].children.append("’")
        return
    opens = mark in grammar.closing and _can_open(before, after)
    if any(mark in frame.closing for frame in frames) and not (opens and _begins_anew(mark, after, frames)):
        _close(mark, frames, _lone(mark), grammar)
    elif opens:
        _open(mark, grammar.closing[mark], frames)
    else:
        frames[-1].children.append(_lone(mark))


def _open(token: str, closing: str, frames: list[_Frame]) -> None:
    if len(frames) > _MOST_OPEN:
        frames[-1].children.append(_lone(token))
    else:
        frames.append(_Frame(token, (closing,)))


def _inside_word(before: str, after: str) -> bool:
    return bool(re.search(rf"\w(?:{_TAG})*$", before)) and bool(re.match(rf"(?:{_TAG})*\w", after))


def _can_open(before: str, after: str) -> bool:
    return bool(_BEFORE_QUOTE.search(before)) and not re.match(r"\s|$", after)


def _begins_anew(mark: str, after: str, frames: list[_Frame]) -> bool:
    """Whether a mark that could close a quote opens one in it."""
    return (frames[-1].source == mark and not frames[-1].children) or (
        mark == "'" and re.match(r"\w", after) is not None
    )


def _lone(mark: str) -> str:
    return "’" if mark in "'’" else mark


def _close(token: str, frames: list[_Frame], otherwise: str, grammar: _Grammar) -> None:
    place = next((i for i in range(len(frames) - 1, 0, -1) if token in frames[i].closing), 0)
    crossed = any(frame.source.startswith("<") for frame in frames[place + 1 :])
    if not place or crossed:
        frames[-1].children.append(otherwise)
        return
    while len(frames) - 1 > place:
        _give_up(frames)
    frame = frames.pop()
    quoted = any(not outer.source.startswith("<") for outer in frames[1:])
    single = frame.source == grammar.inner and not quoted
    frames[-1].children.append(_wrapped(frame, single=single))


def _wrapped(frame: _Frame, *, single: bool) -> Group:
    children = _merged(frame.children)
    if frame.source in _FORMS:
        return Group(children, forms=(_FORMS[frame.source],))
    if "nodecor" in frame.source:
        return Group(children, forms=_PLAIN, tag=Tag.NO_CASE)
    if "nocase" in frame.source:
        return Group(children, tag=Tag.NO_CASE)
    if frame.source.startswith("<span"):
        return Group(children, forms=(Form.SMALL_CAPS,))
    # The inner quotes of the locale stay what they are where nothing else is quoted around them.
    return Group(children, quotes=True, tag=Tag.SINGLE if single else None)


def _give_up(frames: list[_Frame]) -> None:
    """What was opened last and never closed is text."""
    frame = frames.pop()
    frames[-1].children += [_lone(frame.source) if frame.source != "‘" else "’", *frame.children]


def _merged(children: list[Node]) -> list[Node]:
    out: list[Node] = []
    for child in children:
        if isinstance(child, str) and out and isinstance(last := out[-1], str):
            out[-1] = last + child
        elif child:
            out.append(child)
    return out


def untagged(text: str) -> str:
    """The text without its tags, for comparing and sorting."""
    return text if "<" not in text else _plain(rich_text(text))


def _plain(node: Node) -> str:
    if isinstance(node, Group):
        inner = "".join(_plain(child) for child in node.children)
        return f"“{inner}”" if node.quotes else inner
    return text_of(node)
