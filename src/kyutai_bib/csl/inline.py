"""The tags that a CSL-JSON string may have in it.

Source: the citeproc-js manual, "HTML-like formatting tags", which CSL-JSON took over: <i>, <b>, <sup>,
<sub>, <sc> or <span style="font-variant:small-caps;">, and <span class="nocase">. Nothing else is a
tag: `a < b` and `<unk>` are text, and so is a tag without its other half.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from kyutai_bib.csl.marks import clean, keep_case, mark
from kyutai_bib.csl.tree import Form

__all__ = ["marked", "untagged"]

_TAG = re.compile(
    r"<(?P<end>/)?(?P<name>i|b|sup|sub|sc|span)"
    r"(?: (?P<kind>class=\"nocase\"|style=\"font-variant: ?small-caps;?\"))?>",
)
_FORMS = {
    "i": Form.ITALIC,
    "b": Form.BOLD,
    "sup": Form.SUPERSCRIPT,
    "sub": Form.SUBSCRIPT,
    "sc": Form.SMALL_CAPS,
}
_Wrap = Callable[["re.Match[str]", str], str]


def marked(text: str) -> str:
    """`text` for an engine: the tags as marks, the letters under `nocase` out of reach."""
    return _rewritten(clean(text), _as_marks)


def untagged(text: str) -> str:
    """`text` for sorting: without its tags."""
    return _rewritten(clean(text), lambda _tag, inner: inner)


def _as_marks(tag: re.Match[str], inner: str) -> str:
    if tag["name"] != "span":
        return mark(_FORMS[tag["name"]], inner)
    return keep_case(inner) if "nocase" in tag["kind"] else mark(Form.SMALL_CAPS, inner)


def _rewritten(text: str, wrap: _Wrap) -> str:
    """`text` with `wrap(opening tag, inner text)` in the place of every pair of tags."""
    stack: list[tuple[re.Match[str] | None, str]] = [(None, "")]
    place = 0
    for tag in _TAG.finditer(text):
        _append(stack, text[place : tag.start()])
        place = tag.end()
        if _opens(tag):
            stack.append((tag, ""))
        elif tag["end"] and any(open_ and open_["name"] == tag["name"] for open_, _ in stack):
            _close(stack, tag["name"], wrap)
        else:
            _append(stack, tag[0])
    _append(stack, text[place:])
    return "".join((open_[0] if open_ else "") + inner for open_, inner in stack)


def _opens(tag: re.Match[str]) -> bool:
    return not tag["end"] and (tag["name"] == "span") == bool(tag["kind"])


def _append(stack: list[tuple[re.Match[str] | None, str]], text: str) -> None:
    tag, inner = stack[-1]
    stack[-1] = tag, inner + text


def _close(stack: list[tuple[re.Match[str] | None, str]], name: str, wrap: _Wrap) -> None:
    """Close the last open tag called `name`; one still open inside it was no tag but text."""
    tag, inner = stack.pop()
    while tag is not None and tag["name"] != name:
        _append(stack, tag[0] + inner)
        tag, inner = stack.pop()
    if tag is not None:
        _append(stack, wrap(tag, inner))
