"""`kyutai-bib enrich`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from kyutai_bib.cli.drafts import Draft, open_draft
from kyutai_bib.cli.library import input_option
from kyutai_bib.cli.network import network_options, open_desk, warn
from kyutai_bib.cli.output import deliver
from kyutai_bib.cli.selection import complete_keys
from kyutai_bib.cli.table import json_text, table

if TYPE_CHECKING:
    from kyutai_bib.enrich.compare import Difference
    from kyutai_bib.enrich.fill import Take
    from kyutai_bib.enrich.published import Proposal
    from kyutai_bib.enrich.survey import Survey
    from kyutai_bib.model.library import Library
    from kyutai_bib.model.paper import Paper

__all__ = ["command"]

_CELL = 44


@click.command("enrich")
@click.argument("names", metavar="[KEY]...", nargs=-1, shell_complete=complete_keys)
@input_option
@click.option("--write", is_flag=True, help="Fill what is missing into the data file.")
@click.option("--take", "taken", metavar="FIELD", multiple=True,
              help="Also take theirs where the two differ: FIELD, or KEY.FIELD for one paper. `versions` adds the"
              " published version of a preprint.")  # fmt: skip
@click.option("--no-input", is_flag=True, help="Ask nothing: list authors who may be somebody known.")
@click.option("--json", "as_json", is_flag=True, help="The differences as JSON, in full.")
@network_options
def command(
    names: tuple[str, ...],
    source: str | None,
    write: bool,
    taken: tuple[str, ...],
    no_input: bool,
    as_json: bool,
    sources: tuple[str, ...],
    **network: Any,
) -> int:
    """Compare papers with what arXiv, Crossref, DataCite, DBLP, Semantic Scholar and OpenReview say.

    Shows a table of what is missing in the file or differs. With --write what is missing is filled in, and what
    differs only where --take says so; nothing else in the file changes.

    \b
    kyutai-bib enrich
    kyutai-bib enrich kyutai2024moshi --write
    kyutai-bib enrich --write --take abstract --take kyutai2025casa.title
    """
    from kyutai_bib.enrich.fill import takes
    from kyutai_bib.enrich.sources import picked
    from kyutai_bib.enrich.survey import survey
    from kyutai_bib.errors import BadValue

    draft = open_draft(source, write=write)
    wanted = takes(taken, draft.library)
    if wanted and not write:
        raise BadValue("--take is for writing; add --write")
    papers = _papers(draft.library, names)
    with open_desk(len(papers), **network) as desk:
        result = survey(desk, draft.library, papers, picked(sources), bool(sources))
        faults = desk.lines
    deliver([_json(result)] if as_json else _report(result, draft.library, sound=not faults), None)
    warn([*faults, *result.notes])
    if write:
        return max(_write(draft, result, wanted, no_input), int(bool(faults)))
    return int(bool(faults))


def _papers(library: Library, names: Sequence[str]) -> list[Paper]:
    from kyutai_bib.model.selection import find

    if not names:
        return list(library)
    return list({paper.key: paper for paper in (find(library, name)[0] for name in names)}.values())


def _report(result: Survey, library: Library, *, sound: bool) -> list[str]:
    from kyutai_bib.enrich.published import venue_of

    if not result.differences and not result.proposals:
        return ["nothing is missing, and nothing differs\n"] if sound else []
    rows = [_row(difference) for difference in result.differences]
    head = ("PAPER", "FIELD", "OURS", "THEIRS", "SOURCE", "DATE")
    parts = [table(rows, head)] if rows else []
    for proposal in result.proposals:
        parts.append(_proposed(proposal, library, venue_of(proposal.appearance, library).id))
    return ["\n".join(parts)]


def _row(difference: Difference) -> tuple[str, ...]:
    ours, theirs = _excerpts(difference.ours, difference.theirs)
    key = difference.paper if difference.version is None else difference.key
    return key, difference.field, ours or "–", theirs, difference.source, difference.day


def _excerpts(ours: str, theirs: str) -> tuple[str, str]:
    """Both cut to the place where they begin to differ."""
    same = next(
        (n for n, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), min(len(ours), len(theirs))
    )
    start = max(0, same - 12) if max(len(ours), len(theirs)) > _CELL else 0
    return _excerpt(ours, start), _excerpt(theirs, start)


def _excerpt(text: str, start: int) -> str:
    text = " ".join(text.split())
    piece = ("…" if start and text else "") + text[start:]
    return piece if len(piece) <= _CELL else piece[: _CELL - 1].rstrip() + "…"


def _proposed(proposal: Proposal, library: Library, venue: str) -> str:
    """What the new version would be, as the file would have it."""
    from kyutai_bib.edit.written import field_lines, version_fields
    from kyutai_bib.enrich.published import new_version, other_authors, venue_of

    paper = library.find(proposal.paper)
    version = new_version(proposal, paper, venue_of(proposal.appearance, library))
    new = "" if venue in library.venues else f" (new venue: {version.venue.title.words if version.venue else ''})"
    authors = ", ".join(str(author.name) for author in other_authors(proposal, paper))
    lines = field_lines(version_fields(version), 6)
    lines[0] = "    - " + lines[0].lstrip()
    note = f"      # its authors: {authors}\n" if authors else ""
    head = f"{proposal.paper} was published since ({proposal.source}, {proposal.day}); --take versions adds{new}\n"
    return head + "".join(f"{line}\n" for line in lines) + note


def _json(result: Survey) -> str:
    rows = [
        {
            name: getattr(row, name)
            for name in ("paper", "key", "field", "ours", "theirs", "source", "day", "missing")
        }
        for row in result.differences
    ]
    published = [
        {"paper": one.paper, "source": one.source, "day": one.day}
        | {name: str(value) for name, value in one.appearance._asdict().items() if value}
        for one in result.proposals
    ]
    return json_text({"differences": rows, "published": published, "notes": list(result.notes)})


def _write(draft: Draft, result: Survey, wanted: Sequence[Take], no_input: bool) -> int:
    from kyutai_bib.cli.asking import decider
    from kyutai_bib.enrich.fill import accepted, changes
    from kyutai_bib.enrich.people import Roster

    roster = Roster(draft.library.people, decider(no_input))
    proposals = [p for p in result.proposals if any(t.field == "versions" and t.fits(p.paper) for t in wanted)]
    made = changes(draft.library, accepted(result.differences, wanted), roster, proposals)
    _, written, refused = draft.write(made, all_or_none=False)
    warn([*roster.doubts, *(f"{refusal}; not written" for refusal in refused)])
    number = len(written.fields) + len(written.versions)
    plural = "" if number == 1 else "s"
    people = f", {len(written.people)} new in people" if written.people else ""
    click.echo(f"{draft.file}: {number} change{plural} written{people}", err=True)
    sys.stderr.flush()
    return int(bool(roster.doubts or refused))
