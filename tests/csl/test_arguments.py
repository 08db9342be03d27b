"""What callers from Python give: what is sensible is taken, the rest is an error that names the argument."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, cast

import pytest

from kyutai_bib.csl import (
    Citation,
    Cite,
    Processor,
    check_style,
    find_style,
    read_abbreviations,
    read_items,
    references,
)
from kyutai_bib.csl.markup.text import Text
from kyutai_bib.errors import BadValue, ItemError, UnknownName

ITEMS: list[Mapping[str, Any]] = [
    {"id": "doe", "type": "book", "title": "Waves", "container-title": "A Long Name"},
    {"id": 7, "type": "book", "title": "Tides"},
]


def document(**more: Any) -> Processor:
    return Processor(ITEMS, "kyutai", **more)


def cited(*cites: Any, **more: Any) -> str:
    processor = document()
    key = processor.add(*cites, **more)
    return processor.citations()[key]


FIVE: Any = 5
NONE: Any = None
BYTES: Any = b"apa"
LIST: Any = []
TEXT: Any = "doe"

WRONG: dict[str, tuple[Callable[[], object], str]] = {
    "no style": (lambda: Processor(ITEMS, NONE), "style: a style's name, the path of a .csl file or a Style"),
    "style as bytes": (lambda: Processor(ITEMS, BYTES), "style: a style's name"),
    "find no style": (lambda: find_style(FIVE), "style: a style's name"),
    "markup": (lambda: document(markup=1), "markup: one of text, html, markdown, latex, rtf is wanted, not 1"),
    "markup of another kind": (lambda: document(markup=object()), "markup: one of text"),
    "locale": (lambda: document(locale=5), "locale: text is wanted, not 5"),
    "uncited": (lambda: document(uncited=5.5), "uncited: a list of ids is wanted, not 5.5"),
    "nobody uncited": (lambda: document(uncited=[None]), "uncited: an id is wanted, not None"),
    "abbreviations": (lambda: document(abbreviations=5), 'abbreviations: {"default": {"container-title": '),
    "abbreviations of no text": (lambda: document(abbreviations={"title": {"a": 5}}), "abbreviations: "),
    "citations": (lambda: references(ITEMS, citations=FIVE), "citations: a list of citations is wanted, not 5"),
    "cite": (lambda: cited(None), "a cite is an id or an object like"),
    "cites": (lambda: cited({"citationItems": 5}), "citationItems: a list of cites is wanted, not 5"),
    "cites as text": (lambda: cited(Citation(TEXT)), "cites of a citation: a list of cites is wanted, not 'doe'"),
    "properties": (
        lambda: cited({"citationItems": ["doe"], "properties": 5}),
        "properties of a citation: an object is wanted, not 5",
    ),
    "id": (lambda: cited({"id": ["doe"]}), r"id of a cite: text is wanted, not \['doe'\]"),
    "suffix": (lambda: cited(Cite("doe", suffix=LIST)), r"suffix of a cite: text is wanted, not \[\]"),
    "label": (lambda: cited(Cite("doe", label=FIVE)), "label of a cite: text is wanted, not 5"),
    "mode": (lambda: cited("doe", mode=5), "mode: text is wanted, not 5"),
    "mode of a citation": (lambda: cited(Citation([Cite("doe")], mode=FIVE)), "mode of a citation: text"),
    "infix": (lambda: cited("doe", infix=5), "infix: text is wanted, not 5"),
    "note": (lambda: cited("doe", note=1.5), "the note of a citation is its number"),
    "key": (lambda: cited("doe", key=["a"]), r"key: text is wanted, not \['a'\]"),
    "before": (lambda: cited("doe", before=5), "key: the key of a citation is wanted, not 5"),
    "remove": (lambda: document().remove(NONE), "key: the key of a citation is wanted, not None"),
    "replace": (lambda: document().replace(LIST, "doe"), r"key: the key of a citation is wanted, not \[\]"),
    "printed": (lambda: document().printed(FIVE), "bibliography: what `bibliography` gives is wanted, not 5"),
    "read items": (lambda: read_items(FIVE), "path: the name of a file is wanted, not 5"),
    "read items of no name": (lambda: read_items(""), "path: the name of a file is wanted, not ''"),
    "read abbreviations": (lambda: read_abbreviations(NONE), "path: the name of a file is wanted, not None"),
    "check": (lambda: check_style(BYTES), "path: the name of a file is wanted, not b'apa'"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_makes_no_sense_is_named(name: str) -> None:
    call, message = WRONG[name]
    with pytest.raises(BadValue, match=message):
        call()


@pytest.mark.parametrize("items", [None, 5, "library.json", b"[]"])
def test_items_that_are_no_list(items: Any) -> None:
    with pytest.raises(ItemError, match="a list of CSL-JSON items is wanted, not"):
        references(items)
    with pytest.raises(ItemError):
        document().anew(items)


@pytest.mark.parametrize(
    "item", [{"id": 10**5000}, {"id": "a", "volume": 10**5000}, {"id": "a", "author": [{"family": -(10**5000)}]}]
)
def test_numbers_that_python_makes_no_text_of(item: Any) -> None:
    with pytest.raises(ItemError, match="text is wanted, not a number of thousands of digits"):
        references([item])


def test_the_name_of_a_file_where_items_are_wanted() -> None:
    with pytest.raises(ItemError, match="not text; `read_items` reads a file"):
        references(cast(Any, "library.json"))


def test_a_long_value_is_cut_in_the_message() -> None:
    with pytest.raises(BadValue) as caught:
        document(markup=["x" * 100_000] * 100_000)
    assert len(str(caught.value)) < 800


def test_files_go_by_name_or_path(tmp_path: Path) -> None:
    (tmp_path / "items.json").write_text('[{"id": "a", "type": "book"}]')
    (tmp_path / "short.json").write_text('{"default": {"container-title": {"A Long Name": "A. N."}}}')
    for as_given in (str, Path):
        assert [item["id"] for item in read_items(as_given(tmp_path / "items.json"))] == ["a"]
        assert read_abbreviations(as_given(tmp_path / "short.json")) == {
            "container-title": {"a long name": "A. N."}
        }
    assert find_style(Path("kyutai")) == find_style("kyutai")


@pytest.mark.parametrize("lone", ["doe", Cite("doe"), {"id": "doe"}, {"citationItems": [{"id": "doe"}]}])
def test_a_lone_citation_is_a_list_of_one(lone: Any) -> None:
    wanted = references(ITEMS, "kyutai", citations=["doe"])
    assert references(ITEMS, "kyutai", citations=lone) == wanted
    assert references(ITEMS, "kyutai", citations=iter([lone])) == wanted


def test_a_lone_id_is_a_list_of_one() -> None:
    assert document(uncited="doe").document() == document(uncited=["doe"]).document() != ""
    assert document(uncited=7).document() == document(uncited=["7"]).document()
    assert document(uncited=None).document() == ""
    with pytest.raises(UnknownName, match="unknown key 'do'"):
        document(uncited="do")


def test_numbers_are_text_in_cites() -> None:
    assert cited(Cite(cast(Any, 7))) == cited("7")
    assert cited({"id": "doe", "locator": 3, "prefix": 5}) == cited(Cite("doe", locator="3", prefix="5"))
    assert cited(Cite("doe", label=NONE), mode=None, infix=None) == cited("doe")


def test_a_markup_of_one_s_own() -> None:
    assert document(markup=Text(), uncited="doe").document() == document(uncited="doe").document()


def test_abbreviations_as_a_caller_writes_them(tmp_path: Path) -> None:
    """With "default" round them or without, and in any case."""
    lists = {"container-title": {"A Long Name": "A. N."}}
    (tmp_path / "s.csl").write_text(
        '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">'
        '<citation><layout><text variable="container-title" form="short"/></layout></citation></style>'
    )
    for given in (lists, {"default": lists}):
        done = references(ITEMS, tmp_path / "s.csl", abbreviations=cast(Any, given), citations="doe")
        assert done.citations == ("A. N.",)
