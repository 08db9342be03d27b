"""The corpus holds what it says it holds, and the measure finds what is lost, changed or made up."""

from __future__ import annotations

import re

from kyutai_bib.model.kind import Kind
from kyutai_bib.model.name import TeamName
from tests.consumers.arrival.facts import FIELDS, said
from tests.consumers.arrival.measure import measured
from tests.consumers.corpus import nine, records

NO_TEXT = {
    "date",
    "event-date",
    "pages",
    "doi",
    "url",
    "arxiv",
    "arxiv-class",
    "isbn",
    "issn",
    "language",
    "links",
}
"""Fields that take no free text."""


def test_every_sign_in_every_field_that_takes_text() -> None:
    signs = [said(record) for record in records() if record.key.startswith("signs")]
    assert len(signs) == len(Kind)
    for field in FIELDS.keys() - NO_TEXT:
        texts = [facts[field] for facts in signs if field in facts]
        assert any(set("&%_#$~^\\{}<>\"'@=") <= set(text) for text in texts), field


def test_every_field_has_a_value_somewhere() -> None:
    assert {field for record in records() for field in said(record)} == set(FIELDS)


def test_names_of_many_scripts_and_a_crowd() -> None:
    names = [person.name for record in records() for person in record.authors]
    letters = "".join(map(str, names))
    for script in (
        "[\u0600-\u06ff]",
        "[\u0590-\u05ff]",
        "[\u4e00-\u9fff]",
        "[ąęłż]",
        "[şğı]",
        "[þðý]",
        "[ạếễ]",
        "[ъ-яё]",
    ):
        assert re.search(script, letters), script
    assert any(isinstance(name, TeamName) and name.literal == "others" for name in names)
    assert max(len(record.authors) for record in records()) == 3000


def test_measure() -> None:
    record = nine()[0]
    whole = dict(said(record))
    assert measured([record], {record.key: whole})["nine"] == {"said": len(whole), "arrived": len(whole)}
    read = {**whole, "title": "Another", "venue-short": "Made up", "doi": ""}
    fields = measured([record], {record.key: read})["fields"]
    assert fields["title"] == {"said": 1, "arrived": 0, "changed": {"Another": [record.key]}}
    assert fields["venue-short"] == {"said": 0, "arrived": 0, "made up": {"Made up": [record.key]}}
    assert fields["doi"] == {"said": 1, "arrived": 0, "absent": "all"}
    assert measured([record], {})["missing"] == [record.key]


def test_a_long_value_that_changes_at_its_end_is_seen() -> None:
    record = next(record for record in records() if record.key == "crowd")
    authors = said(record)["author"]
    shown = [
        list(measured([record], {"crowd": {"author": authors + end}})["fields"]["author"]["changed"])
        for end in (" / A", " / B")
    ]
    assert shown[0] != shown[1]
