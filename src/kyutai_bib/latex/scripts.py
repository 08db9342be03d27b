"""Superscripts and subscripts that Unicode has as characters of their own."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

__all__ = ["SUBSCRIPTS", "SUPERSCRIPTS", "UNSUBSCRIPTED", "UNSUPERSCRIPTED"]

SUPERSCRIPTS: Final = MappingProxyType(
    dict(
        zip(
            "0123456789+−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθ",
            "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿ",
            strict=True,
        )
    )
)
"""Character -> the same as a superscript."""

SUBSCRIPTS: Final = MappingProxyType(
    dict(zip("0123456789+−=()aehijklmnoprstuvxβγρϕχ", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", strict=True))
)
"""Character -> the same as a subscript."""

UNSUPERSCRIPTED: Final = MappingProxyType(
    {high: char for char, high in SUPERSCRIPTS.items() if char < "α" or char == "−"}
)
UNSUBSCRIPTED: Final = MappingProxyType(
    {low: char for char, low in SUBSCRIPTS.items() if char < "α" or char == "−"}
)
"""Back again, for what TeX can write without a command."""
