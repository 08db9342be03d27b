"""A formatted bibliography."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Bibliography", "Entry"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One reference, its texts in the markup that was asked for.

    `text` is all of it. Where it begins with a field of its own, a number most often, that field is
    `label` and what comes after is `body`; else `label` is empty and `body` is `text`.
    """

    id: str
    text: str
    label: str
    body: str
    numbered: bool


@dataclass(frozen=True, slots=True)
class Bibliography:
    """The entries in the order of the style, and how it wants them laid out (CSL 1.0.2, "Whitespace").

    `omitted` are the ids of items that the style has no entry for: in APA, personal communications.
    """

    entries: tuple[Entry, ...]
    hanging_indent: bool
    second_field_align: str | None
    omitted: tuple[str, ...] = ()

    @property
    def numbered(self) -> bool:
        """Whether the style numbers its entries."""
        return any(entry.numbered for entry in self.entries)
