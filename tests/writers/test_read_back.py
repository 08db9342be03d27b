"""What is not listed as lost arrives: every output is read back by somebody else's reader, value by value.

And what is listed as lost does not: a list that is too long would hide what a format can do. A type that two
kinds share is lost for both, though readers take it for one of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from kyutai_bib.latex import math_to_unicode
from kyutai_bib.model.library import Library
from kyutai_bib.model.paper import Record
from kyutai_bib.model.rich_text import Mark
from kyutai_bib.reader import load
from kyutai_bib.writers import FORMATS, Format, Options, format_named, write
from kyutai_bib.writers.losses import losses
from kyutai_bib.writers.targets import TARGETS, target_named
from tests.conftest import ROOT
from tests.writers.read_back import bib, data, marked, tagged
from tests.writers.read_back.expected import Facts, expected, pairs_of_tags

READERS: dict[str, Callable[[str], list[Facts]]] = {
    "bibtex": bib.bibtex,
    "biblatex": bib.biblatex,
    "csl-json": data.csl_json,
    "hayagriva": data.hayagriva,
    "csl-yaml": data.csl_yaml,
    "cff": data.cff,
    "ris": tagged.ris,
    "csv": tagged.csv_table,
    "jsonld": data.jsonld,
    "coins": tagged.coins,
    "highwire": tagged.highwire,
    "mods": marked.mods,
    "endnote-xml": marked.endnote_xml,
    "word-xml": marked.word_xml,
    "zotero-rdf": marked.zotero_rdf,
    "--for zotero": data.zotero,
}
"""Every format, and the dialects of it, with an independent reader."""


WORD_JOINER = "\u2060"
"""Behind the `<` of what would be a tag in CSL-JSON."""


def dialect(name: str) -> Format:
    program = name.removeprefix("--for ")
    return format_named(name) if program == name else target_named(program).format


CORPORA = {
    "nine": ROOT / "data" / "papers.yaml",
    "hard": ROOT / "tests" / "consumers" / "data" / "hard.yaml",
    "full": ROOT / "tests" / "writers" / "read_back" / "full.yaml",
}


@pytest.fixture(params=CORPORA, scope="module")
def corpus(request: pytest.FixtureRequest) -> Library:
    return load(CORPORA[request.param])


def test_every_format_has_a_reader() -> None:
    dialects = {f"--for {known.name}" for known in TARGETS if known.format not in FORMATS}
    assert set(READERS) == {known.name for known in FORMATS if not known.markup} | dialects


@pytest.mark.parametrize("name", READERS)
def test_what_is_not_lost_arrives(name: str, corpus: Library) -> None:
    format_ = dialect(name)
    records = corpus.select(prefer="all")
    found = READERS[name]("".join(write(records, format_, Options())))
    assert len(found) == len(records)
    missing, spurious = [], []
    for record, read in zip(records, found, strict=True):
        lost = {loss.field for loss in losses([record], format_, Options())}
        told = understood(record, read)
        for field, value in said(record, lost).items():
            arrived = value == told.get(field)
            if arrived and field in lost and field != "type":
                spurious.append(f"{record.key}: {field}: {value!r} did arrive")
            elif not arrived and field not in lost:
                missing.append(f"{record.key}: {field}: {value!r} arrived as {told.get(field)!r}")
    assert missing == []
    assert spurious == []


def understood(record: Record, read: Facts) -> Facts:
    """What was read, and what can be told from it: OpenReview's id from its address, words from formulas,
    tags that are text."""
    told = dict(read)
    told["openreview"] = read.get("url", "").partition("https://openreview.net/forum?id=")[2]
    for name, title in (("title", record.title), ("venue.title", record.venue.title if record.venue else None)):
        formulas = [math_to_unicode(run.text) for run in title.runs if run.mark is Mark.MATH] if title else []
        told[f"{name}.brackets"] = pairs_of_tags(read.get(name, ""))
        told[name] = read.get(name, "").replace(WORD_JOINER, "")
        told[f"{name}.case"] = [word for word in read.get(f"{name}.case", []) if word not in formulas]
    return told


def said(record: Record, lost: set[str]) -> Facts:
    """What the record says; names without their commas where those are lost."""
    facts = expected(record)
    for name in ("authors", "venue.editors"):
        if f"{name}.comma" in lost:
            for part in {name, f"{name}.given", f"{name}.suffix"} & set(facts):
                facts[part] = [re.sub(r"\s*,\s*", " ", one) for one in facts[part]]
    return facts


@pytest.mark.parametrize("name", READERS)
def test_a_loss_is_of_something_that_is_said(name: str, corpus: Library) -> None:
    """Both lists of facts have the same names: none is told that no record has, none is never asked for."""
    for record in corpus.select(prefer="all"):
        assert {loss.field for loss in losses([record], dialect(name), Options())} <= set(expected(record))
