"""Tags to trees, and what happens to a tree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyutai_bib.csl.links import with_resolver
from kyutai_bib.csl.processor.characters import clean
from kyutai_bib.csl.processor.joining import Marks, joined
from kyutai_bib.csl.processor.output import Group, Tag
from kyutai_bib.csl.processor.rich_text import rich_text
from kyutai_bib.csl.tree import Form, Inline, Span, plain, split_toggles

AMERICAN = Marks(("“", "”"), ("‘", "’"), take_punctuation=True)
BRITISH = Marks(("‘", "’"), ("“", "”"), take_punctuation=False)


def tree(text: str) -> tuple[Inline, ...]:
    return split_toggles(joined(rich_text(text), AMERICAN))


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
        ("<span>x</span>", ("<span>x</span>",)),
        ("<i></i>x", ("x",)),
        ("<i>a <i>b</i> c</i>", (Span(Form.ITALIC, ("a ",)), "b", Span(Form.ITALIC, (" c",)))),
        ("l'air", ("l’air",)),
        ("\"a 'b' c\"", ("“a ‘b’ c”",)),
        ("x²", ("x", Span(Form.RAISED, ("²",)))),
    ],
)
def test_tags(text: str, expected: tuple[object, ...]) -> None:
    assert tree(text) == expected


@given(st.text(st.characters(blacklist_characters="\"'“”‘’")))
def test_any_text_is_cleaned_and_survives(text: str) -> None:
    assert plain(joined(rich_text(clean(text)), AMERICAN)).count("<") == clean(text).count("<")


@given(
    st.lists(st.sampled_from(["<i>", "</i>", "<b>", "</b>", '<span class="nocase">', "</span>", "x", '"', "'"]))
)
def test_tags_and_quotes_in_any_order_make_a_tree(parts: list[str]) -> None:
    assert plain(tree("".join(parts))).count("x") == parts.count("x")


@pytest.mark.parametrize(
    ("pieces", "marks", "expected"),
    [
        ([Group(["Title"], quotes=True), ", in"], AMERICAN, "“Title,” in"),
        ([Group(["Title"], quotes=True), ", in"], BRITISH, "‘Title’, in"),
        ([Group(["Title?"], quotes=True), ", in"], AMERICAN, "“Title?,” in"),
        ([Group(["Title?"], quotes=True), ". In"], AMERICAN, "“Title?” In"),
        ([Group(["a ", Group(["b"], quotes=True)], quotes=True), "."], AMERICAN, "“a ‘b.’”"),
        ([Group([Group(["Why?"], forms=(Form.ITALIC,))]), ". In"], AMERICAN, "Why? In"),
        ([Group(["Why?"], forms=(Form.ITALIC,)), ". In"], AMERICAN, "Why?. In"),
        ([Group(["etc."], forms=(Form.ITALIC,)), ". In"], AMERICAN, "etc. In"),
        (["Wait... what?!"], AMERICAN, "Wait... what?!"),
    ],
)
def test_punctuation_that_meets(pieces: list[str | Group], marks: Marks, expected: str) -> None:
    first, *rest = pieces
    affixes = [Group([], suffix=piece, tag=Tag.AFFIX) for piece in rest if isinstance(piece, str)]
    assert plain(joined(Group([first, *affixes]), marks)) == expected


def test_resolver_is_part_of_the_link() -> None:
    link = Span(Form.LINK, ("10.1/x",))
    assert with_resolver(("see https://doi.org/", link)) == (
        "see ",
        Span(Form.LINK, ("https://doi.org/", "10.1/x")),
    )
    assert with_resolver(("doi: ", link)) == ("doi: ", link)
