"""The order of letters: bases before accents, what a language sorts apart apart (Unicode Technical Standard 10).

A small part of it, enough for names and titles: symbols before digits before letters, no punctuation at all (as in
citeproc-js), Latin letters with a stroke as their base with an accent, and the letters that languages with Latin
script put elsewhere (CLDR).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

__all__ = ["Collation", "collation_key"]

Collation = tuple[tuple[tuple[int, str, int], ...], tuple[str, ...]]

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

# By language: the first of the characters, what they follow (nothing, or Latin letters), and a character set that
# has the common ones in the language's order: by reading.
_EAST_ASIAN = {"ja": ("\u3041", "\u036f", "euc_jp"), "zh": ("\u3400", "", "gb2312")}


@lru_cache(maxsize=65536)
def collation_key(text: str, language: str) -> Collation:
    """What sorts as the text does in a language (`de`); case makes no difference."""
    lowered = text.strip(_LEADING).lower()
    tailored = _TAILORED.get(language, {})
    weights: list[tuple[int, str, int]] = []
    accents: list[str] = []
    for letter in unicodedata.normalize("NFC", lowered):
        if (after := tailored.get(letter)) is not None:
            weights.append((3, after[0], 1 + ord(after[1:] or "\0")))
            continue
        for char in unicodedata.normalize("NFKD", _EXPANDED.get(letter, letter)):
            if unicodedata.combining(char):
                accents.append(char)
            elif not unicodedata.category(char).startswith("P"):
                weights.append(_weight(char, language))
    return tuple(weights), tuple(accents)


def _weight(char: str, language: str) -> tuple[int, str, int]:
    """Letters of the language's own script come before those of others (CLDR, `reorder`)."""
    if ord(char) in _SCRIPTS.get(language, range(0)):
        return 3, "", ord(char)
    first, follows, charset = _EAST_ASIAN.get(language, ("\uffff", "", ""))
    if first <= char <= "\u9fff":
        return 3, follows, _place(char, charset)
    if char.isspace():
        return 0, " ", 0
    if char.isdecimal():
        return 2, char, 0
    return 3 if char.isalpha() else 1, char, 0


def _place(char: str, charset: str) -> int:
    """Where a kana or Chinese character stands: what a character set lacks comes behind it, by code points."""
    if "ァ" <= char <= "ヶ":
        char = chr(ord(char) - 0x60)  # as hiragana
    try:
        return int.from_bytes(char.encode(charset), "big")
    except UnicodeEncodeError:
        return 0x1000000 + ord(char)
