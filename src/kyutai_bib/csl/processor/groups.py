"""Elements that hold others: macros, `cs:group`, `cs:choose` (CSL 1.0.2, "Macro", "Group", "Choose").

Most of what a style could print is not there for a given item, and it is the same for all items of its shape
(`shapes`): what the first of them shows is left out at once for the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kyutai_bib.csl.processor.context import Context
from kyutai_bib.csl.processor.elements import Element
from kyutai_bib.csl.processor.look import BARE, Look
from kyutai_bib.csl.processor.output import ENDS_ALIKE, Group, Node, Tag, find
from kyutai_bib.csl.processor.shapes import Learnt

__all__ = ["Choose", "GroupElement", "Macro", "chosen", "rendered"]


def rendered(elements: tuple[Element, ...], ctx: Context) -> list[Node]:
    """Their output; the elements of a `cs:choose` count as its parent's own (CSL 1.0.2, "Choose")."""
    learnt = ctx.learnt.get(id(elements))
    if learnt is None:
        return _learning(elements, ctx)
    ctx.called += learnt.called
    nodes: list[Node] = []
    for element in learnt.printing:
        if isinstance(element, Choose):
            nodes += rendered(element.chosen(ctx), ctx)
        elif node := element.render(ctx):
            nodes.append(node)
    return nodes


def _learning(elements: tuple[Element, ...], ctx: Context) -> list[Node]:
    """The same for the first item of its shape, and what it shows of the others."""
    nodes: list[Node] = []
    printing: list[Element] = []
    calls = 0
    for element in elements:
        depends = ctx.depends
        if isinstance(element, Choose):
            branch = element.chosen(ctx)
            same = ctx.depends == depends
            nodes += rendered(branch, ctx)
            if not same:
                printing.append(element)
            else:
                part = ctx.learnt[id(branch)]
                calls += part.called
                printing += part.printing
            continue
        called, filled = ctx.called, ctx.filled
        if node := element.render(ctx):
            nodes.append(node)
        if node or ctx.filled > filled or ctx.depends > depends:
            printing.append(element)
        else:
            calls += ctx.called - called
    ctx.learnt[id(elements)] = Learnt(calls, tuple(printing))
    return nodes


def chosen(elements: tuple[Element, ...], ctx: Context) -> Iterator[Element]:
    """Elements one by one, those of a `cs:choose` as their parent's own."""
    for element in elements:
        if isinstance(element, Choose):
            yield from chosen(element.chosen(ctx), ctx)
        else:
            yield element


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Macro:
    """A call of a macro. `dated` if the macro itself has a date: it sorts by nothing else, as in citeproc-js."""

    elements: tuple[Element, ...]
    look: Look
    dated: bool

    def render(self, ctx: Context) -> Node:
        nodes = _filled(self.elements, ctx)
        if self.dated and ctx.sorting:
            return find(Group(nodes), Tag.DATE) or ""
        return _one_node(nodes, "", self.look, ctx)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class GroupElement:
    elements: tuple[Element, ...]
    delimiter: str
    look: Look

    def render(self, ctx: Context) -> Node:
        return _one_node(_filled(self.elements, ctx), self.delimiter, self.look, ctx)


def _filled(elements: tuple[Element, ...], ctx: Context) -> list[Node]:
    """Their output; nothing if variables are called in them and all are empty (CSL 1.0.2, "Group")."""
    called, filled = ctx.called, ctx.filled
    nodes = rendered(elements, ctx)
    return [] if ctx.called > called and ctx.filled == filled else nodes


def _one_node(nodes: list[Node], delimiter: str, look: Look, ctx: Context) -> Node:
    """The nodes as one; if there are any, they count as a variable that is there (CSL 1.0.2, "Group")."""
    if not nodes:
        return ""
    ctx.called += 1
    ctx.filled += 1
    node = _level(nodes[0], look) if len(nodes) == 1 else Group(nodes, delimiter)
    if look is BARE:
        return node
    made = look.of(node, ctx)
    last = nodes[-1]
    if look.suffix and isinstance(last, Group) and last.suffix[-1:] == look.suffix and isinstance(made, Group):
        made.value = ENDS_ALIKE
    return made


def _level(node: Node, look: Look) -> Node:
    """A group with one element in it is a level of its own where marks meet (`joining`)."""
    if isinstance(node, Group):
        return Group([node]) if node.suffix or node.quotes or node.forms else node
    return Group([node]) if look.forms and look.suffix else node


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Choose:
    """The first branch whose test is true; the test of `cs:else` always is."""

    branches: tuple[tuple[Callable[[Context], bool], tuple[Element, ...]], ...]

    def render(self, ctx: Context) -> Node:
        nodes = rendered(self.chosen(ctx), ctx)
        return nodes[0] if len(nodes) == 1 else Group(nodes) if nodes else ""

    def chosen(self, ctx: Context) -> tuple[Element, ...]:
        for test, elements in self.branches:
            if test(ctx):
                return elements
        return ()
