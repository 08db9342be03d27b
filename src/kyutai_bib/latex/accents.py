"""Accents and letters: how LaTeX spells the Latin letters beyond ASCII.

Rules: LaTeX2e's font encodings (`ot1enc.def`, `t1enc.def`), BibTeX's "special character" (btxdoc, section
4: a brace at depth 0 followed by a backslash counts as one letter). Which spelling each program reads
right was measured, see `tests/latex/test_consumers.py`.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

__all__ = ["ACCENTS", "BELOW", "COMMANDS", "LETTERS", "MARKS", "NEEDS_T1", "RAW", "TIE"]

TIE: Final = "\u0361"
"""The arc over two letters; in Unicode it stands between them, in LaTeX it is `{\\t oo}`."""

ACCENTS: Final = MappingProxyType(
    {
        "\u0300": "`",
        "\u0301": "'",
        "\u0302": "^",
        "\u0303": "~",
        "\u0304": "=",
        "\u0306": "u",
        "\u0307": ".",
        "\u0308": '"',
        "\u030a": "r",
        "\u030b": "H",
        "\u030c": "v",
        "\u0323": "d",
        "\u0327": "c",
        "\u0328": "k",
        "\u0331": "b",
    }
)
"""Combining mark -> the accent command. The hook and the horn of ả and ơ have none outside the T5
encoding."""

BELOW: Final = frozenset("\u0323\u0327\u0328\u0331")
"""Marks under the letter. They go outermost, `{\\d{\\^a}}`: TeX can put a dot under â but no circumflex
over ạ."""

LETTERS: Final = MappingProxyType(
    {"ß": "ss", "ø": "o", "Ø": "O", "æ": "ae", "Æ": "AE", "ł": "l", "Ł": "L", "ı": "i", "ȷ": "j"}
)
"""Letters that do not decompose -> their command, where every reader of BibTeX knows the command."""

RAW: Final = frozenset("œŒĩīĭǐĵǰșțȘȚ")
"""Letters left as they are, though LaTeX has a command: pdfLaTeX prints them right as UTF-8, and of the
commands bibutils misreads `{\\oe}`, pandoc drops `{\\textcommabelow s}`, `{\\=\\i}` is read as ı + macron
by biber and pandoc, and `{\\=i}` is printed with the dot as well."""

NEEDS_T1: Final = frozenset("ąĄęĘįĮųŲǫǪðÐþÞđĐŋŊ«»„‚‹›")
"""What pdfLaTeX prints only after `\\usepackage[T1]{fontenc}`. ð þ đ ŋ stay raw: pandoc drops `{\\dh}` in
silence."""

MARKS: Final = MappingProxyType(
    {name: mark for mark, name in ACCENTS.items()} | {"t": TIE, "textcommabelow": "\u0326"}
)
"""The name of an accent command -> its combining mark."""

COMMANDS: Final = MappingProxyType(
    {name: letter for letter, name in LETTERS.items()}
    | {"oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "SS": "ẞ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ"}
    | {"dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ", "ij": "ĳ", "IJ": "Ĳ"}
)
"""The name of a letter's command -> the letter, for every command met in the field."""
