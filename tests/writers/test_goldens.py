"""Each format writes the nine papers as its golden file has them; every format has one."""

from __future__ import annotations

import pytest

from kyutai_bib import Library, Preference, export
from kyutai_bib.writers import FORMATS, Format
from tests.conftest import GOLDENS, Golden

DATA_FORMATS = [known for known in FORMATS if not known.markup]
STYLED = [known for known in FORMATS if known.markup]


@pytest.mark.parametrize("format_", FORMATS, ids=lambda known: known.name)
def test_the_nine_papers(format_: Format, library: Library, golden: Golden) -> None:
    golden(f"nine/{format_.name}{format_.endings[0]}", export(library, format_.name))


@pytest.mark.parametrize("format_", DATA_FORMATS, ids=lambda known: known.name)
def test_all_versions_without_abstracts(format_: Format, library: Library, golden: Golden) -> None:
    records = library.select(prefer=Preference.ALL)
    golden(f"all-versions/{format_.name}{format_.endings[0]}", export(records, format_.name, abstracts=False))


@pytest.mark.parametrize("format_", DATA_FORMATS, ids=lambda known: known.name)
def test_preprints_without_abstracts(format_: Format, library: Library, golden: Golden) -> None:
    records = library.select(prefer=Preference.PREPRINT)
    golden(f"preprints/{format_.name}{format_.endings[0]}", export(records, format_.name, abstracts=False))


def test_every_format_has_a_golden_file() -> None:
    have = {path.name for path in (GOLDENS / "nine").iterdir()}
    assert have == {f"{known.name}{known.endings[0]}" for known in FORMATS}


@pytest.mark.parametrize("format_", STYLED, ids=lambda known: known.name)
def test_references_in_the_style_of_the_lab_stand_on_their_own(format_: Format, library: Library) -> None:
    """Nothing that a style could not print comes out: each title is there once."""
    text = export(library, format_.name)
    for record in library.select():
        assert text.count(record.title.words.split(":")[0][:20]) >= 1
