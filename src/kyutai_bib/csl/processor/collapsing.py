"""Cites put together: one author's, ranges of numbers (CSL 1.0.2, "Cite Grouping", "Cite Collapsing")."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kyutai_bib.csl.processor.affixes import affixed
from kyutai_bib.csl.processor.context import Cite, Context
from kyutai_bib.csl.processor.names import NO_NAME, NO_VARIABLE
from kyutai_bib.csl.processor.output import Group, Node, Tag, find, is_empty, text_of
from kyutai_bib.csl.processor.style_program import Layout

__all__ = ["Rendered", "delimited"]


@dataclass(slots=True)
class Rendered:
    """A cite with its output."""

    cite: Cite
    node: Node
    ctx: Context

    @property
    def whole(self) -> Node:
        return affixed(self.cite, self.node)

    def names(self) -> str:
        return text_of(find(self.node, Tag.NAMES))

    def has_substitute(self) -> bool:
        """Whether something that is no name stands for the names."""
        found = find(self.node, Tag.NAMES)
        return found is not None and found.value in {NO_NAME, NO_VARIABLE}


def delimited(made: list[Rendered], layout: Layout, *, numbered: bool) -> Node:
    """All cites of a citation with what stands between them.

    `after-collapse-delimiter` follows citeproc-js: it stands between the groups even if none was collapsed, but
    not for collapse="year-suffix". `numbered` says that the citation has its place in the document; in one that
    has not, citeproc-js takes the layout's delimiter for cites of one group, not ", ".
    """
    attributes = layout.attributes
    collapse = attributes.get("collapse", "")
    after = attributes.get("after-collapse-delimiter", layout.delimiter)
    if collapse == "citation-number":
        return _numbers(made, layout)
    if not collapse and ("after-collapse-delimiter" in attributes or "cite-group-delimiter" not in attributes):
        return _plainly(made, after)
    nodes: list[Node] = []
    within = ", " if numbered or layout.sort else layout.delimiter
    runs = _grouped(made, layout, collapsing=bool(collapse))
    for place, run in enumerate(runs):
        if place:
            plain = (
                collapse == "year-suffix" and len(runs[place - 1]) == 1 and not runs[place - 1][-1].cite.locator
            )
            delimiter = layout.delimiter if plain else after
            nodes.append(between(runs[place - 1][-1].cite, run[0].cite, delimiter))
        nodes.append(_run(run, layout, collapse, within))
    return Group(nodes)


def between(before: Cite, after: Cite, delimiter: str) -> Node:
    """The delimiter of two cites, unless the words of the author bring a comma or full stop."""
    if re.match(r"[,.;]", after.prefix):
        return ""
    return " " if re.search(r"[,;]\s*$", before.suffix) else Group([], suffix=delimiter, tag=Tag.AFFIX)


def _plainly(made: list[Rendered], delimiter: str) -> Node:
    nodes: list[Node] = []
    for place, each in enumerate(made):
        if place:
            nodes.append(between(made[place - 1].cite, each.cite, delimiter))
        nodes.append(each.whole)
    return Group(nodes)


def _grouped(made: list[Rendered], layout: Layout, *, collapsing: bool) -> list[list[Rendered]]:
    """Cites with the same names together: neighbours, or wherever they are if the style sorts cites.

    If they are collapsed, a cite of a year or label alone goes with those before it, unless something else could
    stand for names in the style, and one in which it does goes with none, as in citeproc-js.
    """
    runs: list[list[Rendered]] = []
    known: dict[str, list[Rendered]] = {}
    for each in made:
        names = each.names()
        if collapsing and runs and not names and not layout.substitutes and not each.ctx.printed:
            runs[-1].append(each)
            continue
        alone = collapsing and (not names or each.has_substitute())
        if not alone and names in known:
            known[names].append(each)
            continue
        if not layout.sort:
            known.clear()
        runs.append([each])
        if not alone:
            known[names] = runs[-1]
    return runs


def _run(run: list[Rendered], layout: Layout, collapse: str, within: str) -> Node:
    delimiter = layout.attributes.get("cite-group-delimiter", within)
    if "after-collapse-delimiter" in layout.attributes:
        delimiter = layout.delimiter
    if not collapse:
        return _plainly(run, delimiter)
    for each in run[1:]:
        if not each.cite.prefix:
            _drop(each.node, Tag.NAMES)
    run = [each for each in run if not is_empty(each.whole)]
    if collapse == "year":
        if any(each.cite.locator for each in run):
            delimiter = layout.attributes.get("after-collapse-delimiter", delimiter)
        return _plainly(run, delimiter)
    return _by_year(run, layout, delimiter, ranged=collapse == "year-suffix-ranged")


def _drop(node: Node, tag: Tag) -> None:
    if (found := find(node, tag)) is not None:
        found.children = []


def _by_year(run: list[Rendered], layout: Layout, delimiter: str, *, ranged: bool) -> Node:
    """Cites of one author: the suffixes of one year after it."""
    suffix_delimiter = layout.attributes.get("year-suffix-delimiter") or (
        layout.attributes.get("cite-group-delimiter", layout.delimiter)
    )
    nodes: list[Node] = []
    place = 0
    while place < len(run):
        end = place + 1
        while end < len(run) and _continues(run[end - 1], run[end]):
            end += 1
        suffixes = [find(each.node, Tag.YEAR_SUFFIX) for each in run[place + 1 : end]]
        if suffixes:
            letters = [suffix for suffix in suffixes if suffix is not None]
            nodes.append(_suffixed(run[place], letters, suffix_delimiter, ranged=ranged))
        else:
            nodes.append(run[place].whole)
        place = end
    return Group(nodes, delimiter)


def _continues(before: Rendered, each: Rendered) -> bool:
    years = [text_of(find(one.node, Tag.YEAR)) for one in (before, each)]
    suffixes = [find(one.node, Tag.YEAR_SUFFIX) for one in (before, each)]
    plain = not (each.cite.locator or each.cite.prefix or before.cite.locator or before.cite.suffix)
    return plain and bool(years[0]) and years[0] == years[1] and None not in suffixes


def _suffixed(first: Rendered, letters: list[Group], delimiter: str, *, ranged: bool) -> Node:
    own = find(first.node, Tag.YEAR_SUFFIX)
    if own is None:
        return first.whole
    texts = [text_of(own), *(text_of(letter) for letter in letters)]
    numbers = [_letters_value(text) for text in texts]
    own.children = [Group(list(_ranges(texts, numbers, ranged=ranged)), delimiter)]
    return first.whole


def _letters_value(text: str) -> int:
    value = 0
    for letter in text:
        value = value * 26 + ord(letter) - 96
    return value


def _ranges(texts: list[str], numbers: list[int], *, ranged: bool) -> Iterable[Node]:
    """The texts, runs of three and more consecutive numbers as their ends."""
    place = 0
    while place < len(texts):
        end = place
        while ranged and end + 1 < len(texts) and numbers[end + 1] == numbers[end] + 1:
            end += 1
        if end - place >= 2:
            yield f"{texts[place]}–{texts[end]}"
            place = end + 1
        else:
            yield texts[place]
            place += 1


def _numbers(made: list[Rendered], layout: Layout) -> Node:
    nodes: list[Node] = []
    after = layout.attributes.get("after-collapse-delimiter", layout.delimiter)
    place, collapsed = 0, False
    while place < len(made):
        end = place
        while end + 1 < len(made) and _follows(made[end], made[end + 1]):
            end += 1
        if nodes:
            nodes.append(between(made[place - 1].cite, made[place].cite, after if collapsed else layout.delimiter))
        collapsed = end - place >= 2 or bool(made[end].cite.locator)
        if end - place >= 2:
            nodes.append(Group([made[place].whole, made[end].whole], "–"))
            place = end + 1
        else:
            nodes.append(made[place].whole)
            place += 1
    return Group(nodes)


def _follows(before: Rendered, each: Rendered) -> bool:
    plain = not (before.cite.suffix or before.cite.locator or each.cite.prefix or each.cite.locator)
    bare = not before.cite.prefix and not each.cite.suffix
    only = all(find(one.node, Tag.NUMBER) and _nothing_else(one.node) for one in (before, each))
    return plain and bare and only and each.ctx.number == before.ctx.number + 1


def _nothing_else(node: Node) -> bool:
    """Whether nothing but the citation number is printed of a cite, affixes aside."""
    if isinstance(node, str):
        return not node
    return node.tag is Tag.NUMBER or all(map(_nothing_else, node.children))
