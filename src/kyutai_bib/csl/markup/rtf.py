"""Rich Text Format 1.5 and later: ASCII, other characters as \\u with a question mark to fall back on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kyutai_bib.csl.bibliography import Bibliography, Entry
from kyutai_bib.csl.tree import Form, Inline, Span, fold, superscripts

__all__ = ["Rtf"]

_WORDS = {
    Form.ITALIC: "i",
    Form.OBLIQUE: "i",
    Form.BOLD: "b",
    Form.SMALL_CAPS: "scaps",
    Form.UNDERLINE: "ul",
    Form.SUPERSCRIPT: "super",
    Form.SUBSCRIPT: "sub",
    Form.BLOCK: "line",
    Form.INDENT: "line",
}
_ACTIVE = re.compile(r"[\\{}]")
_BEYOND_ASCII = re.compile(r"[^\x20-\x7e]")
_HEAD = r"{\rtf1\ansi\ansicpg1252\uc1\deff0{\fonttbl{\f0\froman Times New Roman;}}\f0\fs24"


class Rtf:
    def inline(self, nodes: Sequence[Inline]) -> str:
        return fold(superscripts(nodes), _text, _wrap).strip()

    def document(self, bibliography: Bibliography) -> str:
        aligned = bibliography.second_field_align is not None
        hanging = bibliography.hanging_indent or aligned
        start = r"\pard" + (r"\fi-567\li567\tx567" if hanging else "") + r"\sa120 "
        paragraphs = "".join(f"{start}{_body(entry, aligned=aligned)}\\par\n" for entry in bibliography.entries)
        return f"{_HEAD}\n{paragraphs}}}\n" if paragraphs else ""


def _text(text: str) -> str:
    return _BEYOND_ASCII.sub(_unicode, _ACTIVE.sub(r"\\\g<0>", text))


def _unicode(character: re.Match[str]) -> str:
    """As signed 16-bit numbers; a character beyond them is two, a surrogate pair."""
    units = character[0].encode("utf-16-le", "surrogatepass")
    numbers = [int.from_bytes(units[i : i + 2], "little", signed=True) for i in range(0, len(units), 2)]
    # The space ends the control word: without it pandoc takes the letter after the question mark too.
    return "".join(f"\\u{number} ?" for number in numbers)


def _wrap(span: Span, inner: str) -> str:
    word = _WORDS.get(span.form)
    return f"{{\\{word} {inner}}}" if word else inner


def _body(entry: Entry, *, aligned: bool) -> str:
    return f"{entry.label}\\tab {entry.body}" if entry.label and aligned else entry.text
