"""Which characters of what a service sends may stand in a file: those that somebody sees.

What nobody sees can turn a line round (U+202E), keep a search from finding a name (U+200B) or hide in a key. Left
out are controls, unassigned and private characters and those that Unicode calls ignorable by default
(DerivedCoreProperties.txt, Default_Ignorable_Code_Point). Two of them are needed in some scripts and stay there:
joiners between letters of Arabic and Indic scripts and between emoji (UTS 51, RFC 5892 appendix A), and variation
selectors behind ideographs and symbols.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["visible"]

_ZWNJ, _ZWJ = "\u200c", "\u200d"
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_IGNORABLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800\u3164"
    "\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff" + _SELECTORS + "]"
)
"""With the empty Braille pattern (U+2800), which is no more to be seen than the rest."""
_SELECTOR = re.compile(f"[{_SELECTORS}]")
_SEEN = re.compile("[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd]")
"""Formats (Cf) that print: signs that span the digits behind them (Prepended_Concatenation_Mark)."""
_JOINING = frozenset({
    *("ARABIC", "SYRIAC", "NKO", "MANDAIC", "MONGOLIAN", "PHAGS-PA", "DEVANAGARI", "BENGALI", "GURMUKHI"),
    *("GUJARATI", "ORIYA", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM", "SINHALA", "TIBETAN", "MYANMAR", "KHMER"),
    *("BALINESE", "JAVANESE", "SUNDANESE", "MEETEI", "GRANTHA", "NEWA", "LAO", "THAI"),
})  # fmt: skip
"""Scripts in which a joiner changes what is seen, as their characters' names begin."""


def visible(text: str) -> str:
    """The text without what nobody sees; every kind of white space becomes a space."""
    if text.isascii() and text.isprintable():
        return text
    spaced = "".join(" " if c.isspace() else c for c in text if c.isspace() or _prints(c))
    return "".join(c for place, c in enumerate(spaced) if not _IGNORABLE.match(c) or _needed(spaced, place))


def _prints(character: str) -> bool:
    category = unicodedata.category(character)
    if category == "Cf":
        return bool(_SEEN.match(character)) or character in (_ZWJ, _ZWNJ)
    return category not in ("Cc", "Cs", "Cn", "Co")


def _needed(text: str, place: int) -> bool:
    before = _base(text[:place])
    after = text[place + 1 : place + 2]
    if _SELECTOR.match(text[place]):
        return not _SELECTOR.match(text[place - 1 : place]) and unicodedata.category(before or " ") in _WITH_FORMS
    if text[place] == _ZWJ and _symbol(before) and _symbol(after):
        return True
    return text[place] in (_ZWJ, _ZWNJ) and _script(before) in _JOINING and _script(after) == _script(before)


_WITH_FORMS = frozenset({"Lo", "So", "Sm", "Po", "Nd"})
"""Categories of what has forms to choose from: ideographs, emoji, mathematics, keycaps."""


def _base(text: str) -> str:
    """The last character but a variation selector and a skin tone."""
    for character in reversed(text[-4:]):
        if not _SELECTOR.match(character) and unicodedata.category(character) != "Sk":
            return character
    return ""


def _symbol(character: str) -> bool:
    return bool(character) and unicodedata.category(character) == "So"


def _script(character: str) -> str:
    return unicodedata.name(character, "").partition(" ")[0] if character else ""
