"""One name in its order (CSL 1.0.2, "Name-part Order", "Name-part Formatting")."""

from __future__ import annotations

from dataclasses import dataclass

from kyutai_bib.csl.processor.context import Context
from kyutai_bib.csl.processor.given_names import initialized
from kyutai_bib.csl.processor.look import Look
from kyutai_bib.csl.processor.output import Group, Node
from kyutai_bib.csl.processor.persons import Person
from kyutai_bib.csl.processor.rich_text import rich_text, untagged
from kyutai_bib.csl.processor.scripts import has_family_first, has_given_first

__all__ = ["BARE_INITIALS", "NameParts", "is_inverted_script", "plain_name"]

BARE_INITIALS = 3
"""What disambiguation shows of a given name beside 1 and 2 (`Distinction`): initials without `initialize-with`."""


def is_inverted_script(person: Person) -> bool:
    """Whether the name is in a script whose names begin with the family's."""
    return has_family_first(person.family) and not has_given_first(person.family + person.given)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class NameParts:
    """How single names are written."""

    form: str
    initialize: bool
    initialize_with: str | None
    sort_separator: str
    family: Look
    given: Look

    def node(self, person: Person, ctx: Context, *, inverted: bool, level: int) -> Node:
        """The name; `level` is what disambiguation shows of the given name, 0 what the style says."""
        if person.literal:
            return self.family.bare().of(rich_text(person.literal), ctx)
        form = "long" if level else self.form
        if is_inverted_script(person) or person.static:
            return self._family_first(person, ctx, form)
        if form == "short":
            return self._short(person, ctx, inverted=inverted)
        given = self._given(person, ctx, level)
        if not given and not person.dropping and not (inverted and person.non_dropping):
            return self._alone(person, ctx, inverted=inverted)
        if inverted or ctx.sorting:
            return self._inverted(person, given, ctx)
        return self._straight(person, given, ctx)

    def _short(self, person: Person, ctx: Context, *, inverted: bool) -> Node:
        demote = ctx.options.demote
        if person.non_dropping and (
            (inverted and demote == "display-and-sort") or (ctx.sorting and demote != "never")
        ):
            return self._inverted(person._replace(dropping="", suffix=""), "", ctx)
        family = _with_particle(person.non_dropping, self._plain_family(person, ctx), ctx, self.family)
        return self._affixed(self.family, family)

    def _given(self, person: Person, ctx: Context, level: int) -> str:
        if not person.given:
            return ""
        hyphen = ctx.options.initialize_with_hyphen
        if level == BARE_INITIALS and self.form == "short":
            return initialized(person.given, "", shorten=True, hyphen=hyphen)
        if self.initialize_with is None or (level == 2 and self.initialize):
            return person.given
        return initialized(person.given, self.initialize_with, shorten=self.initialize, hyphen=hyphen)

    def _family_first(self, person: Person, ctx: Context, form: str) -> Node:
        family: list[Node] = [self.family.of(rich_text(person.family), ctx)]
        if form == "short" or not person.given:
            return Group(family)
        space = " " if person.static and not is_inverted_script(person) else ""
        return Group([*family, self.given.of(person.given, ctx)], space)

    def _alone(self, person: Person, ctx: Context, *, inverted: bool) -> Node:
        family = _with_particle(person.non_dropping, self._plain_family(person, ctx), ctx, self.family)
        node = self._affixed(self.family, family)
        if not person.suffix:
            return node
        return Group([node, self._suffix(person)], self.sort_separator if inverted or person.comma_suffix else " ")

    def _straight(self, person: Person, given: str, ctx: Context) -> Node:
        family = _with_particle(person.non_dropping, self._plain_family(person, ctx), ctx, self.family)
        if person.dropping:
            family = _with_particle(person.dropping, family, ctx, self.given)
        if person.suffix:
            family = Group([family, self._suffix(person)], ", " if person.comma_suffix else " ")
        first = self.given.of(rich_text(given), ctx) if given else ""
        space = "" if given.endswith("\N{NO-BREAK SPACE}") else " "
        return Group([node for node in (first, self._affixed(self.family, family)) if node], space)

    def _inverted(self, person: Person, given: str, ctx: Context) -> Node:
        demote = ctx.options.demote
        particles = [self.given.bare().of(_curly(person.dropping), ctx)] if person.dropping else []
        family = self._plain_family(person, ctx)
        if person.non_dropping:
            if demote == "display-and-sort" or (ctx.sorting and demote == "sort-only"):
                particles.append(self.family.bare().of(_curly(person.non_dropping.strip()), ctx))
            else:
                family = _with_particle(person.non_dropping, family, ctx, self.family)
        first = self.given.bare().of(rich_text(given), ctx) if given else ""
        # Particles sort before the given name where the others do not sort behind it, as in citeproc-js.
        given_parts = [*particles, first] if ctx.sorting and demote == "never" else [first, *particles]
        rest: Node = Group([node for node in given_parts if node], " ")
        nodes = [self._affixed(self.family, family), self._affixed(self.given, rest)]
        if person.suffix:
            nodes.append(self._suffix(person))
        return Group(nodes, self.sort_separator)

    def _suffix(self, person: Person) -> str:
        """The suffix, its full stops like those of initials, as in citeproc-js."""
        suffix = _curly(person.suffix)
        return suffix if self.initialize_with is None else suffix.replace(".", self.initialize_with).rstrip()

    def _plain_family(self, person: Person, ctx: Context) -> Node:
        return self.family.bare().of(rich_text(person.family), ctx)

    @staticmethod
    def _affixed(look: Look, node: Node) -> Node:
        return Group([node], "", look.prefix, look.suffix) if look.prefix or look.suffix else node


def _with_particle(particle: str, family: Node, ctx: Context, look: Look) -> Node:
    if not particle:
        return family
    styled = look.bare().of(_curly(particle), ctx)
    if ctx.sorting:
        return Group([styled, family], " ")
    space = "" if particle[-1:] in "'’-‘ " else "\N{NO-BREAK SPACE}" if ctx.options.french else " "
    return Group([styled, family], space)


def _curly(text: str) -> str:
    return text.replace("'", "’")


def plain_name(person: Person) -> str:
    """A name for comparing."""
    parts = (person.dropping, person.non_dropping, person.family, person.given, person.suffix, person.literal)
    return untagged(" ".join(filter(None, parts)))
