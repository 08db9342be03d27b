"""The order of texts: letters without their accents, numbers by their value, punctuation as if it were not there.

A small part of Unicode Technical Standard 10, enough for names and titles, with what languages with Latin script
have elsewhere (CLDR). Strength ("base"), ignored punctuation and numbers are as citeproc-js asks for them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

__all__ = ["collation_key"]

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

# Weights, one below the other: symbols, spaces, other symbols, digits, letters. What is in ASCII has one
# character, so that most texts are translated in one step; what is not has the place of its kind, then itself.
_SYMBOLS = dict(zip("`^+<=>¦~", "\2\3\4\5\6\7\x11\x11", strict=True))
_OTHER_SYMBOL, _SPACE, _CURRENCY, _OWN, _OTHER_LETTER = "\x08", "\x10", "\x12", "\x3b", "\x7b"
# Behind the letter that one of a language follows: above every weight.
_AFTER = 0x10FF00
_NUMBER = re.compile(r"[0-9]+")


class _Weights(dict[int, str | None]):
    """What `str.translate` makes of letters in a language, worked out once for each; None for nothing."""

    def __init__(self, language: str) -> None:
        self._tailored = _TAILORED.get(language, {})
        self._language = language

    def __missing__(self, letter: int) -> str | None:
        weights = self[letter] = self._of(chr(letter)) or None
        return weights

    def _of(self, letter: str) -> str:
        if (after := self._tailored.get(letter)) is not None:
            return after[0] + chr(_AFTER + ord(after[1:] or chr(0)))
        decomposed = unicodedata.normalize("NFKD", _EXPANDED.get(letter, letter))
        return "".join(_weight(char, self._language) for char in decomposed if not unicodedata.combining(char))


_weights = cache(_Weights)


def collation_key(text: str, language: str) -> str:
    """What sorts as the text does in a language (`de`); no text has an empty one."""
    letters = text.rstrip().lower()
    if not letters.isascii():
        letters = unicodedata.normalize("NFC", letters)
    # A space at the end, since some symbols come before one.
    return _NUMBER.sub(_by_length, letters.translate(_weights(language))) + _SPACE


def _by_length(number: re.Match[str]) -> str:
    """The digits of a number behind how many they are."""
    digits = number[0].lstrip("0") or "0"
    return f"{min(len(digits), 99):02}{digits}"


def _weight(char: str, language: str) -> str:
    """Letters of the language's own script come before those of others (CLDR, `reorder`)."""
    if ord(char) in _SCRIPTS.get(language, ()):
        return _OWN + char
    if char.isspace() or char == "|":
        return _SPACE
    return _east_asian(char, language) or _of_kind(char)


def _of_kind(char: str) -> str:
    kind = unicodedata.category(char)
    if kind[0] in "PC":
        return ""
    if kind == "Nd":
        return str(unicodedata.decimal(char))
    if kind[0] == "S":
        return _CURRENCY + char if kind == "Sc" else _SYMBOLS.get(char) or _OTHER_SYMBOL + char
    return char if char.isascii() else _OTHER_LETTER + char


def _east_asian(char: str, language: str) -> str:
    first, follows, charset = _EAST_ASIAN.get(language, ("\uffff", "", ""))
    if not first <= char <= "\u9fff":
        return ""
    return (_OTHER_LETTER + follows if follows else _OWN) + chr(_reading(char, charset))


def _reading(char: str, charset: str) -> int:
    """Where a kana or Chinese character stands: the rare ones come behind the others, by code points."""
    if "ァ" <= char <= "ヶ":
        char = chr(ord(char) - 0x60)  # as hiragana
    code = char.encode(charset, "ignore")
    # Those of JIS X 0212 have three bytes, and no order of readings.
    return int.from_bytes(code, "big") if len(code) == 2 else 0x10000 + ord(char)
