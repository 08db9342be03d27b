"""Where each node of a YAML text begins and ends: what an edit needs and a reader does not."""

from __future__ import annotations

from typing import Any, NamedTuple

from yaml import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from kyutai_bib.errors import EditError

try:
    from yaml._yaml import CParser as _Parser
except ImportError:  # PyYAML without libyaml: slower, the same events
    from yaml import Loader as _Parser  # type: ignore[assignment]

__all__ = ["Span", "parse_spans"]


class Span(NamedTuple):
    """A node between two offsets in characters, without what only separates it from the next.

    `style` is that of a scalar (`"`, `'`, `|`, `>` or empty), and `{`, `[` of a mapping or list in flow notation,
    `-`, `:` of one in blocks. `children` are the items of a list, or keys and values of a mapping in turn.
    """

    start: int
    end: int
    style: str
    text: str
    children: list[Span]

    @property
    def flow(self) -> bool:
        return self.style in ("{", "[")

    @property
    def pairs(self) -> list[tuple[Span, Span]]:
        return list(zip(self.children[::2], self.children[1::2], strict=True))

    def get(self, name: str) -> Span | None:
        """The value of a key."""
        return next((value for key, value in self.pairs if key.text == name), None)


def parse_spans(text: str) -> Span:
    """The root of a text that the reader has read without complaint."""
    parser = _Parser(text)
    stack: list[tuple[object, list[Span]]] = [(None, [])]
    while event := parser.get_event():
        if isinstance(event, MappingStartEvent | SequenceStartEvent):
            stack.append((event, []))
        elif isinstance(event, ScalarEvent):
            stack[-1][1].append(_scalar(event, text))
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            opened, children = stack.pop()
            stack[-1][1].append(_collection(opened, event, children))
        elif type(event).__name__ == "StreamEndEvent":
            break
    if len(stack[0][1]) != 1:
        raise EditError("the file has not the one document that can be edited")
    return stack[0][1][0]


def _scalar(event: Any, text: str) -> Span:
    start, end = event.start_mark.index, event.end_mark.index
    end = start + len(text[start:end].rstrip()) if event.style in ("|", ">") else end
    return Span(start, end, event.style or "", event.value, [])


def _collection(opened: Any, closed: Any, children: list[Span]) -> Span:
    """A block ends where its last child does: its own end mark is at whatever comes next."""
    mapping = isinstance(opened, MappingStartEvent)
    start: int = opened.start_mark.index
    if opened.flow_style:
        return Span(start, closed.end_mark.index, "{" if mapping else "[", "", children)
    return Span(start, children[-1].end if children else start, ":" if mapping else "-", "", children)
