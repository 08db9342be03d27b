"""Losses and targets as the interface of Python gives them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from kyutai_bib import Library, LossError, UnknownName, export, losses
from kyutai_bib.csl.processor.style_program import compiled
from kyutai_bib.errors import BadValue, StyleError
from kyutai_bib.reader import read_library
from kyutai_bib.writers import FORMATS
from kyutai_bib.writers.targets import TARGETS

PREPRINT = """
people: {a: {family: Berg, given: Jan, particle: van den, suffix: Jr.}, t: {team: The Kyutai Team}}
papers:
  p:
    title: "{Moshi} at work"
    authors: [a, t]
    tags: [speech, dialogue]
    links: {code: "https://example.org/code"}
    versions:
      - type: preprint
        arxiv: "2410.00037"
        classes: [eess.AS, cs.CL]
        date: 2024-09-17
        note: "See:\\nType: book"
  s:
    title: "{Moshi}"
    authors: [t]
    versions: [{type: software, number: "1.0", date: 2024, url: "https://example.org"}]
"""


@pytest.fixture(scope="module")
def two() -> Library:
    return read_library(PREPRINT)


def test_ris_loses_protected_case_and_links_to_code(two: Library) -> None:
    lost = {(loss.key, loss.field): loss.value for loss in losses(two, "ris")}
    assert lost["p", "title.case"] == "{Moshi}"
    assert lost["p", "links.code"] == "https://example.org/code"
    assert ("p", "tags") not in lost
    assert ("p", "authors.team") not in lost


def test_nothing_is_lost_that_is_not_there(two: Library) -> None:
    assert losses(two.select("s"), "csl-json") == []
    assert export(two.select("s"), "csl-json", strict=True) == export(two.select("s"), "csl-json")


def test_strict_gives_every_loss(two: Library) -> None:
    with pytest.raises(LossError, match="ris cannot carry this; nothing was written") as caught:
        export(two, "ris", strict=True)
    assert list(caught.value.losses) == losses(two, "ris")


def test_what_a_reference_does_not_say_depends_on_the_style(two: Library) -> None:
    fields = {loss.field for loss in losses(two.select("p"), "text", style="kyutai")}
    assert {"links.code", "tags", "date.day"} <= fields
    assert "title" not in fields


def test_the_style_is_compiled_once_for_all_that_is_asked(two: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def counted(root: Any, locale: str) -> Any:
        made.append(locale)
        return compiled(root, locale)

    monkeypatch.setattr("kyutai_bib.csl.citing.compiled", counted)
    assert len(losses(two, "html", style="apa")) > 5
    assert made == ["en-US"]


STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
<info><title>T</title></info><citation><layout><text variable="title"/></layout></citation>
%s</style>"""
BOOKS_ONLY = """<bibliography><layout><choose><if type="article"><text variable="title"/></if></choose></layout>
</bibliography>"""


def test_what_a_style_has_no_reference_for_is_lost(two: Library, tmp_path: Path) -> None:
    (tmp_path / "s.csl").write_text(STYLE % BOOKS_ONLY)
    lost = losses(two, "text", style=str(tmp_path / "s.csl"))
    assert ("s", "title") in {(loss.key, loss.field) for loss in lost}
    assert not {"title", "type"} & {loss.field for loss in lost if loss.key == "p"}


def test_a_style_without_references_is_refused(two: Library, tmp_path: Path) -> None:
    (tmp_path / "s.csl").write_text(STYLE % "")
    with pytest.raises(StyleError, match="has no bibliography"):
        losses(two, "text", style=str(tmp_path / "s.csl"))


def test_zotero_gets_what_it_understands(two: Library) -> None:
    paper, software = json.loads(export(two, target="zotero"))
    assert (paper["type"], paper["genre"], paper["publisher"]) == ("article", "preprint", "arXiv")
    assert paper["number"] == "arXiv:2410.00037"
    assert paper["author"] == [{"family": "van den Berg", "given": "Jan, Jr."}, {"literal": "The Kyutai Team"}]
    assert paper["note"] == "arXiv:2410.00037 [eess.AS]\nTags: speech; dialogue"
    assert (software["type"], software["version"]) == ("book", "1.0")
    assert "genre" not in software


@pytest.mark.parametrize("name", [known.name for known in TARGETS])
def test_every_target_writes(name: str, library: Library) -> None:
    assert export(library, target=name)


def test_the_targets_are_those_that_were_asked_for() -> None:
    wanted = "zotero overleaf typst jabref word github pandoc endnote"
    assert [known.name for known in TARGETS] == wanted.split()
    assert {known.format.name for known in TARGETS} <= {known.name for known in FORMATS}


def test_an_unknown_target_names_the_nearest(library: Library) -> None:
    with pytest.raises(UnknownName, match="'zotero'"):
        export(library, target="zotro")


def test_a_format_that_is_not_the_targets_is_a_mistake(library: Library) -> None:
    with pytest.raises(BadValue, match="zotero gets csl-json, not ris"):
        export(library, "ris", target="zotero")
    assert export(library, "CSL-JSON", target="zotero") == export(library, target="zotero")


def test_namesakes_differ_in_citation_cff() -> None:
    """The schema has `uniqueItems` for authors."""
    library = read_library(
        "people: {a: 'Li, Wei', b: 'Li, Wei', c: 'Bo, Xi'}\n"
        "papers: {p: {title: T, authors: [a, b, c], versions: [{type: unpublished}]}}"
    )
    authors = yaml.safe_load(export(library, "cff"))["preferred-citation"]["authors"]
    assert [author.get("alias") for author in authors] == ["a", "b", None]
