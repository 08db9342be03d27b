"""Initials of given names (CSL 1.0.2, `initialize`, `initialize-with`, `initialize-with-hyphen`)."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["initialized"]

_INITIALS = re.compile(r"(?:[^\W\d_a-zß-öø-ÿ]\.?[\s\-‐–]*)+")


@lru_cache(maxsize=16384)
def initialized(given: str, mark: str, *, shorten: bool, hyphen: bool) -> str:
    """The given names with `mark` after each initial; if `shorten`, all names become initials."""
    given = re.sub(r"<[^>]+>", "", given)
    words = given.replace(".", ". ").split()
    out = ""
    for word in words:
        piece, is_initial = _word(word, mark, shorten=shorten, hyphen=hyphen)
        if not piece:
            continue
        if not out:
            out = piece
        elif is_initial and _ends_with_initial(out, mark):
            out += piece
        else:
            out = f"{out.rstrip(' ')} {piece}"
    return out.rstrip(" \N{NO-BREAK SPACE}") if not mark.strip() else out.rstrip()


def _ends_with_initial(out: str, mark: str) -> bool:
    return out.endswith(mark) and (len(mark) > 0 or out[-1:].isupper())


def _word(word: str, mark: str, *, shorten: bool, hyphen: bool) -> tuple[str, bool]:
    bare = word.rstrip(".")
    if not bare:
        return "", False
    if not shorten:
        parts = re.split(r"([-‐–])", bare)
        if all(len(part) <= 1 for part in parts):
            joiner = mark.rstrip(" \N{NO-BREAK SPACE}")
            return joiner.join(parts[:-1]) + parts[-1] + mark if len(parts) > 1 else bare + mark, True
        return word, False
    if bare[0].islower():
        return word, False
    return _initials(bare, mark, hyphen=hyphen), True


def _initials(word: str, mark: str, *, hyphen: bool) -> str:
    parts = [part for part in re.split(r"[-‐–]", word) if part]
    firsts: list[str] = []
    for part in parts:
        letter = part[0]
        if len(part) > 1 and part.isupper() and part.isalpha() and len(parts) == 1:
            # Initials written without anything between them.
            firsts.append(mark.join(part))
        else:
            firsts.append(letter.upper() if len(firsts) and letter.isupper() else letter)
    joint = mark.rstrip(" \N{NO-BREAK SPACE}") + "-" if hyphen else mark
    return joint.join(firsts) + mark
