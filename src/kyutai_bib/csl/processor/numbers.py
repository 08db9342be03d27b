"""Numbers: what counts as one, ordinals, roman numerals (CSL 1.0.2, "Number", "Ordinal Suffixes")."""

from __future__ import annotations

import re
from functools import lru_cache

from kyutai_bib.csl.processor.characters import few_spaces
from kyutai_bib.csl.processor.terms import Locale

__all__ = ["is_numeric", "is_plural", "number_text", "ranged", "roman"]

_ONE = r"(?:[^\W\d_]*\d+[^\W\d_]*|[ivx][ivxlcdm]*(?![^\W_]))"
_WORD = r",?\s+(?:and|et|und|y|e)\s+"
_AND = rf"(?:\s*[,&\-–—]\s*|{_WORD})"
# A slash stands between plain numbers only, and a decimal is none, as in citeproc-js.
_NUMERIC = re.compile(rf"\s*(?:{_ONE}(?:(?:{_AND}|\s*\\-\s*){_ONE})*|\d+(?:/\d+)+)\s*")
_PIECE = re.compile(rf"({_WORD}|\s*[,&\-–—]\s*)")
_ROMAN_LETTERS = "[ivxlcdm]+"
_PLURAL = re.compile(rf"\s*(?:{_ONE}(?:{_AND}{_ONE})+|{_ROMAN_LETTERS}(?:{_AND}{_ROMAN_LETTERS})+)\s*(?:$|[,;.])")
_ROMAN_RANGE = re.compile(r"(?i)([ivxlcdm]+)\s*-\s*([ivxlcdm]+)")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@lru_cache(maxsize=8192)
def is_numeric(text: str) -> bool:
    """Whether a variable solely consists of numbers, which may have letters before and after them.

    Small roman numerals are numbers too, if they begin with i, v or x, as in citeproc-js.
    """
    return _NUMERIC.fullmatch(text) is not None


@lru_cache(maxsize=8192)
def is_plural(text: str, *, counted: bool = False) -> bool:
    """Whether there is more than one number; for a count, whether it is higher than 1."""
    if counted:
        found = re.search(r"\d+", text)
        return found is not None and found[0].lstrip("0") != "1"
    return _PLURAL.match(text.replace("\\-", "x")) is not None


def ranged(text: str) -> str:
    """A text that is a range of roman numerals with an en dash, as numbers have it; any other as it is."""
    return _ROMAN_RANGE.sub(r"\1–\2", text) if _ROMAN_RANGE.fullmatch(text) else text


def roman(number: int) -> str:
    if not 0 < number < 6000:
        return str(number)
    out = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        out += letters * count
    return out


def number_text(text: str, form: str, locale: Locale, gender: str) -> str:
    """The numbers of a numeric variable in a form of `cs:number`."""
    if text.isdecimal():
        return _formatted(text, form, locale, gender)
    pieces = _PIECE.split(few_spaces(text.replace("\\-", "\x00").strip()))
    out = ""
    for place, piece in enumerate(pieces):
        mark = piece.strip()
        if place % 2 == 0:
            out += _formatted(piece, form, locale, gender)
        elif mark in {"-", "–"}:
            out += locale.term("page-range-delimiter") or "–"
        else:
            out += _SEPARATORS.get(mark, piece)
    return out.replace("\x00", "-")


_SEPARATORS = {",": ", ", "&": " & ", "—": "—"}


def _formatted(piece: str, form: str, locale: Locale, gender: str) -> str:
    if not piece.isdecimal() or len(piece) > 9 or form == "numeric":
        return piece
    number = int(piece)
    if form == "roman":
        return roman(number)
    if form == "long-ordinal" and 1 <= number <= 10:
        for name in (f"long-ordinal-{number:02}/{gender}", f"long-ordinal-{number:02}"):
            if (found := locale.terms.get((name, "long"))) is not None:
                return found[0]
    return f"{piece}{locale.ordinal(number, gender)}"
