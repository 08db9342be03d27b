"""What stands between names, and particles, as citeproc-js has it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.csl.answers import answers

A, B, C = ({"family": f"Fam{letter}", "given": "Ann"} for letter in "abc")
X, Y, Z = ({"literal": f"Org {letter}"} for letter in "xyz")


def joined(people: list[Any], options: str) -> str:
    [found] = answers([{"author": people}], f'<names variable="author"><name and="text" {options}/></names>')
    return found


@pytest.mark.parametrize(
    ("people", "rule", "expected"),
    [
        ([A, X], "always", "Fama and Org x"),
        ([X, A], "always", "Org x, and Fama"),
        ([X, Y], "always", "Org x and Org y"),
        ([A, B, X], "never", "Fama, Famb, and Org x"),
        ([A, X, B], "never", "Fama, Org x and Famb"),
        ([X, Y, Z], "never", "Org x, Org y, and Org z"),
        ([A, B], "always", "Fama, and Famb"),
        ([A, X], "contextual", "Fama and Org x"),
        ([X, Y, A], "contextual", "Org x, Org y, and Fama"),
    ],
)
def test_the_last_name(people: list[Any], rule: str, expected: str) -> None:
    assert joined(people, f'form="short" delimiter-precedes-last="{rule}"') == expected


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ([A, X], "Fama, Ann, and Org x"),
        ([X, A], "Org x, and Fama, Ann"),
        ([X, Y], "Org x and Org y"),
        ([A, X, B], "Fama, Ann, Org x and Famb, Ann"),
        ([A, X, Y], "Fama, Ann, Org x, and Org y"),
        ([X, Y, A], "Org x, Org y and Fama, Ann"),
        ([A, B, C], "Fama, Ann, Famb, Ann, and Famc, Ann"),
    ],
)
def test_after_inverted_names(people: list[Any], expected: str) -> None:
    options = 'delimiter-precedes-last="after-inverted-name" name-as-sort-order="all"'
    assert joined(people, options) == expected


@pytest.mark.parametrize(
    ("people", "first", "expected"),
    [
        ([A, B, C], 1, "Fama, Ann, et al."),
        ([X, A, B], 1, "Org x, et al."),
        ([A, B, C], 2, "Fama, Ann, Famb, Ann et al."),
        ([X, Y, A], 2, "Org x, Org y et al."),
    ],
)
def test_et_al_after_inverted_names(people: list[Any], first: int, expected: str) -> None:
    options = 'delimiter-precedes-et-al="after-inverted-name" name-as-sort-order="all"'
    assert joined(people, f'{options} et-al-min="3" et-al-use-first="{first}"') == expected


@pytest.mark.parametrize(
    ("family", "expected"),
    [
        ("de' Medici", "Medici, Anna de’"),
        ("de'Medici", "Medici, Anna de’"),
        ("d'Arc", "Arc, Anna d’"),
        ("van 't Hoff", "Hoff, Anna van ’t"),
        ("De' Medici", "De’ Medici, Anna"),
        ("von und zu Stein", "Stein, Anna von und zu"),
    ],
)
def test_particles_with_apostrophes(family: str, expected: str) -> None:
    entry = '<names variable="author"><name name-as-sort-order="all"/></names>'
    assert answers([{"author": [{"family": family, "given": "Anna"}]}], entry) == [expected]


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ([A], "[Ann Fama]"),
        ([X], "Org x"),
        ([X, A], "Org x and [Ann Fama]"),
        ([{"family": "Caesar"}], "[Caesar]"),
        ([{"given": "Cher"}], "[Cher]"),
    ],
)
def test_affixes_of_names_are_for_persons(people: list[Any], expected: str) -> None:
    assert joined(people, 'prefix="[" suffix="]"') == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [("Łukasz", "Ł. X"), ("И П", "И. П. X"), ("ʿAbd", "ʿAbd X"), ("van Ann", "van A. X"), ("ɓa", "ɓa X")],
)
def test_initials(given: str, expected: str) -> None:
    entry = '<names variable="author"><name initialize-with=". "/></names>'
    assert answers([{"author": [{"family": "X", "given": given}]}], entry) == [expected]


@pytest.mark.parametrize(
    ("inherited", "expected"),
    [
        ("always", ["Fama, and Org x", "Fama, Famb, and Org x"]),
        ("never", ["Fama and Org x", "Fama, Famb and Org x"]),
        ("contextual", ["Fama and Org x", "Fama, Famb, and Org x"]),
    ],
)
@pytest.mark.parametrize("own", ["", 'delimiter-precedes-last="always"', 'delimiter-precedes-last="never"'])
def test_before_an_institution_counts_what_is_inherited(inherited: str, expected: list[str], own: str) -> None:
    entry = f'<names variable="author"><name form="short" and="text" {own}/></names>'
    attributes = f'delimiter-precedes-last="{inherited}"'
    assert answers([{"author": [A, X]}, {"author": [A, B, X]}], entry, attributes=attributes) == expected


def test_of_a_choice_among_substitutes_the_first_that_prints() -> None:
    choice = '<choose><if type="book"><text variable="title"/><text variable="publisher"/></if></choose>'
    entry = f'<names variable="author"><name/><substitute>{choice}</substitute></names>'
    assert answers([{"title": "T", "publisher": "P"}, {"publisher": "P"}], entry) == ["T", "P"]


@pytest.mark.parametrize(
    ("options", "inherited", "expected"),
    [
        ('delimiter="/" and="text"', "", "Fama/Famb/and Org x"),
        ('delimiter="/"', 'name-delimiter=" ~ "', "Fama/Famb/Org x"),
        ("", 'name-delimiter=" ~ "', "Fama ~ Famb, Org x"),
        ('and="symbol"', 'name-delimiter=" ~ "', "Fama ~ Famb, & Org x"),
    ],
)
def test_delimiter_before_an_institution(options: str, inherited: str, expected: str) -> None:
    entry = f'<names variable="author"><name form="short" {options}/></names>'
    assert answers([{"author": [A, B, X]}], entry, attributes=inherited) == [expected]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ('<text macro="words"/>', ["T"]),
        ('<group><text macro="words"/></group>', ["T"]),
        ('<text macro="macro"/>', ["AnonymousT"]),
        ('<names variable="author"><name/><substitute><text value="Anon"/></substitute></names>', ["AnonT"]),
    ],
)
def test_words_that_stand_for_names_do_not_fill_a_macro(entry: str, expected: list[str]) -> None:
    def macro(name: str, substitute: str) -> str:
        names = f'<names variable="author"><name/><substitute>{substitute}</substitute></names>'
        return f'<macro name="{name}">{names}</macro>'

    macros = [
        macro("words", '<text value="Anonymous"/>'),
        macro("macro", '<text macro="anon"/>'),
        '<macro name="anon"><text value="Anonymous"/></macro>',
    ]
    assert answers([{"title": "T"}], f'{entry}<text variable="title"/>', macros="".join(macros)) == expected


def test_numbers_of_names_may_have_spaces() -> None:
    assert joined([A, B, C], 'form="short" et-al-min=" 3" et-al-use-first="1 "') == "Fama et al."
