"""Cites of one citation put together, as citeproc-js does it."""

from __future__ import annotations

import pytest

from kyutai_bib.csl.processor.context import Cite
from tests.csl.answers import Item, cited

YEAR = '<date variable="issued"><date-part name="year"/></date>'


def item(key: str, year: int, **more: object) -> Item:
    return {"id": key, "issued": {"date-parts": [[year]]}, **more}


ITEMS = [
    item("doe", 2000, author=[{"family": "Doe"}]),
    item("none", 2006),
    item("nothing", 2007),
    *(item("one", 2008, title="Same"), item("other", 2009, title="Same")),
]
CITATIONS = [["doe", "none"], ["none", "doe"], ["none", "nothing"], ["one", "other"], ["doe", "one", "other"]]


@pytest.mark.parametrize(
    ("substitute", "expected"),
    [
        ("", ["Doe, 2000, 2006", "2006; Doe, 2000", "2006, 2007", "2008, 2009", "Doe, 2000, 2008, 2009"]),
        (
            '<substitute><names variable="editor"/></substitute>',
            ["Doe, 2000, 2006", "2006; Doe, 2000", "2006, 2007", "2008, 2009", "Doe, 2000, 2008, 2009"],
        ),
        (
            '<substitute><text variable="title"/></substitute>',
            [
                *("Doe, 2000; 2006", "2006; Doe, 2000", "2006; 2007"),
                *("Same, 2008; Same, 2009", "Doe, 2000; Same, 2008; Same, 2009"),
            ],
        ),
    ],
)
def test_cites_without_names(substitute: str, expected: list[str]) -> None:
    names = f'<names variable="author"><name form="short"/>{substitute}</names>'
    citation = f'<group delimiter=", ">{names}{YEAR}</group>'
    assert cited(ITEMS, CITATIONS, citation, 'collapse="year"') == expected


def test_a_delimiter_may_be_escaped_twice() -> None:
    found = cited(ITEMS[:2], [["doe", "none"]], YEAR, "", delimiter="&amp;#xA;")
    assert found == ["2000\n2006"]


@pytest.mark.parametrize(
    ("citation", "expected"),
    [
        (YEAR, "2000, 2006"),
        ('<text variable="citation-label"/>', "Doe00, Nobo06"),
        (f'<text value="x"/>{YEAR}', "x2000, x2006"),
        (f'<text variable="publisher"/>{YEAR}', "Sea2000; Sky2006"),
        (f'{YEAR}<text variable="publisher"/>', "2000Sea; 2006Sky"),
        ('<text variable="URL"/>', "http://a.b; http://a.c"),
    ],
)
def test_cites_that_print_no_names(citation: str, expected: str) -> None:
    items = [
        item("doe", 2000, author=[{"family": "Doe"}], publisher="Sea", URL="http://a.b"),
        item("none", 2006, title="Nobody", publisher="Sky", URL="http://a.c"),
    ]
    assert cited(items, [["doe", "none"]], citation, 'collapse="year"') == [expected]


SMITH = [{"family": "Smith"}]
SAME_YEAR = [
    item("a", 2001, author=SMITH, title="A"),
    item("b", 2001, author=SMITH, title="B"),
    item("c", 2003, author=SMITH, title="C"),
    item("d", 2001, author=[{"family": "Doe"}], title="D"),
]
IN_TURN: list[list[Cite]] = [
    [Cite("a"), Cite("b"), Cite("c")],
    [Cite("a", locator="2"), Cite("b"), Cite("d")],
    [Cite("a"), Cite("b", locator="2")],
    [Cite("a"), Cite("b", suffix=" x")],
    [Cite("a", suffix=" x"), Cite("b")],
    [Cite("a"), Cite("b", prefix="see ")],
]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (
            'collapse="year"',
            [
                *("Smith 2001a, 2001b, 2003", "Smith 2001ap2, 2001b; Doe 2001", "Smith 2001a, 2001bp2"),
                *("Smith 2001a, 2001b x", "Smith 2001a x, 2001b", "Smith 2001a, see 2001b"),
            ],
        ),
        (
            'collapse="year" after-collapse-delimiter="|"',
            [
                *("Smith 2001a; 2001b; 2003", "Smith 2001ap2|2001b|Doe 2001", "Smith 2001a; 2001bp2"),
                *("Smith 2001a; 2001b x", "Smith 2001a x; 2001b", "Smith 2001a; see 2001b"),
            ],
        ),
        (
            'collapse="year-suffix" year-suffix-delimiter="+"',
            [
                *("Smith 2001a+b, 2003", "Smith 2001ap2+b; Doe 2001", "Smith 2001a, bp2"),
                *("Smith 2001a, b x", "Smith 2001a x, b", "Smith 2001a, see b"),
            ],
        ),
        (
            'collapse="year-suffix" cite-group-delimiter="/"',
            [
                *("Smith 2001a/b/2003", "Smith 2001ap2/b; Doe 2001", "Smith 2001a/bp2"),
                *("Smith 2001a/b x", "Smith 2001a x/b", "Smith 2001a/see b"),
            ],
        ),
    ],
)
def test_what_stands_between_the_cites_of_one_author(options: str, expected: list[str]) -> None:
    citation = (
        f'<group delimiter=" "><names variable="author"/>{YEAR}</group><text variable="locator" prefix="p"/>'
    )
    assert cited(SAME_YEAR, IN_TURN, citation, f'disambiguate-add-year-suffix="true" {options}') == expected


def test_titles_keep_the_delimiter_of_the_layout() -> None:
    citation = f'<group delimiter=" "><names variable="author"/><text variable="title"/>{YEAR}</group>'
    assert cited(SAME_YEAR, [["a", "c", "d"]], citation, 'collapse="year"') == ["Smith A 2001; C 2003; Doe D 2001"]


def test_words_beside_a_cite_stay_where_nothing_is_printed_of_it() -> None:
    nobody = item("nobody", 2001)
    citations = [[Cite("a"), Cite("nobody", prefix="see ")], [Cite("d"), Cite("nobody")]]
    assert cited([*SAME_YEAR, nobody], citations, '<names variable="author"/>') == ["Smith; see ", "Doe"]


@pytest.mark.parametrize(
    ("affixes", "expected"),
    [
        ('prefix="-"', "Smith 2001-a, -b, 2003"),
        ('prefix="(" suffix=")"', "Smith 2001(a), (b), 2003"),
    ],
)
def test_each_year_suffix_has_its_affixes(affixes: str, expected: str) -> None:
    citation = f"""<group delimiter=" "><names variable="author"/><group>{YEAR}
      <text variable="year-suffix" {affixes}/></group></group>"""
    options = 'disambiguate-add-year-suffix="true" collapse="year-suffix" year-suffix-delimiter=", "'
    assert cited(SAME_YEAR, [["a", "b", "c"]], citation, options) == [expected]


def test_a_range_of_year_suffixes_has_affixes_once() -> None:
    items = [item(key, 2001, author=SMITH, title=key) for key in "abc"]
    citation = f'<names variable="author"/>{YEAR}<text variable="year-suffix" prefix="-"/>'
    options = 'disambiguate-add-year-suffix="true" collapse="year-suffix-ranged"'
    assert cited(items, [["a", "b", "c"]], citation, options) == ["Smith2001-a–c"]
