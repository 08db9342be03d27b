"""Where a cite stands among the others of its document (CSL 1.0.2, "Choose", `position`; "Note Distance")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kyutai_bib.csl.processor.context import Cite, Position

__all__ = ["Citation", "set_positions"]


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


def set_positions(citations: Sequence[Citation], near: int, *, note_style: bool) -> None:
    """Give every cite its position and the number of the note that cited its item first."""
    seen = _Seen()
    previous: Citation | None = None
    for citation in citations:
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
        previous = citation
    del note_style


def _repeated(citation: Citation, place: int, previous: Citation | None) -> Position:
    """IBID and IBID_WITH_LOCATOR, as the cite right before allows."""
    cite = citation.cites[place]
    if place:
        before = citation.cites[place - 1]
    elif previous and previous.cites and all(each.id == previous.cites[0].id for each in previous.cites):
        before = previous.cites[-1]
        if len(previous.cites) > 1 and len({each.id for each in previous.cites}) > 1:
            return Position(0)
        if citation.note and previous.note and citation.note - previous.note > 1:
            return Position(0)
    else:
        return Position(0)
    if before.id != cite.id:
        return Position(0)
    here, there = (cite.locator, cite.label), (before.locator, before.label)
    if not before.locator:
        return Position.IBID | Position.IBID_WITH_LOCATOR if cite.locator else Position.IBID
    if here == there:
        return Position.IBID
    return Position.IBID | Position.IBID_WITH_LOCATOR if cite.locator else Position(0)
