"""The fields of the data file, section by section: what `docs/format.md` describes and `schema` prints."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from kyutai_bib.model.arxiv_id import ArxivClass, ArxivId
from kyutai_bib.model.doi import Doi
from kyutai_bib.model.kind import Degree, Kind
from kyutai_bib.model.library import Library
from kyutai_bib.model.name import Name, PersonName, TeamName
from kyutai_bib.model.page_range import PageRange
from kyutai_bib.model.paper import Link, Paper, Version
from kyutai_bib.model.partial_date import DateRange, PartialDate
from kyutai_bib.model.person import Orcid, Person
from kyutai_bib.model.rich_text import Abstract, Title
from kyutai_bib.model.url import Url
from kyutai_bib.model.venue import Venue
from kyutai_bib.reader.nodes import Node, ScalarNode
from kyutai_bib.reader.problems import Place
from kyutai_bib.reader.scalars import (
    id_of,
    isbn_of,
    issn_of,
    key_of,
    language_of,
    line_of,
    openreview_id_of,
    paragraphs_of,
    tag_of,
)
from kyutai_bib.reader.shapes import (
    Choice,
    Context,
    Field,
    Fields,
    FirstOf,
    ListOf,
    OneOrMany,
    Parsed,
    Reference,
    Schema,
    Table,
)

__all__ = ["FILE", "PAPERS", "PEOPLE", "SECTIONS", "VENUES", "LinkKind", "key_of", "tag_of"]


class LinkKind(StrEnum):
    """What a link leads to."""

    PROJECT = "project"
    CODE = "code"
    MODELS = "models"
    DATA = "data"
    SAMPLES = "samples"
    DEMO = "demo"
    VIDEO = "video"
    SLIDES = "slides"
    POSTER = "poster"
    PDF = "pdf"
    BLOG = "blog"


def _pattern(pattern: str, *examples: str) -> Schema:
    return {"type": "string", "pattern": pattern, "examples": list(examples)}


_DATE = r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"

TEXT = Parsed(line_of, "a text")
KEY = Parsed(key_of, "a citation key", _pattern(r"^[A-Za-z0-9][A-Za-z0-9:._/+-]*$", "kyutai2024moshi"))
TAG = Parsed(tag_of, "a tag", _pattern("^[^,;]+$", "speech translation"))
ID = Parsed(id_of, "an id", _pattern(r"^[a-z0-9]+(-[a-z0-9]+)*$", "de-marmiesse"))
TITLE = Parsed(
    lambda text: Title.parse(line_of(text)),
    "a title",
    {"type": "string", "minLength": 1, "examples": ["{Moshi}: a speech-text foundation model"]},
)
ABSTRACT = Parsed(lambda text: Abstract.parse(paragraphs_of(text)), "an abstract")
DATE = Parsed(
    PartialDate.parse,
    "a date",
    {
        "anyOf": [
            _pattern(f"^{_DATE}$", "2024-09-17", "2024-09"),
            {"type": "integer", "minimum": 1000, "maximum": 9999},
        ]
    },
)
DATES = Parsed(
    DateRange.parse,
    "a date or a range of dates",
    {
        "anyOf": [
            _pattern(f"^{_DATE}(/{_DATE})?$", "2025-07-13/2025-07-19"),
            {"type": "integer", "minimum": 1000, "maximum": 9999},
        ]
    },
)
NUMBER = Parsed(line_of, "a number or a text", {"type": ["string", "number"], "examples": ["267"]})
ARXIV = Parsed(
    ArxivId.parse, "an arXiv id", {"type": "string", "minLength": 1, "examples": ["2410.00037", "hep-th/9901001"]}
)
CLASS = Parsed(
    ArxivClass.parse, "an arXiv class", _pattern(r"^[a-z-]+(\.([A-Z]{2}|[a-z]+(-[a-z]+)*))?$", "cs.CL", "eess.AS")
)
DOI = Parsed(
    Doi.parse, "a DOI", {"type": "string", "pattern": r"10\.[0-9]{4,9}", "examples": ["10.1145/3292500.3330701"]}
)
URL = Parsed(Url.parse, "a web address", {"type": "string", "pattern": "^https?://"})
PAGES = Parsed(PageRange.parse, "a range of pages", {"type": ["string", "integer"], "examples": ["67476-67498"]})
OPENREVIEW = Parsed(openreview_id_of, "an OpenReview id", _pattern(r"[A-Za-z0-9_-]{6,20}$", "MFrJ3NzA5H"))
ISSN = Parsed(issn_of, "an ISSN", _pattern("^[0-9]{4}-?[0-9]{3}[0-9Xx]$", "2640-3498"))
ISBN = Parsed(isbn_of, "an ISBN", {"type": "string", "pattern": "^[0-9][0-9 -]{8,15}[0-9Xx]$"})
ORCID = Parsed(Orcid.parse, "an ORCID iD", _pattern(r"([0-9]{4}-){3}[0-9]{3}[0-9X]$", "0000-0002-1825-0097"))
LANGUAGE = Parsed(language_of, "a language tag", _pattern("^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", "en"))
NAME = Parsed(
    lambda text: PersonName.parse(line_of(text)),
    "a name",
    {"type": "string", "minLength": 1, "examples": ["Böhle, Moritz", "de Marmiesse, Gabriel"]},
)
PEOPLE_LIST = ListOf(Reference("people", "person"), "people")


def _name(**parts: str) -> Name:
    """From `family` with `given`, `particle`, `suffix`; or from `team`."""
    if "team" in parts:
        if len(parts) > 1:
            raise ValueError("a team has no other parts of a name; write `team` alone, or family and given")
        return TeamName(parts["team"])
    if "family" not in parts:
        raise ValueError("a name needs `family` or `team`; a person of one name has it as family")
    return PersonName(**parts)


_NAME_FIELDS = [
    Field("family", TEXT, "the family name without particle"),
    Field("given", TEXT, "given names, as the person writes them"),
    Field("particle", TEXT, "a particle that stays with the family name: de, van der"),
    Field("suffix", TEXT, "Jr., III"),
    Field("team", TEXT, "the name of a team or body, instead of the parts of a person's name"),
]
_PERSON_FIELDS = [
    *_NAME_FIELDS,
    Field("orcid", ORCID, "ORCID iD"),
    Field("url", URL, "the person's own page"),
]


def _person(id_: str, line: int = 0) -> FirstOf[Person]:
    def from_fields(orcid: Orcid | None = None, url: Url | None = None, **parts: str) -> Person:
        return Person(id_, _name(**parts), orcid, url, line)

    short = Parsed(lambda text: Person(id_, PersonName.parse(line_of(text)), line=line), "a name", NAME.schema())
    return FirstOf(short, Fields("a person", _PERSON_FIELDS, from_fields))


PEOPLE = Table(ID, _person, "people", lambda: _person("").schema())

_VENUE_FIELDS = [
    Field("title", TITLE, "the title of the volume, journal or book (BibTeX booktitle or journal)", required=True),
    Field("short", TEXT, "the usual short form: ICML 2025"),
    Field("series", TEXT, "the series that the volume is part of"),
    Field("volume", NUMBER, "the volume in its series"),
    Field("publisher", TEXT, "who published it"),
    Field("publisher-place", TEXT, "where the publisher is"),
    Field("editors", PEOPLE_LIST, "ids of the editors"),
    Field("event", TEXT, "the name of the conference"),
    Field("event-dates", DATES, "when the conference was: FIRST/LAST"),
    Field("event-place", TEXT, "where the conference was"),
    Field("date", DATE, "when the volume came out: YYYY, YYYY-MM or YYYY-MM-DD"),
    Field("issn", ISSN, "ISSN of the series or journal"),
    Field("isbn", ISBN, "ISBN of the volume"),
    Field("doi", DOI, "DOI of the volume"),
    Field("url", URL, "the volume's page"),
]


def _venue(id_: str, line: int = 0) -> Fields[Venue]:
    return Fields("a venue", _VENUE_FIELDS, lambda **values: Venue(id_, line=line, **values))


VENUES = Table(ID, _venue, "venues", lambda: _venue("").schema())

_VERSION_FIELDS = [
    Field("type", Choice(Kind, "a type of version"), "what this version is", required=True),
    Field("title", TITLE, "its title, where it is not the work's"),
    Field("authors", PEOPLE_LIST, "its authors, where they are not the work's"),
    Field("abstract", ABSTRACT, "its abstract, where it is not the work's"),
    Field("date", DATE, "when it came out, where the venue's date does not hold: YYYY, YYYY-MM or YYYY-MM-DD"),
    Field("updated", DATE, "when its newest revision came out (arXiv v2, v3 …)"),
    Field("venue", Reference("venues", "venue"), "the id of the venue it appeared in"),
    Field("arxiv", ARXIV, "arXiv id, in quotes"),
    Field("classes", ListOf(CLASS, "arXiv classes"), "arXiv classes, the primary one first"),
    Field("doi", DOI, "its own DOI; arXiv's need not be written"),
    Field("url", URL, "its own page"),
    Field("openreview", OPENREVIEW, "the id of its OpenReview page"),
    Field("pages", PAGES, "its pages in the venue: FIRST-LAST"),
    Field("volume", NUMBER, "volume, where the venue does not say it (journals)"),
    Field("issue", NUMBER, "issue of the journal"),
    Field("number", NUMBER, "number of the report, or the version of data and software"),
    Field("edition", NUMBER, "edition of the book"),
    Field("series", TEXT, "series of the book"),
    Field("publisher", TEXT, "who published it, where the venue does not say it"),
    Field("publisher-place", TEXT, "where the publisher is"),
    Field("institution", TEXT, "who issued the report, or the university of the thesis"),
    Field("degree", Choice(Degree, "a degree"), "the degree that the thesis is for"),
    Field("isbn", ISBN, "ISBN of the book"),
    Field("note", TEXT, "anything else that a reader should see"),
]

_CONTAINED = frozenset({Kind.CONFERENCE, Kind.JOURNAL, Kind.CHAPTER})
_ISSUED = frozenset({Kind.REPORT, Kind.THESIS})


def _version(type: Kind, **values: Any) -> Version:
    if type in _CONTAINED and "venue" not in values:
        raise ValueError(f"a version of type {type} needs a venue; add its id, and the venue to `venues`")
    if type in _ISSUED and "institution" not in values:
        raise ValueError(f"a version of type {type} needs an institution; say who issued it")
    if type is Kind.THESIS and "degree" not in values:
        raise ValueError("a thesis needs a degree; write bachelor, master, phd or habilitation")
    if type is Kind.BOOK and not ("publisher" in values or "venue" in values):
        raise ValueError("a book needs a publisher; say who published it")
    if "classes" in values and "arxiv" not in values:
        raise ValueError("arXiv classes without an arXiv id; add `arxiv`, or put them into `tags`")
    return Version(type, **values)


def _lacks_a_date(
    type: Kind, date: PartialDate | None = None, venue: Venue | None = None, **values: object
) -> str:
    if date or (venue and venue.date) or type is Kind.UNPUBLISHED:
        return ""
    return "no date, and none in its venue; add at least the year: date: 2024"


_LINK = FirstOf(
    Parsed(lambda text: (Url.parse(text), ""), "a web address", URL.schema()),
    Fields(
        "a link",
        [
            Field("url", URL, "the address", required=True),
            Field("label", TEXT, "what tells it from others of its kind"),
        ],
        lambda url, label="": (url, label),
    ),
)
_LINKS: Fields[tuple[Link, ...]] = Fields(
    "links",
    [Field(str(kind), OneOrMany(_LINK, "links"), f"address of the {kind}, or several") for kind in LinkKind],
    lambda **kinds: tuple(Link(kind, url, label) for kind, found in kinds.items() for url, label in found),
)
_VERSION: Fields[Version] = Fields("a version", _VERSION_FIELDS, _version, _lacks_a_date)

_PAPER_FIELDS = [
    Field(
        "title",
        TITLE,
        "the title; {braces} round names and acronyms keep their case, $…$ is a formula",
        required=True,
        found=True,
    ),
    Field("authors", PEOPLE_LIST, "ids of the authors, in order", required=True, found=True),
    Field(
        "versions",
        ListOf(_VERSION, "versions"),
        "its versions; of several of one sort, the preferred first",
        required=True,
    ),
    Field("aliases", ListOf(KEY, "citation keys"), "keys it had before; they go on to find it"),
    Field("abstract", ABSTRACT, "the abstract; $…$ is a formula, a blank line begins a paragraph"),
    Field("language", LANGUAGE, "language of the work"),
    Field("tags", ListOf(TAG, "tags"), "keywords"),
    Field("links", _LINKS, "what belongs to the work on the web, by kind"),
]


def _paper(key: str, line: int) -> Fields[Paper]:
    """A draft has an empty title where it has none, and no authors."""

    def build(title: Title = Title(()), authors: tuple[Person, ...] = (), **values: Any) -> Paper:  # noqa: B008
        return Paper(key, title, authors, line=line, **values)

    return Fields("a paper", _PAPER_FIELDS, build)


PAPERS = Table(KEY, _paper, "papers", lambda: _paper("", 0).schema())


class Section:
    """A section of the file; once read, later sections can refer to its entries by id."""

    def __init__(self, name: str, table: Table[Any], place: Place) -> None:
        self._name = name
        self._table = table
        self._place = place

    def read(self, node: Node, place: Place, context: Context) -> dict[str, Any] | None:
        if self._place.key and isinstance(node, ScalarNode) and node.empty:
            return {}  # a section that only others refer to may wait for its first entry
        entries = self._table.read(node, self._place, context)
        if entries is None:
            context.unread.add(self._name)
        else:
            context.tables[self._name] = {**entries, **context.tables[self._name]}
        return entries

    def schema(self) -> Schema:
        return self._table.schema()


SECTIONS = (
    Field("people", Section("people", PEOPLE, Place("people")), "people and teams by id, each written once"),
    Field(
        "venues",
        Section("venues", VENUES, Place("venues")),
        "proceedings, journals and books by id, each written once",
    ),
    Field("papers", Section("papers", PAPERS, Place()), "works by citation key", required=True),
)
"""The sections of the file, in the order in which they are read: each refers to those before it."""

FILE: Fields[Library] = Fields(
    "a data file",
    SECTIONS,
    lambda papers, people=None, venues=None: Library(tuple(papers.values()), people or {}, venues or {}),
)
"""The whole file."""
