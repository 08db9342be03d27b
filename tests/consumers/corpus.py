"""The records that consumers are given: the nine papers, the hard corpora, and two that are made here.

`SIGNS` has every character that some format uses for itself in every field that takes a text, once for each kind
of version. `CROWD` is a paper of three thousand authors.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kyutai_bib.model.kind import Kind
from kyutai_bib.model.library import Library
from kyutai_bib.model.paper import Record
from kyutai_bib.model.selection import Preference
from kyutai_bib.reader import load, read_library

__all__ = ["SIGNS", "nine", "records"]

HERE = Path(__file__).resolve().parent

SIGNS = "a & b % c_d # e $ f ~ g ^ h \\ i { j } k <l> \"m\" 'n' @ o = p , q ; r : s | t [u] * v ` w / x ? y ! z"
"""Each sign that means something in TeX, BibTeX, YAML, XML, HTML, CSV, RIS or Markdown."""

_VENUE_KINDS = {Kind.CONFERENCE, Kind.JOURNAL, Kind.CHAPTER}


@cache
def records() -> list[Record]:
    """All versions of all papers of all corpora; keys differ."""
    libraries = [
        load(HERE.parents[1] / "data" / "papers.yaml"),
        *(load(HERE / "data" / name) for name in ("hard.yaml", "corners.yaml")),
        *(_made(data) for data in (_signs(), _crowd(3000))),
    ]
    found = [record for library in libraries for record in library.select(prefer=Preference.ALL)]
    assert len({record.key for record in found}) == len(found)
    return found


def nine() -> list[Record]:
    """The papers of the project, one version each."""
    return load(HERE.parents[1] / "data" / "papers.yaml").select()


def _made(data: dict[str, Any]) -> Library:
    return read_library(yaml.safe_dump(data, allow_unicode=True), "made.yaml")


def _titled(text: str) -> str:
    """In the data file's notation for titles."""
    return "".join(f"\\{sign}" if sign in "\\{}$" else sign for sign in text)


def _text(field: str) -> str:
    return f"{field} {SIGNS}"


def _signs() -> dict[str, Any]:
    people: dict[str, Any] = {
        "person": {"family": _text("family"), "given": _text("given"), "suffix": _text("suffix")},
        "team": {"team": _text("team")},
    }
    venue = {
        name: _text(name) for name in ("short", "series", "publisher", "publisher-place", "event", "event-place")
    }
    venues = {"venue": {"title": _titled(_text("venue")), "volume": "1&2", "editors": ["person", "team"], **venue}}
    return {"people": people, "venues": venues, "papers": {f"signs{kind}": _paper_of_signs(kind) for kind in Kind}}


def _paper_of_signs(kind: Kind) -> dict[str, Any]:
    return {
        "title": _titled(_text("title")),
        "authors": ["person", "team"],
        "abstract": _titled_abstract(_text("abstract")),
        "tags": [_text("tag").replace(",", "").replace(";", "")],
        "versions": [_version_of_signs(kind)],
    }


def _titled_abstract(text: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\$" else sign for sign in text)


def _version_of_signs(kind: Kind) -> dict[str, str]:
    """The texts that the kind has a place for."""
    texts = {
        **dict.fromkeys(Kind, ("note",)),
        Kind.PREPRINT: ("publisher", "number", "note"),
        Kind.JOURNAL: ("volume", "issue", "note"),
        Kind.BOOK: ("edition", "series", "volume", "publisher", "publisher-place", "note"),
        Kind.THESIS: ("institution", "note"),
        Kind.REPORT: ("institution", "number", "note"),
        Kind.DATASET: ("publisher", "number", "note"),
        Kind.SOFTWARE: ("publisher", "number", "note"),
        Kind.WEBPAGE: ("publisher", "note"),
    }[kind]
    version = {"type": str(kind), "date": "2020-02-02", **{name: _text(name) for name in texts}}
    if kind in _VENUE_KINDS:
        version["venue"] = "venue"
    if kind is Kind.THESIS:
        version["degree"] = "phd"
    return version


def _crowd(size: int) -> dict[str, Any]:
    people = {f"p{number}": f"Author{number:04}, Given{number:04} N." for number in range(1, size + 1)}
    paper = {
        "title": "Three thousand authors",
        "authors": list(people),
        "versions": [{"type": "preprint", "arxiv": "1503.07589", "classes": ["hep-ex"], "date": "2015-03-26"}],
    }
    return {"people": people, "papers": {"crowd": paper}}
