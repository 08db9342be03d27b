"""Rendering elements other than names and dates: text, number, label, group, choose (CSL 1.0.2).

Each has `render(ctx)`, which returns output or "" for none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from kyutai_bib.csl.processor.context import Context
from kyutai_bib.csl.processor.look import Look
from kyutai_bib.csl.processor.numbers import is_numeric, is_plural, number_text, ranged
from kyutai_bib.csl.processor.output import Group, Node, Tag
from kyutai_bib.csl.processor.page_ranges import page_ranges
from kyutai_bib.csl.processor.rich_text import rich_text, untagged
from kyutai_bib.csl.processor.work import NUMBER_VARIABLES

__all__ = ["Choose", "Element", "GroupElement", "Label", "Macro", "Number", "Sequel", "Term", "Value", "Variable"]

_LINKS = frozenset({"URL", "DOI", "PMID", "PMCID"})
_SHORT_FORMS = {"title": "title-short", "container-title": "container-title-short"}
_PAGES = frozenset({"page", "locator"})


class Element(Protocol):
    def render(self, ctx: Context) -> Node: ...


def rendered(elements: Sequence[Element], ctx: Context) -> list[Node]:
    """Their output; the elements of a `cs:choose` count as its parent's own (CSL 1.0.2, "Choose")."""
    nodes: list[Node] = []
    for element in elements:
        if isinstance(element, Choose):
            nodes += rendered(element.chosen(ctx), ctx)
        elif node := element.render(ctx):
            nodes.append(node)
    return nodes


@dataclass(frozen=True, slots=True)
class Sequel:
    """Elements one after the other, without anything of their own: what `cs:if` and `cs:macro` hold."""

    elements: tuple[Element, ...]

    def render(self, ctx: Context) -> Node:
        nodes = rendered(self.elements, ctx)
        return nodes[0] if len(nodes) == 1 else Group(nodes) if nodes else ""


@dataclass(frozen=True, slots=True)
class Value:
    text: str
    look: Look

    def render(self, ctx: Context) -> Node:
        return self.look.of(rich_text(self.text, ctx.options.marks), ctx)


@dataclass(frozen=True, slots=True)
class Term:
    name: str
    form: str
    plural: bool
    look: Look

    def render(self, ctx: Context) -> Node:
        term = ctx.locale.term(self.name, self.form, plural=self.plural)
        tag = None if self.look.case == "lowercase" else Tag.TERM
        return self.look.of(rich_text(term), ctx, tag) if term else ""


@dataclass(frozen=True, slots=True)
class Variable:
    name: str
    form: str
    look: Look

    def render(self, ctx: Context) -> Node:
        # The year-suffix comes with what it stands beside, it does not call for it.
        counts = self.name != "year-suffix"
        ctx.called += counts
        text = self._text(ctx)
        if not text:
            return ""
        ctx.filled += counts
        if ctx.substituting is not None:
            ctx.substituting.add(self.name)
        if ctx.sorting:
            return _sort_text(self.name, text)
        return self.look.of(self._node(text, ctx), ctx, _TAGS.get(self.name), ctx.number)

    def _text(self, ctx: Context) -> str:
        if self.form == "short":
            short = _SHORT_FORMS.get(self.name, f"{self.name}-short")
            if self.name not in ctx.suppressed and (text := ctx.text(short)):
                return text
        return ctx.text(self.name)

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


def _level(node: Node, look: Look) -> Node:
    """A group with one element in it is a level of its own where marks meet (`joining`)."""
    if isinstance(node, Group):
        return Group([node]) if node.suffix or node.quotes or node.forms else node
    return Group([node]) if look.forms and look.suffix else node


@dataclass(frozen=True, slots=True)
class Macro:
    element: Element
    look: Look

    def render(self, ctx: Context) -> Node:
        called, filled = ctx.called, ctx.filled
        node = self.element.render(ctx)
        # Like a group (CSL 1.0.2, "Group"): its terms go where its variables are empty.
        if not node or (ctx.called > called and ctx.filled == filled):
            return ""
        # What a macro prints counts as a variable that is there.
        ctx.called += 1
        ctx.filled += 1
        return self.look.of(_level(node, self.look), ctx)


@dataclass(frozen=True, slots=True)
class Number:
    name: str
    form: str
    look: Look

    def render(self, ctx: Context) -> Node:
        ctx.called += 1
        text = ctx.text(self.name)
        if not text:
            return ""
        ctx.filled += 1
        if ctx.substituting is not None:
            ctx.substituting.add(self.name)
        if ctx.sorting:
            return _sort_text(self.name, text)
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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class GroupElement:
    """Prints nothing if variables are called in it and all of them are empty."""

    elements: tuple[Element, ...]
    delimiter: str
    look: Look

    def render(self, ctx: Context) -> Node:
        called, filled = ctx.called, ctx.filled
        nodes = rendered(self.elements, ctx)
        empty = not nodes or (ctx.called > called and ctx.filled == filled)
        if empty:
            return ""
        # A group that prints something counts as a variable that is there (CSL 1.0.2, "Group").
        ctx.called += 1
        ctx.filled += 1
        return self.look.of(Group(nodes, self.delimiter) if len(nodes) > 1 else _level(nodes[0], self.look), ctx)


@dataclass(frozen=True, slots=True)
class Choose:
    """The first branch whose test is true; the test of `cs:else` always is."""

    branches: tuple[tuple[Callable[[Context], bool], tuple[Element, ...]], ...]

    def render(self, ctx: Context) -> Node:
        nodes = rendered(self.chosen(ctx), ctx)
        return nodes[0] if len(nodes) == 1 else Group(nodes) if nodes else ""

    def chosen(self, ctx: Context) -> tuple[Element, ...]:
        for test, elements in self.branches:
            if test(ctx):
                return elements
        return ()
