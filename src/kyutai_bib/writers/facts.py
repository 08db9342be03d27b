"""What a record says, fact by fact, each with records that say something else in just that place.

A format carries a fact if it makes something different of each of those records. So what is lost follows from
what a writer does and from nothing else: there is no second table that could disagree with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from kyutai_bib.csl.item import guarded_title
from kyutai_bib.csl.tag_guard import GUARDED
from kyutai_bib.latex import math_to_unicode
from kyutai_bib.model.arxiv_id import ArxivClass, ArxivId
from kyutai_bib.model.doi import Doi
from kyutai_bib.model.kind import Degree, Kind
from kyutai_bib.model.name import Name, PersonName, TeamName
from kyutai_bib.model.page_range import PageRange
from kyutai_bib.model.paper import Link, Record
from kyutai_bib.model.partial_date import DateRange, PartialDate
from kyutai_bib.model.person import Orcid, Person
from kyutai_bib.model.rich_text import Abstract, Mark, Run, Title
from kyutai_bib.model.url import Url

__all__ = ["Fact", "facts"]

MOST_NAMES = 12
"""Of so many people of a list each is changed in turn; of a longer list, about so many all along it."""


class Fact(NamedTuple):
    """One thing that a record says.

    `name` is the field of the data file, after a dot the part of it; `value` what stands there. `formal` is
    a fact about the value's form (a word whose case is protected, a name in parts), which a format for
    programs keeps and a printed reference has no need of. `likewise` is what the others are compared with
    where that is not the record itself.
    """

    name: str
    value: str
    otherwise: tuple[Record, ...]
    formal: bool = False
    likewise: Record | None = None


def facts(record: Record) -> Iterator[Fact]:
    """All facts of a record, in the order of the data file's documentation."""
    yield Fact("key", record.key, (record._replace(key=f"{record.key}x"),), True)
    yield _kind(record)
    yield from _titles("title", record.title, lambda title: _version(record, title=title))
    yield from _names("authors", record.authors, lambda people: _version(record, authors=people))
    yield from _dates(record)
    yield from _texts(record)
    yield from _identifiers(record)
    yield from _venue(record)
    yield from _paper(record)
    yield from _links(record)


def _version(record: Record, **changes: object) -> Record:
    return record._replace(version=record.version._replace(**changes))  # type: ignore[arg-type]


def _of_paper(record: Record, **changes: object) -> Record:
    return record._replace(paper=record.paper._replace(**changes))  # type: ignore[arg-type]


def _of_venue(record: Record, **changes: object) -> Record:
    assert record.venue, "asked only where there is one"  # noqa: S101
    return _version(record, venue=record.venue._replace(**changes))  # type: ignore[arg-type]


def _kind(record: Record) -> Fact:
    """Another kind; a thesis is for a degree, and nothing else is."""
    others = (
        _version(record, kind=kind, degree=Degree.PHD if kind is Kind.THESIS else None)
        for kind in Kind
        if kind is not record.kind
    )
    return Fact("type", str(record.kind), tuple(others))


def _titles(name: str, title: Title, of: Callable[[Title], Record]) -> Iterator[Fact]:
    """The text, the words whose case is protected, text that CSL-JSON takes for tags, the formulas as TeX."""
    yield Fact(name, title.words, (of(Title((*title.runs, Run(Mark.TEXT, "x")))),))
    protected = [run.text for run in title.runs if run.mark is Mark.PROTECTED]
    if protected:
        plain = tuple(Run(Mark.TEXT, run.text) if run.mark is Mark.PROTECTED else run for run in title.runs)
        yield Fact(f"{name}.case", ", ".join(f"{{{word}}}" for word in protected), (of(Title(plain)),), True)
    if (guarded := guarded_title(title)) != title:
        looks = ", ".join(f"<{rest}" for rest in _GUARDED_TAG.findall(guarded.words))
        yield Fact(f"{name}.brackets", looks, (of(guarded),), True)
    yield from _formulas(name, title.runs, lambda runs: of(Title(runs)))


def _formulas(name: str, runs: tuple[Run, ...], of: Callable[[tuple[Run, ...]], Record]) -> Iterator[Fact]:
    """Formulas in TeX that look the same: what has only their look has lost the TeX."""
    for place, run in enumerate(runs):
        if run.mark is Mark.MATH:
            same = (*runs[:place], Run(Mark.MATH, f"{{{run.text}}}"), *runs[place + 1 :])
            yield Fact(f"{name}.formulas", f"${run.text}$", (of(same),), True)


_GUARDED_TAG = re.compile(f"{GUARDED}([^<>]*>)")

People = tuple[Person, ...]


def _names(name: str, people: People, of: Callable[[People], Record]) -> Iterator[Fact]:
    if not people:
        return
    each = (of(_with(people, place, _renamed)) for place in _places(people, lambda person: str(person.name)))
    yield Fact(name, "; ".join(str(person.name) for person in people), tuple(each))
    for part, said, changed, formal in _PARTS:
        values = [value for person in people if (value := said(person))]
        if values:
            others = (of(_with(people, place, changed)) for place in _places(people, said))
            yield Fact(f"{name}.{part}", "; ".join(values), tuple(others), formal)
    if teams := [literal for person in people if (literal := _team(person))]:
        yield Fact(
            f"{name}.team",
            "; ".join(teams),
            (of(_called(people, PersonName)),),
            True,
            of(_called(people, TeamName)),
        )


def _called(people: People, name: Callable[[str], Name]) -> People:
    """The people, all teams under a name of one word, by which a format cannot tell what they are."""
    return tuple(person._replace(name=name("Team")) if _team(person) else person for person in people)


def _places(people: People, said: Callable[[Person], str]) -> list[int]:
    """Where people are who have something to change; of many, some all along the list, and the last."""
    places = [place for place, person in enumerate(people) if said(person)]
    return [*places[: -1 : max(1, len(places) // MOST_NAMES)], places[-1]]


def _with(people: People, place: int, changed: Callable[[Person], Person]) -> People:
    return (*people[:place], changed(people[place]), *people[place + 1 :])


def _renamed(person: Person) -> Person:
    """Under another family name."""
    name = person.name
    other: Name = (
        TeamName(f"{name.literal}x") if isinstance(name, TeamName) else _person(name, family=f"{name.family}x")
    )
    return person._replace(name=other)


def _person(name: PersonName, **changes: str) -> PersonName:
    parts = {"family": name.family, "given": name.given, "particle": name.particle, "suffix": name.suffix}
    return PersonName(**{**parts, **changes})


def _part(part: str) -> Callable[[Person], str]:
    return lambda person: "" if isinstance(person.name, TeamName) else str(getattr(person.name, part))


def _longer(part: str) -> Callable[[Person], Person]:
    def longer(person: Person) -> Person:
        assert isinstance(person.name, PersonName), "asked only where it is one"  # noqa: S101
        return person._replace(name=_person(person.name, **{part: f"{getattr(person.name, part)}x"}))

    return longer


def _joined(person: Person) -> Person:
    """With the particle in the family name."""
    assert isinstance(person.name, PersonName), "asked only where it is one"  # noqa: S101
    return person._replace(name=_person(person.name, family=person.name.whole_family, particle=""))


def _team(person: Person) -> str:
    return person.name.literal if isinstance(person.name, TeamName) else ""


def _with_comma(person: Person) -> str:
    return str(person.name) if any("," in part for part in _all_parts(person.name)) else ""


def _all_parts(name: Name) -> tuple[str, ...]:
    return (name.literal,) if isinstance(name, TeamName) else (name.family, name.given, name.suffix)


def _without_comma(person: Person) -> Person:
    name = person.name
    if isinstance(name, TeamName):
        return person._replace(name=TeamName(_no_comma(name.literal)))
    parts = {part: _no_comma(getattr(name, part)) for part in ("family", "given", "suffix")}
    return person._replace(name=_person(name, **parts))


def _no_comma(text: str) -> str:
    return re.sub(r"\s*,\s*", " ", text)


def _other_orcid(person: Person) -> Person:
    return person._replace(orcid=Orcid(f"{person.orcid}x"))


def _other_page(person: Person) -> Person:
    return person._replace(url=Url(f"{person.url}x"))


_PARTS: tuple[tuple[str, Callable[[Person], str], Callable[[Person], Person], bool], ...] = (
    ("given", _part("given"), _longer("given"), False),
    ("particle", _part("particle"), _joined, True),
    ("suffix", _part("suffix"), _longer("suffix"), False),
    ("comma", _with_comma, _without_comma, True),
    ("orcid", lambda person: str(person.orcid or ""), _other_orcid, False),
    ("url", lambda person: str(person.url or ""), _other_page, False),
)
"""Parts of names: name, what a person has of it, the person with something else, whether it is of form only."""


def _dates(record: Record) -> Iterator[Fact]:
    date = record.date
    if date:
        for part, other in _other_dates(date):
            yield Fact(f"date.{part}", str(date), (_version(record, date=other),))
    if record.version.updated:
        ((_, other), *_rest) = _other_dates(record.version.updated)
        yield Fact("updated", str(record.version.updated), (_version(record, updated=other),))


def _other_dates(date: PartialDate) -> Iterator[tuple[str, PartialDate]]:
    """Each part that is known, with a date in which it is another."""
    day = min(date.day, 28)
    yield "year", PartialDate(date.year - 1 or 2, date.month, day)
    if date.month:
        yield "month", PartialDate(date.year, date.month % 12 + 1, day)
    if date.day:
        yield "day", PartialDate(date.year, date.month, date.day % 28 + 1)


_OF_VERSION = "issue number edition institution note"
_OF_VERSION_OR_VENUE = "volume series publisher publisher_place isbn"


def _texts(record: Record) -> Iterator[Fact]:
    """What is text in the data file and stays text."""
    for name in (*_OF_VERSION.split(), *_OF_VERSION_OR_VENUE.split()):
        text = getattr(record, name, "") or getattr(record.version, name)
        if text:
            yield Fact(name.replace("_", "-"), text, (_version(record, **{name: f"{text}x"}),))
    version = record.version
    if version.degree:
        others = (_version(record, degree=degree) for degree in Degree if degree is not version.degree)
        yield Fact("degree", str(version.degree), tuple(others))
    if pages := version.pages:
        ends = (PageRange(f"{pages.first}x", pages.last), PageRange(pages.first, f"{pages.last}x"))
        yield Fact("pages", str(pages), tuple(_version(record, pages=end) for end in ends))


def _identifiers(record: Record) -> Iterator[Fact]:
    version = record.version
    if version.doi:
        yield Fact("doi", str(version.doi), (_version(record, doi=Doi(f"{version.doi}x")),))
    if version.url:
        yield Fact("url", str(version.url), (_version(record, url=Url(f"{version.url}x")),))
    if version.openreview:
        yield Fact("openreview", version.openreview, (_version(record, openreview=f"{version.openreview}x"),))
    yield from _arxiv(record)


def _arxiv(record: Record) -> Iterator[Fact]:
    """The id of this version, else of its preprint; the version's number; the primary class and the others."""
    if id_ := record.arxiv:
        yield Fact("arxiv", str(id_), (_with_preprint(record, arxiv=ArxivId(f"{id_.base}9", id_.version)),))
        if id_.version:
            later = ArxivId(id_.base, id_.version + 1)
            yield Fact("arxiv.version", str(id_), (_with_preprint(record, arxiv=later),))
    for place, name in enumerate(record.classes):
        others = (*record.classes[:place], ArxivClass(f"{name}x"), *record.classes[place + 1 :])
        yield Fact(
            "classes" if not place else "classes.more", str(name), (_with_preprint(record, classes=others),)
        )


def _with_preprint(record: Record, **changes: object) -> Record:
    """Changes what is this version's own, or else its preprint's."""
    (field,) = changes
    if getattr(record.version, field):
        return _version(record, **changes)
    versions = tuple(
        version._replace(**changes) if version is record.paper.preprint else version  # type: ignore[arg-type]
        for version in record.paper.versions
    )
    return _of_paper(record, versions=versions)


def _venue(record: Record) -> Iterator[Fact]:
    venue = record.venue
    if venue is None:
        return
    yield from _titles("venue.title", venue.title, lambda title: _of_venue(record, title=title))
    yield from _names("venue.editors", venue.editors, lambda people: _of_venue(record, editors=people))
    for name in ("short", "event", "event_place", "issn"):
        text = getattr(venue, name)
        if text:
            yield Fact(f"venue.{name.replace('_', '-')}", text, (_of_venue(record, **{name: f"{text}x"}),))
    if dates := venue.event_dates:
        yield from _event_dates(record, dates)
    if venue.doi:
        yield Fact("venue.doi", str(venue.doi), (_of_venue(record, doi=Doi(f"{venue.doi}x")),))
    if venue.url:
        yield Fact("venue.url", str(venue.url), (_of_venue(record, url=Url(f"{venue.url}x")),))


def _event_dates(record: Record, dates: DateRange) -> Iterator[Fact]:
    others = [
        *(DateRange(other, dates.end) for _, other in _other_dates(dates.start)),
        *(DateRange(dates.start, other) for _, other in _other_dates(dates.end)),
    ]
    yield Fact("venue.event-dates", str(dates), tuple(_of_venue(record, event_dates=other) for other in others))


def _paper(record: Record) -> Iterator[Fact]:
    if record.abstract:
        yield from _abstract(record, record.abstract)
    if record.language:
        yield Fact("language", record.language, (_of_paper(record, language=f"{record.language}x"),))
    for place, tag in enumerate(record.tags):
        others = (*record.tags[:place], f"{tag}x", *record.tags[place + 1 :])
        yield Fact("tags", tag, (_of_paper(record, tags=others),))
    if record.aliases:
        others = tuple(f"{alias}x" for alias in record.aliases)
        yield Fact("aliases", ", ".join(record.aliases), (_of_paper(record, aliases=others),), True)


def _abstract(record: Record, abstract: Abstract) -> Iterator[Fact]:
    def of(runs: tuple[Run, ...]) -> Record:
        return _version(record, abstract=Abstract(runs))

    yield Fact("abstract", abstract.words, (of((*abstract.runs, Run(Mark.TEXT, "x"))),))
    yield from _formulas("abstract", abstract.runs, of)
    breaks = re.findall(r"\n\s*\n", abstract.plain(math_to_unicode))
    if breaks:
        joined = tuple(run._replace(text=re.sub(r"\s*\n\s*\n\s*", " ", run.text)) for run in abstract.runs)
        yield Fact("abstract.paragraphs", f"{len(breaks) + 1} paragraphs", (of(joined),), True)


def _links(record: Record) -> Iterator[Fact]:
    for place, link in enumerate(record.links):
        changed = [link._replace(url=Url(f"{link.url}x")), link._replace(kind=f"{link.kind}x")]
        yield Fact(f"links.{link.kind}", str(link.url), tuple(_linked(record, place, other) for other in changed))
        if link.label:
            other = link._replace(label=f"{link.label}x")
            yield Fact(f"links.{link.kind}.label", link.label, (_linked(record, place, other),))


def _linked(record: Record, place: int, link: Link) -> Record:
    links: Iterable[Link] = (*record.links[:place], link, *record.links[place + 1 :])
    return _of_paper(record, links=links)
