"""The text of one entry. It only lays out: values come with their braces.

Not bibtexparser's writer, which does the same: importing it takes a third as long as importing click, and
`export` must feel instant (docs/dependencies.md has the figures). bibtexparser reads our output back in
`check` and in the tests.
"""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["entry"]


def entry(entry_type: str, key: str, fields: Iterable[tuple[str, str]]) -> str:
    """One entry with a field a line, equals signs aligned, and a blank line behind it."""
    lines = [f"  {name:<13} = {value},\n" for name, value in fields]
    return f"@{entry_type}{{{key},\n{''.join(lines)}}}\n"
