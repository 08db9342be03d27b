"""What is asked of a source, and what it answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum
from typing import NamedTuple, Protocol

from kyutai_bib.model.arxiv_id import ArxivClass, ArxivId
from kyutai_bib.model.doi import Doi
from kyutai_bib.model.kind import Kind
from kyutai_bib.model.name import Name, TeamName
from kyutai_bib.model.page_range import PageRange
from kyutai_bib.model.partial_date import PartialDate
from kyutai_bib.model.person import Orcid
from kyutai_bib.model.rich_text import Abstract, Title
from kyutai_bib.model.url import Url

__all__ = [
    "Answer",
    "Appearance",
    "Author",
    "BadAnswer",
    "Fault",
    "Question",
    "Reply",
    "Request",
    "Scope",
    "Source",
    "told_together",
]


class Question(NamedTuple):
    """One paper to ask about: by arXiv id, by DOI, or by title and the family names of its authors.

    `label` is what messages call it: the paper's key, or what was typed.
    """

    label: str
    arxiv: ArxivId | None = None
    doi: Doi | None = None
    title: str = ""
    families: frozenset[str] = frozenset()


class Author(NamedTuple):
    """An author as a source names them; `split` if the source itself tells family and given names apart."""

    name: Name
    split: bool = True
    orcid: Orcid | None = None

    @property
    def team(self) -> bool:
        return isinstance(self.name, TeamName)


class Appearance(NamedTuple):
    """Where a work was published: what its new version would say."""

    kind: Kind
    venue: str = ""
    short: str = ""
    date: PartialDate | None = None
    pages: PageRange | None = None
    volume: str = ""
    issue: str = ""
    publisher: str = ""
    doi: Doi | None = None
    url: Url | None = None
    openreview: str = ""


class Answer(NamedTuple):
    """What a source says of one paper; empty where it says nothing.

    `kind` is what was asked about: a preprint, or what a DOI stands for. `published` is where a preprint
    came out since. `day` is when the source said it (ISO 8601), which for a cached answer is in the past.
    """

    source: str
    kind: Kind = Kind.PREPRINT
    arxiv: ArxivId | None = None
    title: Title | None = None
    authors: tuple[Author, ...] = ()
    abstract: Abstract | None = None
    date: PartialDate | None = None
    updated: PartialDate | None = None
    classes: tuple[ArxivClass, ...] = ()
    comment: str = ""
    journal_ref: str = ""
    published: Appearance | None = None
    withdrawn: str = ""
    day: str = ""


class Scope(Enum):
    """What went wrong: something about one paper, a request, or a source or the network as a whole."""

    PAPER = "paper"
    REQUEST = "request"
    SOURCE = "source"


class Fault(NamedTuple):
    """A source that did not answer as it should about a paper: a line for people."""

    paper: str
    source: str
    message: str
    scope: Scope = Scope.PAPER


def told_together(faults: Iterable[Fault]) -> list[str]:
    """A line for each thing that went wrong, with the papers that it went wrong for.

    All of them are named where it is about each; the first ones where they only happened to be in one request.
    What holds for sources as a whole, such as no network, is one line for all of them.
    """
    together: dict[tuple[str, str, Scope], list[Fault]] = {}
    for fault in faults:
        source = "" if fault.scope is Scope.SOURCE else fault.source
        together.setdefault((source, fault.message, fault.scope), []).append(fault)
    return [
        f"{_named((one.paper for one in alike), scope)}: {_joined(one.source for one in alike)}: {message}"
        for (_, message, scope), alike in together.items()
    ]


def _joined(names: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(names))


_FEW = 3


def _named(papers: Iterable[str], scope: Scope) -> str:
    names = list(dict.fromkeys(papers))
    few = names if scope is Scope.PAPER or len(names) <= _FEW else names[:_FEW]
    return ", ".join(few) + (f" and {len(names) - len(few)} more" if len(few) < len(names) else "")


class BadAnswer(Exception):
    """An answer that cannot be used. `again` if another attempt may bring a better one."""

    def __init__(self, message: str, *, again: bool = True) -> None:
        self.again = again
        super().__init__(message)


class Request(NamedTuple):
    """What is sent: the address, its query, and what is wanted back (a media type)."""

    address: str
    query: tuple[tuple[str, str], ...] = ()
    accept: str = "application/json"


class Reply(NamedTuple):
    """What came back for one question: the answer, or `None` where the source does not know the paper.

    `body` is the part of the answer that is about this question alone, as the cache keeps it: read again, it
    gives the same reply. `problem` is set where the source said something of this question that is no answer.
    """

    answer: Answer | None
    body: bytes
    problem: str = ""


class Source(Protocol):
    """One service.

    `batch` is how many questions go into one request, `pause` the seconds from one request to the next,
    `published` whether it is asked only for the published venue of a preprint.
    """

    name: str
    label: str
    home: str
    batch: int
    pause: float
    published: bool

    def knows(self, question: Question) -> bool:
        """Whether it can be asked this at all."""
        ...

    def request(self, home: str, questions: Sequence[Question]) -> Request:
        """The request that asks all of `questions`; `home` is the address of the service."""
        ...

    def read(self, body: bytes, questions: Sequence[Question]) -> dict[Question, Reply]:
        """A reply to each of `questions`. Raises `BadAnswer` for a body that cannot be one."""
        ...
