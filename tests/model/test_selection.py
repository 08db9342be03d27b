"""Which papers are picked: names in every spelling, the nearest names of wrong ones, filters, orders, messages."""

from __future__ import annotations

import pytest

from kyutai_bib.errors import BadValue, NothingSelected, UnknownName
from kyutai_bib.model.library import Library
from kyutai_bib.model.selection import Preference, YearRange, folded
from kyutai_bib.reader import read_library

TEXT = """
people:
  zoe: Zoé, Ana
  marmiesse: de Marmiesse, Gabriel
  grave: Grave, Edouard
  team: {team: The Moshi Team}
  editor: Editor, Ed
venues:
  icml-2025: {title: "Proceedings of the 42nd {ICML}", short: ICML 2025, event: Conference on Machine Learning,
              date: 2025-10-06, editors: [editor]}
  icml-2024: {title: Proceedings of the 41st, short: ICML 2024, date: 2024-07}
  lonely: {title: Nobody's Proceedings}
papers:
  alpha2024:
    title: "{Élan} of Alpha"
    authors: [zoe, grave]
    aliases: [Old_Alpha]
    tags: [Speech Translation, streaming]
    versions:
      - {type: conference, venue: icml-2025, doi: 10.1145/ABC, authors: [zoe]}
      - {type: preprint, arxiv: "2410.00037", date: 2024-10-01}
  beta2024:
    title: beta
    authors: [marmiesse]
    versions:
      - {type: preprint, arxiv: "2502.00001", date: 2025-02-05}
      - {type: preprint, arxiv: "2502.00001v2", date: 2025-03}
      - {type: report, institution: Kyutai, date: 2025}
  gamma2025:
    title: Gamma
    authors: [team]
    tags: [streaming]
    versions:
      - {type: conference, venue: icml-2024}
      - {type: preprint, arxiv: hep-th/0101001, date: 2001-01}
  delta:
    title: Delta
    authors: [grave]
    versions: [{type: unpublished}]
"""


@pytest.fixture(scope="module")
def papers() -> Library:
    return read_library(TEXT)


def keys(library: Library, *names: str, **filters: object) -> list[str]:
    return [record.key for record in library.select(*names, **filters)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("alpha2024", "alpha2024"),
        ("ALPHA2024", "alpha2024"),
        (" alpha2024 ", "alpha2024"),
        ("old_alpha", "alpha2024"),
        ("10.1145/abc", "alpha2024"),
        ("https://doi.org/10.1145/ABC", "alpha2024"),
        ("2410.00037", "alpha2024"),
        ("arXiv:2410.00037v7", "alpha2024"),  # a version that the file does not have
        ("https://arxiv.org/pdf/2410.00037v1.pdf", "alpha2024"),
        ("10.48550/arXiv.2410.00037", "alpha2024"),
        ("alpha2024preprint", "alpha2024preprint"),
        ("2502.00001", "beta2024"),
        ("arxiv:2502.00001v2", "beta2024preprintv2"),
        ("beta2024report", "beta2024report"),
        ("hep-th/0101001", "gamma2025"),
        ("https://arxiv.org/abs/hep-th/0101001v1", "gamma2025"),
    ],
)
def test_a_paper_goes_by_many_names(papers: Library, name: str, key: str) -> None:
    assert keys(papers, name) == [key]
    assert key.startswith(papers.find(name).key)


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("alpha", ("alpha2024", "alpha2024preprint")),
        ("betta2024", ("beta2024",)),
        ("BETA2023", ("beta2024",)),
        ("10.1145/abd", ("10.1145/abc",)),
        ("2410.00038", ("2410.00037",)),
        ("nothing like it", ()),
        ("", ()),
    ],
)
def test_an_unknown_paper_gives_the_nearest(papers: Library, name: str, nearest: tuple[str, ...]) -> None:
    with pytest.raises(UnknownName, match="unknown paper") as raised:
        papers.select(name)
    assert raised.value.nearest[: len(nearest)] == nearest
    assert bool(raised.value.nearest) == bool(nearest)
    assert raised.value.name == name
    assert "`kyutai-bib list` shows all papers." in str(raised.value)


def test_papers_come_in_the_order_named_and_once(papers: Library) -> None:
    named = ("gamma2025", "2410.00037", "alpha2024", "beta2024report", "gamma2025")
    assert keys(papers, *named) == ["gamma2025", "alpha2024", "beta2024report"]
    assert keys(papers) == ["alpha2024", "beta2024", "gamma2025", "delta"]


def test_preference(papers: Library) -> None:
    kinds = {
        str(prefer): [str(record.kind) for record in papers.select(prefer=prefer)]
        for prefer in (Preference.PUBLISHED, Preference.PREPRINT)
    }
    assert kinds["published"] == ["conference", "preprint", "conference", "unpublished"]
    assert kinds["preprint"] == ["preprint", "preprint", "preprint", "unpublished"]
    assert keys(papers, prefer=Preference.PREPRINT) == keys(papers)  # the work's own keys, for the texts that cite
    assert len(papers.select(prefer=Preference.ALL)) == 8
    assert keys(papers, "beta2024", prefer=Preference.ALL) == ["beta2024", "beta2024preprintv2", "beta2024report"]


def test_a_version_named_outright_is_taken_whatever_is_preferred(papers: Library) -> None:
    [record] = papers.select("alpha2024preprint", prefer=Preference.PUBLISHED)
    assert (record.key, str(record.kind)) == ("alpha2024preprint", "preprint")


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ("2025", ["alpha2024", "beta2024"]),  # the venue's date counts, and an undated paper is in no year
        ("2024..2025", ["alpha2024", "beta2024", "gamma2025"]),
        ("2024 .. 2024", ["gamma2025"]),
        ("2025..", ["alpha2024", "beta2024"]),
        ("..2024", ["gamma2025"]),
    ],
)
def test_years(papers: Library, years: str, expected: list[str]) -> None:
    assert keys(papers, years=YearRange.parse(years)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "..",
        "x",
        "2024-2025",
        "2024...2025",
        "2024..2025..2026",
        "-1",
        "20244",
        "٢٠٢٤",
        "9" * 5000,
        "2024,2025",
    ],
)
def test_no_years(text: str) -> None:
    with pytest.raises(BadValue, match="is not a year or a range of years; write 2024"):
        YearRange.parse(text)


def test_years_that_end_before_they_begin() -> None:
    with pytest.raises(BadValue, match=r"the years '2025\.\.2024' end before they begin"):
        YearRange.parse("2025..2024")


@pytest.mark.parametrize(("typed", "name"), [("lukasz", "Łukasz"), ("bohle", "Bøhle"), ("AEGIR", "Ægir")])
def test_letters_that_do_not_come_apart_are_found_as_people_type_them(typed: str, name: str) -> None:
    assert folded(typed) == folded(name)


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        ("zoe", ["alpha2024"]),
        ("ZOÉ", ["alpha2024"]),
        ("Ana Zoé", ["alpha2024"]),
        ("Zoe, Ana", ["alpha2024"]),
        ("Marmiesse", ["beta2024"]),
        ("de marmiesse", ["beta2024"]),
        ("gabriel  de marmiesse", ["beta2024"]),
        ("the moshi team", ["gamma2025"]),
        ("grave", ["delta"]),  # of alpha2024's published version he is no author
    ],
)
def test_authors_in_any_spelling(papers: Library, author: str, expected: list[str]) -> None:
    assert keys(papers, authors=[author]) == expected


def test_an_author_of_one_version_only(papers: Library) -> None:
    assert keys(papers, authors=["grave"], prefer=Preference.PREPRINT) == ["alpha2024", "delta"]


@pytest.mark.parametrize(
    "venue", ["icml-2025", "ICML 2025", "proceedings of the 42nd icml", "conference on machine learning"]
)
def test_venues_in_any_spelling(papers: Library, venue: str) -> None:
    assert keys(papers, venues=[venue]) == ["alpha2024"]


def test_a_venue_without_its_year_is_every_year(papers: Library) -> None:
    assert keys(papers, venues=["icml"]) == ["alpha2024", "gamma2025"]


def test_a_filter_repeated_widens_and_different_filters_narrow(papers: Library) -> None:
    assert keys(papers, authors=["zoe", "marmiesse"]) == ["alpha2024", "beta2024"]
    assert keys(papers, tags=["streaming", "speech translation"]) == ["alpha2024", "gamma2025"]
    assert keys(papers, tags=["STREAMING"], venues=["icml 2024"]) == ["gamma2025"]
    assert keys(papers, "gamma2025", "beta2024", tags=["streaming"]) == ["gamma2025"]


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"authors": ["graves"]}, "unknown author 'graves'. Did you mean 'Grave'?"),
        ({"authors": ["editor"]}, "unknown author 'editor'."),  # edits, but has written nothing
        ({"venues": ["icmll 2025"]}, "unknown venue 'icmll 2025'. Did you mean 'ICML 2025'"),
        ({"tags": ["stream"]}, "unknown tag 'stream'. Did you mean 'streaming'?"),
        ({"sort": "dates"}, "unknown sort 'dates'. Did you mean 'date'? Known: key, date, author, title"),
        ({"sort": "--date"}, "unknown sort '--date'."),
    ],
)
def test_unknown_filters(papers: Library, filters: dict[str, object], message: str) -> None:
    with pytest.raises(UnknownName) as raised:
        keys(papers, **filters)
    assert str(raised.value).startswith(message)


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("key", ["alpha2024", "beta2024", "delta", "gamma2025"]),
        ("-key", ["gamma2025", "delta", "beta2024", "alpha2024"]),
        ("date", ["delta", "gamma2025", "beta2024", "alpha2024"]),
        ("-date", ["alpha2024", "beta2024", "gamma2025", "delta"]),
        ("author", ["beta2024", "delta", "gamma2025", "alpha2024"]),
        ("title", ["beta2024", "delta", "alpha2024", "gamma2025"]),  # É sorts as E
        (None, ["alpha2024", "beta2024", "gamma2025", "delta"]),
    ],
)
def test_orders(papers: Library, sort: str | None, expected: list[str]) -> None:
    assert keys(papers, sort=sort) == expected


def test_an_order_overrules_the_order_named(papers: Library) -> None:
    assert keys(papers, "gamma2025", "alpha2024", sort="key") == ["alpha2024", "gamma2025"]


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        (
            {"years": YearRange(1990, 1991)},
            "no paper is left: the papers of this file are of the years 2001 to 2025",
        ),
        (
            {"authors": ["zoe"], "tags": ["streaming"], "years": YearRange(2024, 2024)},
            "no paper is left: none fits all",
        ),
        ({"venues": ["icml 2025"], "prefer": Preference.PREPRINT}, "no paper is left: none fits all the filters"),
        ({"venues": ["lonely"]}, "no paper is left: none fits all the filters"),
    ],
)
def test_nothing_selected_says_why(papers: Library, filters: dict[str, object], message: str) -> None:
    with pytest.raises(NothingSelected) as raised:
        keys(papers, **filters)
    assert str(raised.value).startswith(message)


def test_a_file_without_papers() -> None:
    with pytest.raises(NothingSelected, match="the file has no papers"):
        read_library("papers: {}").select()


@pytest.mark.parametrize(
    ("text", "expected"), [("  Élan  VITAL\n", "elan vital"), ("Straße", "strasse"), ("ﬁn", "fin")]
)
def test_folding(text: str, expected: str) -> None:
    assert folded(text) == expected
