"""The public interface of the CSL processor: a document that cites, and one call for a list of items.

processor = Processor(items, "apa")                     items in CSL-JSON
key = processor.add([Cite("doe2020", locator="3")])     citations in the order of the document
processor.citations()                                   {key: formatted citation}
processor.bibliography()                                the entries of what is cited
references(items, "apa", markup="html")                 the same for a list, all at once
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from kyutai_bib.csl.abbreviations import Abbreviations, abbreviated, abbreviation_lists
from kyutai_bib.csl.arguments import ids_argument, text_argument, wrong
from kyutai_bib.csl.bibliography import Bibliography, Entry
from kyutai_bib.csl.checking import checked_items
from kyutai_bib.csl.cites import MODES, as_citation, as_citations, note_number
from kyutai_bib.csl.labels import has_number, split
from kyutai_bib.csl.links import with_resolver
from kyutai_bib.csl.locales import DEFAULT, fallback, find_locale
from kyutai_bib.csl.markup import MARKUPS, Markup
from kyutai_bib.csl.processor.characters import clean
from kyutai_bib.csl.processor.context import Cite
from kyutai_bib.csl.processor.document import Document
from kyutai_bib.csl.processor.positions import Citation, first_notes
from kyutai_bib.csl.processor.style_program import StyleProblem, StyleProgram, compiled
from kyutai_bib.csl.style import Style
from kyutai_bib.csl.style_file import read_root
from kyutai_bib.csl.styles import find_style
from kyutai_bib.csl.tree import Inline, plain, split_toggles
from kyutai_bib.errors import BadValue, StyleError, UnknownName
from kyutai_bib.nearest import nearest

__all__ = ["MODES", "Citation", "Cite", "Formatted", "Processor", "prints_nothing", "references"]

Tree = Sequence[Inline]
Cites = str | Cite | Citation | Mapping[str, Any] | Sequence[str | Cite | Mapping[str, Any]]
"""An id, a `Cite`, a cite or citation in CSL-JSON, or several cites of one citation."""


@dataclass(frozen=True, slots=True)
class Formatted:
    """What `references` gives: citations in their order, and the bibliography in the markup asked for.

    `bibliography` is None, and `document` empty, for a style that has none. `document` is the whole
    bibliography as a piece of a file: a `div`, a `thebibliography`, an RTF file, paragraphs.
    """

    citations: tuple[str, ...]
    bibliography: Bibliography | None
    document: str


class Processor:
    """A document that cites items in one style, in one locale and one markup.

    `items` are CSL-JSON items: the library that the document may cite. `style` is a style's name, the path of a
    `.csl` file or a `Style`; `locale` is like fr-FR, None for the style's own; `markup` one of text, html,
    markdown, latex, rtf. `uncited` are ids that the bibliography has though nothing cites them. `abbreviations`
    are short forms for items that have none (`kyutai_bib.csl.abbreviations`).

    Raises `ItemError` for items that cannot be used, `StyleError` for a style that cannot, `UnknownName` for the
    name of a style, locale, markup or item that there is not, `BadValue` for an argument that is something else.

    Citations can be added, replaced and removed at any time. What one of them looks like depends on all of them
    (positions, numbers, year-suffixes), so they are rendered anew when they are asked for after a change.
    """

    def __init__(
        self,
        items: Iterable[Mapping[str, Any]],
        style: str | os.PathLike[str] | Style = "kyutai",
        *,
        locale: str | None = None,
        markup: str | Markup = "text",
        uncited: Iterable[str] = (),
        abbreviations: Abbreviations | None = None,
    ) -> None:
        self._abbreviations = abbreviation_lists(abbreviations)
        self._begin(items, uncited)
        self.style = style if isinstance(style, Style) else find_style(style)
        self._markup = _markup(markup)
        self._program = _program(self.style, locale)

    def _begin(self, items: Iterable[Mapping[str, Any]], uncited: Iterable[str]) -> None:
        """A document of these items in which nothing is cited."""
        self._items = {item["id"]: abbreviated(item, self._abbreviations) for item in checked_items(items)}
        self._uncited = [self._known(key) for key in ids_argument(uncited, "uncited")]
        self._citations: dict[str, Citation] = {}
        self._made = 0
        self._document: Document | None = None
        # The citations of that document, as trees.
        self._cited_in: list[tuple[Inline, ...]] | None = None

    def anew(self, items: Iterable[Mapping[str, Any]], *, uncited: Iterable[str] = ()) -> Processor:
        """A new document of other items, in the same style, locale and markup, which takes no time to begin.

        Raises `ItemError` and `UnknownName` as `Processor` does.
        """
        other = copy(self)
        other._begin(items, uncited)
        return other

    def add(
        self,
        cites: Cites,
        *,
        note: int = 0,
        mode: str = "",
        infix: str = "",
        key: str = "",
        before: str | None = None,
    ) -> str:
        """Put a citation at the end of the document, or before another one, and give its key.

        `note` is the number of the footnote it stands in, 0 for the text. `mode` is "" or one of author-only,
        suppress-author and composite (the author in the sentence, `infix` after it, the rest as a citation).
        """
        citation = self._checked(cites, note, mode, infix)
        self._made += 1
        key = text_argument(key, "key") or citation.id or f"citation-{self._made}"
        if key in self._citations:
            raise BadValue(f"there is a citation {key!r} already; `replace` it, or choose another key")
        if before is not None:
            order = list(self._citations.items())
            place = list(self._citations).index(self._cited(before))
            self._citations = dict([*order[:place], (key, citation), *order[place:]])
        self._citations[key] = citation
        self._document = None
        return key

    def replace(self, key: str, cites: Cites, *, note: int | None = None, mode: str = "", infix: str = "") -> None:
        """Put another citation in the place of one; `note` None leaves it in its footnote."""
        before = self._citations[self._cited(key)]
        self._citations[key] = self._checked(cites, before.note if note is None else note, mode, infix)
        self._document = None

    def remove(self, key: str) -> None:
        """Take a citation out of the document."""
        del self._citations[self._cited(key)]
        self._document = None

    def citations(self) -> dict[str, str]:
        """The formatted citations by their keys, in the order of the document.

        Where a style prints nothing of a citation it says so, in the words of citeproc-js: "[CSL STYLE ERROR:
        reference with no printed form.]". `unprinted` has the ids.
        """
        return {key: self._inline(nodes) for key, nodes in zip(self._citations, self._trees(), strict=True)}

    def unprinted(self) -> tuple[str, ...]:
        """The ids of cites of which the style prints nothing, alone or among others, once each."""
        self._trees()
        return tuple(self._rendered().unprinted)

    def bibliography(self) -> Bibliography:
        """The entries of what is cited and of `uncited`, in the order of the style.

        Raises `StyleError` if the style has no bibliography.
        """
        if not self.style.has_bibliography:
            raise StyleError(
                f"style {self.style.name!r} has no bibliography, only citations in the text: use `cite` with it."
            )
        document = self._rendered()
        keys = list(document.works)
        found = {keys[place]: nodes for place, nodes in document.bibliography()}
        omitted = tuple(key for key in keys if key not in found)
        entries = tuple(self._entry(key, nodes) for key, nodes in found.items())
        return Bibliography(entries, self.style.hanging_indent, self.style.second_field_align, omitted)

    def document(self) -> str:
        """The bibliography as a piece of a file, empty if nothing is cited. Raises as `printed` does."""
        return self.printed(self.bibliography())

    def printed(self, bibliography: Bibliography) -> str:
        """A bibliography of this document as a piece of a file.

        Raises `StyleError` if the style has no entry for any of its items.
        """
        if not isinstance(bibliography, Bibliography):
            raise wrong("bibliography", "what `bibliography` gives", bibliography)
        if bibliography.omitted and not bibliography.entries:
            raise prints_nothing(self.style, bibliography.omitted)
        return self._markup.document(bibliography)

    def _rendered(self) -> Document:
        if self._document is None:
            citations = list(self._citations.values())
            keys = dict.fromkeys([*first_notes(citations), *self._uncited])
            self._document = Document(self._program, [self._items[key] for key in keys], citations)
            self._cited_in = None
        return self._document

    def _trees(self) -> list[tuple[Inline, ...]]:
        document = self._rendered()
        if self._cited_in is None:
            self._cited_in = document.cite(list(self._citations.values()))
        return self._cited_in

    def _checked(self, cites: Cites, note: int, mode: str, infix: str) -> Citation:
        citation = as_citation(cites)
        note = note_number(note) or citation.note
        mode = text_argument(mode, "mode") or citation.mode
        infix = clean(text_argument(infix, "infix")) or citation.infix
        citation = replace(citation, note=note, mode=mode, infix=infix)
        if citation.mode not in MODES:
            raise UnknownName("mode", citation.mode, nearest(citation.mode, MODES))
        for cite in citation.cites:
            self._known(cite.id)
        return citation

    def _known(self, key: str) -> str:
        if key not in self._items:
            raise UnknownName("key", key, nearest(key, self._items))
        return key

    def _cited(self, key: str) -> str:
        if not isinstance(key, str):
            raise wrong("key", "the key of a citation", key)
        if key not in self._citations:
            raise UnknownName("citation", key, nearest(key, self._citations))
        return key

    def _inline(self, nodes: Tree) -> str:
        return self._markup.inline(_finished(nodes))

    def _entry(self, key: str, nodes: Tree) -> Entry:
        label, body = split(_finished(nodes))
        if not label:
            text = self._markup.inline(body)
            return Entry(key, text, "", text, numbered=False)
        parts = [self._markup.inline(part) for part in (label, body)]
        space = () if plain(label)[-1:].isspace() else (" ",)
        whole = self._markup.inline((*label, *space, *body))
        return Entry(key, whole, parts[0].rstrip(), parts[1].lstrip(), has_number(label))


def prints_nothing(style: Style, keys: Iterable[str]) -> StyleError:
    """The error for a style of which nothing comes where items with these ids should be."""
    return StyleError(f"style {style.name!r} cannot be used: it prints nothing for {', '.join(map(repr, keys))}")


def references(
    items: Iterable[Mapping[str, Any]],
    style: str | os.PathLike[str] | Style = "kyutai",
    *,
    locale: str | None = None,
    markup: str | Markup = "text",
    citations: Iterable[Cites] | None = None,
    abbreviations: Abbreviations | None = None,
) -> Formatted:
    """A list of CSL-JSON items as references: all of them in the bibliography, and citations of them.

    `citations` are the citations of a document in order, each as `Processor.add` takes it; None is one of each
    item, a lone id or citation is one. Raises as `Processor` does.
    """
    items = checked_items(items)
    keys = [item["id"] for item in items]
    processor = Processor(items, style, locale=locale, markup=markup, uncited=keys, abbreviations=abbreviations)
    for citation in keys if citations is None else as_citations(citations):
        processor.add(citation)
    texts = tuple(processor.citations().values())
    if not processor.style.has_bibliography:
        return Formatted(texts, None, "")
    bibliography = processor.bibliography()
    return Formatted(texts, bibliography, processor.printed(bibliography) if bibliography.entries else "")


def _markup(name: object) -> Markup:
    if not isinstance(name, str):
        if not isinstance(name, Markup):
            raise wrong("markup", f"one of {', '.join(MARKUPS)}", name)
        return name
    if name not in MARKUPS:
        raise UnknownName("markup", name, nearest(name, MARKUPS), f"Known: {', '.join(MARKUPS)}.")
    return MARKUPS[name]


def _program(style: Style, locale: str | None) -> StyleProgram:
    name = find_locale(locale) if locale is not None else fallback(style.default_locale) or DEFAULT
    try:
        return compiled(read_root(style.source), name)
    except StyleProblem as problem:
        where = "" if problem.line is None else f":{problem.line}"
        raise StyleError(f"{style.source}{where}: {problem}") from problem
    except (ValueError, OverflowError) as error:
        raise StyleError(f"{style.source}: an attribute has a value that cannot be read: {error}") from error
    except RecursionError:
        raise StyleError(f"{style.source}: its elements are nested too deeply") from None


def _finished(nodes: Tree) -> tuple[Inline, ...]:
    return with_resolver(split_toggles(nodes))
