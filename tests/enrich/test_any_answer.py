"""Bodies of any shape: each source reads them or says what is wrong, and raises nothing else."""

from __future__ import annotations

import json
import random
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kyutai_bib.enrich.answer import BadAnswer, Question
from kyutai_bib.enrich.names import of_parts, of_text
from kyutai_bib.enrich.sources import SOURCES
from kyutai_bib.enrich.texts import abstract_of_markup, abstract_of_tex, title_of_markup, title_of_tex
from kyutai_bib.model.arxiv_id import ArxivId
from kyutai_bib.model.doi import Doi
from kyutai_bib.model.rich_text import Abstract, Title
from tests.enrich.services import Fact, crossref, datacite, dblp, feed, note, semantic_scholar

FACT = Fact("2401.00001", "A title of it", (("Jane", "Doe"), ("Ben", "de Cole")))
WHERE = {"venue": "ICML", "year": "2025", "pages": "1-12", "long": "ICML", "doi": "10.1145/1.2"}
QUESTION = Question("p", ArxivId("2401.00001"), Doi("10.1145/1.2"), "A title of it", frozenset({"doe", "cole"}))
SHAPES: dict[str, Any] = {
    "crossref": {"message": crossref("10.1145/1.2", FACT.title, FACT.authors)},
    "datacite": datacite(FACT),
    "dblp": dblp(FACT, WHERE),
    "semanticscholar": semantic_scholar(FACT, WHERE),
    "openreview": {"notes": [note(FACT, WHERE)]},
}
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=12)
    | st.just("\ud800\x1b["),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
BY_NAME = {source.name: source for source in SOURCES}


def spots(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The ways to all values inside a value."""
    items = (
        list(value.items())
        if isinstance(value, dict)
        else list(enumerate(value))
        if isinstance(value, list)
        else []
    )
    return [found for key, inner in items for found in [(*way, key), *spots(inner, (*way, key))]]


def with_value(shape: Any, way: tuple[Any, ...], value: Any) -> Any:
    copy = json.loads(json.dumps(shape))
    inner = copy
    for step in way[:-1]:
        inner = inner[step]
    inner[way[-1]] = value
    return copy


@pytest.mark.parametrize("name", SHAPES)
@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 10**6), value=JSON)
def test_any_value_anywhere(name: str, seed: int, value: Any) -> None:
    way = random.Random(seed).choice(spots(SHAPES[name]))  # noqa: S311
    body = json.dumps(with_value(SHAPES[name], way, value)).encode()
    try:
        replies = BY_NAME[name].read(body, [QUESTION])
    except BadAnswer:
        return
    assert set(replies) == {QUESTION}


@pytest.mark.parametrize("name", SHAPES)
@settings(max_examples=30, deadline=None)
@given(value=JSON)
def test_any_json(name: str, value: Any) -> None:
    with suppress(BadAnswer):
        assert BY_NAME[name].read(json.dumps(value).encode(), [QUESTION])


@settings(max_examples=200, deadline=None)
@given(seed=st.integers(0, 10**6), junk=st.binary(max_size=8))
def test_any_damage_to_a_feed(seed: int, junk: bytes) -> None:
    good = feed([FACT])
    place = random.Random(seed).randrange(len(good))  # noqa: S311
    try:
        replies = BY_NAME["arxiv"].read(good[:place] + junk + good[place:], [QUESTION])
    except BadAnswer:
        return
    assert set(replies) == {QUESTION}


@given(st.integers(1, len(feed([FACT])) - 2))
def test_a_feed_cut_anywhere_is_no_answer(place: int) -> None:
    with pytest.raises(BadAnswer):
        BY_NAME["arxiv"].read(feed([FACT])[:place], [QUESTION])


@pytest.mark.parametrize("shape", SHAPES)
def test_json_cut_anywhere_is_no_answer(shape: str) -> None:
    body = json.dumps(SHAPES[shape]).encode()
    for place in range(0, len(body) - 1, 7):
        with pytest.raises(BadAnswer):
            BY_NAME[shape].read(body[:place], [QUESTION])


def test_comments_in_a_feed_hide_nothing() -> None:
    body = feed([FACT]).replace(b"A title of it", b"A title<!-- not --> of <?x y?>it")
    (reply,) = BY_NAME["arxiv"].read(body, [QUESTION]).values()
    assert reply.answer is not None
    assert reply.answer.title == Title.parse("A title of it")


@given(st.text(max_size=60))
def test_any_text_is_a_title_an_abstract_and_a_name_or_none(text: str) -> None:
    for read in (title_of_tex, title_of_markup):
        try:
            title = read(text)
        except BadAnswer:
            continue
        assert title is None or Title.parse(str(title)).words == title.words
    for read_abstract in (abstract_of_tex, abstract_of_markup):
        try:
            abstract = read_abstract(text)
        except BadAnswer:
            continue
        assert abstract is None or Abstract.parse(str(abstract)).words == abstract.words
    with suppress(BadAnswer):
        of_text(text)
        of_parts(text, text[::-1])
