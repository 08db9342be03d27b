"""Characters that are not letters: TeX's special characters, punctuation, mathematical symbols."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

__all__ = ["MATH", "SPECIALS", "SYMBOLS", "TEXT", "TYPESET"]

SPECIALS: Final = MappingProxyType(
    {char: "\\" + char for char in "&%#_$"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
    | {"{": r"$\lbrace$", "}": r"$\rbrace$"}
    | {"`": r"{\textasciigrave}"}
)
"""What TeX itself reads as markup -> how to write it. Braces here are those without a partner: BibTeX
counts braces even behind a backslash, and pandoc and bibtexparser drop `\\textbraceleft`. TeX makes ‘ of a
grave accent; pandoc drops the command, but there is no other that LaTeX prints right in every font encoding."""

TYPESET: Final = MappingProxyType({**SPECIALS, "<": r"{\textless}", ">": r"{\textgreater}", "|": "$|$"})
"""The same, with what OT1, LaTeX's default font encoding, prints as ¡ ¿ and a dash. pandoc drops
`\\textbar`."""

_MATH_NAMES: Final = """
alpha α beta β gamma γ delta δ varepsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π
rho ρ varsigma ς sigma σ tau τ upsilon υ varphi φ chi χ psi ψ omega ω epsilon ϵ vartheta ϑ phi ϕ varrho ϱ
varpi ϖ Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
leq ≤ le ≤ geq ≥ ge ≥ neq ≠ ne ≠ ll ≪ gg ≫ approx ≈ equiv ≡ sim ∼ simeq ≃ cong ≅ propto ∝ asymp ≍ prec ≺
succ ≻ preceq ⪯ succeq ⪰ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ models ⊨ vdash ⊢ dashv
⊣ perp ⊥ bot ⊥ top ⊤ parallel ∥ doteq ≐ bowtie ⋈ cup ∪ cap ∩ setminus ∖ wedge ∧ land ∧ vee ∨ lor ∨ oplus ⊕
ominus ⊖ otimes ⊗ oslash ⊘ odot ⊙ cdot ⋅ ast ∗ star ⋆ circ ∘ uplus ⊎ sqcup ⊔ sqcap ⊓ mp ∓ amalg ⨿
forall ∀ exists ∃ emptyset ∅ nabla ∇ partial ∂ infty ∞ sum ∑ prod ∏ coprod ∐ int ∫ oint ∮ surd √ angle ∠
prime ′ ell ℓ hbar ℏ Re ℜ Im ℑ wp ℘ aleph ℵ imath ı jmath ȷ cdots ⋯ vdots ⋮ ddots ⋱ lceil ⌈ rceil ⌉ lfloor
⌊ rfloor ⌋ leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ Uparrow ⇑ Downarrow ⇓ updownarrow ↕
mapsto ↦ hookrightarrow ↪ hookleftarrow ↩ longrightarrow ⟶ longleftarrow ⟵ longleftrightarrow ⟷
Longrightarrow ⟹ implies ⟹ Longleftarrow ⟸ Longleftrightarrow ⟺ iff ⟺ longmapsto ⟼ nearrow ↗ searrow ↘
nwarrow ↖ swarrow ↙ rightleftharpoons ⇌ spadesuit ♠ heartsuit ♡ diamondsuit ♢ clubsuit ♣ flat ♭ natural ♮
sharp ♯ triangle △ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ bigwedge ⋀ bigvee ⋁
lesssim ≲ gtrsim ≳ triangleq ≜ nexists ∄ varnothing ∅ leqslant ⩽ geqslant ⩾ therefore ∴ because ∵
checkmark ✓ square □ blacksquare ■ bigstar ★ rightsquigarrow ⇝ nsubseteq ⊈ subsetneq ⊊ ltimes ⋉ rtimes ⋊
twoheadrightarrow ↠
"""
"""Commands that only math mode knows; the last three lines need amssymb."""

_SHARED_NAMES: Final = """
times × div ÷ pm ± neg ¬ lnot ¬ rightarrow → to → leftarrow ← gets ← uparrow ↑ downarrow ↓ langle ⟨ rangle ⟩
| ‖ Vert ‖ lVert ‖ rVert ‖ vert | lvert | rvert | mid | lbrace { rbrace } backslash \\ lbrack [ rbrack ]
colon : ldots … dots … dotsc … dotsb ⋯ bullet • dagger † dag † ddagger ‡ ddag ‡ bigcirc ◯ diamond ⋄ degree °
"""
"""Commands whose character pdfLaTeX prints right as it is."""

_TEXT_NAMES: Final = """
textless < textgreater > textbar | textbackslash \\ textasciitilde ~ textasciicircum ^
textbraceleft { textbraceright } textquotedbl " textquotesingle ' textasciigrave `
textunderscore _ textdollar $ textendash – textemdash — textquoteleft ‘ textquoteright ’
textquotedblleft “ textquotedblright ” quotesinglbase ‚ quotedblbase „ glqq „ grqq “
guillemotleft « guillemotright » guillemetleft « guillemetright » flqq « frqq » guilsinglleft ‹
guilsinglright › textellipsis … textbullet • textdagger † textdaggerdbl ‡ textdegree ° textpm ±
texttimes × textdiv ÷ textmu µ textperiodcentered · textregistered ® textcopyright © copyright ©
texttrademark ™ textonehalf ½ textonequarter ¼ textthreequarters ¾ textonesuperior ¹
texttwosuperior ² textthreesuperior ³ textordfeminine ª textordmasculine º textexclamdown ¡
textquestiondown ¿ textsection § S § textparagraph ¶ P ¶ texteuro € euro € EUR € textsterling £
pounds £ textyen ¥ textcent ¢ textnumero № textperthousand ‰ textrightarrow → textleftarrow ←
textuparrow ↑ textdownarrow ↓ textlnot ¬ textbardbl ‖ slash / TeX TeX LaTeX LaTeX BibTeX BibTeX
& & % % # # _ _ $ $ { { } }
"""
"""Commands of running text, and the control symbols that stand for themselves."""


def _table(names: str) -> dict[str, str]:
    """A list of `name character` pairs as a table; the first of several names comes first."""
    words = names.split()
    return dict(zip(words[::2], words[1::2], strict=True))


MATH: Final = MappingProxyType(_table(_MATH_NAMES) | _table(_SHARED_NAMES))
"""The name of a command of math mode -> its character."""

TEXT: Final = MappingProxyType(_table(_TEXT_NAMES) | {" ": " ", ",": "\u202f", "thinspace": "\u2009", "-": "\xad"})
"""The name of a command of running text -> its character."""


def _in_math(name: str) -> str:
    """A command of math mode for running text; braces keep BibTeX's styles from making Γ a γ."""
    return f"$\\{name}$" if name.islower() else f"{{$\\{name}$}}"


SYMBOLS: Final = MappingProxyType(
    {char: _in_math(name) for name, char in reversed(_table(_MATH_NAMES).items()) if char not in "ıȷ"}
    | {
        "−": "$-$",
        "′": "$'$",
        "\xa0": "~",
    }
    | dict.fromkeys("\u2009\u202f", r"\,")
)
"""Character -> LaTeX, for symbols that pdfLaTeX does not take as they are. Both thin spaces become `\\,`,
which does not break: pandoc and bibtexparser lose `\\thinspace{}` and join the words."""
