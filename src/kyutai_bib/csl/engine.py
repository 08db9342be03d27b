"""The CSL processor behind an interface of two calls: places in a list of items in, formatted text out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kyutai_bib.csl.links import with_resolver
from kyutai_bib.csl.processor.context import Cite
from kyutai_bib.csl.processor.document import Document
from kyutai_bib.csl.processor.positions import Citation
from kyutai_bib.csl.processor.style_program import StyleProblem, compiled
from kyutai_bib.csl.tree import Inline, split_toggles

__all__ = ["Engine", "EngineError"]

Tree = tuple[Inline, ...]


class EngineError(Exception):
    """The engine failed: `item` is the place in the list of items, where it is known."""

    def __init__(self, problem: str, item: int | None = None) -> None:
        super().__init__(problem)
        self.item = item


class Engine:
    """One style, one locale, one list of items; `first` are the items numbered before the others."""

    def __init__(
        self, style: Any, locale: str, items: Sequence[Mapping[str, Any]], first: Sequence[int] = ()
    ) -> None:
        try:
            program = compiled(style, locale)
        except StyleProblem as problem:
            where = "" if problem.line is None else f"line {problem.line}: "
            raise EngineError(f"{where}{problem}") from problem
        # Ids that differ only in type, or are missing, are still different items.
        named = [{**item, "id": str(place)} for place, item in enumerate(items)]
        self._document = Document(program, named, [str(place) for place in first])
        self._count = len(items)

    def entries(self) -> Iterator[tuple[int, Tree]]:
        """(place in the list of items, entry), in the order of the style."""
        missing = set(range(self._count))
        for place, nodes in self._document.bibliography():
            missing.discard(place)
            yield place, _finished(nodes)
        if missing:
            raise EngineError("the style prints nothing for it", min(missing))

    def citations(self, clusters: Sequence[Sequence[int]]) -> list[Tree]:
        """The in-text citations of the document, which has each in a note or place of its own."""
        citations = [
            Citation([Cite(str(place)) for place in places], note) for note, places in enumerate(clusters, 1)
        ]
        found = self._document.cite(citations)
        for places, nodes in zip(clusters, found, strict=True):
            if not nodes:
                raise EngineError("the style prints nothing for it", places[0])
        return [_finished(nodes) for nodes in found]


def _finished(nodes: Tree) -> Tree:
    return with_resolver(split_toggles(nodes))
