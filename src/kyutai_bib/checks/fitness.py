"""Fields that a version of its type has no place for: exports leave them out, some or all."""

from __future__ import annotations

from collections.abc import Iterator

from kyutai_bib.checks.finding import Finding
from kyutai_bib.model.kind import Kind
from kyutai_bib.model.library import Library
from kyutai_bib.model.paper import Paper, Version

__all__ = ["findings"]

_EVERYWHERE = "kind title authors abstract date updated arxiv classes doi url openreview note"
_PLACES = {
    Kind.PREPRINT: "publisher number",
    Kind.CONFERENCE: "venue pages volume series publisher publisher_place isbn",
    Kind.JOURNAL: "venue pages volume issue publisher",
    Kind.CHAPTER: "venue pages volume series edition publisher publisher_place isbn",
    Kind.BOOK: "venue pages volume series edition publisher publisher_place isbn",
    Kind.THESIS: "institution degree publisher_place",
    Kind.REPORT: "institution number publisher_place",
    Kind.DATASET: "number publisher publisher_place",
    Kind.SOFTWARE: "number publisher publisher_place",
    Kind.WEBPAGE: "publisher",
    Kind.UNPUBLISHED: "publisher_place",
}


def findings(library: Library) -> Iterator[Finding]:
    """A warning for each field that has no place in its version."""
    for paper in library:
        for number, version in enumerate(paper.versions):
            for name in _misplaced(version):
                yield _finding(paper, version, f"versions[{number}].{name.replace('_', '-')}")


def _misplaced(version: Version) -> Iterator[str]:
    fit = f"{_EVERYWHERE} {_PLACES[version.kind]}".split()
    if version.kind is Kind.PREPRINT and version.arxiv:
        fit = _EVERYWHERE.split()
    return (name for name, value in version._asdict().items() if value and name not in fit)


def _finding(paper: Paper, version: Version, field: str) -> Finding:
    what = "an arXiv preprint" if version.kind is Kind.PREPRINT and version.arxiv else f"type {version.kind}"
    message = f"has no place in a version of {what}: some exports leave it out"
    return Finding(paper.line, paper.key, field, message, "move it to `note`, or delete it")
