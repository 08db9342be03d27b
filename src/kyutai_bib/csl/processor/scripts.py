"""Scripts in which names and lists are written otherwise: Chinese, Japanese, Korean."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["begins_wide", "has_family_first", "has_given_first"]

Ranges = Sequence[tuple[str, str]]

# From the first letter to the last, by blocks of Unicode.
_WIDE: Ranges = (("\u1100", "\u11ff"), ("\u2e80", "\u9fff"), ("\uac00", "\ud7ff"), ("\uf900", "\ufaff"))
_FAMILY_FIRST: Ranges = (*_WIDE, ("\ua960", "\ua97f"), ("\U00020000", "\U0003ffff"))
_GIVEN_FIRST: Ranges = (("A", "Z"), ("a", "z"), ("\u00c0", "\u1eff"), ("\u0370", "\u03ff"))


def begins_wide(text: str) -> bool:
    """Whether the first character is one that is written without spaces round it."""
    return not text.isascii() and _are_in(text[:1], _WIDE)


def has_family_first(text: str) -> bool:
    """Whether there is a letter of a script in which names begin with the family's."""
    return not text.isascii() and _are_in(text, _FAMILY_FIRST)


def has_given_first(text: str) -> bool:
    """Whether there is a letter of Latin or Greek."""
    return _are_in(text, _GIVEN_FIRST)


def _are_in(text: str, ranges: Ranges) -> bool:
    return any(first <= char <= last for char in text for first, last in ranges)
