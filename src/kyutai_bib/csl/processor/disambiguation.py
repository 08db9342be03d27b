"""Cites of different items that look alike (CSL 1.0.2, "Disambiguation").

Four methods, in this order: expand given names, show more names, the `disambiguate` condition, a year-suffix.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import takewhile

from kyutai_bib.csl.processor.context import Cite, Context, Distinction, Position
from kyutai_bib.csl.processor.name_disambiguation import global_levels
from kyutai_bib.csl.processor.output import Node, text_of
from kyutai_bib.csl.processor.persons import Person
from kyutai_bib.csl.processor.style_program import Layout
from kyutai_bib.csl.processor.work import Work

__all__ = ["LATER", "disambiguated", "tells_names_apart"]

Render = Callable[[Cite, Distinction], tuple[list[Node], Context]]
Step = Callable[[Distinction], None]
_BY_CITE = "by-cite"
# As in citeproc-js later cites are told apart, not first ones, which may be longer.
LATER = Position.SUBSEQUENT | Position.NEAR_NOTE


def disambiguated(
    layout: Layout, works: Sequence[Work], render: Render, notes: Mapping[str, int]
) -> dict[str, Distinction]:
    """What each item needs to be told from the others.

    `works` are in the order of the bibliography, `notes` are the numbers of those that cite them first.
    """
    unlike = layout.shows_number and not layout.flag("disambiguate-add-year-suffix")
    entries_follow = layout.flag("disambiguate-add-names") and layout.flag("disambiguate-add-givenname")
    if unlike and not entries_follow:
        return {}
    run = _Run(layout, works, render, notes)
    if not unlike:
        run.names_everywhere()
        for alike in run.ambiguous(run.keys):
            run.distinguish(alike)
    run.show_as_later(entries_follow=entries_follow)
    return run.found


def tells_names_apart(layout: Layout) -> bool:
    """Whether names are told apart wherever they are, which every rule but "by-cite" does."""
    return layout.flag("disambiguate-add-givenname") and _rule(layout) != _BY_CITE


def _rule(layout: Layout) -> str:
    return layout.attributes.get("givenname-disambiguation-rule", _BY_CITE)


class _Run:
    """One pass over the items of a document."""

    def __init__(self, layout: Layout, works: Sequence[Work], render: Render, notes: Mapping[str, int]) -> None:
        self.keys = [work.id for work in works]
        self.found = {key: Distinction() for key in self.keys}
        self._order = {key: place for place, key in enumerate(self.keys)}
        self._render = render
        self._notes = notes
        self._add_names = layout.flag("disambiguate-add-names")
        self._add_given = layout.flag("disambiguate-add-givenname") and not tells_names_apart(layout)
        self._suffixes = layout.flag("disambiguate-add-year-suffix") or layout.shows_label
        self._layout = layout
        self._texts: dict[str, str] = {}
        self._contexts: dict[str, Context] = {}

    def text(self, key: str) -> str:
        """The cite of an item as it is now."""
        if key not in self._texts:
            nodes, ctx = self._render(Cite(key, position=LATER), self.found[key])
            texts = [text_of(node) for node in nodes]
            # "See note 3" is told apart by the note, "Doe (n 3)" is not.
            if self._layout.shows_note and not ctx.rendered_names:
                texts.append(str(self._notes.get(key, 0)))
            self._texts[key] = "\x1f".join(texts)
            self._contexts[key] = ctx
        return self._texts[key]

    def context(self, key: str) -> Context:
        self.text(key)
        return self._contexts[key]

    def ambiguous(self, keys: Sequence[str]) -> list[list[str]]:
        """The sets of items whose cites are the same."""
        return [alike for alike in self.classes(keys) if len(alike) > 1]

    def classes(self, keys: Sequence[str]) -> list[list[str]]:
        found: dict[str, list[str]] = {}
        for key in keys:
            found.setdefault(self.text(key), []).append(key)
        return list(found.values())

    def names_everywhere(self) -> None:
        """Tell names apart that look alike anywhere, whether cites do or not."""
        if not tells_names_apart(self._layout):
            return
        contexts = {key: self.context(key) for key in self.keys}
        for key, levels in global_levels(contexts, _rule(self._layout)).items():
            if levels:
                self.found[key].levels.update(levels)
                self._texts.pop(key, None)

    def distinguish(self, alike: list[str]) -> None:
        """Bring a set as far apart as the methods can."""
        rest = self._by_names(alike)
        if not self._layout.flag("disambiguate-add-year-suffix"):
            rest = [each for group in rest for each in self._by_condition(group)]
        if self._suffixes:
            for group in rest:
                self._by_suffix(group)

    def show_as_later(self, *, entries_follow: bool) -> None:
        """First cites show as many names as later ones, as in citeproc-js, and entries if `entries_follow`."""
        for key in self.keys:
            found = self.found[key]
            found.later = tuple(
                # No more than bring et al. where nothing asks for more.
                max(min(count, names.et_al.least or count), found.shown.get(place, 0))
                for place, _, count, names in self.context(key).rendered_names
            )
            found.entries_follow = entries_follow

    def _by_names(self, alike: list[str]) -> list[list[str]]:
        """The sets that stay together when names are expanded and added."""
        saved = self._saved(alike)
        for step in self._steps(alike):
            before = self._saved(alike)
            self._apply(alike, step[1])
            parts = self.classes(alike)
            if len(parts) > 1:
                return [rest for part in parts if len(part) > 1 for rest in self._by_names(part)]
            if step[0] == "given":
                self._restore(before)
        self._restore(saved)
        return [alike]

    def _steps(self, alike: list[str]) -> Iterator[tuple[str, Step]]:
        """Given names of the names there are, then one name more with its given names, and so on.

        Names that are the same in all lists tell nothing apart: what would only show them is left out.
        """
        rendered = [name for key in alike for name in self.context(key).rendered_names]
        places = [place for place, _, _, _ in self.context(alike[0]).rendered_names]
        shown = {place: max(count for other, _, count, _ in rendered if other == place) for place in places}
        lists = {place: [people for other, people, _, _ in rendered if other == place] for place in places}
        levels = {
            place: (1, 2) if names.parts.initialize_with is not None else (2,)
            for place, _, _, names in self.context(alike[0]).rendered_names
            if self._add_given
        }
        for place, people in lists.items():
            for number in range(_same_names(people), shown[place]):
                yield from _given_steps(place, number, levels.get(place, ()))
        for place, people in lists.items():
            total, shortest = max(map(len, people)), min(map(len, people))
            # Where a list ends, et al. goes, which tells it from the longer ones.
            first = min(_same_names(people) + 1, shortest if shortest < total else total + 1)
            for count in range(max(shown[place] + 1, first), total + 1 if self._add_names else 0):
                yield "names", _showing(place, count)
                yield from _given_steps(place, count - 1, levels.get(place, ()))

    def _by_condition(self, alike: list[str]) -> list[list[str]]:
        """The sets that stay together when conditions become true, one more each time, and stay so."""
        tested = max(self.context(key).conditions for key in alike)
        for count in range(self.found[alike[0]].conditions + 1, tested + 1):
            self._apply(alike, _condition(count))
            parts = self.classes(alike)
            if len(parts) > 1:
                return [rest for part in parts if len(part) > 1 for rest in self._by_condition(part)]
        return [alike]

    def _by_suffix(self, alike: list[str]) -> None:
        for number, key in enumerate(sorted(alike, key=self._order.__getitem__)):
            self.found[key].year_suffix = _letters(number)
            self._texts.pop(key, None)

    def _apply(self, keys: Sequence[str], step: Step) -> None:
        for key in keys:
            self.found[key] = changed = self.found[key].copy()
            step(changed)
            self._texts.pop(key, None)

    def _saved(self, keys: Sequence[str]) -> Mapping[str, Distinction]:
        return {key: self.found[key] for key in keys}

    def _restore(self, saved: Mapping[str, Distinction]) -> None:
        for key, distinction in saved.items():
            self.found[key] = distinction
            self._texts.pop(key, None)


def _same_names(lists: Sequence[Sequence[Person]]) -> int:
    """How many names at their start are the same in all lists."""
    columns = zip(*lists, strict=False)
    return sum(1 for _ in takewhile(lambda names: all(name == names[0] for name in names), columns))


def _given_steps(place: int, number: int, levels: Sequence[int]) -> Iterator[tuple[str, Step]]:
    """A given name as initials, then in full; in full at once where cites have no initials."""
    for level in levels:

        def expand(distinction: Distinction, level: int = level) -> None:
            distinction.levels[place, number] = level

        yield "given", expand


def _showing(place: int, count: int) -> Step:
    def show(distinction: Distinction) -> None:
        distinction.shown[place] = count

    return show


def _condition(count: int) -> Step:
    def make_true(distinction: Distinction) -> None:
        distinction.conditions = count

    return make_true


def _letters(number: int) -> str:
    """a to z, then aa, ab …"""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(97 + rest) + letters
    return letters
