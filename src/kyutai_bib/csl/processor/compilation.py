"""A style's XML to a tree of elements that render without it; once for citations, once for the bibliography."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from kyutai_bib.csl.processor.conditions import condition
from kyutai_bib.csl.processor.dates import Date, DatePart
from kyutai_bib.csl.processor.elements import Element, Label, Number, Term, Value, Variable
from kyutai_bib.csl.processor.groups import Choose, GroupElement, Macro
from kyutai_bib.csl.processor.look import BARE, Look, look, unescaped
from kyutai_bib.csl.processor.name_compilation import look_of_words, names
from kyutai_bib.csl.processor.names import Names
from kyutai_bib.csl.processor.terms import NS, Locale

__all__ = ["Compiler", "StyleProblem"]

MOST_ELEMENTS = 100_000
"""What one item can bring a layout to render: macros wherever they are called, of a choice the longest branch.

The longest style that is known has 1,100."""
MOST_OPEN = 100


class StyleProblem(Exception):
    """A style that cannot be compiled; `line` is where."""

    def __init__(self, problem: str, line: int | None = None) -> None:
        super().__init__(problem)
        self.line = line


class Compiler:
    """The elements of one scope; `inherited` are its name options, `over` those of a sort key.

    In styles for notes parentheses inside parentheses are brackets, as in citeproc-js: `enclosed` says whether the
    elements stand inside some, and is None in other styles.
    """

    def __init__(
        self,
        macros: Mapping[str, Any],
        locale: Locale,
        inherited: Mapping[str, str],
        enclosed: bool | None,
        over: Mapping[str, str] | None = None,
    ) -> None:
        self._macros = macros
        self._locale = locale
        self._inherited = inherited
        self._over = over or {}
        self._enclosed = enclosed
        self._made: dict[tuple[str, bool | None], Macro] = {}
        self._sizes: dict[str, int] = {}
        self._open: list[str] = []
        self._size = 0

    def children(self, element: Any, parent: Names | None = None) -> tuple[Element, ...]:
        return tuple(
            made for child in element if isinstance(child.tag, str) and (made := self.element(child, parent))
        )

    def element(self, element: Any, parent: Names | None = None) -> Element | None:
        kind = element.tag.removeprefix(NS)
        self._size += 1
        if kind == "names":
            return names(element, self._inherited, self._over, parent, self.children)
        make = _KINDS.get(kind)
        return make(self, element, parent) if make else None

    def macro(self, name: str, line: int | None = None) -> Macro:
        """A macro without a look; compiled once, but counted wherever it is called, since it is rendered there."""
        known = self._made.get((name, self._enclosed))
        if known is not None:
            self._grow(name, line)
            return known
        if name in self._open:
            raise StyleProblem(f"macros call each other in a circle: {' -> '.join([*self._open, name])}", line)
        if name not in self._macros:
            raise StyleProblem(f"there is no macro {name!r}", line)
        if len(self._open) >= MOST_OPEN:
            raise StyleProblem(f"macros call each other more than {MOST_OPEN} deep: {self._open[0]} -> …", line)
        before, self._size = self._size, 0
        self._open.append(name)
        content = self._macros[name]
        made = Macro(self.children(content), BARE, content.find(f".//{NS}date") is not None)
        self._made[name, self._enclosed] = made
        self._open.pop()
        self._sizes[name], self._size = self._size, before
        self._grow(name, line)
        return made

    def _grow(self, name: str, line: int | None) -> None:
        """A style of a few lines can ask for endless work: macros that call the next one twice."""
        self._size += self._sizes[name]
        if self._size > MOST_ELEMENTS:
            raise StyleProblem(f"macro {name!r} makes it more than {MOST_ELEMENTS:,} elements in one layout", line)

    @contextmanager
    def _inside(self, made: Look) -> Iterator[Look]:
        """The look as it is where it stands; what is compiled meanwhile stands inside it."""
        outer = self._enclosed
        if outer is not None and made.encloses("()"):
            self._enclosed = not outer
            made = made.in_brackets() if outer else made
        elif outer and made.encloses("[]"):
            self._enclosed = False
        yield made
        self._enclosed = outer

    def _text(self, element: Any, parent: Names | None) -> Element | None:
        get = element.attrib.get
        form = get("form", "long")
        if name := get("variable"):
            return Variable(name, form, look(element.attrib))
        if name := get("macro"):
            with self._inside(look(element.attrib)) as made:
                macro = self.macro(name, element.sourceline)
            return replace(macro, look=_without_case(made))
        if name := get("term"):
            return Term(name, form, get("plural") == "true", look_of_words(element.attrib))
        if (value := get("value")) is not None:
            return Value(unescaped(value), look_of_words(element.attrib))
        return None

    def _number(self, element: Any, parent: Names | None) -> Element:
        with self._inside(look(element.attrib)) as made:
            return Number(element.get("variable", ""), element.get("form", "numeric"), made)

    def _label(self, element: Any, parent: Names | None) -> Element:
        get = element.attrib.get
        return Label(get("variable", ""), get("form", "long"), get("plural", "contextual"), look(element.attrib))

    def _group(self, element: Any, parent: Names | None) -> Element:
        with self._inside(look(element.attrib)) as made:
            return GroupElement(self.children(element, parent), unescaped(element.get("delimiter", "")), made)

    def _choose(self, element: Any, parent: Names | None) -> Element:
        branches, sizes, before = [], [0], self._size
        for branch in element:
            if isinstance(branch.tag, str):
                test = _always if branch.tag == f"{NS}else" else condition(branch.attrib)
                self._size = 0
                branches.append((test, self.children(branch, parent)))
                sizes.append(self._size)
        self._size = before + max(sizes)
        return Choose(tuple(branches))

    def _date(self, element: Any, parent: Names | None) -> Element:
        form = element.get("form")
        own = {part.get("name"): dict(part.attrib) for part in element.iterfind(f"{NS}date-part")}
        if form is None:
            parts = [dict(part.attrib) for part in element.iterfind(f"{NS}date-part")]
            delimiter = element.get("delimiter", "")
            attributes = dict(element.attrib)
        else:
            localized = self._locale.dates.get(form)
            wanted = element.get("date-parts", "year-month-day").split("-")
            found = [] if localized is None else list(localized.iterfind(f"{NS}date-part"))
            parts = [_overridden(part.attrib, own.get(part.get("name"), {})) for part in found]
            parts = [part for part in parts if part.get("name") in wanted]
            delimiter = "" if localized is None else localized.get("delimiter", "")
            attributes = {} if localized is None else dict(localized.attrib)
            attributes.update(element.attrib)
        with self._inside(look(attributes)) as made:
            shown = _without_case(made)
            return Date(element.get("variable", ""), tuple(map(_part, parts)), delimiter, shown, form is not None)


def _always(_ctx: object) -> bool:
    return True


def _without_case(made: Look) -> Look:
    """A text case of a date or of a call of a macro changes nothing, as in citeproc-js."""
    return replace(made, case="") if made.case else made


def _overridden(localized: Mapping[str, str], own: Mapping[str, str]) -> dict[str, str]:
    return {**localized, **{name: value for name, value in own.items() if name not in ("prefix", "suffix")}}


def _part(attributes: Mapping[str, str]) -> DatePart:
    name = attributes.get("name", "")
    form = attributes.get("form", "numeric" if name == "day" else "long")
    return DatePart(name, form, attributes.get("range-delimiter") or "–", look(attributes))


_KINDS: dict[str, Callable[[Compiler, Any, Names | None], Element | None]] = {
    "text": Compiler._text,
    "number": Compiler._number,
    "label": Compiler._label,
    "group": Compiler._group,
    "choose": Compiler._choose,
    "date": Compiler._date,
}
