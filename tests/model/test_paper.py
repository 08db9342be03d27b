"""A work and its versions: what a version does not say is as the work or the venue says, and only that."""

from __future__ import annotations

import pytest

from kyutai_bib.model import (
    Abstract,
    ArxivClass,
    ArxivId,
    Doi,
    Kind,
    Library,
    Paper,
    PartialDate,
    Person,
    PersonName,
    Title,
    Url,
    Venue,
    Version,
)

ANNA, BEN = (Person(name.lower(), PersonName(name)) for name in ("Anna", "Ben"))
VENUE = Venue(
    "icml",
    Title.parse("Proceedings"),
    series="PMLR",
    volume="267",
    publisher="Press",
    publisher_place="Paris",
    editors=(BEN,),
    date=PartialDate(2025, 10, 6),
    isbn="978-3-16-148410-0",
    doi=Doi("10.1000/volume"),
    url=Url("https://venue.example"),
)
PREPRINT = Version(
    Kind.PREPRINT,
    date=PartialDate(2024, 9),
    arxiv=ArxivId("2410.00037", 2),
    classes=(ArxivClass("cs.CL"), ArxivClass("cs.SD")),
)
TALK = Version(Kind.CONFERENCE, venue=VENUE)


def paper(*versions: Version) -> Paper:
    return Paper(
        "anna2024",
        Title.parse("The {Work}"),
        (ANNA, BEN),
        versions,
        ("old",),
        Abstract.parse("Words."),
        "en",
        ("tag",),
    )


def test_what_a_version_does_not_say_is_the_work_s() -> None:
    record = paper(PREPRINT).record(PREPRINT)
    assert record.title == Title.parse("The {Work}")
    assert record.authors == (ANNA, BEN)
    assert record.abstract == Abstract.parse("Words.")
    assert (record.language, record.tags, record.links) == ("en", ("tag",), ())


def test_what_a_version_says_holds_for_it_alone() -> None:
    own = PREPRINT._replace(title=Title.parse("Draft"), authors=(BEN,), abstract=Abstract.parse("Other."))
    work = paper(TALK, own)
    assert work.record(own).title == Title.parse("Draft")
    assert work.record(own).authors == (BEN,)
    assert work.record(own).abstract == Abstract.parse("Other.")
    assert work.record(TALK).title == work.title
    assert work.record(TALK).authors == (ANNA, BEN)


def test_what_a_version_does_not_say_is_the_venue_s() -> None:
    record = paper(TALK).record(TALK)
    assert record.date == PartialDate(2025, 10, 6)
    assert (record.volume, record.series, record.publisher, record.publisher_place) == (
        "267",
        "PMLR",
        "Press",
        "Paris",
    )
    assert record.isbn == "978-3-16-148410-0"
    assert record.editors == (BEN,)


def test_a_version_overrules_its_venue() -> None:
    own = TALK._replace(
        date=PartialDate(2024), volume="1", series="S", publisher="P", publisher_place="Q", isbn="0-306-40615-2"
    )
    record = paper(own).record(own)
    assert (record.date, record.volume, record.series) == (PartialDate(2024), "1", "S")
    assert (record.publisher, record.publisher_place, record.isbn) == ("P", "Q", "0-306-40615-2")


def test_without_a_venue_nothing_is_made_up() -> None:
    record = paper(PREPRINT).record(PREPRINT)
    assert (record.venue, record.editors, record.volume, record.publisher, record.isbn) == (None, (), "", "", "")
    nameless = Version(Kind.UNPUBLISHED)
    bare = paper(nameless).record(nameless)
    assert (bare.date, bare.arxiv, bare.doi, bare.url, bare.classes) == (None, None, None, "", ())


def test_a_published_version_has_its_preprint_s_arxiv_id_without_version() -> None:
    record = paper(TALK, PREPRINT).record(TALK)
    assert record.arxiv == ArxivId("2410.00037")
    assert record.classes == (ArxivClass("cs.CL"), ArxivClass("cs.SD"))
    assert paper(TALK, PREPRINT).record(PREPRINT).arxiv == ArxivId("2410.00037", 2)


def test_a_doi_is_never_borrowed() -> None:
    assert paper(TALK, PREPRINT).record(TALK).doi is None  # neither arXiv's nor the volume's
    assert paper(TALK, PREPRINT).record(PREPRINT).doi == Doi("10.48550/arXiv.2410.00037")
    own = TALK._replace(doi=Doi("10.1145/1"))
    assert paper(own, PREPRINT).record(own).doi == Doi("10.1145/1")
    elsewhere = PREPRINT._replace(doi=Doi("10.5281/zenodo.1"))
    assert paper(elsewhere).record(elsewhere).doi == Doi("10.5281/zenodo.1")
    report = Version(Kind.REPORT, date=PartialDate(2024), arxiv=ArxivId("2410.00037"))
    assert paper(report).record(report).doi is None


@pytest.mark.parametrize(
    ("version", "url"),
    [
        (TALK, ""),
        (TALK._replace(openreview="MFrJ3NzA5H"), "https://openreview.net/forum?id=MFrJ3NzA5H"),
        (TALK._replace(openreview="MFrJ3NzA5H", url=Url("https://a.example")), "https://a.example"),
        (PREPRINT, "https://arxiv.org/abs/2410.00037v2"),
        (PREPRINT._replace(url=Url("https://a.example")), "https://a.example"),
    ],
)
def test_its_own_page_before_openreview_before_arxiv(version: Version, url: str) -> None:
    assert paper(version, PREPRINT).record(version).url == url


def test_the_published_version_has_the_work_s_key() -> None:
    work = paper(PREPRINT, TALK)
    assert work.main is TALK
    assert (work.preprint, work.published) == (PREPRINT, TALK)
    assert work.record(TALK).key == "anna2024"
    assert work.record(PREPRINT).key == "anna2024preprintv2"
    assert work.record(TALK).aliases == ("old",)
    assert work.record(PREPRINT).aliases == ()


def test_without_a_published_version_the_first_has_it() -> None:
    report = Version(Kind.REPORT, date=PartialDate(2024), institution="Kyutai")
    work = paper(report, PREPRINT)
    assert work.published is None
    assert work.record(report).key == "anna2024"
    assert work.record(PREPRINT).key == "anna2024preprintv2"


def test_versions_of_one_sort_are_told_apart() -> None:
    first, second, third = (PREPRINT._replace(arxiv=ArxivId("2410.00037", v)) for v in (None, 2, 3))
    talks = [TALK, TALK._replace(note="workshop"), TALK._replace(note="journal track")]
    work = paper(*talks, first, second, third, Version(Kind.REPORT), Version(Kind.REPORT, note="b"))
    assert [work.version_key(version).removeprefix("anna2024") for version in work.versions] == [
        *("", "conference", "conference2"),
        *("preprint", "preprintv2", "preprintv3"),
        *("report", "report2"),
    ]


@pytest.mark.parametrize("kind", list(Kind))
def test_published_is_what_somebody_else_brought_out(kind: Kind) -> None:
    assert kind.published == (kind in {"conference", "journal", "chapter", "book", "thesis"})


def test_every_version_of_the_lab_s_papers_has_a_key_of_its_own(library: Library) -> None:
    keys = [work.version_key(version) for work in library for version in work.versions]
    assert len(set(keys)) == len(keys) > len(library)
