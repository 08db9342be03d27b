"""Cites told apart by names: what is the same in all lists is not tried."""

from __future__ import annotations

import pytest

from tests.csl.answers import Item, answers, cited

NAMES = '<names variable="author"><name form="short" and="text" initialize-with="." {}/></names>'
OPTIONS = 'disambiguate-add-names="true" disambiguate-add-givenname="true"'


def works(*lists: str) -> list[Item]:
    """Names are letters, given names digits behind them."""
    return [
        {"id": str(place), "author": [{"family": name[0], "given": f"Given{name[1:]}"} for name in names.split()]}
        for place, names in enumerate(lists)
    ]


@pytest.mark.parametrize(
    ("lists", "expected"),
    [
        (("A B C D", "A B C E"), ["A, B, C, and D", "A, B, C, and E"]),
        (("A B C", "A B C D"), ["A, B, and C", "A, B, C, et al."]),
        (("A B C D", "A B C D"), ["A et al.", "A et al."]),
        (("A X C D", "A Y C D"), ["A, X, et al.", "A, Y, et al."]),
    ],
)
def test_more_names(lists: tuple[str, ...], expected: list[str]) -> None:
    citation = NAMES.format('et-al-min="3" et-al-use-first="1"')
    assert cited(works(*lists), [["0"], ["1"]], citation, OPTIONS) == expected


SHORT = '<names variable="author"><name form="short" et-al-min="3" et-al-use-first="1" {}/></names>'


@pytest.mark.parametrize(
    ("options", "in_cites", "expected"),
    [
        (OPTIONS, 'et-al-min="3" et-al-use-first="1"', ["A, B, C, et al.", "A, B, X, et al.", "M et al."]),
        (OPTIONS, 'et-al-min="3" et-al-use-first="2"', ["A, B, C, et al.", "A, B, X, et al.", "M, N, et al."]),
        (OPTIONS, "", ["A, B, C, D", "A, B, X, D", "M, N, O, P"]),
        (
            'disambiguate-add-names="true"',
            'et-al-min="3" et-al-use-first="2"',
            ["A et al.", "A et al.", "M et al."],
        ),
        (
            'disambiguate-add-givenname="true"',
            'et-al-min="3" et-al-use-first="2"',
            ["A et al.", "A et al.", "M et al."],
        ),
    ],
)
def test_entries_show_the_names_of_cites(options: str, in_cites: str, expected: list[str]) -> None:
    items = works("A B C D", "A B X D", "M N O P")
    citation = f'<names variable="author"><name form="short" {in_cites}/></names>'
    assert answers(items, SHORT.format(""), citation=citation, cited=options) == expected


def test_entries_with_the_last_name_show_their_own() -> None:
    found = answers(
        works("A B C D"), SHORT.format('et-al-use-last="true"'), citation=NAMES.format(""), cited=OPTIONS
    )
    assert found == ["A … D"]


def test_a_year_suffix_stands_behind_the_last_year() -> None:
    items: list[Item] = [{**each, "issued": {"date-parts": [[2000], [2001]]}} for each in works("A", "A")]
    year = '<date variable="issued"><date-part name="year"/></date>'
    assert cited(items, [["0"], ["1"]], year, 'disambiguate-add-year-suffix="true"') == [
        "2000–2001a",
        "2000–2001b",
    ]


@pytest.mark.parametrize(
    ("names", "expected"), [("A B C", "A, B, and C"), ("A B C D", "A, B, C, et al."), ("A B C D E F", "A et al.")]
)
def test_first_cites_show_the_names_of_later_ones(names: str, expected: str) -> None:
    options = 'et-al-min="3" et-al-use-first="1" et-al-subsequent-min="6" et-al-subsequent-use-first="1"'
    assert cited(works(names), [["0"]], NAMES.format(""), options) == [expected]
