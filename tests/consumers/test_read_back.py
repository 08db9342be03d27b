"""What other programs read out of our files is what the records say.

Where a program is known to misread, the case stands in `MISREAD`; the test fails as well when it no longer does.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from itertools import starmap
from pathlib import Path
from typing import Any

import pytest

from kyutai_bib.latex import math_to_unicode, unescape
from kyutai_bib.model.library import Library
from kyutai_bib.model.paper import Record
from kyutai_bib.model.rich_text import Mark
from kyutai_bib.model.selection import Preference
from tests.consumers.programs import Need, exported
from tests.consumers.readers import READERS, Read, expected, plain

FORMULAS = ("hard2024acronym", "hard2003chapter", "hard0987book", "hard2011chinese")

MISREAD = {
    # it drops \textless
    "bibtexparser, bibtex": {("hard2012conference", "title")},
    "bibtexparser, biblatex": {("hard2012conference", "title")},
    # accents on accents
    "biber, bibtex": {("hard2010vietnamese", "title"), ("hard2010vietnamese", "authors")},
    # formulas stay TeX, without their dollar signs
    "pandoc, bibtex": {(key, "title") for key in FORMULAS},
    "pandoc, biblatex": {(key, "title") for key in FORMULAS},
    # no math, no \textbackslash, no \textless, no dot below, no \/
    "bibutils, bibtex": {
        *(
            (key, "title")
            for key in ("hard2024acronym", "hard2012conference", "hard0987book", "hard2010vietnamese")
        ),
        *((key, "authors") for key in ("hard2003phd", "hard0987book", "hard2010vietnamese", "hard2011chinese")),
        *((key, "authors") for key in ("hard2009many", "hard2009manypreprint", "hard2009manyreport")),
    },
    "bibutils, biblatex": {(key, "title") for key in ("hard2024acronym", "hard2012conference", "hard0987book")},
}
"""Reader -> keys with the field that it gets wrong."""


@pytest.mark.parametrize("reader", READERS)
def test_read_back(reader: str, either: Library, tmp_path: Path, need: Need) -> None:
    program, format_, read = READERS[reader]
    need(*filter(None, [program]))
    records = either.select(prefer=Preference.ALL)
    found = read(exported(records, format_), tmp_path)
    assert set(found) == {record.key for record in records}
    wrong = {
        (record.key, field)
        for record in records
        for field in differences(reader, record, expected(record), found[record.key])
    }
    assert wrong == {case for case in MISREAD.get(reader, ()) if case[0] in found}


def differences(reader: str, record: Record, wanted: Read, found: Read) -> Iterator[str]:
    """pandoc sets titles of .bib files in sentence case, but for protected words."""
    if reader in ("pandoc, bibtex", "pandoc, biblatex"):
        words = [run.text for run in record.title.runs if run.mark is Mark.PROTECTED]
        if wanted.title.casefold() == found.title.casefold() and all(plain(word) in found.title for word in words):
            found = found._replace(title=wanted.title)
    for field in Read._fields:
        if getattr(wanted, field) != getattr(found, field):
            yield field


@pytest.mark.parametrize("format_", ["bibtex", "biblatex"])
def test_decoded_by_bibtexparser(format_: str, either: Library) -> None:
    """bibtexparser decodes a whole field of names at once."""
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.middlewares import LatexDecodingMiddleware

    records = either.select(prefer=Preference.ALL)
    read = parse_string(exported(records, format_), append_middleware=[LatexDecodingMiddleware()])
    for record in records:
        names = " and ".join(person.name.sort_form for person in record.authors)
        assert read.entries_dict[record.key]["author"] == names


@pytest.mark.parametrize(
    ("format_", "archive", "subject"),
    [("bibtex", "archivePrefix", "primaryClass"), ("biblatex", "eprinttype", "eprintclass")],
)
def test_identifiers_and_tags(format_: str, archive: str, subject: str, either: Library) -> None:
    from bibtexparser.entrypoint import parse_string

    records = either.select(prefer=Preference.ALL)
    read = parse_string(exported(records, format_))
    for record in records:
        fields = {name: field.value for name, field in read.entries_dict[record.key].fields_dict.items()}
        assert fields.get("url", "") == record.url
        assert unescape(fields.get("keywords", "")) == ", ".join(record.tags)
        if record.arxiv:
            assert fields["eprint"] == str(record.arxiv)
            assert fields[archive].lower() == "arxiv"
            assert fields.get(subject, "") == (str(record.classes[0]) if record.classes else "")


@pytest.mark.parametrize("format_", ["bibtex", "biblatex"])
def test_abstracts(format_: str, either: Library) -> None:
    """`{4,8}`, `%` and the like survive, in the file and in what our own reader of LaTeX makes of it."""
    from bibtexparser.entrypoint import parse_string

    records = [record for record in either.select(prefer=Preference.ALL) if record.abstract]
    read = parse_string(exported(records, format_))
    for record in records:
        assert record.abstract
        text = read.entries_dict[record.key]["abstract"]
        assert not re.search(r"(?<!\\)[%&#$_]", text)
        assert text.count("{") == text.count("}")
        assert plain(unescape(text)) == plain(record.abstract.plain(math_to_unicode))


def test_abstracts_in_csl_json(either: Library) -> None:
    records = either.select(prefer=Preference.ALL)
    for record, item in zip(records, json.loads(exported(records, "csl-json")), strict=True):
        assert item.get("abstract", "") == (record.abstract.plain(math_to_unicode) if record.abstract else "")


# CSL 1.0.2: https://docs.citationstyles.org/en/stable/specification.html, appendices III and IV, and
# csl-data.json of citation-style-language/schema, which says what is text, a name or a date.

TYPES = """
article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset
document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation
manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical
personal_communication post post-weblog regulation report review review-book software song speech standard thesis
treaty webpage
"""
TEXTS = """
id type citation-key language journalAbbreviation shortTitle abstract annote archive archive_collection
archive_location archive-place authority call-number chapter-number citation-number citation-label
collection-number collection-title container-title container-title-short dimensions division DOI edition event
event-title event-place first-reference-note-number genre ISBN ISSN issue jurisdiction keyword locator medium note
number number-of-pages number-of-volumes original-publisher original-publisher-place original-title page
page-first part part-title PMCID PMID printing publisher publisher-place references reviewed-genre reviewed-title
scale section source status supplement title title-short URL version volume volume-title volume-title-short
year-suffix
"""
NAMES = """
author chair collection-editor compiler composer container-author contributor curator director editor
editorial-director executive-producer guest host illustrator interviewer narrator organizer original-author
performer producer recipient reviewed-author script-writer series-creator translator
"""
DATES = "accessed available-date event-date issued original-date submitted"
NAME_PARTS = "family given dropping-particle non-dropping-particle suffix literal"
CSL_TYPES, CSL_TEXT, CSL_NAMES, CSL_DATES, CSL_NAME_PARTS = (
    frozenset(words.split()) for words in (TYPES, TEXTS, NAMES, DATES, NAME_PARTS)
)


def test_csl_data_schema(either: Library) -> None:
    items = json.loads(exported(either.select(prefer=Preference.ALL), "csl-json"))
    assert len({item["id"] for item in items}) == len(items)
    for item in items:
        assert item["type"] in CSL_TYPES
        assert item["type"] != "software"  # one of these, and Zotero reads nothing at all
        assert all(starmap(valid, item.items())), item["id"]


def valid(variable: str, value: Any) -> bool:
    kinds: list[tuple[frozenset[str], Callable[[Any], bool]]] = [
        (CSL_TEXT, lambda text: isinstance(text, str) and bool(text.strip())),
        (CSL_NAMES, lambda names: bool(names) and all(map(valid_name, names))),
        (CSL_DATES, valid_date),
        (frozenset({"custom"}), lambda custom: isinstance(custom, dict)),
    ]
    return any(variable in names and check(value) for names, check in kinds)


def valid_name(name: dict[str, str]) -> bool:
    return set(name) <= CSL_NAME_PARTS and all(name.values()) and (set(name) == {"literal"} or "family" in name)


def valid_date(date: dict[str, list[list[int]]]) -> bool:
    ends = date["date-parts"]
    numbers = all(isinstance(number, int) for end in ends for number in end)
    return (
        set(date) == {"date-parts"}
        and len(ends) in (1, 2)
        and all(len(end) in (1, 2, 3) for end in ends)
        and numbers
    )
