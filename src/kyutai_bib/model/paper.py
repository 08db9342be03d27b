"""A work and its versions, and one version as it is cited."""

from __future__ import annotations

from typing import NamedTuple

from kyutai_bib.model.arxiv_id import ArxivClass, ArxivId
from kyutai_bib.model.doi import Doi
from kyutai_bib.model.kind import Degree, Kind
from kyutai_bib.model.page_range import PageRange
from kyutai_bib.model.partial_date import PartialDate
from kyutai_bib.model.person import Person
from kyutai_bib.model.rich_text import Abstract, Title
from kyutai_bib.model.url import Url
from kyutai_bib.model.venue import Venue

__all__ = ["Link", "Paper", "Record", "Version"]


class Link(NamedTuple):
    """Something on the web that belongs to a work: `kind` is code, models, data, samples, project, demo …"""

    kind: str
    url: Url
    label: str = ""


class Version(NamedTuple):
    """One form in which a work came out. What is empty here is as the work says."""

    kind: Kind
    title: Title | None = None
    authors: tuple[Person, ...] = ()
    abstract: Abstract | None = None
    date: PartialDate | None = None
    updated: PartialDate | None = None
    venue: Venue | None = None
    arxiv: ArxivId | None = None
    classes: tuple[ArxivClass, ...] = ()
    doi: Doi | None = None
    url: Url | None = None
    openreview: str = ""
    pages: PageRange | None = None
    volume: str = ""
    issue: str = ""
    number: str = ""
    edition: str = ""
    series: str = ""
    publisher: str = ""
    publisher_place: str = ""
    institution: str = ""
    degree: Degree | None = None
    isbn: str = ""
    note: str = ""


class Paper(NamedTuple):
    """A work: one citation key for life and at least one version, the preferred of its sort first."""

    key: str
    title: Title
    authors: tuple[Person, ...]
    versions: tuple[Version, ...]
    aliases: tuple[str, ...] = ()
    abstract: Abstract | None = None
    language: str = ""
    tags: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    line: int = 0

    @property
    def preprint(self) -> Version | None:
        """The first version listed that is a preprint."""
        return next((version for version in self.versions if version.kind is Kind.PREPRINT), None)

    @property
    def published(self) -> Version | None:
        """The first version listed that is published."""
        return next((version for version in self.versions if version.kind.published), None)

    @property
    def main(self) -> Version:
        """The version that is cited under the work's own key: the published one where there is one."""
        return self.published or self.versions[0]

    def record(self, version: Version) -> Record:
        """`version` as it is cited."""
        return Record(self.version_key(version), self, version)

    def version_key(self, version: Version) -> str:
        """The work's key for its main version, else the key with what sets the version apart behind it."""
        if version is self.main:
            return self.key
        return self.key + version_suffixes(self.versions, self.main)[self.versions.index(version)]


def version_suffixes(versions: tuple[Version, ...], main: Version) -> list[str]:
    """For each version its part of the key: empty for `main`, else its kind, numbered from the second on.

    An arXiv version that is named by number is told apart by that number: ``preprintv2``.
    """
    seen: dict[str, int] = {}
    suffixes = []
    for version in versions:
        if version is main:
            suffixes.append("")
            continue
        name = str(version.kind)
        if version.arxiv and version.arxiv.version:
            name += f"v{version.arxiv.version}"
        seen[name] = seen.get(name, 0) + 1
        suffixes.append(name if seen[name] == 1 else f"{name}{seen[name]}")
    return suffixes


class Record(NamedTuple):
    """One version whole: what the version does not say is as the work or the venue says it.

    `key` is the citation key that goes with this version. Writers read nothing else.
    """

    key: str
    paper: Paper
    version: Version

    @property
    def kind(self) -> Kind:
        return self.version.kind

    @property
    def aliases(self) -> tuple[str, ...]:
        """Old keys; they stand for the main version."""
        return self.paper.aliases if self.key == self.paper.key else ()

    @property
    def title(self) -> Title:
        return self.version.title or self.paper.title

    @property
    def authors(self) -> tuple[Person, ...]:
        return self.version.authors or self.paper.authors

    @property
    def abstract(self) -> Abstract | None:
        return self.version.abstract or self.paper.abstract

    @property
    def venue(self) -> Venue | None:
        return self.version.venue

    @property
    def editors(self) -> tuple[Person, ...]:
        return self.venue.editors if self.venue else ()

    @property
    def date(self) -> PartialDate | None:
        """When this version came out, else when its venue did."""
        return self.version.date or (self.venue.date if self.venue else None)

    @property
    def arxiv(self) -> ArxivId | None:
        """This version's arXiv id; a published version has its preprint's, without version."""
        if self.version.arxiv:
            return self.version.arxiv
        preprint = self.paper.preprint
        return ArxivId(preprint.arxiv.base) if preprint and preprint.arxiv else None

    @property
    def classes(self) -> tuple[ArxivClass, ...]:
        """arXiv subject classes, the primary one first."""
        preprint = self.paper.preprint
        return self.version.classes or (preprint.classes if preprint else ())

    @property
    def doi(self) -> Doi | None:
        """This version's own DOI. A preprint has the one that arXiv registers; others never borrow it."""
        if self.version.doi or self.kind is not Kind.PREPRINT:
            return self.version.doi
        return self.version.arxiv.doi if self.version.arxiv else None

    @property
    def url(self) -> str:
        """Where this version is to be read: its own page, else OpenReview's, else arXiv's; or empty."""
        if self.version.url:
            return str(self.version.url)
        if self.version.openreview:
            return f"https://openreview.net/forum?id={self.version.openreview}"
        return self.version.arxiv.url if self.version.arxiv else ""

    @property
    def tags(self) -> tuple[str, ...]:
        return self.paper.tags

    @property
    def links(self) -> tuple[Link, ...]:
        return self.paper.links

    @property
    def language(self) -> str:
        return self.paper.language

    @property
    def volume(self) -> str:
        return self.version.volume or (self.venue.volume if self.venue else "")

    @property
    def series(self) -> str:
        return self.version.series or (self.venue.series if self.venue else "")

    @property
    def publisher(self) -> str:
        return self.version.publisher or (self.venue.publisher if self.venue else "")

    @property
    def publisher_place(self) -> str:
        return self.version.publisher_place or (self.venue.publisher_place if self.venue else "")

    @property
    def isbn(self) -> str:
        return self.version.isbn or (self.venue.isbn if self.venue else "")
