"""References formatted in a CSL style, in any markup that `kyutai_bib.csl.markup` has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kyutai_bib.csl.item import csl_item
from kyutai_bib.model.paper import Record
from kyutai_bib.writers import Options, Writer
from kyutai_bib.writers.csl_json import FIELDS

__all__ = ["FIELDS", "writer"]

_ALWAYS = frozenset({"id", "type"})


def writer(markup: str) -> Writer:
    """The writer of references in the markup of this name."""

    def write(records: Iterable[Record], options: Options) -> Iterator[str]:
        """One chunk: a style may sort and number, so nothing can be printed before all is known."""
        from kyutai_bib.csl.citing import Processor

        items = {
            record.key: {
                name: value for name, value in csl_item(record).items() if name in _ALWAYS or options.wants(name)
            }
            for record in records
        }
        processor = Processor(items.values(), options.style, locale=options.locale, markup=markup, uncited=items)
        yield processor.document()

    return write
