"""`cs:names`: name variables, their labels, and what stands in for them (CSL 1.0.2, "Names")."""

from __future__ import annotations

from dataclasses import dataclass

from kyutai_bib.csl.processor.context import Context
from kyutai_bib.csl.processor.elements import Element
from kyutai_bib.csl.processor.groups import chosen
from kyutai_bib.csl.processor.look import Look
from kyutai_bib.csl.processor.name_list import NameList
from kyutai_bib.csl.processor.output import Group, Node, Tag, is_empty
from kyutai_bib.csl.processor.persons import Person
from kyutai_bib.csl.processor.rich_text import rich_text

__all__ = ["NO_NAME", "NO_VARIABLE", "NameLabel", "Names"]

NO_NAME = -1
"""Stands for the place of names where another variable is printed for them."""
NO_VARIABLE = -2
"""Stands for the place of names where only words of the style are printed for them ("Anonymous")."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class NameLabel:
    form: str
    plural: str
    look: Look

    def node(self, variable: str, count: int, ctx: Context) -> Node:
        plural = count > 1 if self.plural == "contextual" else self.plural == "always"
        term = ctx.locale.term(variable, self.form, plural=plural)
        return self.look.of(rich_text(term), ctx) if term else ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Names:
    variables: tuple[str, ...]
    delimiter: str
    names: NameList
    label: NameLabel | None
    label_first: bool
    substitute: tuple[Element, ...]
    look: Look

    def render(self, ctx: Context) -> Node:
        ctx.called += 1
        known = [
            (name, people)
            for name in self.variables
            if (people := ctx.work.names(name)) and not ctx.is_suppressed(name)
        ]
        if not known:
            return self._substituted(ctx) or self._none(ctx)
        ctx.filled += 1
        if ctx.substituting is not None:
            ctx.substituting.update(name for name, _ in known)
        known, term = self._same(known, ctx)
        first = ctx.names_place
        ctx.names_place += len(known)
        if self.names.parts.form == "count":
            count = sum(
                self.names.shown(len(people), ctx, place) for place, (_, people) in enumerate(known, first)
            )
            return self.look.of(str(count), ctx)
        nodes = [self._one(term or name, people, ctx, place) for place, (name, people) in enumerate(known, first)]
        node = nodes[0] if len(nodes) == 1 else Group(nodes, self.delimiter)
        return self.look.of(node, ctx, Tag.NAMES)

    def _none(self, ctx: Context) -> Node:
        """Sorting by how many names there are, none is a number too."""
        if not ctx.sorting or self.names.parts.form != "count":
            return ""
        ctx.filled += 1
        return "0"

    def _same(
        self, known: list[tuple[str, list[Person]]], ctx: Context
    ) -> tuple[list[tuple[str, list[Person]]], str]:
        """Editors who are the translators too are named once, as "editortranslator"."""
        if {name for name, _ in known} != {"editor", "translator"} or known[0][1] != known[1][1]:
            return known, ""
        form = self.label.form if self.label else "long"
        if not ctx.locale.term("editortranslator", form):
            return known, ""
        return known[:1], "editortranslator"

    def _one(self, variable: str, people: list[Person], ctx: Context, place: int) -> Node:
        names = Group([self.names.node(people, ctx, place)], tag=Tag.NAME_LIST)
        if self.label is None or ctx.sorting:
            return names
        label = self.label.node(variable, len(people), ctx)
        if not label:
            return names
        return Group([label, names] if self.label_first else [names, label])

    def _substituted(self, ctx: Context) -> Node:
        """The first substitute that prints something; what it prints is not printed again."""
        for element in chosen(self.substitute, ctx):
            outer, ctx.substituting = ctx.substituting, set()
            called = ctx.called
            node = element.render(ctx)
            used, ctx.substituting = ctx.substituting, outer
            if node and not is_empty(node):
                ctx.suppressed |= used or set()
                if outer is not None and used:
                    outer |= used
                ctx.called = called
                if isinstance(node, Group) and node.tag is Tag.NAMES:
                    return node
                # Without the look of the names, as in citeproc-js.
                return Group([node], tag=Tag.NAMES, value=NO_NAME if used else NO_VARIABLE)
        return ""
