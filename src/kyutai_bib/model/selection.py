"""Which papers, which of their versions, in which order.

A repeated filter widens (`authors=["royer", "grave"]` is either of them); different filters narrow.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from enum import StrEnum
from typing import Any, NamedTuple, Self

from kyutai_bib.errors import BadValue, NothingSelected, UnknownName
from kyutai_bib.model.arxiv_id import ArxivId
from kyutai_bib.model.doi import Doi
from kyutai_bib.model.library import Library
from kyutai_bib.model.paper import Paper, Record, Version
from kyutai_bib.model.person import Person
from kyutai_bib.model.venue import Venue
from kyutai_bib.nearest import nearest

__all__ = ["SORTS", "Preference", "YearRange", "find", "folded", "select"]


class Preference(StrEnum):
    """Which version of a work is taken; where there is none of the sort, its main version is."""

    PUBLISHED = "published"
    PREPRINT = "preprint"
    ALL = "all"


class YearRange(NamedTuple):
    """Years from `first` to `last`, both included."""

    first: int
    last: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``2024``, ``2024..2025``, ``2024..`` or ``..2025``. Raises `BadValue` for anything else."""
        first, dots, last = text.strip().partition("..")
        ends = [end.strip() for end in ((first, last) if dots else (first, first))]
        if not any(ends) or not all(end == "" or re.fullmatch("[0-9]{1,4}", end) for end in ends):
            raise BadValue(f"{text!r} is not a year or a range of years; write 2024, 2024..2025, 2024.. or ..2025")
        years = cls(int(ends[0] or 0), int(ends[1] or 9999))
        if years.last < years.first:
            raise BadValue(f"the years {text!r} end before they begin")
        return years

    def __contains__(self, year: object) -> bool:
        return isinstance(year, int) and self.first <= year <= self.last


def select(
    library: Library,
    names: Sequence[str] = (),
    *,
    years: YearRange | int | str | None = None,
    authors: str | Sequence[str] = (),
    venues: str | Sequence[str] = (),
    tags: str | Sequence[str] = (),
    prefer: Preference | str = Preference.PUBLISHED,
    sort: str | None = None,
) -> list[Record]:
    """The records that the arguments leave, in the order of `names` if given, else of the file, or by `sort`.

    `years` may be one year or what `YearRange.parse` reads; a lone author, venue or tag needs no list.
    Raises `UnknownName` for a name, author, venue, tag or sort that the library does not have, `BadValue` for
    years or a preference that cannot be read, and `NothingSelected` where the filters leave nothing.
    """
    order = _order(sort)
    prefer = _preference(prefer)
    years = YearRange.parse(str(years)) if isinstance(years, int | str) else years
    authors, venues, tags = ([value] if isinstance(value, str) else value for value in (authors, venues, tags))
    found = _named(library, names, prefer) if names else _all(library, prefer)
    keep = [*_author_filters(library, authors), *_venue_filters(library, venues), *_tag_filters(library, tags)]
    records = [record for record in found if all(wanted(record) for wanted in keep)]
    if years is not None:
        records = [record for record in records if record.date and record.date.year in years]
    if not records:
        raise NothingSelected("no paper is left: " + _why_nothing(library, years, prefer))
    return order(records)


def _preference(name: str) -> Preference:
    try:
        return Preference(name)
    except ValueError:
        raise BadValue(f"{name!r} is no preference; known: {', '.join(Preference)}") from None


def find(library: Library, name: str) -> tuple[Paper, Version | None]:
    """The work that `name` stands for, and the version if `name` is of one version only.

    `name` is a key, an alias, the key of one version, an arXiv id in any spelling or a DOI; case does not
    count. Raises `UnknownName` with the nearest keys.
    """
    index = _index(library)
    for spelling in _spellings(name):
        if spelling in index:
            return index[spelling]
    raise UnknownName("paper", name, nearest(name, index), "`kyutai-bib list` shows all papers.")


def _index(library: Library) -> dict[str, tuple[Paper, Version | None]]:
    """By folded name; where a name fits twice, a key wins over an id and the work over one version."""
    index: dict[str, tuple[Paper, Version | None]] = {}
    for paper in library:
        for version in reversed(paper.versions):
            if version.arxiv:
                index[str(version.arxiv)] = (paper, version)
                index[version.arxiv.base] = (paper, None)
            if version.doi:
                index[version.doi.folded] = (paper, None)
    for paper in library:
        for version in paper.versions:
            index[paper.version_key(version).casefold()] = (paper, version)
        for key in (paper.key, *paper.aliases):
            index[key.casefold()] = (paper, None)
    return index


def _spellings(name: str) -> Iterator[str]:
    """`name` as a key, as an arXiv id with and without its version, as a DOI: what it can be read as."""
    yield name.strip().casefold()
    with suppress(ValueError):
        arxiv = ArxivId.parse(name)
        yield from (str(arxiv), arxiv.base)
    with suppress(ValueError):
        yield Doi.parse(name).folded


def _named(library: Library, names: Iterable[str], prefer: Preference) -> list[Record]:
    records: dict[str, Record] = {}
    for name in names:
        paper, version = find(library, name)
        for record in [paper.record(version)] if version else _preferred(paper, prefer):
            records[record.key] = record
    return list(records.values())


def _all(library: Library, prefer: Preference) -> list[Record]:
    return [record for paper in library for record in _preferred(paper, prefer)]


def _preferred(paper: Paper, prefer: Preference) -> list[Record]:
    """A version taken for its work goes by the work's own key, so that a citation finds it."""
    if prefer is Preference.ALL:
        return [paper.record(version) for version in paper.versions]
    wanted = paper.published if prefer is Preference.PUBLISHED else paper.preprint
    return [Record(paper.key, paper, wanted or paper.main)]


Filter = Callable[[Record], bool]


_UNDIVIDED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"}
)
"""Letters that Unicode does not take apart, as people type them who do not have them."""


def folded(text: str) -> str:
    """`text` without accents and case, for comparing what people type."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(plain.casefold().translate(_UNDIVIDED).split())


def _author_filters(library: Library, wanted: Sequence[str]) -> list[Filter]:
    if not wanted:
        return []
    known = {person.id: _author_names(person) for paper in library for person in _everyone(paper)}
    ids = {person for name in wanted for person in _matching("author", name, known)}
    return [lambda record: any(person.id in ids for person in record.authors)]


def _everyone(paper: Paper) -> Iterator[Person]:
    yield from paper.authors
    for version in paper.versions:
        yield from version.authors


def _author_names(person: Person) -> list[str]:
    name = person.name
    names = [person.id, name.display_form, name.sort_form]
    family = getattr(name, "family", "")
    return [*names, family, f"{getattr(name, 'particle', '')} {family}".strip()] if family else names


def _venue_filters(library: Library, wanted: Sequence[str]) -> list[Filter]:
    if not wanted:
        return []
    known = {venue.id: _venue_names(venue) for venue in library.venues.values()}
    ids = {venue for name in wanted for venue in _matching("venue", name, known)}
    return [lambda record: record.venue is not None and record.venue.id in ids]


def _venue_names(venue: Venue) -> list[str]:
    """A venue also goes by its short name without the year: "ICML" is every ICML."""
    names = [venue.id, venue.short, venue.title.words, venue.event]
    return [*names, " ".join(word for word in venue.short.split() if not word.isdecimal())]


def _tag_filters(library: Library, wanted: Sequence[str]) -> list[Filter]:
    if not wanted:
        return []
    known = {folded(tag): [tag] for paper in library for tag in paper.tags}
    tags = {tag for name in wanted for tag in _matching("tag", name, known)}
    return [lambda record: any(folded(tag) in tags for tag in record.tags)]


def _matching(kind: str, name: str, known: dict[str, list[str]]) -> list[str]:
    """The ids under which `name` is known; `UnknownName` if there is none."""
    target = folded(name)
    ids = [id_ for id_, names in known.items() if any(target == folded(n) for n in names if n)]
    if not ids:
        readable = {spelling for names in known.values() for spelling in names if spelling}
        raise UnknownName(kind, name, nearest(name, sorted(readable)))
    return ids


def _why_nothing(library: Library, years: YearRange | None, prefer: Preference) -> str:
    dates = [record.date.year for record in _all(library, Preference.ALL) if record.date]
    if not len(library):
        return "the file has no papers"
    if years is not None and dates and not any(year in years for year in dates):
        return f"the papers of this file are of the years {min(dates)} to {max(dates)}"
    looked_at = (
        "" if prefer is Preference.ALL else f", of which only the {prefer} version of each work was looked at"
    )
    return f"none fits all the filters{looked_at}"


def _order(sort: str | None) -> Callable[[list[Record]], list[Record]]:
    if sort is None:
        return lambda records: records
    name = sort.removeprefix("-")
    if name not in SORTS:
        raise UnknownName(
            "sort", sort, nearest(name, SORTS), f"Known: {', '.join(SORTS)}, and -NAME for the reverse."
        )
    return lambda records: sorted(records, key=SORTS[name], reverse=sort.startswith("-"))


def _by_author(record: Record) -> Any:
    return [folded(person.name.sort_form) for person in record.authors], _by_date(record)


def _by_date(record: Record) -> Any:
    return record.date.parts if record.date else ()


SORTS: dict[str, Callable[[Record], Any]] = {
    "key": lambda record: record.key.casefold(),
    "date": _by_date,
    "author": _by_author,
    "title": lambda record: folded(record.title.words),
}
"""The orders `select` knows by name; `-NAME` is the reverse."""
