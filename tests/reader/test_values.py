"""Values that YAML would damage stay what they are in the file, and text comes out clean."""

from __future__ import annotations

import pytest

from kyutai_bib.errors import DataError
from kyutai_bib.model.paper import Paper
from kyutai_bib.reader import read_library


def paper(
    version: str = "", work: str = "", key: str = "a", title: str = "T", person: str = "Berg, Anna"
) -> Paper:
    text = f"""
people: {{anna: "{person}"}}
venues: {{v: {{title: V, date: 2025}}}}
papers:
  {key}:
    title: {title}
    authors: [anna]
{work}
    versions:
      - type: preprint
        date: 2024
{version}
"""
    [found] = read_library(text)
    return found


@pytest.mark.parametrize("arxiv", ["2410.10000", "'2410.10000'", '"2410.10000"', "1501.00010", "0704.0010"])
def test_an_arxiv_id_is_no_number(arxiv: str) -> None:
    [version] = paper(f"        arxiv: {arxiv}").versions
    assert str(version.arxiv) == arxiv.strip("'\"")


@pytest.mark.parametrize(
    "key", ["no", "yes", "on", "off", "true", "null2", "0123", "1e3", "2024", "0x1F", "12:30", "a.b+c_d-e/f"]
)
def test_a_key_is_a_text(key: str) -> None:
    assert paper(key=key).key == key


@pytest.mark.parametrize(
    "word", ["no", "yes", "0123", "1e3", "2024-05-01", "1_000", ".inf", ".5", "0o17", "=", "true", "12:30:00"]
)
def test_a_text_that_yaml_takes_for_something_else(word: str) -> None:
    found = paper(
        f"        note: {word}\n        number: {word}\n        series: {word}", f"    tags: [{word}]", title=word
    )
    [version] = found.versions
    assert (version.note, version.number, version.series) == (word, word, word)
    assert found.title.words == word
    assert found.tags == (word,)


@pytest.mark.parametrize(
    ("written", "volume"), [("267", "267"), ("007", "007"), ("1.10", "1.10"), ('"12a"', "12a"), ("1,000", "1,000")]
)
def test_numbers_keep_their_spelling(written: str, volume: str) -> None:
    assert paper(f"        volume: {written}").versions[0].volume == volume


@pytest.mark.parametrize(
    ("date", "read"),
    [
        ("2024", "2024"),
        ("2024-09", "2024-09"),
        ("2024-09-17", "2024-09-17"),
        ("'2024-09-17'", "2024-09-17"),
        ("0999", "0999"),
    ],
)
def test_dates_quoted_or_not(date: str, read: str) -> None:
    assert str(paper(f"        updated: {date}").versions[0].updated) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("two  blanks", "two blanks"),
        ('"a\\tb"', "a b"),
        ("'it''s'", "it's"),
        ('"E\\u0301lan"', "Élan"),
        ("'null'", "null"),
        ("|\n      one\n      two", "one two"),
        (">-\n      one\n\n      two", "one two"),
        ('"line\\\n      break"', "linebreak"),
        ("plain # comment", "plain"),
        ("C# in depth", "C# in depth"),
    ],
)
def test_texts_are_one_clean_line(written: str, read: str) -> None:
    assert paper(title=written).title.words == read


def test_an_abstract_keeps_its_paragraphs() -> None:
    written = "    abstract: |\n      One\n      line.\n\n      Second\n      paragraph.\n\n\n\n      Third.\n"
    found = paper(work=written).abstract
    assert found is not None
    assert found.words == "One line.\n\nSecond paragraph.\n\nThird."


@pytest.mark.parametrize("nothing", ["", "~", "null", "NULL", '""', "'  '", "|\n"])
def test_nothing_is_missing_and_not_empty(nothing: str) -> None:
    with pytest.raises(DataError, match="a text is missing; fill it in, or delete the field"):
        paper(f"        note: {nothing}")


@pytest.mark.parametrize("character", ["\\a", "\\e", "\\x7f", "\\x85", "\\0"])
def test_what_cannot_be_printed_is_refused(character: str) -> None:
    with pytest.raises(DataError, match=r"the character U\+00.. cannot be printed; delete it"):
        paper(title=f'"bell {character} rings"')


@pytest.mark.parametrize(
    ("issn", "read"),
    [("2640-3498", "2640-3498"), ("26403498", "2640-3498"), ("2434-561X", "2434-561X"), ("2434561x", "2434-561X")],
)
def test_issn(issn: str, read: str) -> None:
    library = read_library(f"venues: {{v: {{title: T, issn: {issn}}}}}\npapers: {{}}")
    assert library.venues["v"].issn == read


@pytest.mark.parametrize("digits", ["264-3498", "2640-349", "2640-34988", "264034X8"])
def test_no_issn(digits: str) -> None:
    with pytest.raises(DataError, match="is not an ISSN"):
        read_library(f"venues: {{v: {{title: T, issn: {digits}}}}}\npapers: {{}}")


def _refused(field: str, value: str) -> bool:
    try:
        read_library(f'venues: {{v: {{title: T, {field}: "{value}"}}}}\npapers: {{}}')
    except DataError:
        return True
    return False


@pytest.mark.parametrize(
    ("field", "stem", "digits"),
    [
        ("issn", "2640-349", "0123456789X"),
        ("isbn", "0-306-40615-", "0123456789X"),
        ("isbn", "978-3-16-148410-", "0123456789"),
    ],
)
def test_exactly_one_check_digit_fits(field: str, stem: str, digits: str) -> None:
    assert [digit for digit in digits if not _refused(field, stem + digit)] in (["8"], ["2"], ["0"])


@pytest.mark.parametrize(
    "isbn", ["0-306-40615-2", "0306406152", "0 8044 2957 x", "978-3-16-148410-0", "9783161484100"]
)
def test_isbn_stays_as_written(isbn: str) -> None:
    assert paper(f"        isbn: {isbn}").versions[0].isbn == isbn


@pytest.mark.parametrize(
    "isbn", ["0-306-40615", "978-3-16-148410-X", "1234567890123", "0-306-4061X-2", "ISBN 0-306-40615-2"]
)
def test_no_isbn(isbn: str) -> None:
    with pytest.raises(DataError, match="is not an ISBN"):
        paper(f"        isbn: {isbn}")


@pytest.mark.parametrize(
    "written",
    ["MFrJ3NzA5H", "https://openreview.net/forum?id=MFrJ3NzA5H", "https://openreview.net/pdf?id=MFrJ3NzA5H"],
)
def test_openreview(written: str) -> None:
    assert paper(f"        openreview: {written}").versions[0].openreview == "MFrJ3NzA5H"


def test_links_short_and_long() -> None:
    links = paper(
        work="    links:\n      code: https://a.example\n"
        "      models: [https://b.example, {url: https://c.example, label: large}]\n"
    ).links
    assert [(link.kind, str(link.url), link.label) for link in links] == [
        ("code", "https://a.example", ""),
        ("models", "https://b.example", ""),
        ("models", "https://c.example", "large"),
    ]


def test_people_short_long_and_teams() -> None:
    library = read_library(
        "people:\n  a: de Marmiesse, Gabriel\n  b: {family: Marmiesse, given: Gabriel, particle: de}\n"
        "  c: {team: Kyutai}\n"
        "  d: {family: Cher, orcid: 0000-0002-1825-0097, url: https://d.example}\npapers: {}"
    )
    assert library.people["a"].name == library.people["b"].name
    assert str(library.people["c"].name) == "Kyutai"
    assert str(library.people["d"].orcid) == "0000-0002-1825-0097"


def test_sections_stand_in_any_order() -> None:
    [found] = read_library(
        "papers: {a: {title: T, authors: [anna], versions: [{type: preprint, date: 2024}]}}\n"
        'people: {anna: "Berg, Anna"}'
    )
    assert found.authors[0].id == "anna"
