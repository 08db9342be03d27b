r"""Titles and abstracts: `str` writes what `parse` reads, dollar signs follow pandoc's rules, braces pair up."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyutai_bib.model.rich_text import Abstract, Mark, RichText, Run, Title

SIGNS = st.text("ab5é ${}\\", min_size=1, max_size=12)


def text(words: str) -> Run:
    return Run(Mark.TEXT, words)


def protected(words: str) -> Run:
    return Run(Mark.PROTECTED, words)


def math(tex: str) -> Run:
    return Run(Mark.MATH, tex)


def _balanced(tex: str) -> bool:
    tex = re.sub(r"\\.", "", tex)
    while (shorter := re.sub(r"\{[^{}]*\}", "", tex)) != tex:
        tex = shorter
    return not re.search("[{}]", tex)


FORMULAS = st.text(r"xy4_^{}\, ", min_size=1, max_size=8).filter(
    lambda tex: (
        tex == tex.strip() and _balanced(tex) and "^^" not in tex and not re.search(r"(?<!\\)(\\\\)*\\$", tex)
    )
)
RUNS = st.lists(
    st.builds(text, SIGNS) | st.builds(protected, SIGNS) | st.builds(math, FORMULAS), min_size=1, max_size=6
)


def _normal(runs: list[Run]) -> tuple[Run, ...]:
    """Neighbouring texts in one; no digit right behind a formula, where pandoc's rule sees a price."""
    kept: list[Run] = []
    for run in runs:
        if kept and run.mark is kept[-1].mark is Mark.TEXT:
            run = text(kept.pop().text + run.text)  # noqa: PLW2901
        if kept and kept[-1].mark is Mark.MATH and run.mark is Mark.TEXT:
            run = text(run.text.lstrip("5") or "a")  # noqa: PLW2901
        kept.append(run)
    return tuple(kept)


@given(RUNS)
def test_a_title_of_any_runs_reads_back(runs: list[Run]) -> None:
    title = Title(_normal([run._replace(text=" ".join(run.text.split()) or "a") for run in runs]))
    assert Title.parse(str(title)) == title


@given(RUNS)
def test_an_abstract_of_any_runs_reads_back(runs: list[Run]) -> None:
    plain = [run for run in runs if run.mark is not Mark.PROTECTED] or [text("a")]
    abstract = Abstract(_normal([run._replace(text=run.text.strip() or "a") for run in plain]))
    assert Abstract.parse(str(abstract)) == abstract


@pytest.mark.parametrize("kind", [Title, Abstract])
@given(source=st.text("ab5 \n${}\\", max_size=14))
def test_what_is_read_is_written_the_same(kind: type[RichText], source: str) -> None:
    try:
        value = kind.parse(source)
    except ValueError:
        return
    assert kind.parse(str(value)) == value
    assert all(run.text for run in value.runs)
    pairs = zip(value.runs, value.runs[1:], strict=False)
    assert not any(one.mark is other.mark is Mark.TEXT for one, other in pairs)


@pytest.mark.parametrize(
    "source",
    [
        "between $5 and $10",
        "$5",
        "it costs $5, not $6",
        "$ x$",
        "$x $",
        "US$5 to US$6",
        "a 5$ bill and a 10$ bill",
        "$x$5",
    ],
)
def test_prices_are_no_formulas(source: str) -> None:
    assert Title.parse(source).runs == (text(source),)
    assert Abstract.parse(source).runs == (text(source),)


@pytest.mark.parametrize(
    ("source", "runs"),
    [
        ("$x$", [math("x")]),
        ("a $x^{2}$ b", [text("a "), math("x^{2}"), text(" b")]),
        ("$x$-times", [math("x"), text("-times")]),
        (r"$x\!\in\!\{4,8\}$", [math(r"x\!\in\!\{4,8\}")]),
        (r"cost\$s $y$", [text("cost$s "), math("y")]),
        (r"$a\$b$", [math(r"a\$b")]),
        ("$a$$b$", [math("a"), math("b")]),
        ("$$a$$", [text("$"), math("a"), text("$")]),
        (r"\\$a$", [text("\\"), math("a")]),
        (r"back\slash", [text(r"back\slash")]),
    ],
)
def test_formulas(source: str, runs: list[Run]) -> None:
    assert Title.parse(source).runs == tuple(runs)
    assert Abstract.parse(source).runs == tuple(runs)


@pytest.mark.parametrize(
    ("source", "runs"),
    [
        ("{Moshi}: a model", [protected("Moshi"), text(": a model")]),
        ("{A}{B}", [protected("A"), protected("B")]),
        (r"\{a\}", [text("{a}")]),
        (r"{a\}b}", [protected("a}b")]),
        (r"{\{}", [protected("{")]),
        (r"{\$x\$}", [protected("$x$")]),
        ("{a$b}c$", [protected("a$b"), text("c$")]),
        ("  two\n lines ", [text("two lines")]),
    ],
)
def test_protected_words(source: str, runs: list[Run]) -> None:
    assert Title.parse(source).runs == tuple(runs)


@pytest.mark.parametrize("source", ["{a", "a}", "{{a}}", "{a{b}c}", "}{", "{a}}", r"{a\}", "${a$}"])
def test_braces_pair_up_and_do_not_nest(source: str) -> None:
    with pytest.raises(ValueError, match="braces must pair up and not nest"):
        Title.parse(source)


@pytest.mark.parametrize("source", ["{}", "{ }", "a {} b", "{\n}"])
def test_braces_hold_something(source: str) -> None:
    with pytest.raises(ValueError, match="protects nothing"):
        Title.parse(source)


@pytest.mark.parametrize("source", ["{$x$}", "{a $x$ b}"])
def test_a_formula_in_braces_would_lose_its_sense(source: str) -> None:
    with pytest.raises(ValueError, match="a formula stands in braces; write it outside of them"):
        Title.parse(source)


@pytest.mark.parametrize("kind", [Title, Abstract])
@pytest.mark.parametrize("source", ["$a}$", "$x_{1$", "$}{$"])
def test_the_braces_of_a_formula_pair_up(kind: type[RichText], source: str) -> None:
    with pytest.raises(ValueError, match=r"the braces of the formula .* do not pair up"):
        kind.parse(source)


@pytest.mark.parametrize("kind", [Title, Abstract])
@pytest.mark.parametrize("source", ["", " \n\t"])
def test_nothing_is_no_text(kind: type[RichText], source: str) -> None:
    with pytest.raises(ValueError, match="needs a text"):
        kind.parse(source)


def test_braces_of_an_abstract_are_themselves() -> None:
    assert Abstract.parse("a set {a, b} and }").runs == (text("a set {a, b} and }"),)


def test_paragraphs_of_an_abstract_stay() -> None:
    assert Abstract.parse("one\n\ntwo\n").runs == (text("one\n\ntwo"),)


def test_plain_text_has_no_marks() -> None:
    title = Title.parse(r"{Moshi} in $x^2$ \$5")
    assert title.words == "Moshi in x^2 $5"
    assert title.plain(lambda tex: f"<{tex}>") == "Moshi in <x^2> $5"
