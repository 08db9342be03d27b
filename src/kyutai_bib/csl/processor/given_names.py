"""Initials of given names (CSL 1.0.2, `initialize`, `initialize-with`, `initialize-with-hyphen`)."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = ["initialized"]

_WORD = re.compile(r"([^\s.]+)(\.?)")


@lru_cache(maxsize=16384)
def initialized(given: str, mark: str, *, shorten: bool, hyphen: bool) -> str:
    """The given names with `mark` after each initial; if `shorten`, all names become initials."""
    given = re.sub(r"<[^>]+>", "", given)
    out, initial_before = "", False
    for word, dotted in _WORD.findall(given):
        piece, is_initial = _word(word, dotted, mark, shorten=shorten, hyphen=hyphen)
        if not piece:
            continue
        if not out:
            out = piece
        elif word.startswith("-") and is_initial and initial_before:
            out = f"{out.rstrip()}-{piece}" if hyphen else out + piece
        elif is_initial and out.endswith(mark) and initial_before:
            out += piece
        else:
            out = f"{out.rstrip(' ')} {piece}"
        initial_before = is_initial
    return out.rstrip(" \N{NO-BREAK SPACE}") if not mark.strip() else out.rstrip()


def _word(word: str, dotted: str, mark: str, *, shorten: bool, hyphen: bool) -> tuple[str, bool]:
    """A word of the given names as it is printed, and whether it is an initial or abbreviation now."""
    if not (word[0] == "-" or unicodedata.category(word[0]) in {"Lu", "Lt", "Lo"}):
        return word + dotted, False
    parts = [part for part in re.split(r"[-‐–]", word) if part]
    if not parts:
        return word + dotted, False
    if all(len(part) == 1 for part in parts):
        return _joined(parts, mark, hyphen=hyphen), True
    if dotted and len(parts) == 1:
        return word + mark, True
    if not shorten:
        return word + dotted, False
    firsts = [part[0] for part in parts if not part[0].islower() or part is parts[0]]
    return _joined(firsts, mark, hyphen=hyphen), True


def _joined(initials: list[str], mark: str, *, hyphen: bool) -> str:
    joint = mark.rstrip(" \N{NO-BREAK SPACE}") + "-" if hyphen else mark
    return joint.join(initials) + mark
