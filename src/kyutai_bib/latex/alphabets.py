"""Mathematical alphabets: blackboard bold, calligraphic, Fraktur.

In Unicode each is a row of letters, from U+1D400 on, with holes: the letters that were there before, such
as ℝ and ℒ.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

__all__ = ["ALPHABETS", "LETTERLIKE"]


def _capitals(first: int, early: str) -> dict[str, str]:
    """The capitals of an alphabet that starts at `first`; `early` lists letter and character for each
    hole."""
    row = {chr(ord("A") + place): chr(first + place) for place in range(26)}
    return row | dict(zip(early[::2], early[1::2], strict=True))


ALPHABETS: Final = MappingProxyType(
    {
        "mathbb": _capitals(0x1D538, "CℂHℍNℕPℙQℚRℝZℤ") | {"1": "𝟙"},
        "mathcal": _capitals(0x1D49C, "BℬEℰFℱHℋIℐLℒMℳRℛ"),
        "mathfrak": _capitals(0x1D504, "CℭHℌIℑRℜZℨ")
        | {chr(97 + place): chr(0x1D51E + place) for place in range(26)},
    }
)
"""The name of the command -> letter -> character."""

LETTERLIKE: Final = MappingProxyType(
    {char: f"$\\{name}{{{letter}}}$" for name, row in ALPHABETS.items() for letter, char in row.items()}
)
"""Character -> LaTeX. `\\mathbb` and `\\mathfrak` need amssymb."""
