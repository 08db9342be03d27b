"""Titles and abstracts: text that knows its protected words and its formulas.

The notation of the data file: ``{Moshi}`` is a word whose case no style may change, ``$x^2$`` is a formula
in TeX's notation, and ``\\{``, ``\\}``, ``\\$``, ``\\\\`` are those characters themselves. Abstracts have
formulas but no protection, so braces are themselves there.

A dollar sign opens a formula only where pandoc's Markdown would see one (a non-space right after it, a
non-space right before the closing one and no digit right behind), so prices need no backslash.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import NamedTuple, Self

from kyutai_bib.model.formula import check_formula

__all__ = ["Abstract", "Mark", "RichText", "Run", "Title"]


class Mark(Enum):
    """What a run of text is."""

    TEXT = "text"
    PROTECTED = "protected"
    MATH = "math"


class Run(NamedTuple):
    """A stretch of text of one kind; for `Mark.MATH`, TeX without the dollar signs."""

    mark: Mark
    text: str

    def plain(self, formula: Callable[[str], str]) -> str:
        """The text, a formula put through `formula` (TeX to what the reader is to see)."""
        return formula(self.text) if self.mark is Mark.MATH else self.text


@dataclass(frozen=True, slots=True)
class RichText:
    """A non-empty sequence of runs; no two neighbours are plain text."""

    runs: tuple[Run, ...]

    @classmethod
    def parse(cls, source: str) -> Self:
        """Read the data file's notation. Raises `ValueError` with a sentence that says what is wrong."""
        raise NotImplementedError

    def plain(self, formula: Callable[[str], str]) -> str:
        """The text without marks, formulas put through `formula`."""
        return "".join(run.plain(formula) for run in self.runs)

    @property
    def words(self) -> str:
        """The text without marks, formulas in TeX: for searching and sorting."""
        return self.plain(str)


class Title(RichText):
    """A title: text, protected words, formulas."""

    __slots__ = ()

    @classmethod
    def parse(cls, source: str) -> Self:
        text = _single_spaced(source)
        if not text:
            raise ValueError("a title needs a text")
        _check_braces(text)
        return cls(_checked(_runs(text, _title_tokens())))

    def __str__(self) -> str:
        """The notation that `parse` reads as this same value."""
        return "".join(_title_source(run) for run in self.runs)


class Abstract(RichText):
    """An abstract: text and formulas. Paragraphs are separated by a blank line."""

    __slots__ = ()

    @classmethod
    def parse(cls, source: str) -> Self:
        text = source.strip()
        if not text:
            raise ValueError("an abstract needs a text")
        if not any(sign in text for sign in "$\\"):
            return cls((Run(Mark.TEXT, text),))
        return cls(_checked(_runs(text, _abstract_tokens())))

    def __str__(self) -> str:
        """The notation that `parse` reads as this same value."""
        return "".join(_abstract_source(run) for run in self.runs)


_FORMULA = r"\$(?P<math>(?!\s)(?:\\.|[^$\\])+?(?<!\s))\$(?!\d)"


@cache
def _title_tokens() -> re.Pattern[str]:
    return re.compile(rf"\\(?P<escaped>[\\{{}}$])|\{{(?P<protected>(?:\\.|[^\\{{}}])*)\}}|{_FORMULA}", re.DOTALL)


@cache
def _abstract_tokens() -> re.Pattern[str]:
    return re.compile(rf"\\(?P<escaped>[\\$])|{_FORMULA}", re.DOTALL)


def _runs(text: str, tokens: re.Pattern[str]) -> tuple[Run, ...]:
    runs: list[Run] = []
    plain = ""
    position = 0
    for match in tokens.finditer(text):
        plain += text[position : match.start()]
        position = match.end()
        if (escaped := match["escaped"]) is not None:
            plain += escaped
            continue
        if plain:
            runs.append(Run(Mark.TEXT, plain))
            plain = ""
        runs.append(_marked(match))
    plain += text[position:]
    if plain:
        runs.append(Run(Mark.TEXT, plain))
    return tuple(runs)


def _marked(match: re.Match[str]) -> Run:
    if (formula := match["math"]) is not None:
        return Run(Mark.MATH, formula)
    return Run(Mark.PROTECTED, re.sub(r"\\([\\{}$])", r"\1", match["protected"]))


def _checked(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """The runs, if every formula is one that may stand in somebody's document."""
    for run in runs:
        if run.mark is Mark.MATH:
            check_formula(run.text)
    return runs


def _check_braces(text: str) -> None:
    """Braces outside formulas pair up, do not nest and hold words."""
    if re.search(r"[{}]", _title_tokens().sub("", text)):
        raise ValueError(
            "braces must pair up and not nest: {Moshi} protects a word; write \\{ and \\} for braces that print"
        )
    for match in _title_tokens().finditer(text):
        if match["protected"] is not None:
            _check_protected(match["protected"])


def _check_protected(source: str) -> None:
    if not source.strip():
        raise ValueError(
            "{} protects nothing: put the word between the braces, or write \\{\\} for braces that print"
        )
    if re.search(_FORMULA, re.sub(r"\\[\\{}$]", "", source)):
        raise ValueError("a formula stands in braces; write it outside of them, no style changes its case")


def _single_spaced(source: str) -> str:
    return " ".join(source.split())


def _title_source(run: Run) -> str:
    if run.mark is Mark.MATH:
        return f"${run.text}$"
    escaped = re.sub(r"([\\{}$])", r"\\\1", run.text)
    return f"{{{escaped}}}" if run.mark is Mark.PROTECTED else escaped


def _abstract_source(run: Run) -> str:
    return f"${run.text}$" if run.mark is Mark.MATH else re.sub(r"([\\$])", r"\\\1", run.text)
