"""Unicode to LaTeX: what each character becomes, and what holds for any text."""

from __future__ import annotations

import subprocess
import sys
import timeit
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kyutai_bib.latex import escape, escape_name, escape_specials

WESTERN = "".join(
    char
    for char in map(chr, range(0xC0, 0x180))
    if char.isalpha() and char not in "ĀāĪīĨĩĬĭĵŒœÐðÞþĐđŊŋĦħŦŧĲĳĸŀĿŉſ" and normalize("NFC", char) == char
)

ACCENTED = {
    "é": r"{\'e}",
    "è": r"{\`e}",
    "ê": r"{\^e}",
    "ö": r"{\"o}",
    "ñ": r"{\~n}",
    "ā": r"{\=a}",
    "ż": r"{\.z}",
    "ă": r"{\u a}",
    "š": r"{\v s}",
    "ő": r"{\H o}",
    "å": r"{\r a}",
    "ç": r"{\c c}",
    "ą": r"{\k a}",
    "ạ": r"{\d a}",
    "ḏ": r"{\b d}",
    "í": r"{\'i}",
    "ï": r"{\"i}",
    "İ": r"{\.I}",
    "Å": r"{\r A}",
    "ế": r"{\'{\^e}}",
    "ữ": "ữ",
    "ậ": r"{\d{\^a}}",
    "ẵ": r"{\~{\u a}}",
    "ǻ": r"{\'{\r a}}",
    "ǿ": r"{\'{\o}}",
    "m̌": r"{\v m}",
    "o͡o": r"{\t oo}",
    "ß": r"{\ss}",
    "ø": r"{\o}",
    "Ø": r"{\O}",
    "æ": r"{\ae}",
    "Æ": r"{\AE}",
    "ł": r"{\l}",
    "Ł": r"{\L}",
    "ı": r"{\i}",
    "ȷ": r"{\j}",
}

SYMBOLIC = {
    "&": r"\&",
    "50% of #1": r"50\% of \#1",
    "a_b": r"a\_b",
    "$5": r"\$5",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
    "{a}": r"\{a\}",
    "}a{": r"$\rbrace$a$\lbrace$",
    "{{a}": r"$\lbrace$\{a\}",
    "<": r"{\textless}",
    ">": r"{\textgreater}",
    "a|b": "a$|$b",
    "what?‘": "what?{}‘",
    "no!‘": "no!{}‘",
    ",,,": ",{},{},",
    "a--b---c": "a-{}-b-{}-{}-c",
    "–-": "–{}-",
    "`a''": r"{\textasciigrave}a'{}'",
    "‘‘a’’ it's ’'": "‘{}‘a’{}’ it's ’{}'",
    'say "a"': 'say "a"',
    "a\xa0b": "a~b",
    "10\u202f000": r"10\,000",
    "x ∈ {4, 8}": r"x $\in$ \{4, 8\}",
    "n ≤ 3": r"n $\leq$ 3",
    "β-VAE": r"$\beta$-VAE",
    "Δt": r"{$\Delta$}t",
    "Ελληνικά": "Ελληνικά",
    "ℝ": r"$\mathbb{R}$",
    "𝒪(n²)": r"$\mathcal{O}$(n²)",
    "CO₂": "CO$_{2}$",
    "10⁻¹²": "10$^{-12}$",
    "1 − x": "1 $-$ x",
    "a\x00b\x0cc\u2028d": "a b c d",
    "a\tb\nc": "a\tb\nc",
}

AS_IT_IS = "–—“”‘’×±°·½®©€§†→œŒ«»ðþđŋĩīĭșț…•™ моё 語 🙂 ơư"


@pytest.mark.parametrize(("text", "latex"), [*ACCENTED.items(), *SYMBOLIC.items()])
def test_spelling(text: str, latex: str) -> None:
    assert escape(text) == latex


@pytest.mark.parametrize(
    ("text", "latex"), [("a--b", r"a-\/-b"), ("''", r"'\/'"), (",,", r",\/,"), ("a-b é, c", r"a-b {\'e}, c")]
)
def test_something_else_may_keep_apart_what_tex_would_join(text: str, latex: str) -> None:
    assert escape(text, apart=r"\/") == latex


def test_what_every_program_reads_right_stays_as_it_is() -> None:
    assert escape(AS_IT_IS) == AS_IT_IS


@pytest.mark.parametrize("char", list(WESTERN))
def test_western_letters_come_out_as_one_special_character_of_bibtex(char: str) -> None:
    latex = escape(char)
    assert latex.isascii()
    assert latex.startswith("{\\")
    assert latex.endswith("}")


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("Hervé & {x} 5% $", r"Hervé \& \{x\} 5\% \$"),
        ("--x ``y''", r"-{}-x {\textasciigrave}{\textasciigrave}y'{}'"),
        ("x ∈ {4, 8} α < β | γ", r"x ∈ \{4, 8\} α < β | γ"),
        ("a } b", r"a $\rbrace$ b"),
        ("~^\\", r"\textasciitilde{}\textasciicircum{}\textbackslash{}"),
        ("\xa0é\u0301", "\xa0é\u0301"),
    ],
)
def test_specials_only(text: str, latex: str) -> None:
    assert escape_specials(text) == latex


@pytest.mark.parametrize(
    ("name", "latex"),
    [
        ("Jégou", r"J{\'e}gou"),
        ("Đorđe", r"{\/Đ}orđe"),
        ("Jean-Đorđe O'Þór", r"Jean-{\/Đ}orđe O'{\/Þ}{\'o}r"),
        ("Guðmundsson", r"Gu{\/ð}mundsson"),
        ("Līga", "Līga"),
        ("Иван", r"{\/И}ван"),
        ("Αθηνά", r"{\/Α}θηνά"),
        ("Nguyễn\xa0Văn", r"Nguy{\~{\^e}}n~V{\u a}n"),
        ("AT&T", r"AT\&T"),
        ("D’Arcy–Łoś", r"D’Arcy–{\L}o{\'s}"),
    ],
)
def test_names_are_shielded_where_bibtex_cuts(name: str, latex: str) -> None:
    assert escape_name(name) == latex


def depth_stays_sane(latex: str) -> bool:
    """Whether braces balance as BibTeX counts them, escaped ones too."""
    depth = 0
    for char in latex:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            return False
    return depth == 0


TEXTS = st.text() | st.text(st.sampled_from("{}\\&%#_$~^<>|?!`',-\"‘’–aeiéß\u0301\u0323\u0361αΔ≤²₁Đ\xa0 \n"))


@settings(deadline=None)
@given(TEXTS)
def test_braces_balance_in_any_text(text: str) -> None:
    assert all(depth_stays_sane(write(text)) for write in (escape, escape_name, escape_specials))


@settings(deadline=None)
@given(TEXTS)
def test_composed_and_decomposed_text_give_the_same(text: str) -> None:
    for write in (escape, escape_name, escape_specials):
        assert write(normalize("NFC", text)) == write(normalize("NFD", text)) == write(text)


@settings(deadline=None)
@given(st.text(st.sampled_from(WESTERN + "abc ABC,.-")))
def test_western_text_comes_out_as_ascii(text: str) -> None:
    assert escape(text).isascii()
    assert escape_name(text) == escape(text)


@settings(deadline=None)
@given(TEXTS)
def test_no_bare_special_is_left(text: str) -> None:
    latex = escape(text)
    for special in "&%#_":
        assert latex.count(special) == latex.count("\\" + special) + latex.count("$" + special + "{")


def test_ten_thousand_english_abstracts_take_a_moment() -> None:
    abstract = "We present a speech-text foundation model, 100% full-duplex & fast. " * 20
    assert min(timeit.repeat(lambda: escape_specials(abstract), number=1000, repeat=3)) < 0.1


def test_import_brings_no_parser() -> None:
    code = "import sys, kyutai_bib.latex; sys.exit(not {'pylatexenc', 'bibtexparser'}.isdisjoint(sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
