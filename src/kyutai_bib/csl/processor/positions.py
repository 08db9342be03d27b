"""Where a cite stands among the others of its document (CSL 1.0.2, "Choose", `position`; "Note Distance")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kyutai_bib.csl.processor.context import Cite, Position

__all__ = ["Citation", "first_notes", "set_positions"]


@dataclass(slots=True)
class Citation:
    """A cluster of cites; `note` is the number of its note, 0 in the text; `mode` "", composite, author-only …"""

    cites: list[Cite]
    note: int = 0
    mode: str = ""
    infix: str = ""
    id: str = ""


@dataclass(slots=True)
class _Seen:
    """What came before."""

    first_notes: dict[str, int] = field(default_factory=dict)
    last_notes: dict[str, int] = field(default_factory=dict)


def first_notes(citations: Sequence[Citation]) -> dict[str, int]:
    """The ids that are cited, in order, and the number of the note that cites them first, 0 for the text."""
    found: dict[str, int] = {}
    for citation in citations:
        for cite in citation.cites:
            found.setdefault(cite.id, citation.note)
    return found


def set_positions(citations: Sequence[Citation], near: int) -> None:
    """Give every cite its position and the number of the note that cited its item first."""
    seen = _Seen()
    for number, citation in enumerate(citations):
        previous = _previous(citations, number)
        for place, cite in enumerate(citation.cites):
            if cite.id not in seen.first_notes:
                cite.position, cite.first_note = Position.FIRST, 0
                seen.first_notes[cite.id] = citation.note
            else:
                cite.first_note = seen.first_notes[cite.id]
                cite.position = Position.SUBSEQUENT | _repeated(citation, place, previous)
                if citation.note and citation.note - seen.last_notes.get(cite.id, 0) <= near:
                    cite.position |= Position.NEAR_NOTE
            seen.last_notes[cite.id] = citation.note


def _previous(citations: Sequence[Citation], number: int) -> Citation | None:
    """The citation before; of a note before that has several, all their cites."""
    if not number:
        return None
    if not citations[number].note:
        # A citation in the text follows the one before it in the text, whatever notes stand between them.
        return next((each for each in reversed(citations[:number]) if not each.note), citations[number - 1])
    before = citations[number - 1]
    note = before.note
    if not note or note == citations[number].note:
        return before
    start = number - 1
    while start and citations[start - 1].note == note:
        start -= 1
    return Citation([cite for each in citations[start:number] for cite in each.cites], note)


def _repeated(citation: Citation, place: int, previous: Citation | None) -> Position:
    """IBID and IBID_WITH_LOCATOR, as the cite right before allows."""
    cite = citation.cites[place]
    before = citation.cites[place - 1] if place else _alone(citation, previous)
    if before is None or before.id != cite.id:
        return Position(0)
    if (cite.locator, cite.locator and cite.label) == (before.locator, before.locator and before.label):
        return Position.IBID
    return Position.IBID | Position.IBID_WITH_LOCATOR if cite.locator else Position(0)


def _alone(citation: Citation, previous: Citation | None) -> Cite | None:
    """The last cite of the citation right before, if that cites one item only."""
    if previous is None or not previous.cites or len({each.id for each in previous.cites}) > 1:
        return None
    if citation.note and previous.note and citation.note - previous.note > 1:
        return None
    return previous.cites[-1]
