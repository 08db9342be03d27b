"""A style compiled for one locale: its two layouts, their sort keys, its options."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from kyutai_bib.csl.processor.compilation import Compiler, StyleProblem
from kyutai_bib.csl.processor.elements import Element, Variable, short_form
from kyutai_bib.csl.processor.look import Look, look, unescaped
from kyutai_bib.csl.processor.options import Options, options, scope_attributes
from kyutai_bib.csl.processor.sorting import SortKey
from kyutai_bib.csl.processor.terms import NS, Locale, locale_for
from kyutai_bib.csl.processor.work import DATE_VARIABLES, NAME_VARIABLES

__all__ = ["Layout", "StyleProblem", "StyleProgram", "compiled"]


_NAMING = ("variable", "is-numeric", "is-uncertain-date")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Layout:
    """`cs:citation` or `cs:bibliography`.

    `own_suffix` says that it places the year-suffix itself, `substitutes` that something else may
    stand for names.
    """

    elements: tuple[Element, ...]
    look: Look
    delimiter: str
    sort: tuple[SortKey, ...]
    attributes: Mapping[str, str]
    own_suffix: bool
    shows_number: bool
    shows_label: bool
    shows_note: bool
    substitutes: bool

    def flag(self, name: str) -> bool:
        return self.attributes.get(name) == "true"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class StyleProgram:
    locale: Locale
    options: Options
    citation: Layout
    bibliography: Layout | None
    variables: frozenset[str]


def compiled(root: Any, locale: str) -> StyleProgram:
    """The style whose root element is `root`; StyleProblem if it cannot be compiled."""
    data = locale_for(locale, list(root.iterfind(f"{NS}locale")))
    citation = root.find(f"{NS}citation")
    if citation is None or citation.find(f"{NS}layout") is None:
        raise StyleProblem("there is no <citation> with a <layout>", root.sourceline)
    bibliography = root.find(f"{NS}bibliography")
    return StyleProgram(
        data,
        options(root.attrib, locale, data.field_marks()),
        _layout(root, citation, data),
        None if bibliography is None else _layout(root, bibliography, data),
        _variables(root),
    )


def _variables(root: Any) -> frozenset[str]:
    """Every variable that the style prints or asks for, and what may stand for it."""
    named = {
        name
        for element in root.iter(f"{NS}*")
        for attribute in _NAMING
        for name in element.get(attribute, "").split()
    }
    return frozenset([*named, *map(short_form, named)])


def _layout(root: Any, area: Any, locale: Locale) -> Layout:
    layout = area.find(f"{NS}layout")
    if layout is None:
        raise StyleProblem(f"<{area.tag.removeprefix(NS)}> has no <layout>", area.sourceline)
    macros = {macro.get("name"): macro for macro in root.iterfind(f"{NS}macro")}
    enclosed = look(layout.attrib).encloses("()") if root.get("class") == "note" else None
    compilers = _Compilers(macros, locale, scope_attributes(root.attrib, area.attrib), enclosed)
    elements = compilers.over({}).children(layout)
    areas = _called(layout, macros)
    printed = _printed(areas)
    return Layout(
        elements,
        look(layout.attrib),
        unescaped(layout.get("delimiter", "")),
        tuple(_sort_key(key, compilers) for key in area.iterfind(f"{NS}sort/{NS}key")),
        dict(area.attrib),
        not printed.isdisjoint(("year-suffix", "citation-label")),
        "citation-number" in printed,
        "citation-label" in printed,
        "first-reference-note-number" in printed,
        any(each.tag != f"{NS}names" for area in areas for each in area.iterfind(f".//{NS}substitute/*")),
    )


class _Compilers:
    """One for each set of name options: a macro is compiled once for the layout and all sort keys without any."""

    def __init__(
        self, macros: Mapping[str, Any], locale: Locale, inherited: Mapping[str, str], enclosed: bool | None
    ) -> None:
        self._made: dict[tuple[tuple[str, str], ...], Compiler] = {}
        self._make = partial(Compiler, macros, locale, inherited, enclosed)

    def over(self, options: Mapping[str, str]) -> Compiler:
        key = tuple(sorted(options.items()))
        if key not in self._made:
            self._made[key] = self._make(options)
        return self._made[key]


def _sort_key(key: Any, compilers: _Compilers) -> SortKey:
    compiler = compilers.over({name: value for name, value in key.attrib.items() if name.startswith("names-")})
    variable = key.get("variable", "")
    element: Element | None = None
    if name := key.get("macro"):
        element = compiler.macro(name, key.sourceline)
    elif variable in NAME_VARIABLES:
        made = key.makeelement(f"{NS}names", {"variable": variable})
        element = compiler.element(made)
    elif variable not in DATE_VARIABLES:
        element = Variable(variable, "long", look({}))
    return SortKey(variable, element, key.get("sort") == "descending")


def _called(layout: Any, macros: Mapping[str, Any]) -> list[Any]:
    """The layout and the macros that are called from it."""
    areas = [layout]
    seen: set[str] = set()
    for area in areas:
        names = {each.get("macro") for each in area.iter(f"{NS}text")} - seen
        seen |= names
        areas += [macros[name] for name in sorted(filter(None, names)) if name in macros]
    return areas


def _printed(areas: Iterable[Any]) -> set[str]:
    """The variables that are printed there with `cs:text` or `cs:number`."""
    return {each.get("variable", "") for area in areas for each in area.iter(f"{NS}text", f"{NS}number")}
