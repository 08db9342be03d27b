"""citeproc-py behind an interface of two calls; another CSL processor replaces this file.

It knows only strings, so that a "formatter" of ours carries the formatting in marks (see `marks`), and
what it has no notion of, quotes, citation numbers and the first field, is marked in the style itself.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import BytesIO
from types import SimpleNamespace
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.formatter import plain as plain_formatter
from citeproc.source import BibliographySource

from kyutai_bib.csl.fields import reference
from kyutai_bib.csl.links import with_resolver
from kyutai_bib.csl.marks import CLOSE, OPEN, mark, parse
from kyutai_bib.csl.mends import mend
from kyutai_bib.csl.punctuation import Quotes, settled
from kyutai_bib.csl.tree import Form, Inline

__all__ = ["Engine", "EngineError"]

Tree = tuple[Inline, ...]

mend()

_CSL = {"cs": "http://purl.org/net/xbiblio/csl"}
_QUOTE_TERMS = ("open-quote", "close-quote", "open-inner-quote", "close-inner-quote")
_NUMBERS = "//*[self::cs:text or self::cs:number][@variable='citation-number']"
_FIRST_FIELD = "//cs:bibliography[@second-field-align]/cs:layout/*[1][not(self::cs:choose)]"
_DISPLAYS = (Form.BLOCK, Form.INDENT, Form.LEFT_MARGIN, Form.RIGHT_INLINE)


class EngineError(Exception):
    """The engine failed: `item` is the place in the list of items, where it is known."""

    def __init__(self, problem: str, item: int | None = None) -> None:
        super().__init__(problem)
        self.item = item


class Engine:
    """One style, one locale, one list of items; `first` are the items numbered before the others."""

    def __init__(
        self, style: bytes, locale: str, items: Sequence[Mapping[str, Any]], first: Sequence[int] = ()
    ) -> None:
        with _trouble():
            self._style = CitationStylesStyle(BytesIO(style), locale=locale, validate=False)
            self._source = BibliographySource()
            self._works = CitationStylesBibliography(self._style, self._source, plain_formatter)
            self._items = items
            self._load(sorting=True)
            self._works.register(Citation([_Cite(i, items[i]) for i in _order(first, len(items))]))
            if self._style.has_bibliography():
                self._works.sort()
            self._load(sorting=False)
            self._quotes = _quotes(self._style.root)
            _annotate(self._style.root)
            self._style.root.formatter = self._works.formatter = _marking_formatter()

    def entries(self) -> Iterator[tuple[int, Tree]]:
        """(place in the list of items, entry), in the order of the style."""
        for cite in self._works.items:
            place = int(cite.key)
            with _trouble(place):
                texts = self._style.render_bibliography([cite])
            if not texts:
                raise EngineError("the style prints nothing for it", place)
            yield place, self._tree(texts[0])

    def citation(self, places: Sequence[int]) -> Tree:
        """The next in-text citation of the document."""
        with _trouble(places[0] if len(places) == 1 else None):
            citation = Citation([self._cite(place) for place in places])
            # Cites stay in the order given (CSL 1.0.2, "Sorting"): the engine would put them in the
            # order of `keys`, which is why these are not those of the bibliography.
            citation.bibliography = SimpleNamespace(
                keys=[str(place) for place in places],
                source=self._source,
                formatter=self._works.formatter,
            )
            text = self._works.cite(citation, None)
        if not text:
            raise EngineError("the style prints nothing for it", places[0])
        return self._tree(text)

    def _cite(self, place: int) -> Any:
        return _Cite(place, self._items[place], self._works.keys.index(str(place)) + 1)

    def _load(self, *, sorting: bool) -> None:
        for place, item in enumerate(self._items):
            with _trouble(place):
                self._source.add(reference(str(place), item, sorting=sorting))

    def _tree(self, text: object) -> Tree:
        return with_resolver(settled(parse(str(text)), self._quotes))


@contextmanager
def _trouble(item: int | None = None) -> Iterator[None]:
    """Whatever the engine raises as an EngineError, and its warnings nowhere."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except EngineError:
        raise
    except Exception as error:
        raise EngineError(f"{type(error).__name__}: {error}", item) from error


def _order(first: Sequence[int], count: int) -> Iterator[int]:
    return iter(dict.fromkeys((*first, *range(count))))


class _Cite(CitationItem):  # type: ignore[misc]  # citeproc-py has no types
    """A cite of an item, with its number in the bibliography once that is known."""

    def __init__(self, place: int, item: Mapping[str, Any], number: int | None = None) -> None:
        # The engine looks for these in the cite, not in the item, and for an int.
        counts = {k: v for k, v in item.items() if k.startswith("number-of") and str(v).isdigit()}
        super().__init__(str(place), **counts)
        self["own number"] = number

    @property
    def number(self) -> int:
        return int(self["own number"] or super().number)


def _marking_formatter() -> Any:
    """A citeproc-py formatter: callables by the names it wants, and `preformat` for plain text."""

    def marking(form: Form) -> Callable[[Any], Any]:
        return lambda text: text if text is None else mark(form, str(text))

    return SimpleNamespace(
        preformat=lambda text: text,
        Italic=marking(Form.ITALIC),
        Oblique=marking(Form.OBLIQUE),
        Bold=marking(Form.BOLD),
        Light=marking(Form.LIGHT),
        Underline=marking(Form.UNDERLINE),
        Superscript=marking(Form.SUPERSCRIPT),
        Subscript=marking(Form.SUBSCRIPT),
        SmallCaps=marking(Form.SMALL_CAPS),
    )


def _quotes(root: Any) -> Quotes:
    marks = [str(root.get_single_term(name=term)) for term in _QUOTE_TERMS]
    inside = root.get_locale_option("punctuation-in-quote") == "true"
    return Quotes((marks[0], marks[1]), (marks[2], marks[3]), take_punctuation=inside)


def _annotate(root: Any) -> None:
    """Mark in a loaded style what the engine does not tell apart."""
    for locale in root.locales:
        _set_term(locale, "open-quote", OPEN[Form.QUOTE])
        _set_term(locale, "close-quote", CLOSE)
    for number in root.xpath(_NUMBERS, namespaces=_CSL):
        _affix(number, Form.NUMBER)
    for form in _DISPLAYS:
        for element in root.xpath(f"//cs:*[@display='{form.value}']", namespaces=_CSL):
            _affix(element, form)
    for field in root.xpath(_FIRST_FIELD, namespaces=_CSL):
        if "display" not in field.attrib:
            _affix(field, Form.LEFT_MARGIN)


def _set_term(locale: Any, name: str, text: str) -> None:
    for term in locale.xpath(f".//cs:term[@name='{name}'][not(@form)]", namespaces=_CSL):
        term.text = text


def _affix(element: Any, form: Form) -> None:
    """Affixes stand outside all formatting (CSL 1.0.2, "Affixes"): marks there take in the whole."""
    element.set("prefix", OPEN[form] + element.get("prefix", ""))
    element.set("suffix", element.get("suffix", "") + CLOSE)
