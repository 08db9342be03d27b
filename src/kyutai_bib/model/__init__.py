"""What a paper is. Value types that parse themselves; nothing here knows of files, formats or the network."""

from kyutai_bib.model.arxiv_id import ArxivClass, ArxivId
from kyutai_bib.model.doi import Doi
from kyutai_bib.model.kind import Degree, Kind
from kyutai_bib.model.library import Library
from kyutai_bib.model.name import Name, PersonName, TeamName
from kyutai_bib.model.page_range import PageRange
from kyutai_bib.model.paper import Link, Paper, Record, Version
from kyutai_bib.model.partial_date import DateRange, PartialDate
from kyutai_bib.model.person import Orcid, Person
from kyutai_bib.model.rich_text import Abstract, Mark, RichText, Run, Title
from kyutai_bib.model.url import Url
from kyutai_bib.model.venue import Venue

__all__ = [
    "Abstract",
    "ArxivClass",
    "ArxivId",
    "DateRange",
    "Degree",
    "Doi",
    "Kind",
    "Library",
    "Link",
    "Mark",
    "Name",
    "Orcid",
    "PageRange",
    "Paper",
    "PartialDate",
    "Person",
    "PersonName",
    "Record",
    "RichText",
    "Run",
    "TeamName",
    "Title",
    "Url",
    "Venue",
    "Version",
]
