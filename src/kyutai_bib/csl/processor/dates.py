"""`cs:date` (CSL 1.0.2, "Date", "Date-part", "Date Ranges", "AD and BC", "Seasons")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kyutai_bib.csl.processor.context import Context
from kyutai_bib.csl.processor.date_values import DatePoint, DateValue
from kyutai_bib.csl.processor.look import Look
from kyutai_bib.csl.processor.output import Group, Node, Tag
from kyutai_bib.csl.processor.rich_text import rich_text

__all__ = ["Date", "DatePart", "sort_date"]

_SIZES = {"year": 0, "month": 1, "day": 2}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class DatePart:
    name: str
    form: str
    range_delimiter: str
    look: Look


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Date:
    """`parts` by language of the locale: a localized format differs from one to the next."""

    variable: str
    parts: tuple[DatePart, ...]
    delimiter: str
    look: Look
    localized: bool

    def render(self, ctx: Context) -> Node:
        ctx.called += 1
        if ctx.is_suppressed(self.variable):
            return ""
        date = ctx.work.date(self.variable)
        if date is None:
            return ""
        if ctx.sorting:
            text = sort_date(date, {part.name for part in self.parts})
            ctx.filled += bool(text)
            ctx.depends += not text
            return Group([text], tag=Tag.DATE) if text else ""
        node = self._node(date, ctx)
        if not node:
            ctx.depends += 1  # another date may have the parts that are missing
            return ""
        ctx.filled += 1
        if ctx.substituting is not None:
            ctx.substituting.add(self.variable)
        return self.look.of(node, ctx, Tag.DATE)

    def _node(self, date: DateValue, ctx: Context) -> Node:
        if date.start is None:
            return self._literal(date, ctx)
        if date.end is not None and date.end != date.start:
            return self._range(date.start, date.end, ctx)
        nodes = [node for part in self.parts if (node := self._part(part, date.start, ctx))]
        if date.open_ended and nodes:
            nodes[-1] = Group([nodes[-1], "–"])
        return Group(nodes, self.delimiter) if nodes else ""

    def _literal(self, date: DateValue, ctx: Context) -> Node:
        """A date in words, with the look of the year, which it stands for; none where no year is wanted."""
        year = next((part for part in self.parts if part.name == "year"), None)
        if year is None and self.parts:
            return ""
        node = rich_text(date.literal)
        if self.variable in {"issued", "original-date"}:  # but without a year-suffix, as in citeproc-js
            node = Group([node], tag=Tag.YEAR)
        return node if year is None or self.localized else _looked(year.look, node, ctx)

    def _range(self, first: DatePoint, last: DatePoint, ctx: Context) -> Node:
        shown = [part for part in self.parts if first.part(part.name) or last.part(part.name)]
        differing = [part for part in shown if first.part(part.name) != last.part(part.name)]
        if not differing:
            return Group(self._parts(shown, first, ctx), self.delimiter)
        largest = min(differing, key=lambda part: _SIZES[part.name])
        own = [part for part in shown if _SIZES[part.name] >= _SIZES[largest.name]]
        start, end = shown.index(own[0]), shown.index(own[-1]) + 1
        before, after = shown[:start], shown[end:]
        middle = shown[start:end]
        # The last year first: a year-suffix stands behind it.
        right = self._parts(middle, last, ctx, trim_prefix=True)
        left = self._parts(middle, first, ctx, trim_suffix=True)
        both = Group([Group(left, self.delimiter), Group(right, self.delimiter)], largest.range_delimiter)
        ends = [*self._parts(before, first, ctx), both, *self._parts(after, first, ctx)]
        return Group(ends, self.delimiter)

    def _parts(
        self,
        parts: Sequence[DatePart],
        point: DatePoint,
        ctx: Context,
        *,
        trim_prefix: bool = False,
        trim_suffix: bool = False,
    ) -> list[Node]:
        nodes = [node for part in parts if (node := self._part(part, point, ctx))]
        if nodes and trim_suffix and isinstance(last := nodes[-1], Group):
            last.suffix = ""
        if nodes and trim_prefix and isinstance(first := nodes[0], Group):
            first.prefix = ""
        return nodes

    def _part(self, part: DatePart, point: DatePoint, ctx: Context) -> Node:
        value = point.part(part.name)
        if not value or (part.name == "day" and point.month > 12):
            return ""
        if part.name == "year":
            return self._year(part, value, ctx)
        text = _month(part, value, ctx) if part.name == "month" else _day(part, point, ctx)
        return _looked(part.look, rich_text(text), ctx)

    def _year(self, part: DatePart, value: int, ctx: Context) -> Node:
        text = str(abs(value))
        if part.form == "short" and value > 999:
            text = text[-2:]
        elif value < 0:
            text += ctx.locale.term("bc") or ""
        elif value < 500:  # CSL has 1000, citeproc-js 500
            text += ctx.locale.term("ad") or ""
        node: Node = Group([text], tag=Tag.YEAR)
        if suffix := ctx.take_year_suffix():
            node = Group([node, suffix])
        return _looked(part.look, node, ctx)


def _looked(look: Look, node: Node, ctx: Context) -> Node:
    made = look.of(node, ctx)
    return made if isinstance(made, Group) else Group([made])


def _month(part: DatePart, value: int, ctx: Context) -> str:
    if value > 12:
        return ctx.locale.term(f"season-{value - 20:02}") or ""
    if part.form == "numeric":
        return str(value)
    if part.form == "numeric-leading-zeros":
        return f"{value:02}"
    form = "short" if part.form == "short" else "long"
    return ctx.locale.term(f"month-{value:02}", form) or str(value)


def _day(part: DatePart, point: DatePoint, ctx: Context) -> str:
    if part.form == "numeric-leading-zeros":
        return f"{point.day:02}"
    only_first = ctx.locale.option("limit-day-ordinals-to-day-1")
    if part.form == "ordinal" and (point.day == 1 or not only_first):
        gender = ctx.locale.genders.get(f"month-{point.month:02}", "")
        return f"{point.day}{ctx.locale.ordinal(point.day, gender)}"
    return str(point.day)


def sort_date(date: DateValue, parts: set[str] | frozenset[str]) -> str:
    """A key that sorts as the dates do: years before Christ first, a range after its first day."""
    return " ".join(_sort_point(point, parts) for point in (date.start, date.end) if point is not None)


def _sort_point(point: DatePoint, parts: set[str] | frozenset[str]) -> str:
    year = point.year if "year" in parts else 0
    month = point.month if "month" in parts and point.month <= 12 else 0
    day = point.day if "day" in parts else 0
    return f"{year + 1_000_000}{month:02}{day:02}"
