"""Tags to marks to trees, and what happens to a tree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyutai_bib.csl.inline import marked, untagged
from kyutai_bib.csl.links import with_resolver
from kyutai_bib.csl.marks import CLOSE, OPEN, SEAM, clean, keep_case, mark, parse
from kyutai_bib.csl.punctuation import Quotes, settled
from kyutai_bib.csl.tree import Form, Span, normal, plain

AMERICAN = Quotes(("“", "”"), ("‘", "’"), take_punctuation=True)
BRITISH = Quotes(("‘", "’"), ("“", "”"), take_punctuation=False)


def tree(text: str) -> tuple[object, ...]:
    return normal(parse(marked(text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a < b & <unk>", ("a < b & <unk>",)),
        ("<i>x</i>", (Span(Form.ITALIC, ("x",)),)),
        ("H<sub>2</sub>O", ("H", Span(Form.SUBSCRIPT, ("2",)), "O")),
        ("<sc>x</sc>", (Span(Form.SMALL_CAPS, ("x",)),)),
        ('<span style="font-variant: small-caps;">x</span>', (Span(Form.SMALL_CAPS, ("x",)),)),
        ('<span class="nocase">Moshi</span>!', ("Moshi!",)),
        ("<i>left open", ("<i>left open",)),
        ("never opened</i>", ("never opened</i>",)),
        ("<b>a<i>b</b>c", (Span(Form.BOLD, ("a<i>b",)), "c")),
        ("<span>x</span>", ("<span>x</span>",)),
        ("<i></i>x", ("x",)),
        ("<i>a <i>b</i> c</i>", (Span(Form.ITALIC, ("a ",)), "b", Span(Form.ITALIC, (" c",)))),
    ],
)
def test_tags(text: str, expected: tuple[object, ...]) -> None:
    assert tree(text) == expected


@given(st.text())
def test_any_text_is_cleaned_and_survives(text: str) -> None:
    assert plain(parse(clean(text))) == clean(text)
    assert plain(parse(keep_case(clean(text)))) == clean(text)


@given(st.lists(st.sampled_from(["<i>", "</i>", "<b>", "</b>", '<span class="nocase">', "</span>", "x"])))
def test_text_without_tags_is_the_text_of_the_tree(parts: list[str]) -> None:
    assert plain(tree("".join(parts))) == untagged("".join(parts))  # type: ignore[arg-type]


@given(st.lists(st.sampled_from([*OPEN.values(), CLOSE, SEAM, "a", "."])))
def test_marks_in_any_order_make_a_tree(marks: list[str]) -> None:
    letters = [part for part in marks if part in {"a", "."}]
    assert plain(parse("".join(marks))) == "".join(letters)


def test_kept_case_is_out_of_reach() -> None:
    assert plain(parse(keep_case("Moshi É").upper())) == "Moshi É"
    assert plain(parse(keep_case("Moshi É").lower())) == "Moshi É"


@pytest.mark.parametrize(
    ("marked_text", "quotes", "expected"),
    [
        (mark(Form.QUOTE, "Title") + ", in", AMERICAN, "“Title,” in"),
        (mark(Form.QUOTE, "Title") + ", in", BRITISH, "‘Title’, in"),
        (mark(Form.QUOTE, "Title?") + ", in", AMERICAN, "“Title?,” in"),
        (mark(Form.QUOTE, "Title?") + ". In", AMERICAN, "“Title?” In"),
        (mark(Form.QUOTE, "a " + mark(Form.QUOTE, "b")) + ".", AMERICAN, "“a ‘b’.”"),
        (mark(Form.ITALIC, "Why?") + ". In", AMERICAN, "Why? In"),
        (mark(Form.ITALIC, "etc.") + ". In", AMERICAN, "etc. In"),
        ("Why?" + SEAM + ". In", AMERICAN, "Why? In"),
        ("Wait... what?!", AMERICAN, "Wait... what?!"),
    ],
)
def test_punctuation_that_meets(marked_text: str, quotes: Quotes, expected: str) -> None:
    assert plain(settled(parse(marked_text), quotes)) == expected


def test_resolver_is_part_of_the_link() -> None:
    link = Span(Form.LINK, ("10.1/x",))
    assert with_resolver(["see https://doi.org/", link]) == (
        "see ",
        Span(Form.LINK, ("https://doi.org/", "10.1/x")),
    )
    assert with_resolver(["doi: ", link]) == ("doi: ", link)
