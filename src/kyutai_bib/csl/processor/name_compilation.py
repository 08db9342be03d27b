"""`cs:names` from XML, with the options it inherits (CSL 1.0.2, "Inheritable Name Options", "Substitute")."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from kyutai_bib.csl.processor.elements import Element
from kyutai_bib.csl.processor.look import BARE, Look, look
from kyutai_bib.csl.processor.name_list import EtAl, NameList
from kyutai_bib.csl.processor.name_parts import NameParts
from kyutai_bib.csl.processor.names import NameLabel, Names
from kyutai_bib.csl.processor.options import whole_number
from kyutai_bib.csl.processor.terms import NS
from kyutai_bib.csl.processor.text_case import TITLE_IN_ANY_LANGUAGE

__all__ = ["look_of_words", "names"]

Children = Callable[[Any, Names | None], tuple[Element, ...]]
_RENAMED = {"name-form": "form", "name-delimiter": "delimiter"}
_LOOKS = ("prefix", "suffix", "font-style", "font-variant", "font-weight", "text-decoration", "vertical-align")


def names(
    element: Any,
    inherited: Mapping[str, str],
    over: Mapping[str, str],
    parent: Names | None,
    children: Children,
) -> Names:
    """The element; `parent` is the one it is a substitute in, `over` what a sort key says of et al."""
    variables = tuple(element.get("variable", "").split())
    delimiter = element.get("delimiter") or inherited.get("names-delimiter", "")
    name, label = element.find(f"{NS}name"), element.find(f"{NS}label")
    if parent is not None and name is None and element.find(f"{NS}et-al") is None:
        return _shorthand(element, parent, variables, label)
    own = {} if name is None else dict(name.attrib)
    made = Names(
        variables,
        delimiter,
        _name_list(element, name, inherited, {**_inherited(inherited), **own}, over),
        _label(label),
        _is_first(label, name),
        (),
        look(element.attrib),
    )
    substitute = element.find(f"{NS}substitute")
    return made if substitute is None else replace(made, substitute=children(substitute, made))


def _shorthand(element: Any, parent: Names, variables: tuple[str, ...], label: Any) -> Names:
    return replace(
        parent,
        variables=variables,
        delimiter=element.get("delimiter") or parent.delimiter,
        label=parent.label if label is None else _label(label),
        substitute=(),
    )


def _inherited(attributes: Mapping[str, str]) -> dict[str, str]:
    return {_RENAMED.get(name, name): value for name, value in attributes.items() if name != "names-delimiter"}


def _label(element: Any) -> NameLabel | None:
    if element is None:
        return None
    return NameLabel(
        element.get("form", "long"), element.get("plural", "contextual"), look_of_words(element.attrib)
    )


def look_of_words(attributes: Mapping[str, str]) -> Look:
    """The look of words that are the style's or the locale's, not the item's."""
    made = look(attributes)
    return replace(made, case=TITLE_IN_ANY_LANGUAGE) if made.case == "title" else made


def _is_first(label: Any, name: Any) -> bool:
    if label is None or name is None:
        return False
    siblings = list(label.getparent())
    return siblings.index(label) < siblings.index(name)


def _name_list(
    element: Any, name: Any, inherited: Mapping[str, str], options: Mapping[str, str], over: Mapping[str, str]
) -> NameList:
    get = options.get
    parts = {} if name is None else {part.get("name"): part for part in name.iterfind(f"{NS}name-part")}
    looks = {
        kind: BARE if (part := parts.get(kind)) is None else look(part.attrib) for kind in ("family", "given")
    }
    return NameList(
        NameParts(
            get("form", "long"),
            get("initialize") != "false",
            get("initialize-with"),
            get("sort-separator", ", "),
            looks["family"],
            looks["given"],
        ),
        get("delimiter", ", "),
        # Before an institution that ends the list, an inherited one does not count, as in citeproc-js.
        (name is not None and name.get("delimiter")) or ", ",
        get("and", ""),
        get("delimiter-precedes-last", "contextual"),
        inherited.get("delimiter-precedes-last", "contextual"),
        get("delimiter-precedes-et-al", "contextual"),
        get("name-as-sort-order", ""),
        _et_al(element.find(f"{NS}et-al"), options, over),
        look({key: value for key, value in options.items() if key in _LOOKS}),
    )


def _et_al(element: Any, options: Mapping[str, str], over: Mapping[str, str]) -> EtAl:
    def number(name: str) -> int:
        return whole_number(options.get(name))

    if whole_number(options.get("et-al-use-first"), -1) < 0 and "names-use-first" not in over:
        options = {**options, "et-al-min": ""}
    least, first = number("et-al-min"), number("et-al-use-first")
    subsequent = number("et-al-subsequent-min"), number("et-al-subsequent-use-first")
    use_last = options.get("et-al-use-last") == "true"
    if over:
        least = whole_number(over.get("names-min"), least)
        first = whole_number(over.get("names-use-first"), first)
        use_last = over.get("names-use-last") == "true"
        subsequent = (0, 0)
    term = "et-al" if element is None else element.get("term", "et-al")
    return EtAl(least, first, *subsequent, use_last, term, BARE if element is None else look(element.attrib))
