"""Unicode text to LaTeX.

Three readings of the same text. `escape` is for 8-bit BibTeX and pdfLaTeX: accents, math symbols and the
like become commands. `escape_name` does the same and shields letters that have no command from being cut
in half by BibTeX. `escape_specials` touches TeX's special characters only: for biblatex, and for
abstracts, which nobody prints.

In all three: NFC and NFD give the same result. Control characters, and Unicode's separators of lines and
paragraphs, become a space; nothing else is lost. What TeX's fonts would join (`--`, `''`, `,,`, `?‘`) is kept
apart, `-{}-`: text that means – or “ has these characters. `"` stays, which every program reads right inside
braces, and `'`, which is an apostrophe in print. What LaTeX has no command for (other scripts, emoji, ả ơ ư ħ)
stays as it is and wants LuaLaTeX or XeLaTeX.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from kyutai_bib.latex.accents import ACCENTS, BELOW, LETTERS, RAW, TIE
from kyutai_bib.latex.alphabets import LETTERLIKE
from kyutai_bib.latex.scripts import UNSUBSCRIPTED, UNSUPERSCRIPTED
from kyutai_bib.latex.symbols import SPECIALS, SYMBOLS, TYPESET

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["escape", "escape_name", "escape_specials"]

_FREQUENT: Final = "&%#_~^<>|"
_RARE: Final = ("\\", "{", "}", "$", "`", ",,", "--", "''")
_LIGATES: Final = frozenset("-–'’‘,?!")
"""What TeX's fonts join with what may follow: two hyphens to a dash, two quotes to one, ?‘ to ¿."""
_GREEK: Final = "\u0370-\u03ff\u1f00-\u1fff"
_MARKS: Final = "\u0300-\u036f"


def escape(text: str, apart: str = "{}") -> str:
    """Any text as LaTeX for BibTeX titles and other fields: braces balanced, accents and math as commands.

    `apart` stands between characters that would be joined. An empty group does that for pdfLaTeX, and every
    program that reads BibTeX knows it; LuaLaTeX needs `\\/`, which four of them would show.
    """
    guarded = _guarded(text, TYPESET, apart)
    if guarded.isascii():
        return guarded
    return _foreign(bool(_mark().search(guarded))).sub(lambda hit: _spelled(hit[0]), guarded)


def escape_name(text: str) -> str:
    """A person's name, or a part of one, as LaTeX that BibTeX can abbreviate: `Đorđe` is `{\\/Đ}orđe`.

    8-bit BibTeX takes the first byte for an initial and three bytes for a label. A letter without a
    command that this would cut in half goes into braces behind `\\/`, which prints nothing and makes it
    one letter for BibTeX.
    """
    guarded = _guarded(text, TYPESET)
    return guarded if guarded.isascii() else _word().sub(lambda word: _shielded(word[0]), guarded)


def escape_specials(text: str) -> str:
    """Any text with TeX's special characters escaped; letters, symbols, `<`, `>` and `|` stay as they are."""
    return _guarded(text, SPECIALS)


def _guarded(text: str, table: Mapping[str, str], apart: str = "{}") -> str:
    """NFC text with each character of the table replaced, and `apart` between those that TeX would join."""
    if text.isascii() and text.isprintable() and not any(char in text for char in _RARE):
        return _replaced(text, table)
    text = normalize("NFC", text)
    paired = _paired_braces(text)

    def guard(hit: re.Match[str]) -> str:
        char = hit[0]
        if hit.start() in paired:
            return "\\" + char
        if char in _LIGATES:
            return char + apart
        return " " if _is_control(char) else table.get(char, char)

    return _special().sub(guard, text)


def _replaced(text: str, table: Mapping[str, str]) -> str:
    """The short way for ordinary English: no replacement brings in what a later one replaces."""
    for char in _FREQUENT:
        if char in text and char in table:
            text = text.replace(char, table[char])
    return text


def _is_control(char: str) -> bool:
    return char < " " or "\x7f" <= char <= "\x9f" or char in "\u2028\u2029"


def _paired_braces(text: str) -> set[int]:
    """Where the braces stand that have a partner."""
    opened: list[int] = []
    paired: set[int] = set()
    if "{" in text and "}" in text:
        for brace in re.finditer("[{}]", text):
            if brace[0] == "{":
                opened.append(brace.start())
            elif opened:
                paired |= {opened.pop(), brace.start()}
    return paired


def _spelled(text: str) -> str:
    """A stretch of foreign characters, one by one, or by runs where a run is one formula."""
    return "".join(map(_spell, _run().findall(text)))


@lru_cache(maxsize=8192)
def _spell(run: str) -> str:
    """One letter with its marks, one symbol, or a run of Greek letters or of scripts."""
    if _is_greek(run[0]):
        return _greek(run)
    for mark, table in (("^", UNSUPERSCRIPTED), ("_", UNSUBSCRIPTED)):
        if run[0] in table and run.strip("¹²³"):
            return f"${mark}{{{''.join(table[char] for char in run)}}}$".replace("−", "-")
    return _letter(run)


def _is_greek(char: str) -> bool:
    return "\u0370" <= char <= "\u03ff" or "\u1f00" <= char <= "\u1fff"


def _greek(run: str) -> str:
    """One or two Greek letters are a formula, `β-VAE`; more are a word in Greek, and that stays."""
    known = len(run) < 3 and all(char in SYMBOLS for char in run)
    return "".join(SYMBOLS[char] for char in run) if known else run


@lru_cache(maxsize=8192)
def _letter(cluster: str) -> str:
    """One letter with its marks, or one symbol; as it is where LaTeX has no command for it."""
    symbol = SYMBOLS.get(cluster[0]) or LETTERLIKE.get(cluster[0])
    if symbol:
        return symbol + cluster[1:]
    if cluster[1:2] == TIE:
        return f"{{\\t {cluster[0]}{cluster[2]}}}" if cluster[2:].isalpha() else cluster
    base, *marks = tuple(normalize("NFD", cluster))
    return _accented(base, marks) if _has_command(cluster, base, marks) else cluster


def _has_command(cluster: str, base: str, marks: list[str]) -> bool:
    if cluster in RAW or not set(marks) <= ACCENTS.keys():
        return False
    return (base.isascii() and base.isalpha()) or (base in LETTERS and not (marks and base in "ıȷ"))


def _accented(base: str, marks: list[str]) -> str:
    """One BibTeX "special character": the accents above innermost, those below outermost."""
    spelled = f"{{\\{LETTERS[base]}}}" if base in LETTERS else base
    for mark in sorted(marks, key=BELOW.__contains__):
        gap = " " if ACCENTS[mark].isalpha() and spelled == base else ""
        spelled = f"{{\\{ACCENTS[mark]}{gap}{spelled}}}"
    return spelled


def _shielded(word: str) -> str:
    """A word of a name, raw letters shielded where BibTeX would cut them: first, or across byte three."""
    spelled: list[str] = []
    taken = 0
    for cluster in _cluster().findall(word):
        latex = cluster if _is_greek(cluster[0]) else _letter(cluster)
        size = len(latex.encode("utf-8", "surrogatepass")) if latex == cluster else 1
        cut = size > 1 and taken < 3 and (taken == 0 or taken + size > 3)
        spelled.append(f"{{\\/{latex}}}" if cut and cluster.isalpha() else latex)
        taken += 1 if cut else size
    return "".join(spelled)


# Compiled when first needed: English needs none of them, and the import stays quick.


@cache
def _special() -> re.Pattern[str]:
    return re.compile(
        r"[&%#_$\\{}~^<>|`\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]"
        r"|[-–](?=-)|['’](?=['’])|‘(?=‘)|,(?=,)|[?!](?=‘)"
    )


@cache
def _mark() -> re.Pattern[str]:
    return re.compile(f"[{_MARKS}]")


@cache
def _foreign(marked: bool) -> re.Pattern[str]:
    """A stretch that is not ASCII; where marks are left after NFC, with the letter that the first is on."""
    base = rf"[A-Za-z]{TIE}[A-Za-z]|[A-Za-z](?=[{_MARKS}])[^\x00-\x7f]+|" if marked else ""
    return re.compile(rf"{base}[^\x00-\x7f]+")


@cache
def _run() -> re.Pattern[str]:
    high, low = "".join(UNSUPERSCRIPTED), "".join(UNSUBSCRIPTED)
    return re.compile(rf"(?s)[A-Za-z]{TIE}[A-Za-z]|[{_GREEK}]+|[{high}]+|[{low}]+|.[{_MARKS}]*")


@cache
def _word() -> re.Pattern[str]:
    return re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*|[^\x00-\x7f]")


@cache
def _cluster() -> re.Pattern[str]:
    return re.compile(rf"(?s).[{_MARKS}]*")
