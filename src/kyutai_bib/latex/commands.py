"""LaTeX commands by what they do: the names that the reader knows, beside symbols, letters and accents."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

__all__ = [
    "CLOSING",
    "LIGATURES",
    "LONE_ACCENTS",
    "MATH_ACCENTS",
    "PASSING",
    "SILENT",
    "SPACES",
    "TEXT_ARGUMENT",
    "VULGAR",
]


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


TEXT_ARGUMENT: Final = _names("""
text textrm textit textbf textsf texttt textsc textsl textnormal textup textmd mbox hbox emph url
""")
"""Commands whose argument is running text, within a formula too."""

PASSING: Final = TEXT_ARGUMENT | _names("""
mathrm mathbf mathit mathsf mathtt mathnormal mathbin mathrel mathord mathop boldsymbol bm pmb ensuremath
underline uppercase lowercase MakeUppercase MakeLowercase textsuperscript textsubscript smash boxed
""")
"""Commands that only change how their argument looks."""

SILENT: Final = _names("""
left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr limits nolimits
displaystyle textstyle scriptstyle scriptscriptstyle rm bf it em sc sf tt sl normalfont rmfamily sffamily
ttfamily bfseries mdseries itshape scshape slshape upshape tiny small large Large relax protect noindent
centering nonumber notag allowbreak nobreak ! / @
""")
"""Commands that print nothing. Behind `left` and `right`, a full stop prints nothing either."""

SPACES: Final = MappingProxyType(
    dict.fromkeys([":", ";", ">", "\\", "\n", "\t"], " ")
    | dict.fromkeys(_names("quad qquad enspace enskip space newline par"), " ")
    | {"colon": ": "}
)
"""Commands for some amount of space -> the text."""

MATH_ACCENTS: Final = MappingProxyType(
    {"hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303", "widetilde": "\u0303", "bar": "\u0304"}
    | {"overline": "\u0305", "vec": "\u20d7", "overrightarrow": "\u20d7", "ddot": "\u0308", "check": "\u030c"}
    | {"acute": "\u0301", "grave": "\u0300", "breve": "\u0306", "mathring": "\u030a", "dot": "\u0307"}
)
"""Accent commands of math mode -> combining mark."""

VULGAR: Final = MappingProxyType(
    {
        "1/2": "½",
        "1/3": "⅓",
        "2/3": "⅔",
        "1/4": "¼",
        "3/4": "¾",
        "1/5": "⅕",
        "2/5": "⅖",
        "3/5": "⅗",
        "4/5": "⅘",
    }
    | {"1/6": "⅙", "5/6": "⅚", "1/8": "⅛", "3/8": "⅜", "5/8": "⅝", "7/8": "⅞"}
)
"""Fractions that are one character, so that 3½ is not 31/2."""

LONE_ACCENTS: Final = MappingProxyType({"^": "^", "~": "~", "'": "´", "`": "`", '"': "¨", "=": "¯", ".": "˙"})
"""Accent commands over nothing, `\\^{}`, print the accent itself."""

CLOSING: Final = _names("right rVert rvert rangle rceil rfloor rbrace")
"""Closing delimiters; a blank before them is only there to end the command before."""

LIGATURES: Final = MappingProxyType({"---": "—", "--": "–", "``": "“", "''": "”", "?`": "¿", "!`": "¡", ",,": "„"})
"""What TeX's fonts join in running text, longest first."""
