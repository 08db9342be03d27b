"""`cs:name` and `cs:et-al`: a list of names, how much of it is shown, what stands between (CSL 1.0.2, "Name")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kyutai_bib.csl.processor.context import Context, Position
from kyutai_bib.csl.processor.look import Look
from kyutai_bib.csl.processor.name_parts import NameParts, is_inverted_script
from kyutai_bib.csl.processor.output import Group, Node, Tag
from kyutai_bib.csl.processor.persons import Person

__all__ = ["EtAl", "NameList"]

_WIDE = re.compile(r"^[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff]")


@dataclass(frozen=True, slots=True)
class EtAl:
    """When a list is shortened, and to how many names; for cites of what was cited before, too."""

    least: int
    use_first: int
    subsequent_least: int
    subsequent_use_first: int
    use_last: bool
    term: str
    look: Look


@dataclass(frozen=True, slots=True)
class NameList:
    parts: NameParts
    delimiter: str
    conjunction: str
    precedes_last: str
    precedes_et_al: str
    as_sort_order: str
    et_al: EtAl
    look: Look

    def shown(self, total: int, ctx: Context, place: int) -> int:
        """How many of `total` names are printed."""
        wanted = self._limit(total, ctx)
        more = ctx.distinction.shown.get(place, 0)
        return min(total, max(wanted, more)) if wanted < total else total

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
        node = self.parts.node(
            person,
            ctx,
            inverted=self._is_inverted(number) or ctx.sorting,
            level=ctx.distinction.levels.get((place, number), 0),
        )
        return self.look.of(node, ctx, Tag.NAME, person)

    def _is_inverted(self, number: int) -> bool:
        return self.as_sort_order == "all" or (self.as_sort_order == "first" and number == 0)

    def _whole(self, nodes: list[Node], people: list[Person], ctx: Context) -> Node:
        conjunction = self._conjunction(ctx)
        if len(nodes) < 2 or not conjunction:
            return self._delimited(nodes)
        # What is written without spaces has a delimiter before it only between two names, as in citeproc-js.
        bare = _WIDE.match(conjunction) is not None and len(nodes) > 2
        if not bare and self._precedes(self.precedes_last, len(nodes) - 1, people):
            between = (
                self.delimiter + conjunction.lstrip()
                if self.delimiter.endswith(" ")
                else (f"{self.delimiter}{conjunction}")
            )
        else:
            between = conjunction
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
        if _WIDE.match(word):
            return word
        return f" {word} " if word else ""

    def _precedes(self, rule: str, before: int, people: list[Person]) -> bool:
        """Whether the delimiter stands before the last name or et al., which follow `before` names."""
        if rule == "contextual":
            return before >= 2
        if rule == "after-inverted-name":
            last = people[before - 1]
            if last.literal:  # an institution, unless another one follows
                return not people[before].literal
            return self._is_inverted(before - 1) or is_inverted_script(last)
        return rule == "always"

    def _with_et_al(self, nodes: list[Node], people: list[Person], ctx: Context) -> Node:
        term = ctx.locale.term(self.et_al.term)
        if not term:
            return Group(nodes, self.delimiter)
        if self._precedes(self.precedes_et_al, len(nodes), people):
            between = self.delimiter
        else:
            between = "" if _WIDE.match(term) else " "
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
