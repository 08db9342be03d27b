"""Tables of fields: what a format says of a record, field by field.

A format's table is all there is to know of it: the writer prints what the table gives, and the losses are
what the table gives no place to (`kyutai_bib.writers.losses`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TypeVar

from kyutai_bib.model.paper import Record
from kyutai_bib.writers import Options

__all__ = ["Fields", "filled", "wanted"]

Value = TypeVar("Value")
Fields = Mapping[str, Callable[[Record], Value]]
"""Each field in the order of printing, with what a record puts into it; an empty value is not printed."""


def filled(fields: Fields[Value], record: Record) -> dict[str, Value]:
    """The fields in which a record has something, with their values."""
    return {name: value for name, of in fields.items() if (value := of(record))}


def wanted(fields: Fields[Value], options: Options, always: Collection[str] = ()) -> Fields[Value]:
    """The fields that are asked for, and those that the format cannot do without."""
    return {name: of for name, of in fields.items() if name in always or options.wants(name)}
