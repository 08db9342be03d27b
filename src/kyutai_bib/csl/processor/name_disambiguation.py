"""Names told apart wherever they are (CSL 1.0.2, `givenname-disambiguation-rule`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from kyutai_bib.csl.processor.context import Context
from kyutai_bib.csl.processor.name_parts import BARE_INITIALS
from kyutai_bib.csl.processor.output import text_of

__all__ = ["global_levels"]

Levels = dict[tuple[int, int], int]


def global_levels(contexts: Mapping[str, Context], rule: str) -> dict[str, Levels]:
    """By item, how much of each shown name's given name is needed."""
    primary = rule.startswith("primary-name")
    forms: dict[str, list[tuple[tuple[int, int], tuple[str, str, str]]]] = {}
    known: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for key, ctx in contexts.items():
        forms[key] = list(_forms(ctx, primary=primary))
        for _, (base, initials, full) in forms[key]:
            known[base].add((initials, full))
    initials_only = rule.endswith("with-initials")
    levels = {
        key: {
            place: level
            for place, texts in found
            if (level := _level(texts, known[texts[0]], initials_only=initials_only))
        }
        for key, found in forms.items()
    }
    return {key: _bare(found, contexts[key]) for key, found in levels.items()} if initials_only else levels


def _bare(levels: Levels, ctx: Context) -> Levels:
    """Initials, where the style has no others, have nothing behind them."""
    whole = {place for place, _, _, names in ctx.rendered_names if names.parts.initialize_with is None}
    return {place: BARE_INITIALS if place[0] in whole else level for place, level in levels.items()}


def _forms(ctx: Context, *, primary: bool) -> list[tuple[tuple[int, int], tuple[str, str, str]]]:
    out = []
    for place, people, _, names in ctx.rendered_names:
        full = names.parts
        # Names that a style never shortens are compared by their initials too, as in citeproc-js.
        short = full if full.initialize_with is not None else replace(full, initialize_with="")
        for number, person in enumerate(people[:1] if primary else people):
            bare = person._replace(dropping="", suffix="")  # neither tells people apart in citeproc-js
            texts = [
                text_of(parts.node(bare, ctx, inverted=False, level=level))
                for level, parts in enumerate((full, short, full))
            ]
            full_stops_aside = " ".join(texts[2].replace(".", " ").split())
            out.append(((place, number), (texts[0], texts[1], full_stops_aside)))
    return out


def _level(texts: tuple[str, str, str], known: set[tuple[str, str]], *, initials_only: bool) -> int:
    _, initials, full = texts
    if len({each for _, each in known}) < 2:
        return 0
    same_initials = {each for other, each in known if other == initials}
    if len(same_initials) == 1 or initials_only:
        return 1 if len({other for other, _ in known}) > 1 else 0
    return 2 if full else 0
