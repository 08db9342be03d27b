"""What items have in common: their type, and which variables of the style have something in them.

Whether an element prints something, and which branch of a `cs:choose` is taken, mostly depends on nothing else.
Libraries have thousands of items of few shapes.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, NamedTuple

from kyutai_bib.csl.processor.work import DATE_VARIABLES, NAME_VARIABLES, Work

if TYPE_CHECKING:
    from kyutai_bib.csl.processor.elements import Element

__all__ = ["Learnt", "Shapes"]

MOST_SHAPES = 500
"""Of how many shapes what was learnt is kept; a style of 1,000 elements takes up to 50 KB for each."""


class Learnt(NamedTuple):
    """Of a sequence of elements: how many variables those call that never print for a shape, and the others."""

    called: int
    printing: tuple[Element, ...]


class Shapes:
    """What was learnt of each shape: `Learnt` by the identity of a style's sequences of elements."""

    def __init__(self, variables: frozenset[str]) -> None:
        self._variables = variables
        self._numbers: dict[Hashable, int] = {}
        self._shapes: dict[str, int] = {}
        self._known: dict[int, dict[int, Learnt]] = {}

    def learnt(self, work: Work, *, sorting: bool) -> dict[int, Learnt]:
        """What is known of items like this one, to be added to; sort keys have no labels."""
        shape = self._shapes.get(work.id)
        if shape is None:
            shape = self._shapes[work.id] = self._numbers.setdefault(self._of(work), len(self._numbers))
        key = -shape - 1 if sorting else shape
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= MOST_SHAPES:
                self._known.clear()
            found = self._known[key] = {}
        return found

    def _of(self, work: Work) -> Hashable:
        return work.type, frozenset(
            [_has(name, value, work) for name, value in work.fields.items() if name in self._variables]
        )


def _has(name: str, value: object, work: Work) -> Hashable:
    """What a variable has for the tests of a style, and for those that print it."""
    if isinstance(value, str) and value.isprintable() and value.strip() and name not in _PARSED:
        return name
    return name, work.has(name), bool(work.text(name))


_PARSED = DATE_VARIABLES | NAME_VARIABLES
