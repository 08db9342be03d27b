"""Small styles for one question each; what is expected are answers of citeproc-js 2.4.63 to the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml import etree

from kyutai_bib.csl.checking import checked_items
from kyutai_bib.csl.processor.document import Document
from kyutai_bib.csl.processor.style_program import compiled
from kyutai_bib.csl.tree import plain

__all__ = ["answers", "in_order"]

_STYLE = """
<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0" {attributes}>{macros}
  <citation><layout><text variable="title"/></layout></citation>
  <bibliography>{sort}<layout>{entry}</layout></bibliography>
</style>"""


def answers(items: Sequence[dict[str, Any]], entry: str, *, attributes: str = "", **more: str) -> list[str]:
    """The entries of items, which get ids and a type where they have none."""
    parts = {"sort": "", "macros": "", **more}
    xml = _STYLE.format(attributes=attributes, entry=entry, **parts)
    whole = checked_items([{"id": f"item{number}", "type": "book", **item} for number, item in enumerate(items)])
    document = Document(compiled(etree.fromstring(xml), "en-US"), whole)
    return [plain(nodes) for _, nodes in document.bibliography()]


def in_order(items: Sequence[dict[str, Any]], key: str, *, macros: str = "") -> list[str]:
    """Titles as a `cs:key` sorts them."""
    return answers(items, '<text variable="title"/>', sort=f"<sort>{key}</sort>", macros=macros)
