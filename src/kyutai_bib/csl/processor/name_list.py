"""`cs:name` and `cs:et-al`: a list of names, how much of it is shown, what stands between (CSL 1.0.2, "Name")."""

from __future__ import annotations

from dataclasses import dataclass

from kyutai_bib.csl.processor.context import Context, Position
from kyutai_bib.csl.processor.look import BARE, Look
from kyutai_bib.csl.processor.name_parts import NameParts, is_inverted_script
from kyutai_bib.csl.processor.output import Group, Node, Tag, text_of
from kyutai_bib.csl.processor.persons import Person
from kyutai_bib.csl.processor.scripts import begins_wide

__all__ = ["EtAl", "NameList"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class EtAl:
    """When a list is shortened, and to how many names; for cites of what was cited before, too."""

    least: int
    use_first: int
    subsequent_least: int
    subsequent_use_first: int
    use_last: bool
    term: str
    look: Look


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class NameList:
    parts: NameParts
    delimiter: str
    institution_delimiter: str
    conjunction: str
    precedes_last: str
    precedes_institution: str
    precedes_et_al: str
    as_sort_order: str
    et_al: EtAl
    look: Look

    def shown(self, total: int, ctx: Context, place: int) -> int:
        """How many of `total` names are printed."""
        wanted = self._limit(total, ctx)
        if wanted >= total:
            return total
        found = ctx.distinction
        if ctx.in_bibliography and not found.entries_follow:
            return wanted
        more = 0 if ctx.in_bibliography else found.shown.get(place, 0)
        later = found.later[place] if place < len(found.later) and not self.et_al.use_last else 0
        return min(total, max(wanted, more, later))

    def _limit(self, total: int, ctx: Context) -> int:
        rule = self.et_al
        least, first = rule.least, rule.use_first
        if ctx.cite.position & Position.SUBSEQUENT and not ctx.in_bibliography:
            least = rule.subsequent_least or least
            first = rule.subsequent_use_first or first
        if rule.use_last:
            # At least two names give way to the ellipsis, as in citeproc-js.
            first = min(first, max(least - 2, 0))
        return first if least and total >= least and first < total else total

    def node(self, people: list[Person], ctx: Context, place: int) -> Node:
        total = len(people)
        shown = self.shown(total, ctx, place)
        ctx.rendered_names.append((place, people, shown, self))
        nodes = [self._name(person, number, ctx, place) for number, person in enumerate(people[:shown])]
        if shown == total:
            return self._whole(nodes, people, ctx)
        if self.et_al.use_last and total > shown + 1:
            last = self._name(people[-1], total - 1, ctx, place)
            between = f"{self.delimiter}… " if shown > 1 else " … "
            return Group([self._delimited(nodes), between, last]) if nodes else last
        if shown == 0:
            return ""
        if ctx.sorting and not self.et_al.use_last:
            return self._delimited(nodes)
        return self._with_et_al(nodes, people, ctx)

    def _name(self, person: Person, number: int, ctx: Context, place: int) -> Node:
        inverted = ctx.sorting or self._is_inverted(number)
        level = ctx.distinction.levels.get((place, number), 0)
        # The same people write many works, and are looked at for sorting, for disambiguation and for printing.
        key = (id(self), person, inverted, level, ctx.sorting, ctx.work.language)
        node = ctx.written.get(key)
        if node is None:
            node = self.parts.node(person, ctx, inverted=inverted, level=level)
            node = ctx.written[key] = text_of(node) if ctx.sorting else node
        # Affixes of `cs:name` stand round persons only, as in citeproc-js.
        look = self.look.bare() if person.literal else self.look
        if look is BARE and isinstance(node, Group) and node.is_bare:
            return Group(node.children, node.delimiter, tag=Tag.NAME, value=person)
        return look.of(node, ctx, Tag.NAME, person)

    def _is_inverted(self, number: int) -> bool:
        return self.as_sort_order == "all" or (self.as_sort_order == "first" and number == 0)

    def _whole(self, nodes: list[Node], people: list[Person], ctx: Context) -> Node:
        delimiter = self.institution_delimiter if people[-1].literal else self.delimiter
        conjunction = self._conjunction(ctx)
        if len(nodes) < 2 or not (conjunction or delimiter != self.delimiter):
            return self._delimited(nodes)
        # What is written without spaces has a delimiter before it only between two names, as in citeproc-js.
        bare = begins_wide(conjunction) and len(nodes) > 2
        precedes = not conjunction or (not bare and self._precedes_last(len(nodes) - 1, people))
        between = delimiter + conjunction.lstrip() if precedes else conjunction
        return Group([self._delimited(nodes[:-1]), Group([], suffix=between, tag=Tag.AFFIX), nodes[-1]])

    def _delimited(self, nodes: list[Node]) -> Node:
        """The names, the delimiter between them; affixes of `cs:name` never merge with it, as in citeproc-js."""
        if not (self.look.prefix or self.look.suffix):
            return Group(nodes, self.delimiter)
        between = [part for node in nodes for part in (self.delimiter, node)][1:]
        return Group(between)

    def _conjunction(self, ctx: Context) -> str:
        if ctx.sorting or not self.conjunction:
            return ""
        word = "&" if self.conjunction == "symbol" else ctx.locale.term("and") or ""
        if begins_wide(word):
            return word
        return f" {word} " if word else ""

    def _precedes_last(self, before: int, people: list[Person]) -> bool:
        """Whether the delimiter stands before the last name, which follows `before` others.

        Before an institution counts what is inherited, not what `cs:name` says, as in citeproc-js.
        """
        rule = self.precedes_institution if people[before].literal else self.precedes_last
        inverted = self.precedes_last == "after-inverted-name" and self._ends_inverted(before, people)
        if rule == "contextual" or (people[before].literal and rule == "after-inverted-name"):
            return before >= 2 or inverted
        return inverted or rule == "always"

    def _precedes_et_al(self, before: int, people: list[Person]) -> bool:
        """Whether it stands before et al., which follows `before` names."""
        if self.precedes_et_al == "contextual":
            return before >= 2
        if self.precedes_et_al == "after-inverted-name":
            return before == 1 and self._ends_inverted(before, people)
        return self.precedes_et_al == "always"

    def _ends_inverted(self, count: int, people: list[Person]) -> bool:
        """Whether the last of so many names counts as inverted: an institution if it is the only one."""
        last = people[count - 1]
        if last.literal:
            return count == 1 and not (len(people) == 2 and people[1].literal)
        return self._is_inverted(count - 1) or is_inverted_script(last)

    def _with_et_al(self, nodes: list[Node], people: list[Person], ctx: Context) -> Node:
        term = ctx.locale.term(self.et_al.term)
        if not term:
            return Group(nodes, self.delimiter)
        space = "" if begins_wide(term) else " "
        between = self.delimiter if self._precedes_et_al(len(nodes), people) else space
        words = self.et_al.look.of(term, ctx)
        # The affixes of `cs:name` stand round each name and, once more, round all of them and et al.
        return Group(
            [
                self._delimited(nodes),
                between if between.isspace() else Group([], suffix=between, tag=Tag.AFFIX),
                words,
            ],
            prefix=self.look.prefix,
            suffix=self.look.suffix,
        )
