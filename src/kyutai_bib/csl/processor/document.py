"""A document: items, citations in order, a bibliography (CSL 1.0.2, "Citation", "Bibliography").

document = Document(program, items, [Citation([Cite("key")]), …])
document.cite(citations)                         formatted citations
document.bibliography()                          (place in the list of items, formatted entry), in order
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from kyutai_bib.csl.processor.author_modes import in_mode
from kyutai_bib.csl.processor.author_substitution import with_substitutes
from kyutai_bib.csl.processor.collation import collation_key
from kyutai_bib.csl.processor.context import Cite, Context, Distinction
from kyutai_bib.csl.processor.disambiguation import LATER, disambiguated, tells_names_apart
from kyutai_bib.csl.processor.entries import entry
from kyutai_bib.csl.processor.groups import rendered
from kyutai_bib.csl.processor.joining import joined
from kyutai_bib.csl.processor.options import whole_number
from kyutai_bib.csl.processor.output import Group, Node, Tag, find, is_empty, text_of
from kyutai_bib.csl.processor.positions import Citation, first_notes, set_positions
from kyutai_bib.csl.processor.shapes import Shapes
from kyutai_bib.csl.processor.sorting import SortKey, SortValues, in_order, sort_values
from kyutai_bib.csl.processor.style_program import Layout, StyleProgram
from kyutai_bib.csl.processor.work import Work
from kyutai_bib.csl.tree import Inline

__all__ = ["Document"]

Nodes = tuple[Inline, ...]
MOST_WRITTEN = 20_000
"""How many names are kept as they were written: a few megabytes."""
_NAMES_PRINTED = SortKey("", None, descending=False)


class Document:
    """Items are numbered in the order in which `citations` cite them; the others follow in their own."""

    def __init__(
        self, program: StyleProgram, items: Sequence[Mapping[str, Any]], citations: Sequence[Citation] = ()
    ) -> None:
        self.program = program
        self.marks = program.locale.marks()
        self._shapes = Shapes(program.variables)
        self._written: dict[Hashable, Node] = {}
        works = [Work(item, place) for place, item in enumerate(items)]
        self.works = {work.id: work for work in works}
        notes = first_notes(citations)
        order = dict.fromkeys([*(key for key in notes if key in self.works), *self.works])
        self._numbers = {key: number for number, key in enumerate(order, 1)}
        self._language = program.locale.language.split("-")[0].lower()
        self.distinctions: dict[str, Distinction] = {}
        self._order = list(order)
        # What sorts the entries of items, and their cites.
        self._entries_by: dict[str, SortValues] = {}
        self._cites_by: dict[str, SortValues] = {}
        # The ids of cites of which the style has printed nothing.
        self.unprinted: dict[str, None] = {}
        self._sort(self._order)
        works = [self.works[key] for key in self._order]
        self.distinctions = disambiguated(program.citation, works, self.render, notes)
        expanded = [key for key, distinction in self.distinctions.items() if distinction.levels]
        if expanded and tells_names_apart(program.citation):
            self._sort(expanded)  # by the given names that are shown now

    def _sort(self, changed: Sequence[str]) -> None:
        """Bring the items into the order of the bibliography, if it has one, and number them so.

        `changed` are those that must be looked at again.
        """
        layout = self.program.bibliography
        if layout is not None and layout.sort:
            values, keys = self._entries_by, layout.sort
            values.update((key, sort_values(keys, partial(self._sorting, key), self._language)) for key in changed)
            self._order = in_order(self._order, keys, values.__getitem__)
            self._numbers = {key: number for number, key in enumerate(self._order, 1)}

    def cite(self, citations: Sequence[Citation]) -> list[Nodes]:
        """The citations of the document, all of them, in order."""
        near = whole_number(self.program.citation.attributes.get("near-note-distance"), 5)
        set_positions(citations, near)
        return [self.cluster(citation) for citation in citations]

    def cluster(self, citation: Citation) -> Nodes:
        """One citation, its cites where they say they are."""
        layout = self.program.citation
        keys = layout.sort
        if self._sorts_by_names_printed:
            keys = (keys[0], _NAMES_PRINTED, *keys[1:])
        cites = in_order(citation.cites, keys, lambda cite: self._cite_values(cite.id))
        return joined(in_mode(citation, cites, layout, self.render), self.marks)

    def bibliography(self) -> Iterator[tuple[int, Nodes]]:
        layout = self.program.bibliography
        if layout is None:
            return
        keys: list[str] = []

        def printed() -> Iterator[Node]:
            for key in self._order:
                if node := entry(layout, self._entry(layout, key)):
                    keys.append(key)
                    yield node

        for node in with_substitutes(layout, printed()):
            yield self.works[keys[-1]].place, joined(node, self.marks)

    def _entry(self, layout: Layout, key: str) -> list[Node]:
        ctx = self._context(key, Cite(key), in_bibliography=True)
        ctx.explicit_suffix = layout.own_suffix
        return rendered(layout.elements, ctx)

    def render(self, cite: Cite, distinction: Distinction | None = None) -> tuple[list[Node], Context]:
        """The output of one cite, and what was learnt on the way."""
        ctx = self._context(cite.id, cite)
        if distinction is not None:
            ctx.distinction = distinction
            # When a page was looked at tells no two works apart.
            ctx.suppressed.add("accessed")
        ctx.explicit_suffix = self.program.citation.own_suffix
        nodes = rendered(self.program.citation.elements, ctx)
        if distinction is None and is_empty(Group(nodes)):
            self.unprinted[cite.id] = None
        return nodes, ctx

    def _context(self, key: str, cite: Cite, *, in_bibliography: bool = False, sorting: bool = False) -> Context:
        work = self.works[key]
        if len(self._written) > MOST_WRITTEN:
            self._written.clear()
        return Context(
            work,
            cite,
            self.program.locale,
            self.program.options,
            self._distinction(key, sorting=sorting),
            self._numbers[key],
            self._shapes.learnt(work, sorting=sorting),
            self._written,
            in_bibliography=in_bibliography,
            sorting=sorting,
        )

    def _distinction(self, key: str, *, sorting: bool) -> Distinction:
        """What tells the item apart; names that are added, and given names in some cites alone, sort nothing."""
        found = self.distinctions.get(key) or Distinction()
        if not sorting:
            return found
        levels = found.levels if tells_names_apart(self.program.citation) else {}
        return Distinction(levels=levels, year_suffix=found.year_suffix)

    def _cite_values(self, key: str) -> SortValues:
        """What sorts the cites of an item: all alike, wherever in the work they point to, as in citeproc-js."""
        if key not in self._cites_by:
            context = partial(self._sorting, key, in_bibliography=False)
            values = sort_values(self.program.citation.sort, context, self._language)
            if self._sorts_by_names_printed:
                values = (values[0], self._names_printed(key) if values[0] else "", *values[1:])
            self._cites_by[key] = values
        return self._cites_by[key]

    def _names_printed(self, key: str) -> str:
        """What sorts the names of a later cite, without those that are added."""
        found = self.distinctions.get(key) or Distinction()
        nodes, _ = self.render(Cite(key, position=LATER), Distinction(levels=found.levels))
        return collation_key("".join(text_of(find(Group(nodes), Tag.NAMES)).split()), self._language)

    @property
    def _sorts_by_names_printed(self) -> bool:
        """Whether the names printed come behind the first key, "Doe" before "Doe et al.".

        As in citeproc-js, where cites that are grouped by names are sorted by them.
        """
        layout = self.program.citation
        grouped = layout.attributes.get("collapse") or layout.attributes.get("cite-group-delimiter")
        return bool(grouped and layout.sort)

    def _sorting(self, key: str, *, in_bibliography: bool = True) -> Context:
        return self._context(key, Cite(key), in_bibliography=in_bibliography, sorting=True)
