"""What CSL's own schema says of elements and attributes: the RELAX NG file that citeproc-py ships.

lxml could validate with it, but says no more than "Element style failed to validate content". So its patterns are
read here for what each element may have: attributes with their values, children. Their order is not kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kyutai_bib.errors import StyleError

__all__ = ["Content", "Values", "content_of", "known_attributes", "known_elements", "style_content"]

_RNG = "{http://relaxng.org/ns/structure/1.0}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_ANY = "(?s:.*)"
_DATA = {
    "integer": r"[+-]?\d+",
    "nonNegativeInteger": r"\+?\d+",
    "boolean": r"true|false|1|0",
    "NMTOKEN": r"[\w.:\-]+",
}
"""Datatypes whose values are looked at (XML Schema, part 2), as patterns; of others anything goes."""


@dataclass(frozen=True, slots=True)
class Values:
    """What an attribute may say: one of `words`, or several if `listed`, or what one of `data` describes.

    `data` has names of datatypes, and patterns of what text is wanted.
    """

    words: frozenset[str] = frozenset()
    data: frozenset[str] = frozenset()
    listed: bool = False

    def allows(self, value: str) -> bool:
        return not self.wrong(value)

    def wrong(self, value: str) -> list[str]:
        """The words of a value that it may not have."""
        words = value.split() if self.listed else [value.strip()]
        return [word for word in words or [""] if not self._known(word)]

    def _known(self, word: str) -> bool:
        return word in self.words or any(re.fullmatch(_DATA.get(name, name), word) for name in self.data)

    def __or__(self, other: Values) -> Values:
        return Values(self.words | other.words, self.data | other.data, self.listed or other.listed)


@dataclass(frozen=True, slots=True)
class Content:
    """What stands in an element or in a part of its pattern.

    Of each set in `needs` one attribute, of each in `holds` one child must be there. `choices` are lists of which
    one holds.
    """

    attributes: Mapping[str, Values] = field(default_factory=dict)
    children: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    needs: tuple[frozenset[str], ...] = ()
    holds: tuple[frozenset[str], ...] = ()
    choices: tuple[tuple[Content, ...], ...] = ()
    text: bool = False

    def of(self, attributes: Mapping[str, str]) -> Content:
        """The content of an element with these attributes: of each choice, what fits them."""
        if not self.choices:
            return self
        plain = Content(self.attributes, self.children, self.needs, self.holds, (), self.text)
        return _sequence([plain, *(_chosen(choice, attributes) for choice in self.choices)])


def style_content() -> Content:
    """The content of `cs:style` in an independent style."""
    return _content(_defines()["independent-style.style"].find(f"{_RNG}element"))


@cache
def content_of(patterns: tuple[Any, ...]) -> Content:
    """The content of an element that has one of several patterns, as `cs:names` has."""
    return _content(patterns[0]) if len(patterns) == 1 else Content(choices=(tuple(map(_content, patterns)),))


@cache
def known_elements() -> frozenset[str]:
    """The names of all elements."""
    return frozenset(
        name.text for name in _grammar().iter(f"{_RNG}name") if name.getparent().tag == f"{_RNG}element"
    )


@cache
def known_attributes() -> frozenset[str]:
    """The names of all attributes."""
    return frozenset(_attribute_name(pattern) for pattern in _grammar().iter(f"{_RNG}attribute"))


@cache
def _grammar() -> Any:
    from lxml import etree

    spec = find_spec("citeproc")
    folder = Path(spec.submodule_search_locations[0]) if spec and spec.submodule_search_locations else Path()
    file = folder / "data" / "schema" / "schemas" / "styles" / "csl.rng"
    if not file.is_file():
        raise StyleError("CSL's schema is not there, which comes with citeproc-py: pip install citeproc-py")
    return etree.parse(str(file), etree.XMLParser(remove_comments=True, no_network=True)).getroot()


@cache
def _defines() -> Mapping[str, Any]:
    return {define.get("name"): define for define in _grammar().iter(f"{_RNG}define")}


@cache
def _content(element: Any) -> Content:
    """The content of an element's own pattern."""
    return _sequence([_part(part) for part in element])


def _part(pattern: Any) -> Content:
    kind = pattern.tag.removeprefix(_RNG)
    make = _PARTS.get(kind)
    return make(pattern) if make else Content()


def _group(pattern: Any) -> Content:
    return _sequence([_part(part) for part in pattern])


def _reference(pattern: Any) -> Content:
    return _group(_defines()[pattern.get("name")])


def _optional(pattern: Any) -> Content:
    return _not_needed(_group(pattern))


def _one_or_more(pattern: Any) -> Content:
    """Several of a choice may be there at once."""
    found = _group(pattern)
    return _sequence(
        [Content(found.attributes, found.children, found.needs, found.holds), *map(_either, found.choices)]
    )


def _choice(pattern: Any) -> Content:
    parts = [_part(part) for part in pattern]
    if any(part.attributes or part.choices for part in parts):
        return Content(choices=(tuple(parts),))
    return _either(parts)


def _element(pattern: Any) -> Content:
    name = pattern.find(f"{_RNG}name").text
    return Content(children={name: (pattern,)}, holds=(frozenset([name]),))


def _attribute(pattern: Any) -> Content:
    name = _attribute_name(pattern)
    values = [part for part in pattern if part.tag != f"{_RNG}name"]
    return Content(attributes={name: _values(values)}, needs=(frozenset([name]),))


def _attribute_name(pattern: Any) -> str:
    named = pattern.find(f"{_RNG}name")
    return str(pattern.get("name") or (_XML if named.get("ns") else "") + named.text)


def _text(_pattern: Any) -> Content:
    return Content(text=True)


_PARTS: Mapping[str, Callable[[Any], Content]] = {
    "group": _group,
    "interleave": _group,
    "ref": _reference,
    "optional": _optional,
    "zeroOrMore": _optional,
    "oneOrMore": _one_or_more,
    "choice": _choice,
    "element": _element,
    "attribute": _attribute,
    "text": _text,
}


def _values(patterns: Iterable[Any]) -> Values:
    found = Values()
    for pattern in patterns:
        kind = pattern.tag.removeprefix(_RNG)
        if kind == "value":
            found |= Values(words=frozenset([pattern.text or ""]))
        elif kind == "data":
            found |= Values(data=frozenset([_datatype(pattern)]))
        elif kind == "text":
            found |= Values(data=frozenset([_ANY]))
        else:
            inner = _defines()[pattern.get("name")] if kind == "ref" else pattern
            found |= Values(listed=kind == "list") | _values(inner)
    return found


def _datatype(pattern: Any) -> str:
    name = str(pattern.get("type"))
    return name if name in _DATA else str(pattern.findtext(f"{_RNG}param") or _ANY)


def _sequence(parts: Iterable[Content]) -> Content:
    """All of the parts."""
    parts = list(parts)
    return Content(
        _merged(parts),
        _children(parts),
        tuple(need for part in parts for need in part.needs),
        tuple(hold for part in parts for hold in part.holds),
        tuple(choice for part in parts for choice in part.choices),
        any(part.text for part in parts),
    )


def _either(parts: Iterable[Content]) -> Content:
    """What any of the parts may have; of what they need, one."""
    parts = [_sequence([part, *map(_either, part.choices)]) if part.choices else part for part in parts]
    needs = [frozenset[str]().union(*part.needs) for part in parts]
    holds = [frozenset[str]().union(*part.holds) for part in parts]
    return Content(
        _merged(parts),
        _children(parts),
        (frozenset[str]().union(*needs),) if needs and all(needs) else (),
        (frozenset[str]().union(*holds),) if holds and all(holds) else (),
        (),
        any(part.text for part in parts),
    )


def _not_needed(part: Content) -> Content:
    choices = tuple(tuple(map(_not_needed, choice)) for choice in part.choices)
    return Content(part.attributes, part.children, (), (), choices, part.text)


def _chosen(choice: tuple[Content, ...], attributes: Mapping[str, str]) -> Content:
    """Those parts of a choice whose attributes are there, with values that they allow."""
    parts = [part.of(attributes) for part in choice]
    present = [part for part in parts if all(need & attributes.keys() for need in part.needs)]
    fitting = [part for part in present if _fits(part, attributes)]
    found = fitting or present or parts
    return found[0] if len(found) == 1 else _either(found)


def _fits(part: Content, attributes: Mapping[str, str]) -> bool:
    needed = frozenset[str]().union(*part.needs) & attributes.keys()
    return all(part.attributes[name].allows(attributes[name]) for name in needed)


def _merged(parts: Iterable[Content]) -> dict[str, Values]:
    found: dict[str, Values] = {}
    for part in parts:
        for name, values in part.attributes.items():
            found[name] = found[name] | values if name in found else values
    return found


def _children(parts: Iterable[Content]) -> dict[str, tuple[Any, ...]]:
    found: dict[str, tuple[Any, ...]] = {}
    for part in parts:
        for name, patterns in part.children.items():
            found[name] = (*found.get(name, ()), *patterns)
    return found
