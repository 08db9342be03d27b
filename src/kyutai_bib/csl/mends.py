"""What fails in citeproc-py and can be mended from outside: a change of case.

Its elements change the case of whatever they are given, but only its own `String` can do that; a name, a
number or a formatted text is a `str` or an `int`, and 116 styles of 2,851 ended in an AttributeError.
"""

from __future__ import annotations

import re
from typing import Any

from citeproc import model
from citeproc.string import String

from kyutai_bib.csl.marks import MARKS

__all__ = ["mend"]

_FIRST = re.compile(rf"([{MARKS}]*)(.?)", re.DOTALL)


class _Text(String):  # type: ignore[misc]  # citeproc-py has no types
    """A string with marks in it, which have no case."""

    def capitalize_first(self) -> _Text:
        return _Text(_FIRST.sub(lambda start: start[1] + start[2].upper(), self, count=1))


class _Cased:
    def case(self, text: Any, language: str | None = None) -> Any:
        if text is None:
            return None
        # A `str` again: parts of names are put together with `str.join`, which takes nothing else.
        return str(super().case(_Text(text), language))  # type: ignore[misc]  # of the class mixed with


def mend() -> None:
    """Put our elements in the place of citeproc-py's, which it finds by their names."""
    cased = (model.Text, model.Number, model.Date_Part, model.Name_Part, model.Label)
    _MENDED.extend(type(cls.__name__, (_Cased, cls, model.CitationStylesElement), {}) for cls in cased)


# citeproc-py looks among the subclasses of its element that are alive.
_MENDED: list[type] = []
