"""The text of entries. It only lays out: values come with their braces.

Not bibtexparser's writer, which does the same: importing it takes a third as long as importing click, and
`export` must feel instant (docs/dependencies.md has the figures). bibtexparser reads our output back in
`check` and in the tests.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kyutai_bib.model.paper import Record

__all__ = ["entries"]

Fields = Iterable[tuple[str, str]]


def entries(
    records: Iterable[Record], entry_type: Callable[[Record], str], fields: Callable[[Record], Fields]
) -> Iterator[str]:
    """One chunk a record, entries separated by a blank line."""
    separator = ""
    for record in records:
        yield separator + _entry(entry_type(record), record.key, fields(record))
        separator = "\n"


def _entry(entry_type: str, key: str, fields: Fields) -> str:
    """One entry with a field a line and the equals signs aligned."""
    lines = [f"  {name:<13} = {value},\n" for name, value in fields]
    return f"@{entry_type}{{{key},\n{''.join(lines)}}}\n"
