"""What is wrong with a style that somebody writes: all of it, with lines.

A processor does not read what it does not know, so that a slip (`<txet>`, `font-style="italics"`) prints something
else without a word, or nothing. Styles in the wild deviate and go on working: what is found here is a warning, but
for what keeps a style from being used. The order of elements is not looked at, nor is `cs:info`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

from kyutai_bib.csl.arguments import file_argument
from kyutai_bib.csl.locales import DEFAULT
from kyutai_bib.csl.processor.style_program import StyleProblem, compiled
from kyutai_bib.csl.processor.terms import NS
from kyutai_bib.csl.schema import Content, Values, content_of, known_attributes, known_elements, style_content
from kyutai_bib.csl.style_file import independent_parent, read_root
from kyutai_bib.nearest import nearest

__all__ = ["Flaw", "check_style"]

_FEW = 8
"""So many words are listed where none is like the one that was written."""
_LONGEST = 40
_NOT_LOOKED_AT = frozenset(["info"])

Problem = tuple[int | None, str]
"""A line, and what is wrong there."""


class Flaw(NamedTuple):
    """Something wrong in a style; `fatal` if it keeps the style from being used."""

    file: Path
    line: int | None
    problem: str
    fatal: bool = False

    @property
    def severity(self) -> str:
        return "error" if self.fatal else "warning"

    def __str__(self) -> str:
        return f"{self.file}{'' if self.line is None else f':{self.line}'}: {self.problem}"


def check_style(path: str | os.PathLike[str], *, trial: bool = True) -> list[Flaw]:
    """What is wrong with the style in a file, in the order of its lines.

    `trial` compiles the style, which finds the rest of what would keep it from being used; who goes on to use it
    saves the time. A dependent style has nothing to look at: it prints what its parent does. Raises `StyleError`
    for a file that is no style.
    """
    file = file_argument(path, "path")
    root = read_root(file)
    if independent_parent(file, root) is not None:
        return []
    missing = set(_calls_of_no_macro(root))
    stumble = _stumble(root) if trial or missing else None
    errors = missing if stumble else set()  # a call that nothing calls does no harm
    if stumble and all(line != stumble[0] for line, _ in missing):
        errors = errors | {stumble}
    found = {*_element(root, style_content()), *_macros_twice(root), *missing, *errors}
    flaws = [Flaw(file, *problem, fatal=problem in errors) for problem in found]
    return sorted(flaws, key=lambda flaw: (flaw.line or 0, flaw.problem))


def _stumble(root: Any) -> Problem | None:
    """What keeps the processor from using the style; it stops at the first."""
    try:
        compiled(root, DEFAULT)
    except StyleProblem as problem:
        return problem.line, str(problem)
    except (ValueError, OverflowError, RecursionError) as error:
        return None, f"an attribute has a value that cannot be read: {error}"
    return None


def _element(element: Any, allowed: Content) -> Iterator[Problem]:
    """What is wrong with an element and all in it."""
    attributes = dict(element.attrib)
    content = allowed.of(attributes)
    name = _name(element)
    problems = (
        *_attributes(name, attributes, content),
        *_lacking(name, element, content),
        *_texts(name, element, content),
    )
    yield from ((element.sourceline, problem) for problem in problems)
    for child in element:
        if isinstance(child.tag, str):
            yield from _child(child, name, content)


def _child(child: Any, parent: str, content: Content) -> Iterator[Problem]:
    name = _name(child)
    if not child.tag.startswith(NS):
        yield child.sourceline, f"<{name}> is no element of CSL; it is not read"
    elif name in content.children:
        if name not in _NOT_LOOKED_AT:
            yield from _element(child, content_of(content.children[name]))
    elif name in known_elements():
        yield child.sourceline, f"<{name}> has no meaning in <{parent}>; it is not read there"
    else:
        yield child.sourceline, f"there is no element <{name}>{_meant(name, content.children, '<{}>')}"


def _attributes(name: str, attributes: Mapping[str, str], content: Content) -> Iterator[str]:
    for attribute, value in attributes.items():
        shown = attribute.rpartition("}")[2]
        if attribute in content.attributes:
            yield from _values(f'<{name} {shown}="{_cut(value)}">', shown, value, content.attributes[attribute])
        elif attribute in known_attributes():
            yield f'<{name} {shown}="{_cut(value)}">: {shown} has no meaning here'
        else:
            meant = _meant(shown, content.attributes, "{!r}")
            yield f'<{name} {shown}="{_cut(value)}">: there is no attribute {shown!r}{meant}'
    for need in content.needs:
        if not need & attributes.keys():
            one = "the attribute" if len(need) == 1 else "one of the attributes"
            yield f"<{name}> needs {one} {', '.join(sorted(need))}"


_WANTED = {
    "integer": "a whole number",
    "nonNegativeInteger": "a whole number",
    "boolean": "true or false",
    "NMTOKEN": "a name without blanks",
}
"""Datatypes of the schema in words."""


def _values(where: str, name: str, value: str, values: Values) -> Iterator[str]:
    wanted = [_WANTED[kind] for kind in values.data if kind in _WANTED]
    for word in values.wrong(value):
        if wanted:
            yield f"{where}: {wanted[0]} is wanted"
        else:
            yield f"{where}: {_cut(word)!r} is no value of {name}{_meant(word, values.words, '{!r}')}"


def _lacking(name: str, element: Any, content: Content) -> Iterator[str]:
    present = {_name(child) for child in element if isinstance(child.tag, str)}
    for hold in content.holds:
        if not hold & present and not hold <= _NOT_LOOKED_AT:
            yield (
                f"<{name}> has no <{next(iter(hold))}>"
                if len(hold) == 1
                else f"<{name}> has nothing in it to print"
            )


def _texts(name: str, element: Any, content: Content) -> Iterator[str]:
    """Text that is not read: what a style prints is in attributes."""
    if not content.text:
        for text in (element.text, *(child.tail for child in element)):
            if text and text.strip():
                yield f"the text {_cut(text.strip())!r} in <{name}> is not read; <text value=…/> prints text"


def _macros_twice(root: Any) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for macro in root.iterfind(f"{NS}macro"):
        name = macro.get("name")
        if name is not None and first.setdefault(name, macro.sourceline) != macro.sourceline:
            yield macro.sourceline, f"there is a macro {name!r} in line {first[name]} already; the last one counts"


def _calls_of_no_macro(root: Any) -> Iterator[Problem]:
    macros = {macro.get("name", "") for macro in root.iterfind(f"{NS}macro")}
    for call in root.iter(f"{NS}text", f"{NS}key"):
        name = call.get("macro")
        if name and name not in macros:
            yield call.sourceline, f"there is no macro {name!r}{_meant(name, macros, '{!r}')}"


def _name(element: Any) -> str:
    return str(etree.QName(element).localname)


def _meant(word: str, known: Iterable[str], shown: str) -> str:
    """The nearest known word, all of them if they are few, or nothing."""
    words = sorted(name.rpartition("}")[2] for name in known)
    if near := nearest(word, words, 1):
        return f"; did you mean {shown.format(near[0])}?"
    return f"; known: {', '.join(words)}" if 0 < len(words) <= _FEW else ""


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
