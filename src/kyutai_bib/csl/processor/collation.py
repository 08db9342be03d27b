"""The order of letters: bases before accents, what a language sorts apart apart (Unicode Technical Standard 10).

A small part of it, enough for names and titles: punctuation before digits before letters, Latin letters with a
stroke as their base with an accent, and the letters that languages with Latin script put elsewhere (CLDR).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache

__all__ = ["Collation", "collation_key"]

Collation = tuple[str, str]

# Not there for sorting, as in citeproc-js: brackets round a text, quotes, hyphens, commas.
_IGNORED = re.compile(r"[“”‘’'\"\-–,]")
_LEADING = "[]() "
_EXPANDED = {
    "æ": "ae",
    "œ": "oe",
    "ß": "ss",
    "ø": "o\u0338",
    "ł": "l\u0338",
    "đ": "d\u0338",
    "ħ": "h\u0338",
    "ı": "i",
}

# A letter of a language and the one it follows.
_SCANDINAVIAN = {"å": "z", "ä": "z\x01", "æ": "z\x01", "ö": "z\x02", "ø": "z\x02"}
_DANISH = {"æ": "z", "ä": "z", "ø": "z\x01", "ö": "z\x01", "å": "z\x02"}
_TAILORED: dict[str, dict[str, str]] = {
    "es": {"ñ": "n"},
    "gl": {"ñ": "n"},
    "sv": _SCANDINAVIAN,
    "fi": _SCANDINAVIAN,
    "da": _DANISH,
    "nb": _DANISH,
    "nn": _DANISH,
    "is": {
        "á": "a",
        "é": "e",
        "í": "i",
        "ó": "o",
        "ú": "u",
        "ý": "y",
        "þ": "z",
        "æ": "z\x01",
        "ö": "z\x02",
        "ð": "d",
    },
    "pl": {"ą": "a", "ć": "c", "ę": "e", "ł": "l", "ń": "n", "ó": "o", "ś": "s", "ź": "z", "ż": "z\x01"},
    "cs": {"č": "c", "ř": "r", "š": "s", "ž": "z"},
    "sk": {"ä": "a", "č": "c", "ô": "o", "š": "s", "ž": "z"},
    "sl": {"č": "c", "š": "s", "ž": "z"},
    "hr": {"č": "c", "ć": "c\x01", "đ": "d", "š": "s", "ž": "z"},
    "hu": {"ö": "o", "ő": "o", "ü": "u", "ű": "u"},
    "ro": {"ă": "a", "â": "a\x01", "î": "i", "ș": "s", "ş": "s", "ț": "t", "ţ": "t"},
    "lt": {"č": "c", "š": "s", "ž": "z"},
    "lv": {"č": "c", "ģ": "g", "ķ": "k", "ļ": "l", "ņ": "n", "š": "s", "ž": "z"},
    "et": {"š": "s", "z": "s\x01", "ž": "s\x02", "õ": "w", "ä": "w\x01", "ö": "w\x02", "ü": "w\x03"},
    "tr": {"ç": "c", "ğ": "g", "ı": "h", "ö": "o", "ş": "s", "ü": "u"},
}

_CYRILLIC, _ARABIC = range(0x400, 0x530), range(0x600, 0x700)
_SCRIPTS = {
    **dict.fromkeys(("ru", "uk", "be", "bg", "mk", "mn", "kk", "ky"), _CYRILLIC),
    **dict.fromkeys(("ar", "fa", "ur"), _ARABIC),
    "el": range(0x370, 0x400),
    "he": range(0x590, 0x600),
    "hy": range(0x530, 0x590),
    "ka": range(0x10A0, 0x1100),
    "ko": range(0xAC00, 0xD7B0),
    "th": range(0xE00, 0xE80),
}


# The weights of spaces, punctuation, digits and letters, one below the other. What is in ASCII has one character,
# so that most texts are translated in one step; what is not has the place of its kind, then itself.
_SPACE = "\1"
_PUNCTUATION = dict(zip("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", map(chr, range(2, 48)), strict=False))
_OTHER_PUNCTUATION, _OTHER_DIGIT, _OWN, _OTHER_LETTER = "\x2f", "\x3a", "\x3b", "\x7b"
# Behind the letter that one of a language follows: above every weight.
_AFTER = 0x10FF00


class _Table(dict[int, str]):
    """What `str.translate` makes of letters, worked out once for each."""

    def __init__(self, make: Callable[[str], str]) -> None:
        self._make = make

    def __missing__(self, letter: int) -> str:
        made = self[letter] = self._make(chr(letter))
        return made


@cache
def _tables(language: str) -> tuple[_Table, _Table]:
    """(the weights of letters, their accents)"""
    tailored, own = _TAILORED.get(language, {}), _SCRIPTS.get(language, range(0))

    def weights(letter: str) -> str:
        if (after := tailored.get(letter)) is not None:
            return after[0] + chr(_AFTER + ord(after[1:] or chr(0)))
        return "".join(_weight(char, own) for char in _decomposed(letter) if not unicodedata.combining(char))

    def accents(letter: str) -> str:
        if letter in tailored:
            return ""
        return "".join(char for char in _decomposed(letter) if unicodedata.combining(char))

    return _Table(weights), _Table(accents)


def collation_key(text: str, language: str) -> Collation:
    """What sorts as the text does in a language (`de`), case aside: its letters, then its accents."""
    lowered = _IGNORED.sub("", text).strip(_LEADING).lower()
    weights, accents = _tables(language)
    if lowered.isascii():
        return lowered.translate(weights), ""
    letters = unicodedata.normalize("NFC", lowered)
    return letters.translate(weights), letters.translate(accents)


def _decomposed(letter: str) -> str:
    return unicodedata.normalize("NFKD", _EXPANDED.get(letter, letter))


def _weight(char: str, own: range) -> str:
    """Letters of the language's own script come before those of others (CLDR, `reorder`)."""
    if ord(char) in own:
        return _OWN + char
    if char.isspace():
        return _SPACE
    if char.isdecimal():
        return char if char.isascii() else _OTHER_DIGIT + char
    if char.isalpha():
        return char if char.isascii() else _OTHER_LETTER + char
    return _PUNCTUATION.get(char) or _OTHER_PUNCTUATION + char
