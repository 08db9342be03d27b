"""References formatted in a CSL style, in any markup that `kyutai_bib.csl.markup` has."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from kyutai_bib.csl.item import Item, item_to_print
from kyutai_bib.errors import StyleError
from kyutai_bib.model.paper import Record
from kyutai_bib.writers import Options, Writer
from kyutai_bib.writers.csl_json import FIELDS

if TYPE_CHECKING:
    from kyutai_bib.csl.citing import Processor

__all__ = ["FIELDS", "teller", "writer"]

_ALWAYS = frozenset({"id", "type"})


def writer(markup: str) -> Writer:
    """The writer of references in the markup of this name."""

    def write(records: Iterable[Record], options: Options) -> Iterator[str]:
        """One chunk: a style may sort and number, so nothing can be printed before all is known."""
        items = {record.key: _item(record, options) for record in records}
        yield _processor(items.values(), markup, options, uncited=items).document()

    return write


def teller(markup: str, options: Options) -> Callable[[Record], str]:
    """A function from a record to its reference alone, in this markup and the style of `options`.

    The style is compiled once, and what makes the same item is the same reference: it is asked hundreds of
    times, of records that differ in what no style prints. A record that the style prints nothing for has an
    empty one.
    """
    processor = _processor([], markup, options)
    processor.document()  # StyleError for a style that has no references at all

    @lru_cache(maxsize=64)
    def reference(item: str) -> str:
        made = json.loads(item)
        try:
            return processor.anew([made], uncited=[made["id"]]).document()
        except StyleError:
            return ""

    return lambda record: reference(json.dumps(_item(record, options)))


def _item(record: Record, options: Options) -> Item:
    item = item_to_print(record)
    return {name: value for name, value in item.items() if name in _ALWAYS or options.wants(name)}


def _processor(items: Iterable[Item], markup: str, options: Options, *, uncited: Iterable[str] = ()) -> Processor:
    from kyutai_bib.csl.citing import Processor

    return Processor(items, options.style, locale=options.locale, markup=markup, uncited=uncited)
