"""What a format cannot carry of a record, found by asking its own table of fields.

A fact is lost if the format says the same of the record and of one that differs in nothing but this fact.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from kyutai_bib.model.paper import Record
from kyutai_bib.writers import Format, Options, module_of
from kyutai_bib.writers.facts import Fact, facts

__all__ = ["Loss", "losses"]

_LONGEST = 72


class Loss(NamedTuple):
    """A fact that does not arrive: the record's key, the field of the data file, what stands there."""

    key: str
    field: str
    value: str

    def __str__(self) -> str:
        value = " ".join(self.value.split())
        return f"{self.key}: {self.field}: {value if len(value) <= _LONGEST else value[: _LONGEST - 1] + '…'}"


def losses(records: Iterable[Record], format_: Format, options: Options) -> Iterator[Loss]:
    """What `format_` cannot carry, record by record; fields that `options` leave out are no losses of it.

    Of formatted references the facts of form are not asked: a reference is printed, and has none.
    """
    says = _teller(format_, options)
    for record in records:
        said = says(record)
        lost: dict[str, list[str]] = {}
        for fact in facts(record):
            if not (fact.formal and format_.markup) and _is_lost(fact, said, says):
                lost.setdefault(fact.name, []).append(fact.value)
        yield from (Loss(record.key, name, ", ".join(values)) for name, values in lost.items())


def _is_lost(fact: Fact, said: object, says: Callable[[Record], object]) -> bool:
    compared = said if fact.likewise is None else says(fact.likewise)
    return any(says(other) == compared for other in fact.otherwise)


def _teller(format_: Format, options: Options) -> Callable[[Record], object]:
    """What a format says of a record, in a form that can be compared."""
    module = module_of(format_)
    says: Callable[[Record], object] = module.teller(format_.markup, options) if format_.markup else module.entry
    return says
