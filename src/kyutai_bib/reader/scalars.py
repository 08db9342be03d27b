"""The scalars that have no value type of their own: texts, keys, ids and check digits, each read from its text.

Every function raises `ValueError` with a sentence, and behind a semicolon what to do.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = [
    "id_of",
    "isbn_of",
    "issn_of",
    "key_of",
    "language_of",
    "line_of",
    "openreview_id_of",
    "paragraphs_of",
    "tag_of",
]


def line_of(text: str) -> str:
    """One line of text in NFC, white space folded. Raises `ValueError` for what cannot be printed."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    line = re.sub(r"[ \t\r\n]+", " ", text).strip(" ")
    for character in line:
        if unicodedata.category(character) in ("Cc", "Cs") or _is_noncharacter(character):
            raise ValueError(f"the character U+{ord(character):04X} cannot be printed; delete it")
    return unicodedata.normalize("NFC", line)


def _is_noncharacter(character: str) -> bool:
    """One of the code points that are for no text (The Unicode Standard, section 23.7); biber dies of them."""
    return 0xFDD0 <= ord(character) <= 0xFDEF or ord(character) & 0xFFFE == 0xFFFE


def paragraphs_of(text: str) -> str:
    """Text of one or more paragraphs, each on one line."""
    return "\n\n".join(line_of(paragraph) for paragraph in re.split(r"\n\s*\n", text.strip()))


def key_of(text: str) -> str:
    """A citation key: what BibTeX, biber, LaTeX and every reference manager take in a key."""
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9:._/+-]*", text, re.ASCII):
        raise ValueError(
            f"{text!r} cannot be a citation key; write small letters and digits, like kyutai2024moshi"
        )
    return text


def id_of(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", text, re.ASCII):
        raise ValueError(f"{text!r} cannot be an id; write small letters, digits and hyphens, like de-marmiesse")
    return text


def tag_of(text: str) -> str:
    """A tag. Raises `ValueError` for one at which programs would split."""
    if re.search("[,;]", text):
        raise ValueError(f"the tag {text!r} has a comma or semicolon, at which programs split; write two tags")
    return line_of(text)


def openreview_id_of(text: str) -> str:
    bare = re.sub(r"^https?://openreview\.net/(?:forum|pdf)\?id=", "", text.strip())
    if not re.fullmatch(r"[A-Za-z0-9_-]{6,20}", bare, re.ASCII):
        raise ValueError(f"{text!r} is not an OpenReview id; write it like MFrJ3NzA5H")
    return bare


def issn_of(text: str) -> str:
    digits = text.replace("-", "").upper()
    if not re.fullmatch(r"\d{7}[\dX]", digits, re.ASCII) or _falling(digits) % 11:
        raise ValueError(f"{text!r} is not an ISSN; write it like 2640-3498")
    return f"{digits[:4]}-{digits[4:]}"


def isbn_of(text: str) -> str:
    digits = re.sub(r"[- ]", "", text).upper()
    ten = re.fullmatch(r"\d{9}[\dX]", digits, re.ASCII) and _falling(digits) % 11 == 0
    thirteen = re.fullmatch(r"\d{13}", digits, re.ASCII) and _alternating(digits) % 10 == 0
    if not (ten or thirteen):
        raise ValueError(f"{text!r} is not an ISBN; its check digit does not fit or it has not 10 or 13 digits")
    return text.strip()


def _falling(digits: str) -> int:
    """The digits weighted by their distance from the end (ISO 3297, and ISO 2108 until 2007); X is ten."""
    values = (10 if digit == "X" else int(digit) for digit in reversed(digits))
    return sum(weight * value for weight, value in enumerate(values, 1))


def _alternating(digits: str) -> int:
    """The digits weighted by 1 and 3 in turn (ISO 2108 since 2007)."""
    return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))


def language_of(text: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", text, re.ASCII):
        raise ValueError(f"{text!r} is not a language tag (BCP 47); write it like en or fr-CA")
    return text
