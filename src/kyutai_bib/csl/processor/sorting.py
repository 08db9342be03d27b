"""`cs:sort` (CSL 1.0.2, "Sorting"), and the order of letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TypeVar

from kyutai_bib.csl.processor.collation import collation_key
from kyutai_bib.csl.processor.context import Context
from kyutai_bib.csl.processor.dates import sort_date
from kyutai_bib.csl.processor.elements import Element
from kyutai_bib.csl.processor.output import text_of
from kyutai_bib.csl.processor.rich_text import untagged
from kyutai_bib.csl.processor.work import DATE_VARIABLES

__all__ = ["SortKey", "in_order"]

T = TypeVar("T")
_ALL_PARTS = frozenset({"year", "month", "day"})


@dataclass(frozen=True, slots=True)
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


def in_order(
    things: Sequence[T], keys: Sequence[SortKey], context: Callable[[T], Context], language: str
) -> list[T]:
    """The things in the order of the keys; those that are alike keep theirs."""
    if not keys:
        return list(things)
    rows = [(thing, [key.value(context(thing)) for key in keys]) for thing in things]
    for place in range(len(keys) - 1, -1, -1):
        full = [
            (collation_key(values[place], language), (thing, values)) for thing, values in rows if values[place]
        ]
        empty = [row for row in rows if not row[1][place]]
        full.sort(key=itemgetter(0), reverse=keys[place].descending)
        rows = [row for _, row in full] + empty
    return [thing for thing, _ in rows]
