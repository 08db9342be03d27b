"""What may be in a field's text: one line, no control characters."""

from __future__ import annotations

import re

__all__ = ["clean", "few_spaces"]

_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ud800-\udfff\ufffe\uffff]")
_MANY_SPACES = re.compile(r"\s{3,}")
_SPACE = re.compile(r"[\t-\r\x85\u2028\u2029]+")


def clean(text: str) -> str:
    """`text` as one line without control characters and noncharacters."""
    if text.isprintable() or not _UNFIT.search(text):
        return text
    return _UNFIT.sub("", _SPACE.sub(" ", text))


def few_spaces(text: str) -> str:
    """`text` with one space for many: a pattern that begins with spaces would look through them from each."""
    return _MANY_SPACES.sub(" ", text)
