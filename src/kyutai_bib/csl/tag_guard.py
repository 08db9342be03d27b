"""How text that looks like tags of CSL-JSON stays text.

CSL-JSON has tags in its text (`<i>`, `<span class="nocase">`) and no escape for them. A word joiner (U+2060)
behind the `<` keeps every program from seeing a tag; ours knows why it is there, and does not print it.
"""

from __future__ import annotations

import re

__all__ = ["GUARDED", "guarded", "tags_in"]

_NAMES = "(?:i|b|sup|sub|sc|span)"
_JOINER = "\u2060"

GUARDED = rf"<{_JOINER}(?=/?{_NAMES}\b)"
"""A pattern for `<` with what guards it."""

_TAG = re.compile(rf"<(?=(?P<slash>/?)(?P<name>{_NAMES})\b[^<>]*>)")


def tags_in(text: str) -> frozenset[str]:
    """The names of the tags that a text would be taken to have.

    One without its other half is text for every program; but `span` has halves of our own beside it.
    """
    found: set[str] = set()
    opened: set[str] = set()
    for tag in _TAG.finditer(text) if "<" in text else ():
        if tag["name"] == "span" or (tag["slash"] and tag["name"] in opened):
            found.add(tag["name"])
        elif not tag["slash"]:
            opened.add(tag["name"])
    return frozenset(found)


def guarded(text: str, names: frozenset[str]) -> str:
    """`text` with a guard in everything that looks like a tag of these names."""
    return _TAG.sub(lambda tag: f"<{_JOINER}" if tag["name"] in names else "<", text) if names else text
