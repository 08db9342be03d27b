"""`cs:sort` (CSL 1.0.2, "Sorting"), and the order of letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kyutai_bib.csl.processor.collation import collation_key
from kyutai_bib.csl.processor.context import Context
from kyutai_bib.csl.processor.dates import sort_date
from kyutai_bib.csl.processor.elements import Element
from kyutai_bib.csl.processor.output import text_of
from kyutai_bib.csl.processor.rich_text import untagged
from kyutai_bib.csl.processor.work import DATE_VARIABLES

__all__ = ["SortKey", "SortValues", "in_order", "sort_values"]

T = TypeVar("T")
SortValues = tuple[str, ...]
"""For each sort key what is compared; "" for an item that goes to the end."""
_ALL_PARTS = frozenset({"year", "month", "day"})


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SortKey:
    """A `cs:key`: a variable, or `element` for a macro or a variable of names or numbers."""

    variable: str
    element: Element | None
    descending: bool

    def value(self, ctx: Context) -> str:
        """What sorts the item; empty for an item that goes to the end."""
        if self.element is not None:
            return text_of(self.element.render(ctx))
        if self.variable in DATE_VARIABLES:
            date = ctx.work.date(self.variable)
            return sort_date(date, _ALL_PARTS) if date else ""
        return untagged(ctx.text(self.variable))


def in_order(things: Sequence[T], keys: Sequence[SortKey], values: Callable[[T], SortValues]) -> list[T]:
    """The things in the order of the keys, whose values for each they have; those that are alike keep theirs."""
    if not keys:
        return list(things)
    rows = [(values(thing), thing) for thing in things]
    for place in range(len(keys) - 1, -1, -1):
        full = [row for row in rows if row[0][place]]
        empty = [row for row in rows if not row[0][place]]
        full.sort(key=lambda row: row[0][place], reverse=keys[place].descending)
        rows = full + empty
    return [thing for _, thing in rows]


def sort_values(keys: Sequence[SortKey], context: Callable[[], Context], language: str) -> SortValues:
    """What sorts an item, for each key; `context` makes a new one to render with."""
    values: list[str] = []
    ctx: Context | None = None
    for key in keys:
        if ctx is None or ctx.filled or ctx.conditions:  # rendering has left something in it
            ctx = context()
        text = key.value(ctx)
        values.append(collation_key(text, language) if text else "")
    return tuple(values)
