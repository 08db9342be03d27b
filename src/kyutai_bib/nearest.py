"""The nearest known names to one that is not known: what "did you mean" offers."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["nearest"]


def nearest(name: str, known: Iterable[str], most: int = 3) -> tuple[str, ...]:
    """At most `most` of `known` that are like `name`, best first; case does not count.

    A name that begins with what was typed, or has it inside, comes before one that is merely like it: a
    name cut short is the commonest way to get a long name wrong.
    """
    from difflib import get_close_matches

    by_folded: dict[str, str] = {}
    for candidate in known:
        by_folded.setdefault(candidate.casefold(), candidate)
    wanted = name.strip().casefold()
    longer = sorted(
        (key for key in by_folded if len(wanted) > 2 and wanted in key), key=lambda key: _rank(key, wanted)
    )
    alike = get_close_matches(wanted, by_folded, n=most, cutoff=0.6)
    return tuple(by_folded[key] for key in dict.fromkeys([*longer[:most], *alike]))[:most]


def _rank(key: str, wanted: str) -> tuple[bool, int, str]:
    return not key.startswith(wanted), len(key), key
