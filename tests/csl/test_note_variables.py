"""Variables that people keep in the note of an item, as citeproc-js reads them."""

from __future__ import annotations

import pytest

from tests.csl.answers import answers

PRINTED = ("note", "PMID", "genre", "title")
ENTRY = "".join(f'<text variable="{name}" prefix="{name}[" suffix="]"/>' for name in PRINTED)
NUMBER = '<text variable="citation-number" prefix="[" suffix="] "/>'


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("PMID: 117", "PMID[117]"),
        ("PMID:117", "PMID[117]"),
        ("PMID: 117\n\ngenre: x", "PMID[117]genre[x]"),
        ("PMID: 117\nrest of it", "note[rest of it]PMID[117]"),
        ("Some words\nPMID: 12", "note[Some words]PMID[12]"),
        ("Some words\nmore words\nPMID: 3", "note[Some words more words PMID: 3]"),
        ("genre: x\nplain\nPMID: 4", "note[plain PMID: 4]genre[x]"),
        ("{:PMID: 12}", "PMID[12]"),
        ("foo: bar", ""),
        ("Zotero: 12", "note[Zotero: 12]"),
        ("Some: words here", "note[Some: words here]"),
        ("genre:\nPMID: 1", "note[genre:]PMID[1]"),
        ("  PMID: 5", "note[PMID: 5]"),
        ("title: other", "note[title: other]"),
    ],
)
def test_note(note: str, expected: str) -> None:
    assert answers([{"title": "T", "note": note}], ENTRY) == [f"{expected}title[T]"]


def test_an_item_without_a_type_is_of_none() -> None:
    entry = '<choose><if type="document"><text value="document"/></if><else><text value="other"/></else></choose>'
    assert answers([{"type": "", "title": "T"}], entry) == ["other"]


@pytest.mark.parametrize(
    "entry",
    [
        f'{NUMBER}<text term="no date" prefix="("/>',
        f'{NUMBER}<group prefix="("><text term="no date"/></group>',
    ],
)
def test_a_term_after_the_number_begins_a_sentence(entry: str) -> None:
    assert answers([{"title": "T"}], entry) == ["[1] (No date"]
