"""`fields`, `omit` and `abstracts` pick what is written, by the names of the format."""

from __future__ import annotations

import json
import re

import pytest

from kyutai_bib import Library, UnknownName, export
from kyutai_bib.errors import BadValue
from kyutai_bib.writers import FORMATS, fields_of, format_named


def bib_fields(text: str) -> set[str]:
    return set(re.findall(r"^  (\w+) *=", text, re.MULTILINE))


@pytest.mark.parametrize("format_", ["bibtex", "biblatex"])
def test_only_the_fields_asked_for(format_: str, library: Library) -> None:
    assert bib_fields(export(library, format_, fields=["author", "title"])) == {"author", "title"}


@pytest.mark.parametrize("format_", ["bibtex", "biblatex"])
def test_all_fields_but_those_omitted(format_: str, library: Library) -> None:
    everything = bib_fields(export(library, format_))
    assert {"abstract", "url"} <= everything
    assert bib_fields(export(library, format_, omit=["url"], abstracts=False)) == everything - {"abstract", "url"}


def test_an_item_keeps_id_and_type(library: Library) -> None:
    items = json.loads(export(library, "csl-json", fields=["DOI"]))
    assert {frozenset(item) for item in items} == {frozenset({"id", "type", "DOI"}), frozenset({"id", "type"})}


def test_references_without_addresses(library: Library) -> None:
    assert "http" in export(library, "text")
    assert "http" not in export(library, "text", omit=["URL", "DOI"])


@pytest.mark.parametrize("format_", [known.name for known in FORMATS])
def test_an_unknown_field_names_the_nearest(format_: str, library: Library) -> None:
    known = sorted(fields_of(format_named(format_)))[-1]
    with pytest.raises(UnknownName, match=re.escape(repr(known))):
        export(library, format_, omit=[known + "x"])


def test_no_field_at_all_is_refused(library: Library) -> None:
    with pytest.raises(BadValue, match="at least one"):
        export(library, "bibtex", fields=[])


def test_a_field_that_is_wanted_and_not_wanted_is_refused(library: Library) -> None:
    with pytest.raises(BadValue, match=r"title, url: asked for \(fields\) and left out \(omit\) at once"):
        export(library, "bibtex", fields=["url", "title", "year"], omit=["title", "url", "doi"])
    with pytest.raises(BadValue, match="the field abstract is asked for, but no abstracts are"):
        export(library, "bibtex", fields="abstract", abstracts=False)


def test_an_unknown_format_names_the_nearest(library: Library) -> None:
    with pytest.raises(UnknownName, match="'biblatex'"):
        export(library, "biblatx")
