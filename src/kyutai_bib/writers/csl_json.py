"""CSL-JSON: an array of CSL items, for Zotero and pandoc.

The same items that references are made of, with what Zotero's import was measured to need: it drops
`non-dropping-particle`, so the particle is part of `family`; one item of type `software` makes it refuse
the whole file, so software is a `book` with a `version`; free text in `note` can change an item's type
when it looks like "Type: x", so such a note goes into `annote`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from kyutai_bib.csl.item import Item, csl_item, csl_names
from kyutai_bib.latex import math_to_unicode
from kyutai_bib.model.paper import Record
from kyutai_bib.writers import Options

__all__ = ["FIELDS", "entry", "item_array", "link_lists", "write"]

_VARIABLES = (
    "id type title author issued container-title container-title-short collection-title editor event-title "
    "event-date event-place ISSN ISBN genre publisher publisher-place number version edition volume issue page "
    "DOI URL language note annote abstract keyword custom citation-key"
)
FIELDS = frozenset(_VARIABLES.split())
_ALWAYS = frozenset({"id", "type"})


def write(records: Iterable[Record], options: Options) -> Iterator[str]:
    """One chunk a record."""
    return item_array(map(entry, records), options)


def item_array(items: Iterable[Item], options: Options) -> Iterator[str]:
    """The array, an item a chunk. The comma has a line of its own, so that a new paper changes no other line."""
    separator = "[\n"
    for item in items:
        kept = {name: value for name, value in item.items() if name in _ALWAYS or options.wants(name)}
        yield separator + _laid_out(kept)
        separator = ",\n"
    yield "]\n" if separator == ",\n" else "[]\n"


def entry(record: Record) -> Item:
    """All that the format says of a record: its item."""
    item = csl_item(record)
    item["citation-key"] = record.key
    for variable, people in (("author", record.authors), ("editor", record.editors)):
        if people:
            item[variable] = csl_names(people, whole_family=True)
    if item["type"] == "software":
        item["type"] = "book"
        item.pop("genre", None)
    if _is_a_field(item.get("note", "")):
        item["annote"] = item.pop("note")
    if record.abstract:
        item["abstract"] = record.abstract.plain(math_to_unicode)
    if record.tags:
        item["keyword"] = ", ".join(record.tags)
    if custom := link_lists(record):
        item["custom"] = custom
    return item


def _is_a_field(note: str) -> bool:
    return re.search(r"^[\w -]+:", note, re.MULTILINE) is not None or "{:" in note


def link_lists(record: Record) -> Item:
    """What CSL has no variable for: the arXiv id behind a published version, the links by kind."""
    custom: Item = {}
    if record.arxiv and record.arxiv != record.version.arxiv:
        custom["arxiv"] = str(record.arxiv)
    for link in record.links:
        custom.setdefault(link.kind, []).append(str(link.url))
    return custom


def _laid_out(item: Item) -> str:
    """A JSON object with a variable a line."""
    lines = ",\n".join(f"  {json.dumps(name)}: {json.dumps(item[name], ensure_ascii=False)}" for name in item)
    return f"{{\n{lines}\n}}\n"
