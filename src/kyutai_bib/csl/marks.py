"""How formatting travels through an engine that only knows strings.

A span is an opening character, its text and the closing character. They are Unicode noncharacters,
"reserved for internal use" (Unicode 16, 23.7): they have no case, are no punctuation and cannot be in
a well-formed text, so that an engine may cut, join and re-case what it likes.
"""

from __future__ import annotations

import re

from kyutai_bib.csl.tree import Form, Inline, Span

__all__ = ["CLOSE", "MARKS", "OPEN", "SEAM", "clean", "keep_case", "mark", "parse"]

OPEN = {form: chr(0xFDD0 + place) for place, form in enumerate(Form)}
CLOSE = "\ufdef"
SEAM = "\ufdee"  # the end of a value, where what follows may repeat its punctuation
_FORMS = {character: form for form, character in OPEN.items()}
MARKS = "\ufdd0-\ufdef"  # for a set in a regular expression
_TOKENS = re.compile(f"([{MARKS}])")

# Letters whose case must stay are moved to the last private plane, where no letter has a case.
_PRIVATE = 0x100000
_KEPT = re.compile("[\U00100000-\U0010ffff]")

_SPACE = re.compile(r"[\t-\r\x85\u2028\u2029]+")
_NEVER = re.compile(f"[\x00-\x1f\x7f-\x9f{MARKS}\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """`text` as one line without control characters, noncharacters and the last private plane."""
    return _KEPT.sub("\ufffd", _NEVER.sub("", _SPACE.sub(" ", text)))


def mark(form: Form, text: str) -> str:
    return f"{OPEN[form]}{text}{CLOSE}"


def keep_case(text: str) -> str:
    """`text` with its letters out of reach of any change of case; `parse` brings them back."""
    return "".join(chr(ord(c) + _PRIVATE) if _has_case(c) else c for c in text)


def _has_case(character: str) -> bool:
    return ord(character) < 0x10000 and character.lower() != character.upper()


def parse(marked: str) -> tuple[Inline, ...]:
    """The tree in a marked string; a span left open ends with the text, a stray end is ignored.

    Strings stay apart where a mark stood between them: `punctuation` looks there.
    """
    stack: list[tuple[Form | None, list[Inline]]] = [(None, [])]
    for token in _TOKENS.split(_KEPT.sub(lambda m: chr(ord(m[0]) - _PRIVATE), marked)):
        if token in _FORMS:
            stack.append((_FORMS[token], []))
        elif token == CLOSE and len(stack) > 1:
            _close(stack)
        elif token and not _TOKENS.match(token):
            stack[-1][1].append(token)
    while len(stack) > 1:
        _close(stack)
    return tuple(stack[0][1])


def _close(stack: list[tuple[Form | None, list[Inline]]]) -> None:
    form, children = stack.pop()
    if form is not None:
        stack[-1][1].append(Span(form, tuple(children)))
