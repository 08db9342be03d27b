"""`cs:sort`: the order of titles, names and dates, as citeproc-js has it."""

from __future__ import annotations

from typing import Any

import pytest

from kyutai_bib.csl.processor.collation import collation_key
from tests.csl.answers import answers, in_order

YEAR = '<date variable="issued"><date-part name="year"/></date>'
NAMES = '<names variable="author"><name/></names>'


def dated(year: int, title: str, *more: int) -> dict[str, Any]:
    return {"title": title, "issued": {"date-parts": [[year, *more]]}}


@pytest.mark.parametrize(
    "titles",
    [
        ["Ex m", "Ex: n"],  # punctuation does not count
        ["Ex k", "Ex1", "Exa"],  # spaces do
        ["A. B", "A C", "A. D"],
        ["a", "(b", "c", "“d”", "…e"],
        ["a - c", "a b"],
        ["2 fast", "12 monkeys", "300 a", "1984"],  # numbers by their value
        ["a 2", "a 12"],
        ["2", "12-15"],
        ["Ex+m", "Ex", "Ex~m", "Ex$m", "Ex1"],  # some symbols come before a space
        ["Müllera", "Mullerb", "Müllerc"],  # accents do not count
        ["Öa", "Ob", "z", "Zb"],
        ["z", "π", "ж", "中"],
    ],
)
def test_titles(titles: list[str]) -> None:
    items = [{"title": title} for title in titles]
    for some in (items, items[::-1]):
        assert in_order(some, '<key variable="title"/>') == titles


@pytest.mark.parametrize(
    "titles", [["Müller", "Muller"], ["a/b", "ab"], ["a", "A"], ["O’Brien", "Obrien"], ["0012", "12"]]
)
def test_titles_that_are_alike_keep_their_order(titles: list[str]) -> None:
    for some in (titles, titles[::-1]):
        assert in_order([{"title": title} for title in some], '<key variable="title"/>') == some


DATES = [
    *(dated(-340, "bc340"), dated(-50, "bc50"), dated(50, "ad50"), dated(1869, "a")),
    {"title": "range", "issued": {"date-parts": [[1869], [1870]]}},
    *(dated(2001, "b"), dated(10000, "c")),
    {"title": "none"},
    {"title": "words", "issued": {"literal": "long ago"}},
]


@pytest.mark.parametrize("entry", [YEAR, f"{NAMES}{YEAR}", f"<choose><if variable='issued'>{YEAR}</if></choose>"])
def test_dates(entry: str) -> None:
    """Before Christ first; words and nothing at the end, whichever way the others go."""
    titles = [item["title"] for item in DATES]
    for key in ('<key variable="issued"{}/>', '<key macro="k"{}/>'):
        macros = f'<macro name="k">{entry}</macro>'
        assert in_order(DATES, key.format(""), macros=macros) == titles
        falling = ["c", "b", "range", "a", "ad50", "bc50", "bc340", "none", "words"]
        assert in_order(DATES, key.format(' sort="descending"'), macros=macros) == falling


def test_a_macro_with_a_date_sorts_by_nothing_else() -> None:
    items = [{**dated(2001, "b"), "publisher": "a"}, {**dated(1990, "a"), "publisher": "z"}, {"title": "c"}]
    entry = f'<text variable="publisher"/>{YEAR}<text term="no date"/>'
    assert in_order(items, '<key macro="k"/>', macros=f'<macro name="k">{entry}</macro>') == ["a", "b", "c"]


def test_the_date_of_another_macro_comes_before_names() -> None:
    author = {"author": [{"family": "Aaa"}]}
    items = [{**dated(2001, "named"), **author}, dated(1990, "dated"), {"title": "neither"}]
    macros = (
        f'<macro name="y"><choose><if variable="issued">{YEAR}</if><else><text term="no date"/></else></choose>'
        f'</macro><macro name="k">{NAMES}<text macro="y"/></macro>'
    )
    assert in_order(items, '<key macro="k"/>', macros=macros) == ["dated", "named", "neither"]


def substituted(by: str) -> str:
    return f'<names variable="author"><name/><substitute>{by}</substitute></names>'


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (f'{NAMES}<text value="qq"/>', ["a", "m", "z", "none"]),
        (f'<text value="qq"/>{NAMES}', ["a", "m", "z", "none"]),
        (substituted('<text value="b"/>'), ["a", "m", "z", "none"]),
        (substituted('<text macro="v"/>'), ["a", "none", "m", "z"]),
        (
            f'<choose><if variable="author">{NAMES}</if><else><text value="b"/></else></choose>',
            ["a", "none", "m", "z"],
        ),
    ],
)
def test_words_alone_sort_nothing(entry: str, expected: list[str]) -> None:
    items: list[dict[str, Any]] = [{"title": name, "author": [{"family": name}]} for name in "mza"]
    macros = f'<macro name="v"><text value="b"/></macro><macro name="k">{entry}</macro>'
    assert in_order([{"title": "none"}, *items], '<key macro="k"/>', macros=macros) == expected


@pytest.mark.parametrize(
    ("demote", "expected"),
    [
        ("never", ["none", "a Zed", "John", "Reggie", "von George", "van Max"]),
        ("sort-only", ["none", "von George", "John", "van Max", "Reggie", "a Zed"]),
        ("display-and-sort", ["none", "von George", "John", "van Max", "Reggie", "a Zed"]),
    ],
)
def test_particles(demote: str, expected: list[str]) -> None:
    names: dict[str, dict[str, str]] = {
        "none": {},
        "John": {"given": "John"},
        "Reggie": {"given": "Reggie"},
        "von George": {"given": "George", "dropping-particle": "von"},
        "a Zed": {"given": "Zed", "dropping-particle": "a"},
        "van Max": {"given": "Max", "non-dropping-particle": "van"},
    }
    items = [{"title": title, "author": [{"family": "Smith", **name}]} for title, name in names.items()]
    key = '<sort><key variable="author"/></sort>'
    attributes = f'demote-non-dropping-particle="{demote}"'
    assert answers(items, '<text variable="title"/>', attributes=attributes, sort=key) == expected


@pytest.mark.parametrize("language", ["ja", "zh"])
def test_every_east_asian_character_sorts_somewhere(language: str) -> None:
    for code in range(0x2E80, 0xFB00):
        assert collation_key(chr(code), language)


def test_rare_characters_in_japanese_come_behind_the_common_ones() -> None:
    assert (
        collation_key("亜", "ja")
        < collation_key("腕", "ja")
        < collation_key("秏", "ja")
        < collation_key("鿿", "ja")
    )


def test_affixes_count_and_spaces_come_first() -> None:
    items = [{"title": "Beta", "note": "x"}, {"title": "Alpha", "note": "x"}, {"title": "Zeta"}]
    macro = """<macro name="key"><choose><if variable="note"><text variable="title"/></if>
      <else><text variable="title" prefix=" "/></else></choose></macro>"""
    assert in_order(items, '<key macro="key"/>', macros=macro) == ["Zeta", "Alpha", "Beta"]


def test_keys_of_so_many_names_have_no_last_one() -> None:
    items = [
        {"title": "B", "author": [{"family": "Zoe"}, {"family": "Abe"}, {"family": "Bob"}]},
        {"title": "A", "author": [{"family": "Moe"}]},
    ]
    names = '<names variable="author"><name et-al-use-last="true" et-al-min="3" et-al-use-first="1"/></names>'
    found = in_order(
        items, '<key macro="m" names-min="1" names-use-first="1"/>', macros=f'<macro name="m">{names}</macro>'
    )
    assert found == ["A", "B"]
