"""Cites put together: one author's, ranges of numbers (CSL 1.0.2, "Cite Grouping", "Cite Collapsing")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

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


def delimited(made: list[Rendered], layout: Layout) -> Node:
    """All cites of a citation with what stands between them.

    `after-collapse-delimiter` follows citeproc-js: it stands between the groups even if none was collapsed, but
    not for collapse="year-suffix". Years of one author have ", " between them, in notes the layout's delimiter.
    """
    attributes = layout.attributes
    collapse = attributes.get("collapse", "")
    after = attributes.get("after-collapse-delimiter", layout.delimiter)
    if collapse == "citation-number":
        return _numbers(made, layout)
    if not collapse and ("after-collapse-delimiter" in attributes or not attributes.get("cite-group-delimiter")):
        return _plainly(made, after)
    nodes: list[Node] = []
    within = layout.delimiter if made[0].ctx.options.note else ", "
    runs = _grouped(made, layout, collapsing=bool(collapse))
    for place, run in enumerate(runs):
        if place:
            before = runs[place - 1]
            collapsed = collapse != "year-suffix" or bool(before[-1].cite.locator)
            collapsed = collapsed or (len(before) > 1 and not before[-1].ctx.printed)
            nodes.append(between(before[-1].cite, run[0].cite, after if collapsed else layout.delimiter))
        nodes.append(_run(run, layout, collapse, within))
    return Group(nodes)


def between(before: Cite, after: Cite, delimiter: str) -> Node:
    """The delimiter of two cites, unless the words of the author bring a comma or full stop."""
    if re.match(r"[,.;]", after.prefix):
        return ""
    return " " if before.suffix.rstrip()[-1:] in {",", ";"} else Group([], suffix=delimiter, tag=Tag.AFFIX)


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
        alone = not names or (collapsing and each.has_substitute())
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
    """Cites with the same names, which are printed once if the style collapses them."""
    if not collapse:
        return _plainly(run, layout.attributes["cite-group-delimiter"])
    for each in run[1:]:
        _drop(each.node, Tag.NAMES)
    return _by_year([each for each in run if not is_empty(each.whole)], layout, collapse, within)


def _drop(node: Node, tag: Tag) -> None:
    if (found := find(node, tag)) is not None:
        found.children = []


def _by_year(run: list[Rendered], layout: Layout, collapse: str, within: str) -> Node:
    """Cites of one author; with year-suffixes collapsed the year once for those of one year."""
    suffixes = collapse != "year"
    follows = [False, *(suffixes and _is_same_year(*pair) for pair in pairwise(run))]
    nodes: list[Node] = []
    place = 0
    while place < len(run):
        before, each, end = run[place - 1], run[place], place + 1
        while end < len(run) and follows[end] and _is_plain(run[end - 1], run[end]):
            end += 1
        if place:
            delimiter = _delimiter(before, each, layout, collapse, within)
            if follows[place]:
                _drop(each.node, Tag.YEAR)
                delimiter = _suffix_delimiter(layout) if _is_bare(before, each) else delimiter
            nodes.append(between(before.cite, each.cite, delimiter))
        nodes.append(_suffixed(run[place:end], _suffix_delimiter(layout), ranged=collapse == "year-suffix-ranged"))
        place = end
    return Group(nodes)


def _delimiter(before: Rendered, each: Rendered, layout: Layout, collapse: str, within: str) -> str:
    """What stands between two cites of one author, by what is printed of the second and by locators."""
    after = layout.attributes.get("after-collapse-delimiter")
    if after is None:
        return layout.attributes.get("cite-group-delimiter") or (layout.delimiter if each.ctx.printed else within)
    return after if before.cite.locator or (each.ctx.printed and collapse != "year-suffix") else layout.delimiter


def _suffix_delimiter(layout: Layout) -> str:
    get = layout.attributes.get
    return get("cite-group-delimiter") or get("year-suffix-delimiter") or layout.delimiter


def _is_same_year(before: Rendered, each: Rendered) -> bool:
    """Whether nothing but a year-suffix tells the second from the first."""
    years = [text_of(find(one.node, Tag.YEAR)) for one in (before, each)]
    suffixes = [find(one.node, Tag.YEAR_SUFFIX) for one in (before, each)]
    return bool(years[0]) and years[0] == years[1] and None not in suffixes and not each.ctx.printed


def _is_bare(before: Rendered, each: Rendered) -> bool:
    return not (before.cite.suffix or each.cite.prefix or each.cite.locator or each.cite.suffix)


def _is_plain(before: Rendered, each: Rendered) -> bool:
    """Whether both are so bare that the year-suffixes are a list, and may be a range."""
    return not before.cite.locator and _is_bare(before, each)


def _suffixed(run: Sequence[Rendered], delimiter: str, *, ranged: bool) -> Node:
    """The first cite, with the year-suffixes of all, each in its affixes."""
    own = find(run[0].node, Tag.YEAR_SUFFIX)
    if own is None or len(run) == 1:
        return run[0].whole
    found = [find(each.node, Tag.YEAR_SUFFIX) for each in run]
    letters = ["".join(map(text_of, suffix.children)) for suffix in found if suffix is not None]
    ranges = _ranges(letters, list(map(_letters_value, letters)), ranged=ranged)
    affixed_ranges: list[Node] = [Group([each], prefix=own.prefix, suffix=own.suffix) for each in ranges]
    own.children, own.prefix, own.suffix = [Group(affixed_ranges, delimiter)], "", ""
    return run[0].whole


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
    plain = not (before.cite.suffix or each.cite.prefix)
    bare = not before.cite.prefix and not each.cite.suffix
    only = all(find(one.node, Tag.NUMBER) and _nothing_else(one.node) for one in (before, each))
    return plain and bare and only and each.ctx.number == before.ctx.number + 1


def _nothing_else(node: Node) -> bool:
    """Whether nothing but the citation number is printed of a cite, affixes aside."""
    if isinstance(node, str):
        return not node
    return node.tag is Tag.NUMBER or all(map(_nothing_else, node.children))
