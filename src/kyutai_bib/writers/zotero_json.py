"""CSL-JSON in the dialect of Zotero: what its import throws away stands where it keeps it.

Measured with Zotero's own translator: `suffix` is dropped, so it follows the given name, as Zotero's manual
has it; `keyword` and `custom` are dropped, so tags and the arXiv id with its class, as Zotero itself writes
it, are lines of `note`, which becomes Extra. A note of the data file that looks like "Type: x" would change
the item, and stays out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kyutai_bib.csl.item import Item
from kyutai_bib.model.paper import Record
from kyutai_bib.writers import Options, csl_json
from kyutai_bib.writers.csl_json import item_array

__all__ = ["FIELDS", "entry", "write"]

_DROPPED = frozenset({"keyword", "custom", "annote", "event-date"})
FIELDS = csl_json.FIELDS - _DROPPED


def write(records: Iterable[Record], options: Options) -> Iterator[str]:
    """One chunk a record, as CSL-JSON has it."""
    return item_array(map(entry, records), options)


def entry(record: Record) -> Item:
    """All that Zotero takes of a record: its item."""
    item = {name: value for name, value in csl_json.entry(record).items() if name not in _DROPPED}
    for variable in ("author", "editor"):
        if variable in item:
            item[variable] = [_name(name) for name in item[variable]]
    if note := "\n".join(filter(None, [item.get("note", ""), *_extra(record)])):
        item["note"] = note
    return item


def _name(name: dict[str, str]) -> dict[str, str]:
    if "suffix" not in name:
        return name
    given = ", ".join(filter(None, (name.get("given", ""), name["suffix"])))
    return {"family": name["family"], "given": given}


def _extra(record: Record) -> list[str]:
    """Lines that Zotero knows no field by, and so leaves as they are."""
    subject = f" [{record.classes[0]}]" if record.classes else ""
    return [
        f"arXiv:{record.arxiv}{subject}" if record.arxiv else "",
        f"Tags: {'; '.join(record.tags)}" if record.tags else "",
    ]
