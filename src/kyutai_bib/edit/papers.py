"""Changes of the model to edits of the file's text, and a second look at the result."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from kyutai_bib.edit.pieces import Edit, Text, applied
from kyutai_bib.edit.scalars import identifier
from kyutai_bib.edit.spans import Span, parse_spans
from kyutai_bib.edit.written import (
    PAPER_ORDER,
    VERSION_ORDER,
    field_lines,
    paper_fields,
    person_entry,
    value_of,
    venue_fields,
    version_fields,
)
from kyutai_bib.errors import DataError, EditError
from kyutai_bib.model.change import Change, Changes, changed
from kyutai_bib.model.library import Library
from kyutai_bib.model.paper import Paper
from kyutai_bib.model.person import Person
from kyutai_bib.model.venue import Venue
from kyutai_bib.reader.load import read_library

__all__ = ["edited"]

_BOM = "\ufeff"


def edited(text: str, library: Library, changes: Changes) -> str:
    """The text of a data file with `changes`, every other character as it was.

    `library` is what the text reads as. Raises `EditError` where the text cannot take a change; the result has
    been read back and is the library with the changes, and nothing else.
    """
    mark = _BOM if text.startswith(_BOM) else ""
    new = mark + applied(text[len(mark) :], _Editor(text[len(mark) :]).edits(changes))
    _check(new, changed(library, changes))
    return new


def _check(text: str, wanted: Library) -> None:
    try:
        found = read_library(text, drafts=True)
    except DataError as error:
        raise EditError(f"the file cannot take these changes ({error.problems[0]}); edit it by hand") from None
    if _comparable(found) != _comparable(wanted):
        raise EditError("the file would not say what was meant; edit it by hand, and please report this")


def _comparable(library: Library) -> Any:
    """Without lines, and without the order of people and venues, which says nothing."""
    people = {id_: person._replace(line=0) for id_, person in library.people.items()}
    venues = {
        id_: (_ids(venue.editors), venue._replace(line=0, editors=())) for id_, venue in library.venues.items()
    }
    papers = {
        paper.key: (
            paper._replace(line=0, authors=(), versions=()),
            _ids(paper.authors),
            [
                (v._replace(authors=(), venue=None), _ids(v.authors), v.venue and v.venue.id)
                for v in paper.versions
            ],
        )
        for paper in library
    }
    return people, venues, papers


def _ids(people: Sequence[Person]) -> list[str]:
    return [person.id for person in people]


class _Editor:
    """Finds the place of each change in one text."""

    def __init__(self, text: str) -> None:
        self._text = Text(text)
        self._root = parse_spans(text)

    def edits(self, changes: Changes) -> list[Edit]:
        edits = [edit for change in self._in_order(changes.fields) for edit in self._field(change)]
        edits += [self._version(key, version_fields(version)) for key, version in changes.versions]
        sections = {
            "people": [
                [_person_line(person, flow=self._flow("people"))]
                for person in sorted(changes.people, key=lambda one: one.id)
            ],
            "venues": [list(_venue_lines(venue)) for venue in changes.venues],
            "papers": [list(_paper_lines(paper)) for paper in changes.papers],
        }
        for name in sorted(sections, key=lambda name: self._root.get(name) is None):  # new sections come last
            if sections[name]:
                edits += self._entries(name, sections[name])
        return edits

    @staticmethod
    def _in_order(fields: Sequence[Change]) -> list[Change]:
        """As the fields stand in the file, so that those put at one place come in this order."""

        def place(change: Change) -> int:
            order = PAPER_ORDER if change.version is None else VERSION_ORDER
            return order.index(change.field.replace("_", "-"))

        return sorted(fields, key=place)

    def _paper(self, key: str) -> tuple[Span, Span]:
        papers = self._root.get("papers")
        found = next((pair for pair in papers.pairs if pair[0].text == key), None) if papers else None
        if found is None:
            raise EditError(f"the paper {key} is not in the file any more")
        return found

    def _field(self, change: Change) -> list[Edit]:
        name = change.field.replace("_", "-")
        opener, mapping = self._paper(change.paper)
        order: Sequence[str] = PAPER_ORDER
        if change.version is not None:
            mapping = self._versions(change.paper).children[change.version]
            opener, order = mapping, VERSION_ORDER
        written = value_of(name, change.value)
        if (old := mapping.get(name)) is not None:
            return self._text.replaced(old, written, mapping.flow)
        return [self._text.field(mapping, order, name, written, opener.start)]

    def _versions(self, key: str) -> Span:
        versions = self._paper(key)[1].get("versions")
        if versions is None:
            raise EditError(f"the paper {key} has no versions any more")
        return versions

    def _version(self, key: str, fields: Iterator[tuple[str, Any]]) -> Edit:
        listed = list(fields)
        flow = ", ".join(f"{name}: {value.inline(flow=True)}" for name, value in listed)
        return self._text.item(self._versions(key), f"{{{flow}}}", field_lines(iter(listed), 0))

    def _entries(self, name: str, entries: list[list[str]]) -> list[Edit]:
        """Entries added to a section: people in the order of the alphabet, the rest at the end."""
        section = self._root.get(name)
        if section is None:
            return [self._new_section(name, entries)]
        if not section.children:
            return self._first_entries(section, entries)
        if section.flow:
            return [self._flow_entries(section, entries)]
        indent = " " * self._text.column(section.start)
        apart = name != "people" and self._apart(section)
        edits = []
        for entry in entries:
            lines = [indent + line if line else "" for line in entry]
            edits.append(self._text.behind(self._anchor(section, name, entry[0]), [""] * apart + lines))
        return edits

    def _flow(self, name: str) -> bool:
        section = self._root.get(name)
        return section is not None and section.flow and bool(section.children)

    def _anchor(self, section: Span, name: str, head: str) -> int:
        """Where an entry goes: behind the end of the section, or of the last person who comes before."""
        ids = [key.text for key, _ in section.pairs]
        if name == "people" and ids == sorted(ids):
            before = [value.end for key, value in section.pairs if key.text < head.partition(":")[0].strip('"')]
            opener = next(key.start for key, _ in self._root.pairs if key.text == name)
            return before[-1] if before else opener
        return self._text.past_comments(section.end, self._text.column(section.start))

    def _apart(self, section: Span) -> bool:
        """Whether the entries have empty lines between them."""
        ends = [value.end for _, value in section.pairs]
        starts = [key.start for key, _ in section.pairs[1:]]
        gaps = [self._text.text[end:start] for end, start in zip(ends, starts, strict=False)]
        return any(line.strip() == "" for gap in gaps for line in gap.splitlines()[1:-1])

    def _flow_entries(self, section: Span, entries: list[list[str]]) -> Edit:
        if any(len(entry) > 1 for entry in entries):
            raise EditError("a section in braces takes no new papers or venues; write it as a block first")
        written = ", ".join(entry[0] for entry in entries)
        return Edit(section.children[-1].end, section.children[-1].end, f", {written}")

    def _first_entries(self, section: Span, entries: list[list[str]]) -> list[Edit]:
        """Into a section that is `{}` so far."""
        if self._root.flow:
            raise EditError("a file in braces takes no new entries; write it as blocks first")
        lines = [f"  {line}" if line else "" for entry in entries for line in entry]
        before = len(self._text.text[: section.start].rstrip(" "))
        return [Edit(before, section.end, ""), self._text.behind(section.end, lines)]

    def _new_section(self, name: str, entries: list[list[str]]) -> Edit:
        """At the end of the file: sections may come in any order."""
        lines = [f"  {line}" if line else "" for entry in entries for line in entry]
        if self._root.flow:
            raise EditError("a file in braces takes no new section; write it as blocks first")
        return self._text.behind(self._root.end, ["", f"{name}:", *lines])


def _person_line(person: Person, *, flow: bool) -> str:
    return f"{identifier(person.id)}: {person_entry(person, flow=flow)}"


def _venue_lines(venue: Venue) -> Iterator[str]:
    yield f"{identifier(venue.id)}:"
    yield from field_lines(venue_fields(venue), 2)


def _paper_lines(paper: Paper) -> Iterator[str]:
    """A new paper, its key at the margin."""
    yield f"{identifier(paper.key)}:"
    yield from field_lines(paper_fields(paper), 2)
    yield "  versions:"
    for version in paper.versions:
        first, *rest = field_lines(version_fields(version), 0)
        yield f"    - {first}"
        yield from (f"      {line}" if line else "" for line in rest)
