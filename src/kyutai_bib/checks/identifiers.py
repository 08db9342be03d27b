"""Keys, ids and addresses that are well formed and yet will make trouble."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kyutai_bib.checks.finding import Finding
from kyutai_bib.model.library import Library
from kyutai_bib.model.paper import Paper, Version

__all__ = ["findings"]


def findings(library: Library) -> Iterator[Finding]:
    arxiv_owners: dict[str, str] = {}
    for paper in library:
        yield from _key(paper)
        for version in paper.versions:
            yield from _shared_arxiv(paper, version, arxiv_owners)
            yield from _borrowed_doi(paper, version)
            yield from _early_date(paper, version)
            yield from _address(paper, version)


def _key(paper: Paper) -> Iterator[Finding]:
    if not re.fullmatch(r"[a-z0-9]+", paper.key):
        advice = "small letters and digits are safe everywhere; keep the old key in `aliases`"
        yield Finding(paper.line, paper.key, "", "some programs stumble over this key", advice)


def _shared_arxiv(paper: Paper, version: Version, owners: dict[str, str]) -> Iterator[Finding]:
    if version.arxiv is None:
        return
    owner = owners.setdefault(version.arxiv.base, paper.key)
    if owner != paper.key:
        message = f"{version.arxiv.base} is also the arXiv id of {owner}"
        yield Finding(paper.line, paper.key, "arxiv", message, "one of them is wrong, or they are one work")


def _borrowed_doi(paper: Paper, version: Version) -> Iterator[Finding]:
    if version.kind.published and version.doi and version.doi.folded.startswith("10.48550/"):
        message = f"{version.doi} is arXiv's DOI and not that of the {version.kind} version"
        yield Finding(paper.line, paper.key, "doi", message, "delete it: the preprint has it by itself")


def _early_date(paper: Paper, version: Version) -> Iterator[Finding]:
    """The number is given at submission or just after; a year and month far from it is a slip."""
    if version.arxiv is None or version.date is None or not version.date.month or version.arxiv.version:
        return
    month = _months(version.arxiv.base)
    written = version.date.year * 12 + version.date.month
    if month is not None and abs(written - month) > 1:
        message = f"the date {version.date} does not go with the arXiv id {version.arxiv}, of {_spelled(month)}"
        yield Finding(paper.line, paper.key, "date", message, "write the date of the first arXiv version")


def _months(base: str) -> int | None:
    digits = base.rpartition("/")[2][:4]
    year, month = int(digits[:2]), int(digits[2:])
    return (year + (1900 if "/" in base and year > 50 else 2000)) * 12 + month


def _spelled(months: int) -> str:
    year, month = divmod(months - 1, 12)
    return f"{year}-{month + 1:02}"


def _address(paper: Paper, version: Version) -> Iterator[Finding]:
    if version.url and re.search(r"[%#]", str(version.url)):
        message = f"{version.url} has a % or a #"
        yield Finding(
            paper.line,
            paper.key,
            "url",
            message,
            "LaTeX with hyperref's backref stops at it; is there a plain address?",
        )
