"""`text-case` (CSL 1.0.2, "Text-case"), on text that may have formatting and letters to be left alone in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kyutai_bib.csl.processor.output import Node, Tag
from kyutai_bib.csl.tree import Form

__all__ = ["STOP_WORDS", "TITLE_IN_ANY_LANGUAGE", "cased"]

TITLE_IN_ANY_LANGUAGE = "title, in any language"
"""The text case "title" of words that are the style's and the locale's, whatever language the item is in."""

# The stop words of citeproc-js, as it answers for each of those of the CSL schema (stop-words.json).
STOP_WORDS = frozenset(
    [
        "a",
        "about",
        "above",
        "across",
        "afore",
        "after",
        "against",
        "al",
        "along",
        "alongside",
        "amid",
        "amidst",
        "among",
        "amongst",
        "an",
        "and",
        "anenst",
        "apropos",
        "around",
        "as",
        "aside",
        "astride",
        "at",
        "athwart",
        "atop",
        "barring",
        "before",
        "behind",
        "below",
        "beneath",
        "beside",
        "besides",
        "between",
        "beyond",
        "but",
        "by",
        "c",
        "ca",
        "circa",
        "d’",
        "de",
        "despite",
        "down",
        "during",
        "et",
        "except",
        "for",
        "forenenst",
        "from",
        "given",
        "in",
        "inside",
        "into",
        "lest",
        "like",
        "modulo",
        "near",
        "next",
        "nor",
        "notwithstanding",
        "of",
        "off",
        "on",
        "onto",
        "or",
        "out",
        "over",
        "per",
        "plus",
        "pro",
        "qua",
        "sans",
        "since",
        "so",
        "than",
        "the",
        "through",
        "throughout",
        "thruout",
        "till",
        "to",
        "toward",
        "towards",
        "under",
        "underneath",
        "until",
        "unto",
        "up",
        "upon",
        "v",
        "v.",
        "van",
        "versus",
        "via",
        "vis-à-vis",
        "von",
        "vs",
        "vs.",
        "with",
        "within",
        "without",
        "yet",
    ]
)
_UNCASED = frozenset({Form.SUPERSCRIPT, Form.RAISED, Form.SUBSCRIPT, Form.SMALL_CAPS})
_WORD = re.compile(r"(?:[^\s\-‐–—/.]|\.(?![a-z]{2}))+")
_LETTER = re.compile(r"[^\W\d_]")
# How far is looked for the end of a sentence, over quotation marks and brackets.
_NEAR = 200
_QUOTED = re.compile(r"[:?!]\s*[“‘]$")
# An apostrophe that follows a letter, and one that follows a single one: "o’clock", "l’amour".
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])[’']")
_ELIDED = re.compile(r"[^\W\d_][’'](?=\w)")
# Letters with full stops between them: "p.m.", "i.e."
_DOTTED = re.compile(r"[^\W_](?:\.[^\W_])+")
_FIRST = re.compile(r"\W*[^\W\d_]")
_SENTENCE_END = re.compile(r"[:?!]\W*$|^\W*$")


def cased(node: Node, case: str, *, english: bool, turkish: bool = False) -> Node:
    """`node` in this case; "title" only if the item is in English."""
    if case == "title" and not english:
        return node
    leaves = list(_leaves(node, kept=False))
    text = "".join(leaf for leaf, _ in leaves)
    change = _turkish if turkish and case == "uppercase" else _CHANGES.get(case)
    if change is None or not text:
        return node
    fixed = [kept for leaf, kept in leaves for _ in leaf]
    return _rewritten(node, iter(_kept(text, change(text, fixed), fixed)))


def _kept(text: str, changed: list[str], fixed: list[bool]) -> list[str]:
    return [old if keep else new for old, new, keep in zip(text, changed, fixed, strict=True)]


def _leaves(node: Node, *, kept: bool) -> Iterator[tuple[str, bool]]:
    """The strings of a node that text case is for, affixes and delimiters aside."""
    if isinstance(node, str):
        yield node, kept
        return
    kept = kept or node.tag is Tag.NO_CASE or not _UNCASED.isdisjoint(node.forms)
    for child in node.children:
        yield from _leaves(child, kept=kept)


def _rewritten(node: Node, characters: Iterator[str]) -> Node:
    if isinstance(node, str):
        return "".join(next(characters) for _ in node)
    return node.with_children([_rewritten(child, characters) for child in node.children])


Change = Callable[[str, list[bool]], list[str]]


def _lowercase(text: str, _fixed: list[bool]) -> list[str]:
    return [letter.lower() for letter in text]


def _uppercase(text: str, _fixed: list[bool]) -> list[str]:
    return [letter.upper() for letter in text]


def _turkish(text: str, _fixed: list[bool]) -> list[str]:
    """Capitals of a language whose i keeps its dot."""
    return ["İ" if letter == "i" else letter.upper() for letter in text]


def _capitalize_first(text: str, fixed: list[bool]) -> list[str]:
    letters = list(text)
    found = re.search(r"\w", text)
    if found and not fixed[found.start()]:
        word = _WORD.match(text, found.start())
        if word and (word[0].islower() or not re.search(r"[A-Z]", word[0])):
            letters[found.start()] = text[found.start()].upper()
    return letters


def _capitalize_all(text: str, _fixed: list[bool]) -> list[str]:
    letters = list(text)
    for word in _WORD.finditer(text):
        if word[0].lower() == word[0] and (first := _FIRST.match(word[0])):
            place = word.start() + first.end() - 1
            letters[place] = text[place].upper()
    return letters


def _sentence(text: str, _fixed: list[bool]) -> list[str]:
    if text.upper() == text:
        first = _LETTER.search(text)
        kept = first.start() if first else -1
        return [letter if place == kept else letter.lower() for place, letter in enumerate(text)]
    letters = list(text)
    for number, word in enumerate(re.finditer(r"\S+", text)):
        first = _FIRST.match(word[0])
        if first is None:
            continue
        place, rest = word.start() + first.end() - 1, word[0][first.end() :]
        if rest.lower() == rest and (number == 0 or rest):
            letters[place] = text[place].upper() if number == 0 else text[place].lower()
    return letters


def _title(text: str, fixed: list[bool]) -> list[str]:
    """Capitals of words that have none; stop words and single letters stay, as in citeproc-js.

    A word that begins a sentence may have capitals behind an apostrophe: "l’Amour" is "L’Amour".
    """
    letters = list(text)
    words = list(_WORD.finditer(text))
    for number, word in enumerate(words):
        first = _FIRST.match(word[0])
        if first is None:
            continue
        place = word.start() + first.end() - 1
        near = text[max(0, word.start() - _NEAR) : word.start()]
        opens = number == 0 or bool(_SENTENCE_END.search(near.rstrip()))
        opens = opens and not (len(_bare(word[0])) == 1 and _QUOTED.search(near + word[0][:1]))
        if not _is_lower(word[0], to_apostrophe=opens):
            continue
        if fixed[place] or not (opens or _takes_capital(text, word, last=number == len(words) - 1)):
            continue
        letters[place] = text[place].upper()
    return letters


def _is_lower(word: str, *, to_apostrophe: bool) -> bool:
    counted = _APOSTROPHE.split(word)[0] if to_apostrophe else word
    return counted.lower() == counted


def _bare(word: str) -> str:
    return word.strip("()[]{}“”‘’\"',;:?!.…")


def _takes_capital(text: str, word: re.Match[str], *, last: bool) -> bool:
    """Whether a lower-case word that does not begin a sentence is capitalized."""
    bare = _bare(word[0])
    if len(bare) == 1 or _ELIDED.match(bare) or _DOTTED.fullmatch(bare):
        return False
    if bare not in STOP_WORDS and word[0] not in STOP_WORDS:
        return True
    compound = text[word.end() : word.end() + 1] == "-" and text[word.start() - 1 : word.start()] != "-"
    begins = compound and word[0][0].isalpha()
    return last or begins


_CHANGES: dict[str, Change] = {
    "lowercase": _lowercase,
    "uppercase": _uppercase,
    "capitalize-first": _capitalize_first,
    "capitalize-all": _capitalize_all,
    "sentence": _sentence,
    "title": _title,
    TITLE_IN_ANY_LANGUAGE: _title,
}
