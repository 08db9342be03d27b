"""Texts of services: what TeX means, what only looks like a formula, and what nobody sees."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kyutai_bib.enrich.answer import BadAnswer
from kyutai_bib.enrich.signs import visible
from kyutai_bib.enrich.texts import abstract_of_tex, line, title_of_tex
from kyutai_bib.model.rich_text import Abstract, Title
from kyutai_bib.reader import load
from tests.cli.conftest import Command
from tests.enrich.services import Fact, Services


@pytest.mark.parametrize("tex", [r"One \\ two", "a {} b", r"See \textit{ this } now.", r"x \newline y", "a\\ \nb"])
def test_no_double_space(tex: str) -> None:
    """TeX that goes leaves no white space behind: a file could not hold it."""
    abstract = abstract_of_tex(tex)
    assert abstract is not None
    text = abstract.words
    assert "  " not in text
    assert text == text.strip()


FORMULAS = {
    r"Cost \$5 and 5$": r"Cost \$5 and 5\$",
    r"\$x\$ is no formula": r"\$x\$ is no formula",
    r"\$5 of $x$": r"\$5 of $x$",
    r"$x$ for \$5": r"$x$ for \$5",
    r"$a\$b$ in it": r"$a\$b$ in it",
    "$$E=mc^2$$ shown": "$E=mc^2$ shown",
    r"\(a+b\) and \[c\]": "$a+b$ and $c$",
    r"a line\\$x$ below": "a line $x$ below",
    "$ 5 and 6 $": r"\$ 5 and 6 \$",
    "from $5 to $6": r"from \$5 to \$6",
    "$$": r"\$\$",
    r"left \( open": "left open",
}


@pytest.mark.parametrize("tex", FORMULAS)
def test_what_is_a_formula(tex: str) -> None:
    title, abstract = title_of_tex(tex), abstract_of_tex(tex)
    assert str(title) == FORMULAS[tex]
    assert str(abstract) == FORMULAS[tex]
    assert Title.parse(str(title)) == title
    assert Abstract.parse(str(abstract)) == abstract


def test_a_price_in_the_file_is_no_formula(services: Services, command: Command, tmp_path: Path) -> None:
    file = tmp_path / "papers.yaml"
    file.write_text('papers:\n  p:\n    versions: [{type: preprint, arxiv: "2401.00001"}]\n', "utf-8")
    services.facts["2401.00001"] = Fact("2401.00001", r"Cost \$5 and 5$", (("Jane", "Doe"),), r"Is \$5 or $6$.")
    assert command("enrich", "--write", "--no-input", "--source", "arxiv").code == 0
    paper = load(file).find("p")
    assert (str(paper.title), str(paper.abstract)) == (r"Cost \$5 and 5\$", r"Is \$5 or $6$.")
    assert r"title         = {Cost {\$}5 and 5{\$}}" in command("export").out.replace(r"\$", r"{\$}")


TEX = st.text(st.sampled_from(list("$\\{}()[] a5-~`'\n")), max_size=30)


@given(TEX)
def test_any_tex_becomes_a_title_that_reads_back(tex: str) -> None:
    title, abstract = title_of_tex(tex), abstract_of_tex(tex)
    assert title is None or Title.parse(str(title)).words == title.words
    assert abstract is None or Abstract.parse(str(abstract)).words == abstract.words


def test_a_text_that_is_no_text() -> None:
    with pytest.raises(BadAnswer, match="a text of 200,000 characters"):
        title_of_tex("x" * 200_000)
    with pytest.raises(BadAnswer, match="which is no title and no abstract"):
        abstract_of_tex("x \n\n" * 100_000)
    assert title_of_tex("a" + r"\(" * 40_000) is not None, "and not after minutes"


SEEN = {
    "A\u202eB": "AB",
    "Jane\u200b Doe": "Jane Doe",
    "\u2067abc\u2069": "abc",
    "a\u00adb": "ab",
    "\ufeffA": "A",
    "a\u2060b\u180eb": "abb",
    "a\u200eb\u200fc\u061cd": "abcd",
    "a\U000e0041b": "ab",
    "a\u3164b\u115f": "ab",
    "a\u034fb": "ab",
    "a\ue000b": "ab",
    "a\u0007b\x1b[31m": "ab[31m",
    "a\u200db": "ab",
    "a\u200cb": "ab",
    "a\ufe0fb": "ab",
    "a\u2028b\u3000c\u00a0d": "a b c d",
    "می\u200cخواهم": "می\u200cخواهم",
    "क\u094d\u200dष": "क\u094d\u200dष",
    "👩\u200d🔬": "👩\u200d🔬",
    "👩🏽\u200d🔬": "👩🏽\u200d🔬",
    "❤\ufe0f": "❤\ufe0f",
    "葛\U000e0100城": "葛\U000e0100城",
    "葛\U000e0100\U000e0100\U000e0100城": "葛\U000e0100城",
    "می\u200c": "می",
    "\u200dक": "क",
    "\u0600\u0661": "\u0600\u0661",
    "Défossez, Łukasz 王 안녕 Ω": "Défossez, Łukasz 王 안녕 Ω",
}


@pytest.mark.parametrize("text", SEEN, ids=ascii)
def test_what_is_seen(text: str) -> None:
    assert visible(text) == SEEN[text]


@given(st.text(max_size=40))
def test_nothing_that_turns_or_hides_comes_through(text: str) -> None:
    found = visible(text)
    assert not set(found) & set(
        "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u00ad\ufeff"
    )
    assert all(unicodedata.category(c) not in ("Cc", "Cs", "Cn", "Co") for c in found)
    assert visible(found) == found
    assert [c for c in found if c.isalnum()] == [
        c for c in text if c.isalnum() and c not in "\u3164\uffa0\u115f\u1160"
    ]


@pytest.mark.parametrize("sign", ["\u202e", "\u200b", "\u2066", "\u00ad", "\U000e0041"], ids=ascii)
def test_no_such_sign_gets_into_a_file(sign: str, services: Services, command: Command, tmp_path: Path) -> None:
    file = tmp_path / "papers.yaml"
    file.write_text('papers:\n  p:\n    versions: [{type: preprint, arxiv: "2401.00001"}]\n', "utf-8")
    services.facts["2401.00001"] = Fact(
        "2401.00001",
        f"A{sign} title",
        ((f"Ja{sign}ne", f"Do{sign}e"),),
        f"Wha{sign}t.",
        comment=f"Accepted {sign}",
    )
    services.published[f"a{sign} title"] = {"venue": f"IC{sign}ML", "year": "2025", "long": f"IC{sign}ML"}
    for source in ("arxiv", "datacite", "semanticscholar"):
        result = command("enrich", "--write", "--no-input", "--take", "versions", "--source", source)
        assert sign not in result.out + result.err
        assert sign not in file.read_text("utf-8")
        assert f"\\u{ord(sign):04X}" not in file.read_text("utf-8")
    assert file.read_text("utf-8").startswith("papers:\n  p:\n    title: A title\n    authors: [doe]\n")
    assert "ICML" in file.read_text("utf-8")


def test_one_line() -> None:
    assert line(" a\n\tb\u00a0 c\u0301 ") == "a b ć"
