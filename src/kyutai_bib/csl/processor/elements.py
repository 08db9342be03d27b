"""Rendering elements that print a value: text, number, label (CSL 1.0.2, "Rendering Elements").

Each has `render(ctx)`, which returns output or "" for none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from kyutai_bib.csl.processor.context import Context
from kyutai_bib.csl.processor.look import Look
from kyutai_bib.csl.processor.numbers import is_numeric, is_plural, number_text, ranged
from kyutai_bib.csl.processor.output import Group, Node, Tag
from kyutai_bib.csl.processor.page_ranges import page_ranges
from kyutai_bib.csl.processor.rich_text import rich_text, untagged
from kyutai_bib.csl.processor.work import NUMBER_VARIABLES

__all__ = ["Element", "Label", "Number", "Term", "Value", "Variable", "short_form"]

_LINKS = frozenset({"URL", "DOI", "PMID", "PMCID"})
_PAGES = frozenset({"page", "locator"})


class Element(Protocol):
    def render(self, ctx: Context) -> Node: ...


def short_form(variable: str) -> str:
    """The variable that has its short form (CSL 1.0.2, "Text", `form`)."""
    return f"{variable}-short"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Value:
    text: str
    look: Look

    def render(self, ctx: Context) -> Node:
        return self.look.of(rich_text(self.text, ctx.options.marks), ctx)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Term:
    name: str
    form: str
    plural: bool
    look: Look

    def render(self, ctx: Context) -> Node:
        term = ctx.locale.term(self.name, self.form, plural=self.plural)
        tag = None if self.look.case == "lowercase" else Tag.TERM
        return self.look.of(rich_text(term), ctx, tag) if term else ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Variable:
    name: str
    form: str
    look: Look

    def render(self, ctx: Context) -> Node:
        text = self._text(ctx)
        ctx.called += 1
        # As in citeproc-js words beside a year-suffix stay, whether there is one or not.
        ctx.filled += bool(text) or self.name == "year-suffix"
        if not text:
            return ""
        ctx.printed += self.name not in _NO_FIELDS
        if ctx.substituting is not None:
            ctx.substituting.add(self.name)
        if ctx.sorting:
            return f"{self.look.prefix}{_sort_text(self.name, text)}{self.look.suffix}"
        return self.look.of(self._node(text, ctx), ctx, _TAGS.get(self.name), ctx.number)

    def _text(self, ctx: Context) -> str:
        if self.form == "short":
            short = short_form(self.name)
            if not ctx.is_suppressed(self.name) and (text := ctx.text(short)):
                return text
        return ctx.text_to_print(self.name)

    def _node(self, text: str, ctx: Context) -> Node:
        name = self.name
        if name == "citation-label":
            return Group([text, Group([ctx.distinction.year_suffix], tag=Tag.YEAR_SUFFIX)])
        if name in _PAGES:
            delimiter = ctx.locale.term("page-range-delimiter")
            form = ctx.options.page_range_format if name == "page" or ctx.cite.label == "page" else ""
            ampersand = ctx.locale.terms.get(("and", "symbol"), ("&", ""))[0]
            return rich_text(page_ranges(text, form, "–" if delimiter is None else delimiter, ampersand))
        if name in NUMBER_VARIABLES and is_numeric(text):
            return rich_text(number_text(text, "numeric", ctx.locale, ""))
        if name in NUMBER_VARIABLES:
            text = ranged(text)
        if name in _LINKS:
            return text
        return rich_text(text, ctx.options.marks)


# What is made up, or comes with the cite.
_NO_FIELDS = frozenset({"citation-label", "first-reference-note-number", "locator", "year-suffix"})
# A locator that says itself what it is.
_LABELLED = re.compile(r"(?:bk|chap|col|fig|fol|no|op|pp?|para|pt|sec|vrs|vol)\.\s")
_TAGS = {
    "citation-number": Tag.NUMBER,
    "year-suffix": Tag.YEAR_SUFFIX,
    "citation-label": Tag.LABEL,
    "URL": Tag.LINK,
    "DOI": Tag.LINK,
    "title": Tag.TITLE,
}


def _sort_text(name: str, text: str) -> str:
    if name in NUMBER_VARIABLES and is_numeric(text):
        return re.sub(r"\d+", lambda number: number[0].zfill(8), text)
    return untagged(text)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Number:
    name: str
    form: str
    look: Look

    def render(self, ctx: Context) -> Node:
        ctx.called += 1
        text = ctx.text_to_print(self.name)
        if not text:
            return ""
        ctx.filled += 1
        ctx.printed += self.name not in _NO_FIELDS
        if ctx.substituting is not None:
            ctx.substituting.add(self.name)
        if ctx.sorting:
            return f"{self.look.prefix}{_sort_text(self.name, text)}{self.look.suffix}"
        tag = Tag.NUMBER if self.name == "citation-number" else None
        return self.look.of(self._node(text, ctx), ctx, tag, ctx.number)

    def _node(self, text: str, ctx: Context) -> Node:
        if is_numeric(text):
            gender = ctx.locale.genders.get(_term_name(self.name, ctx), "")
            return rich_text(number_text(text, self.form, ctx.locale, gender))
        if self.name in _PAGES:
            return rich_text(page_ranges(text, ctx.options.page_range_format, "–"))
        return rich_text(ranged(text))


def _term_name(variable: str, ctx: Context) -> str:
    if variable == "locator":
        return "sub verbo" if ctx.cite.label == "sub-verbo" else ctx.cite.label
    return {"number": "number", "page-first": "page"}.get(variable, variable)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Label:
    """The term of a variable; as in citeproc-js it also stands where the variable is empty, if its group does."""

    name: str
    form: str
    plural: str
    look: Look

    def render(self, ctx: Context) -> Node:
        if ctx.sorting:
            return ""
        text = ctx.text(self.name)
        if self.name == "locator" and _LABELLED.match(text):
            return ""
        name = _term_name(self.name, ctx)
        term = ctx.locale.term(name, self.form, plural=self._is_plural(text))
        if term is None and name == "sub verbo":
            term = ctx.locale.term("sub-verbo", self.form, plural=self._is_plural(text))
        return self.look.of(rich_text(term), ctx) if term else ""

    def _is_plural(self, text: str) -> bool:
        if self.plural != "contextual":
            return self.plural == "always"
        return is_plural(text, counted=self.name.startswith("number-of-"))
