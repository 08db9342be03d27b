"""The records of one export with what the sources know filled in; the data file stays as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kyutai_bib.cli.library import data_file, open_library
from kyutai_bib.cli.network import first_line, open_desk, warn
from kyutai_bib.cli.selection import selected
from kyutai_bib.errors import CacheError, DataError, NothingSelected, SourceError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kyutai_bib.model.library import Library
    from kyutai_bib.model.paper import Paper, Record

__all__ = ["enriched"]


def enriched(
    sources: Sequence[str], network: dict[str, Any], picked: dict[str, Any], *, strict: bool
) -> list[Record]:
    """The records that are picked; if a source did not answer, one line says so.

    Raises `SourceError` instead of that line if `strict`, `DataError` for a paper that is picked and still lacks
    its title, authors or date.
    """
    library = open_library(picked["source"], drafts=True)
    filled, faults = _filled(library, _papers(library, picked), sources, network)
    if faults and strict:
        raise SourceError([f"nothing was exported: {first_line(faults)}"])
    if faults:
        warn([f"exported without all that --enrich could add: {first_line(faults)}"])
    records = selected(**picked, library=filled)
    _check_complete(records, "<stdin>" if picked["source"] == "-" else data_file(picked["source"]))
    return records


def _papers(library: Library, picked: dict[str, Any]) -> list[Paper]:
    """Those that are picked, and unless they are named those whose gaps may hide that they are."""
    try:
        found = {record.paper.key: record.paper for record in selected(**picked, library=library)}
    except NothingSelected:
        found = {}
    if not picked["names"]:
        found |= {paper.key: paper for paper in library if _gaps(paper)}
    return list(found.values())


def _filled(
    library: Library, papers: list[Paper], sources: Sequence[str], network: dict[str, Any]
) -> tuple[Library, list[str]]:
    from kyutai_bib.enrich.fill import accepted, changes
    from kyutai_bib.enrich.people import Roster
    from kyutai_bib.enrich.sources import picked as named
    from kyutai_bib.enrich.survey import survey
    from kyutai_bib.model.change import changed

    asked = [source for source in named(sources) if not source.published]
    try:
        with open_desk(len(papers), **network) as desk:
            result = survey(desk, library, papers, asked, bool(sources))
    except CacheError as error:
        return library, [str(error)]
    roster = Roster(library.people, lambda doubt: None)
    return changed(library, changes(library, accepted(result.differences, ()), roster)), desk.lines


def _gaps(paper: Paper) -> list[str]:
    gaps = [] if paper.title.runs else ["title"]
    gaps += [] if paper.authors else ["authors"]
    dated = all(paper.record(version).date or version.kind == "unpublished" for version in paper.versions)
    return gaps if dated else [*gaps, "date"]


def _check_complete(records: list[Record], file: str) -> None:
    from kyutai_bib.reader.problems import Problem

    papers = {record.paper.key: record.paper for record in records}
    problems = [
        Problem(file, paper.line, paper.key, gap, "missing, and no source told it", "write it into the file")
        for paper in papers.values()
        for gap in _gaps(paper)
    ]
    if problems:
        raise DataError(problems)
