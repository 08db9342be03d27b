"""XML, record by record: elements as values, escaped by the standard library's serialiser.

Names are written with their prefixes; the document's first lines declare them. The standard library's
`xml.etree` and not lxml, because only this writes an element that leaves the declaring to others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from kyutai_bib.model.paper import Record

__all__ = ["Element", "Elements", "document", "element"]


class Element(NamedTuple):
    """An element with its text or its children."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    content: str | tuple[Element, ...]


Elements = tuple[Element, ...]
"""Any number of elements; none where there is nothing to say."""


def element(name: str, *content: str | Elements, attributes: Mapping[str, str] | None = None) -> Elements:
    """One element, or none if nothing is in it: neither text nor a child nor an attribute with a value."""
    texts = "".join(piece for piece in content if isinstance(piece, str))
    children = tuple(child for piece in content if not isinstance(piece, str) for child in piece)
    kept = tuple((key, value) for key, value in (attributes or {}).items() if value)
    return (Element(name, kept, texts or children),) if texts or children else ()


def document(
    records: Iterable[Record], element_of: Callable[[Record], Element], head: str, tail: str
) -> Iterator[str]:
    """The text of a document: `head`, an element a record, `tail`; one chunk a record."""
    yield head
    for record in records:
        yield _xml(element_of(record))
    yield tail


_NO_XML = re.compile("[^\t\n\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 does not know, or that its readers change or advise against."""


def _xml(element: Element) -> str:
    from xml.etree import ElementTree

    node = _node(element)
    ElementTree.indent(node, "  ", level=1)
    return f"  {ElementTree.tostring(node, encoding='unicode')}\n"


def _node(element: Element) -> Any:
    from xml.etree import ElementTree

    node = ElementTree.Element(element.name, {key: _legal(value) for key, value in element.attributes})
    if isinstance(element.content, str):
        node.text = _legal(element.content)
    else:
        node.extend(map(_node, element.content))
    return node


def _legal(text: str) -> str:
    return _NO_XML.sub(" ", text)
