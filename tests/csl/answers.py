"""Small styles for one question each; what is expected are answers of citeproc-js 2.4.63 to the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml import etree

from kyutai_bib.csl.checking import checked_items
from kyutai_bib.csl.processor.context import Cite
from kyutai_bib.csl.processor.document import Document
from kyutai_bib.csl.processor.positions import Citation
from kyutai_bib.csl.processor.style_program import compiled
from kyutai_bib.csl.tree import plain

__all__ = ["answers", "cited", "in_order"]

Item = dict[str, Any]

_STYLE = """
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" {attributes}>{macros}
  <citation {cited}><layout delimiter="{delimiter}">{citation}</layout></citation>
  <bibliography>{sort}<layout>{entry}</layout></bibliography>
</style>"""


def answers(items: Sequence[Item], entry: str, *, attributes: str = "", **more: str) -> list[str]:
    """The entries of items, which get ids and a type where they have none."""
    return [
        plain(nodes) for _, nodes in _document(items, entry=entry, attributes=attributes, **more).bibliography()
    ]


def cited(
    items: Sequence[Item],
    citations: Sequence[Sequence[str | Cite]],
    citation: str,
    cited: str = "",
    delimiter: str = "; ",
) -> list[str]:
    """Citations by cites or the ids of their items, in the places of a document."""
    document = _document(items, citation=citation, cited=cited, delimiter=delimiter)
    made = [[cite if isinstance(cite, Cite) else Cite(cite) for cite in cites] for cites in citations]
    found = document.cite([Citation(cites) for cites in made])
    return [plain(nodes) for nodes in found]


def _document(items: Sequence[Item], **parts: str) -> Document:
    defaults = dict.fromkeys(("attributes", "macros", "sort", "entry", "citation", "cited", "delimiter"), "")
    xml = _STYLE.format(**{**defaults, **parts})
    whole = checked_items([{"id": f"item{number}", "type": "book", **item} for number, item in enumerate(items)])
    return Document(compiled(etree.fromstring(xml), "en-US"), whole)


def in_order(items: Sequence[Item], key: str, *, macros: str = "") -> list[str]:
    """Titles as a `cs:key` sorts them."""
    return answers(items, '<text variable="title"/>', sort=f"<sort>{key}</sort>", macros=macros)
