"""LaTeX to Unicode, formulas too, and the way there and back."""

from __future__ import annotations

import re
from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kyutai_bib.latex import escape, escape_name, escape_specials, math_to_unicode, unescape

FORMULAS = [
    (r"x\!\in\!\{4,8\}", "x∈{4,8}"),
    (r"x \in \{4, 8\}", "x ∈ {4, 8}"),
    (r"x\in S", "x∈S"),
    (r"\mathcal{O}(n^2)", "𝒪(n²)"),
    (r"O(n\log n)", "O(n log n)"),
    (r"O(n \log n)", "O(n log n)"),
    (r"\alpha_i", "αᵢ"),
    (r"\frac{1}{2}", "½"),
    (r"\frac12", "½"),
    (r"3\tfrac{1}{2}", "3½"),
    (r"\frac{a+b}{2n}", "(a+b)/(2n)"),
    (r"\sqrt{d}", "√d"),
    (r"\sqrt{d_k}", "√dₖ"),
    (r"\sqrt{a+b}", "√(a+b)"),
    (r"\sqrt[3]{x}", "∛x"),
    (r"\mathbb{R}", "ℝ"),
    (r"\mathbb{R}^d", "ℝᵈ"),
    (r"\mathbb{R}^{d\times d}", "ℝ^{d×d}"),
    (r"\ell_2", "ℓ₂"),
    (r"\ell_\infty", "ℓ_∞"),
    (r"L^p", "Lᵖ"),
    (r"\text{if } x \leq 0", "if x ≤ 0"),
    (r"x_{\mathrm{max}}", "xₘₐₓ"),
    (r"\mathcal{L}_{\text{CE}}", "ℒ_{CE}"),
    (r"\log_2 n", "log₂ n"),
    (r"-\log p(x \mid y)", "−log p(x | y)"),
    (r"10^{-7}", "10⁻⁷"),
    (r"\mathrm{CO}_2", "CO₂"),
    (r"\hat{y}", "ŷ"),
    (r"\bar\theta", "θ̄"),
    (r"f\colon \mathbb{R}^n \to \mathbb{R}", "f: ℝⁿ → ℝ"),
    (r"\left(\frac{x}{y}\right)^2", "(x/y)²"),
    (r"\left. x \right|_0", "x|₀"),
    (r"\lVert x \rVert_2", "‖x‖₂"),
    (r"\Delta t", "Δt"),
    (r"k\text{-means}", "k-means"),
    (r"90^\circ", "90°"),
    (r"\pi^*", "π*"),
    (r"x'", "x′"),
    (r"\arg\max_\theta p_\theta(x)", "arg max_θ p_θ(x)"),
    (r"\operatorname*{arg\,max}_{i} x_i", "arg maxᵢ xᵢ"),
    (r"\sum_{i=1}^{n} x_i", "∑ᵢ₌₁ⁿ xᵢ"),
    (r"A \not\in B", "A ∉ B"),
    (r"\mathbf{W}^\top x", "W^⊤ x"),
    (r"\foo{x} y", "foo x y"),
    (r"n\!\to\!\infty", "n→∞"),
    (r"+3.5\%", "+3.5%"),
    (r"3\times 3", "3×3"),
    (r"1 - \epsilon", "1 − ϵ"),
    (r"a\quad b\;c~d", "a b c d"),
    (r"\nabla_\theta J(\theta)", "∇_θ J(θ)"),
    (r"\binom{n}{k}", "(n choose k)"),
    ("", ""),
]

LATEX = [
    (r"Herv\'e J{\'e}gou, \'{E} \' e {\'{e}}", "Hervé Jégou, É é é"),
    (r"\c{c} {\c c} \c c \H{o} {\H o} \v{s} {\v{S}} \u{g} \k a \r{a} \d{a} \b{d}", "ç ç ç ő ő š Š ğ ą å ạ ḏ"),
    (r"\'\i{} \'{\i} {\'\i} \'i {\i} {\"\i} \^{\j}", "í í í í ı ï ĵ"),
    (r"\o{} {\O} \ss{} stra\ss e \l{}{\L} {\ae} \AE{} {\oe} {\aa} {\AA}", "ø Ø ß straße łŁ æ Æ œ å Å"),
    (r"{\dh}{\DH} {\th}{\TH} {\dj}{\DJ} {\ng}{\NG}", "ðÐ þÞ đĐ ŋŊ"),
    (r"\d{\^a} {\d{\^{a}}} \'{\^e} {\~{\^e}} \t{oo} {\t oo}", "ậ ậ ế ễ o͡o o͡o"),
    (r"\& \% \# \_ \$ \{a\} \^{} \~{} \textbackslash{}", r"& % # _ $ {a} ^ ~ " + "\\"),
    ("a---b, 1--2, ``q'' `s', ?`que? !`no!, ,,so``", "a—b, 1–2, “q” `s', ¿que? ¡no!, „so“"),
    (r"a~b\,c\ d\\e\-f\/g", "a\xa0b\u202fc d e\xadfg"),
    (r"\emph{it} \textit{a {\bf b}} {LLM}s {\sc Moshi} \textsc{Mimi}", "it a b LLMs Moshi Mimi"),
    (r"with $x\in\{4,8\}$ and \(n^2\), $$y$$ $a$$b$ \ensuremath{\alpha}", "with x∈{4,8} and n², y ab α"),
    ("$5, or \\$5", "$5, or $5"),
    ("$x$ costs $5", "x costs $5"),
    ("un}balanced {braces", "unbalanced braces"),
    (
        r"\texorpdfstring{$\alpha$}{alpha} \href{https://x.org}{link} \LaTeX{} \ourmodel is",
        "alpha link LaTeX ourmodel is",
    ),
    (r"\textless{}b{\textgreater} \textendash{} \textquotedblleft", "<b> – “"),
    ("a_b^c & d # e % f", "a_b^c & d # e % f"),
    ("\\", "\\"),
    ("e\u0301", "é"),
]


@pytest.mark.parametrize(("tex", "text"), FORMULAS)
def test_formula(tex: str, text: str) -> None:
    assert math_to_unicode(tex) == normalize("NFC", text)


@pytest.mark.parametrize(("latex", "text"), LATEX)
def test_text(latex: str, text: str) -> None:
    assert unescape(latex) == text


def expected(text: str) -> str:
    """What comes back: the exceptions that `unescape` documents, and no others."""
    spaced = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029]", " ", normalize("NFC", text))
    return normalize("NFC", spaced.replace("\u2009", "\u202f"))


MESSY = st.text(
    st.sampled_from("{}\\&%#_$~^<>|?!`',-\"aeoiıjß\u0301\u0323\u0327\u0361\u0338αΔ≤=²₁⁻Đ\xa0\u2009 \n")
)


@settings(deadline=None)
@given(st.text() | MESSY)
def test_there_and_back(text: str) -> None:
    for write in (escape, escape_name):
        assert unescape(write(text)) == expected(text)


@settings(deadline=None)
@given(st.text(st.characters(exclude_characters="\u2009")) | MESSY.map(lambda text: text.replace("\u2009", "")))
def test_there_and_back_in_the_unicode_flavour(text: str) -> None:
    assert unescape(escape_specials(text)) == expected(text)


def test_every_character_there_and_back() -> None:
    planes = [chr(code) for code in (*range(0xD800), *range(0xE000, 0x30000))]
    assert [char for char in planes if unescape(escape(f"a{char} b")) != expected(f"a{char} b")] == []


@settings(deadline=None)
@given(st.text(st.sampled_from("\\{}$^_~'\"`=.-[]() \nabcoitxHdk12α&%#")) | st.text())
def test_any_input_is_read(latex: str) -> None:
    assert normalize("NFC", unescape(latex)) == unescape(latex)
    assert normalize("NFC", math_to_unicode(latex)) == math_to_unicode(latex)


@pytest.mark.parametrize("piece", ["{", "}", r"\'", "^", "$", r"\frac", r"\text{", "{$"])
def test_no_depth_is_too_deep(piece: str) -> None:
    assert isinstance(unescape(piece * 5000), str)
    assert isinstance(math_to_unicode(piece * 5000), str)
