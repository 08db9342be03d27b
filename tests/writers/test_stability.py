"""The same input gives the same bytes, and one paper more is one block more."""

from __future__ import annotations

import difflib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kyutai_bib import Library, Record, export
from kyutai_bib.writers import FORMATS

DATA_FORMATS = [known.name for known in FORMATS if not known.markup]

FIRST_APART = {"cff"}
"""Formats in which the first record stands in a place of its own."""


@pytest.mark.parametrize("format_", [known.name for known in FORMATS])
def test_same_bytes_at_every_run(format_: str, library: Library) -> None:
    assert export(library, format_) == export(library, format_)


@pytest.mark.parametrize("format_", DATA_FORMATS)
@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_one_paper_more_changes_no_other_line(format_: str, library: Library, data: st.DataObject) -> None:
    records: list[Record] = library.select()
    place = data.draw(st.integers(format_ in FIRST_APART, len(records) - 1))
    fewer = records[:place] + records[place + 1 :]
    before, after = (export(chosen, format_).splitlines() for chosen in (fewer, records))
    opcodes = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    changes = [tag for tag, *_ in opcodes if tag != "equal"]
    assert changes == ["insert"]
