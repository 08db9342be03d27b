"""Single edits of a text: a field added to a mapping, a value replaced, lines put behind something."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from kyutai_bib.edit.scalars import Written, block
from kyutai_bib.edit.spans import Span
from kyutai_bib.errors import EditError

__all__ = ["Edit", "Text", "applied"]


class Edit(NamedTuple):
    """The characters from `start` to `end` replaced; edits at one place keep their order."""

    start: int
    end: int
    text: str


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits, which do not overlap."""
    pieces, position = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start < position:
            raise EditError("two changes meet at one place of the file; take them one after the other")
        pieces += [text[position : edit.start], edit.text]
        position = edit.end
    return "".join(pieces) + text[position:]


class Text:
    """A text to be edited, with its own line ending."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.ending = "\r\n" if "\r\n" in text else "\n"

    def column(self, offset: int) -> int:
        """How far an offset is from the beginning of its line."""
        return offset - (max(self.text.rfind("\n", 0, offset), self.text.rfind("\r", 0, offset)) + 1)

    def line_end(self, offset: int) -> int:
        """The end of the line that an offset is in, before its line break."""
        ends = (place for place in (self.text.find("\n", offset), self.text.find("\r", offset)) if place >= 0)
        return min(ends, default=len(self.text))

    def behind(self, offset: int, lines: Sequence[str]) -> Edit:
        """Whole lines put behind the line that an offset is in."""
        end = self.line_end(offset)
        return Edit(end, end, "".join(self.ending + line for line in lines))

    def past_comments(self, offset: int, column: int) -> int:
        """The end of the last comment line below `offset` that is indented further than `column`.

        Such a comment is about what stands above it; a folded text put before it would take it in.
        """
        end = reached = self.line_end(offset)
        for line in self.text[end:].split(self.ending)[1:]:
            reached += len(self.ending) + len(line)
            bare = line.lstrip(" ")
            if bare.startswith("#") and len(line) - len(bare) > column:
                end = reached
            elif bare:
                break
        return end

    def field(self, mapping: Span, order: Sequence[str], name: str, value: Written, opener: int) -> Edit:
        """A field added to a mapping, behind the last of those before it in `order`.

        `opener` is where the mapping's own key stands: a field that comes first in blocks goes below it.
        """
        before = order[: order.index(name)]
        anchor = next((pair for pair in reversed(mapping.pairs) if pair[0].text in before), None)
        if mapping.flow:
            return self._flow_field(mapping, anchor, f"{name}: {value.inline(flow=True)}")
        indent = self.column(mapping.start)
        if anchor is not None:
            return self.behind(self.past_comments(anchor[1].end, indent), value.lines(name, indent))
        if self.text[: mapping.start].rpartition("\n")[2].strip(" "):  # behind a dash: nothing can go before it
            return self.behind(self.past_comments(mapping.pairs[0][1].end, indent), value.lines(name, indent))
        return self.behind(self.past_comments(opener, indent), value.lines(name, indent))

    def item(self, sequence: Span, flow: str, lines: Sequence[str]) -> Edit:
        """An item added to the end of a list: `flow` in brackets, `lines` behind a dash (without indentation)."""
        if sequence.flow:
            last = sequence.children[-1]
            return Edit(last.end, last.end, f", {flow}")
        indent = " " * self.column(sequence.start)
        dashed = [f"{indent}- {lines[0]}", *(f"{indent}  {line}" if line else "" for line in lines[1:])]
        return self.behind(self.past_comments(sequence.end, self.column(sequence.start)), dashed)

    def replaced(self, old: Span, new: Written, flow: bool) -> list[Edit]:
        """A value put in the place of another, in its style; `flow` if it stands in braces."""
        if new.items is not None:
            return self._list_replaced(old, new, new.items)
        if old.style in ("|", ">"):
            body = self.line_end(old.start)
            indent = self._body_indent(old, body)
            text = new.text if old.style == ">" else new.text.replace("\n\n", "\n")
            header = self.text[old.start : body]
            lines = block(text, indent) if old.style == ">" else [" " * indent + line for line in text.split("\n")]
            return [Edit(old.start, old.end, header + "".join(self.ending + line for line in lines))]
        return [Edit(old.start, old.end, new.item(new.text, old.style, flow=flow))]

    def _body_indent(self, old: Span, body: int) -> int:
        first = next((line for line in self.text[body : old.end].splitlines() if line.strip()), "")
        return len(first) - len(first.lstrip(" ")) or self.column(old.start) + 2

    def _list_replaced(self, old: Span, new: Written, items: Sequence[str]) -> list[Edit]:
        """Only the items that differ where the number stays, else the whole list if no comment is lost."""
        now = [child.text for child in old.children]
        if len(now) == len(items):
            pairs = zip(old.children, items, strict=True)
            return [
                Edit(c.start, c.end, new.item(item, c.style, flow=True)) for c, item in pairs if c.text != item
            ]
        start, end = old.children[0].start, old.children[-1].end
        self._no_comment(old, start, end)
        if old.flow:
            return [Edit(start, end, ", ".join(new.item(item, flow=True) for item in items))]
        joint = f"{self.ending}{' ' * self.column(old.start)}- "
        return [Edit(start, end, joint.join(map(new.item, items)))]

    def _no_comment(self, old: Span, start: int, end: int) -> None:
        gaps = zip(old.children, old.children[1:], strict=False)
        if any("#" in self.text[one.end : other.start] for one, other in gaps):
            line = self.text.count("\n", 0, start) + 1
            raise EditError(
                f"the list in line {line} has comments inside, which a new list would lose; edit it by hand"
            )

    def _flow_field(self, mapping: Span, anchor: tuple[Span, Span] | None, written: str) -> Edit:
        if anchor is not None:
            return Edit(anchor[1].end, anchor[1].end, f", {written}")
        if not mapping.pairs:
            return Edit(mapping.start + 1, mapping.start + 1, written)
        first = mapping.pairs[0][0].start
        return Edit(first, first, f"{written}, ")
