"""`subsequent-author-substitute` (CSL 1.0.2, "Reference Grouping")."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kyutai_bib.csl.processor.name_parts import plain_name
from kyutai_bib.csl.processor.names import NO_VARIABLE
from kyutai_bib.csl.processor.output import Group, Node, Tag, find, groups, text_of
from kyutai_bib.csl.processor.persons import Person
from kyutai_bib.csl.processor.style_program import Layout

__all__ = ["with_substitutes"]


def with_substitutes(layout: Layout, entries: Iterable[Node]) -> Iterator[Node]:
    """The entries, names that the entry before has too replaced in them; one at a time, none is kept."""
    substitute = layout.attributes.get("subsequent-author-substitute")
    if substitute is None:
        yield from entries
        return
    rule = layout.attributes.get("subsequent-author-substitute-rule", "complete-all")
    before: list[str] = []
    before_text = ""
    for entry in entries:
        names = find(entry, Tag.NAMES)
        people = [] if names is None else [group for group in groups(names) if group.tag is Tag.NAME]
        # The persons, not what is printed of them: "Smith, A." may be two.
        persons = [plain_name(person.value) for person in people if isinstance(person.value, Person)]
        text = "\n".join(text_of(group) for group in groups(names) if group.tag is Tag.NAME_LIST) or text_of(names)
        if names is not None and text and names.value != NO_VARIABLE:
            same = text == before_text and persons == before
            _replace(names, people, persons, before, substitute, rule, same=same)
        before, before_text = persons, text
        yield entry


def _replace(
    names: Group,
    people: list[Group],
    persons: list[str],
    before: list[str],
    substitute: str,
    rule: str,
    *,
    same: bool,
) -> None:
    if rule == "complete-all" or not people:
        if same:
            _cover(names, substitute)
        return
    if rule == "complete-each":
        matching = len(people) if same else 0
    else:
        matching = 0
        while matching < min(len(persons), len(before)) and persons[matching] == before[matching]:
            matching += 1
        if rule == "partial-first":
            matching = min(matching, 1)
    for person in people[:matching]:
        person.children = [substitute]


def _cover(names: Group, substitute: str) -> None:
    """The names go, what stands with them of labels stays."""
    lists = [group for group in groups(names) if group.tag is Tag.NAME_LIST]
    if not lists:
        names.children = [substitute] if substitute else []
        return
    for place, group in enumerate(lists):
        group.children = [] if place or not substitute else [substitute]
