"""References formatted in a CSL style, in any markup that `kyutai_bib.csl.markup` has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from kyutai_bib.csl.item import csl_item
from kyutai_bib.model.paper import Record
from kyutai_bib.writers import Options, Writer
from kyutai_bib.writers.csl_json import FIELDS

if TYPE_CHECKING:
    from kyutai_bib.csl.styles import Style

__all__ = ["FIELDS", "teller", "writer"]

_ALWAYS = frozenset({"id", "type"})


def writer(markup: str) -> Writer:
    """The writer of references in the markup of this name."""

    def write(records: Iterable[Record], options: Options) -> Iterator[str]:
        """One chunk: a style may sort and number, so nothing can be printed before all is known."""
        yield _document(records, _style(options), markup, options)

    return write


def teller(markup: str, options: Options) -> Callable[[Record], str]:
    """A function from a record to its reference alone, in this markup and the style of `options`."""
    style = _style(options)
    return lambda record: _document([record], style, markup, options)


def _style(options: Options) -> Style:
    from kyutai_bib.csl.styles import find_style

    return find_style(options.style)


def _document(records: Iterable[Record], style: Style, markup: str, options: Options) -> str:
    from kyutai_bib.csl.citing import Processor

    items = {
        record.key: {
            name: value for name, value in csl_item(record).items() if name in _ALWAYS or options.wants(name)
        }
        for record in records
    }
    return Processor(items.values(), style, locale=options.locale, markup=markup, uncited=items).document()
