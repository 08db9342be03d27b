"""YAML text to a tree of nodes that know their line: the safe half of reading.

Scalars stay the text they are in the file (YAML 1.2 "failsafe" schema, section 10.1), so that the arXiv id
2410.10000 does not lose its zero and the key `no` does not become false. Parsing goes by events, which do
not recurse, so that deep nesting ends in a message and not in an overflow. Aliases and tags are refused:
the format needs neither, and a file without them cannot be a bomb.
"""

from __future__ import annotations

from typing import NamedTuple

from yaml import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    MarkedYAMLError,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    YAMLError,
)

try:
    from yaml._yaml import CParser as _Parser
except ImportError:  # PyYAML without libyaml: slower, the same events
    from yaml import Loader as _Parser  # type: ignore[assignment]

__all__ = ["DEEPEST", "MappingNode", "Node", "ScalarNode", "SequenceNode", "YamlFault", "parse_yaml"]

DEEPEST = 32
"""How many levels of nesting are read; the format itself has seven."""


class ScalarNode(NamedTuple):
    """A scalar as it stands in the file; `plain` if it has neither quotes nor a block style."""

    text: str
    plain: bool
    line: int

    @property
    def empty(self) -> bool:
        """Nothing there, or YAML's null."""
        return self.plain and self.text in ("", "~", "null", "Null", "NULL")


class SequenceNode(NamedTuple):
    items: list[Node]
    line: int


class MappingNode(NamedTuple):
    """Key and value pairs in the file's order, repeated keys included."""

    pairs: list[tuple[ScalarNode, Node]]
    line: int


Node = ScalarNode | SequenceNode | MappingNode


class YamlFault(Exception):
    """What makes a text no YAML for us: a sentence, the line it is in (from 1) and what to do."""

    def __init__(self, line: int, message: str, advice: str = "") -> None:
        self.line = line
        self.message = message
        self.advice = advice
        super().__init__(message)


def parse_yaml(text: str) -> Node | None:
    """The tree of the one document in `text`, or `None` if there is nothing in it. Raises `YamlFault`."""
    try:
        return _Builder(text).document()
    except MarkedYAMLError as error:
        raise YamlFault(_line_of(error, text), _sentence(error), _advice(error)) from None
    except YAMLError as error:
        raise YamlFault(*_reader_fault(text, error)) from None


class _Builder:
    """Pulls events from the parser and puts nodes together on a stack of its own."""

    def __init__(self, text: str) -> None:
        self._parser = _Parser(text)

    def document(self) -> Node | None:
        root: Node | None = None
        documents = 0
        while not isinstance(event := self._parser.get_event(), StreamEndEvent):
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise YamlFault(
                        _line(event),
                        "a second YAML document begins here",
                        "keep one document in a file: take out the line '---'",
                    )
                root = self._tree()
        # Nothing after "---" has a line that the file may not have.
        return None if isinstance(root, ScalarNode) and root.plain and not root.text else root

    def _tree(self) -> Node:
        """The node of the document that has just begun."""
        open_nodes: list[SequenceNode | MappingNode] = []
        keys: list[ScalarNode | None] = []
        while True:
            event = self._parser.get_event()
            if isinstance(event, ScalarEvent):
                node: Node = _scalar(event)
            elif isinstance(event, MappingEndEvent | SequenceEndEvent):
                node = open_nodes.pop()
                keys.pop()
            else:
                open_nodes.append(_opened(event, len(open_nodes)))
                keys.append(None)
                continue
            if not open_nodes:
                return node
            _attach(open_nodes[-1], keys, node)


def _scalar(event: ScalarEvent) -> ScalarNode:
    if event.tag is not None:
        raise _refused_tag(event)
    return ScalarNode(event.value, not event.style, _line(event))


def _opened(event: object, depth: int) -> SequenceNode | MappingNode:
    """The still empty node that a start event opens; `YamlFault` for an event that has no place here."""
    line = _line(event)
    if isinstance(event, AliasEvent):
        raise YamlFault(
            line,
            f"the alias *{event.anchor} is not read",
            "write the value out; people and venues are referred to by their ids",
        )
    if depth >= DEEPEST:
        raise YamlFault(
            line, f"more than {DEEPEST} levels of nesting", "see docs/format.md for the shape of the file"
        )
    if isinstance(event, MappingStartEvent):
        opened: SequenceNode | MappingNode = MappingNode([], line)
    elif isinstance(event, SequenceStartEvent):
        opened = SequenceNode([], line)
    else:
        raise YamlFault(line, "the document ends here before it is complete")
    if event.tag is not None:
        raise _refused_tag(event)
    return opened


def _attach(parent: SequenceNode | MappingNode, keys: list[ScalarNode | None], node: Node) -> None:
    if isinstance(parent, SequenceNode):
        parent.items.append(node)
    elif (key := keys[-1]) is not None:
        parent.pairs.append((key, node))
        keys[-1] = None
    elif isinstance(node, ScalarNode):
        keys[-1] = node
    else:
        raise YamlFault(
            node.line,
            "a list or a mapping stands where a field's name should be",
            'braces at the start of a value need quotes: "{Moshi}: …"',
        )


def _refused_tag(event: ScalarEvent | MappingStartEvent | SequenceStartEvent) -> YamlFault:
    return YamlFault(_line(event), f"the tag {event.tag} is not read", "a text that begins with ! needs quotes")


def _line(event: object) -> int:
    mark = getattr(event, "start_mark", None)
    return mark.line + 1 if mark else 1


def _line_of(error: MarkedYAMLError, text: str) -> int:
    """Where the parser stopped; at the end of the file rather where that began which has no end."""
    last = max(1, len(text.rstrip().splitlines()))
    lines = [mark.line + 1 for mark in (error.problem_mark, error.context_mark) if mark]
    return next((line for line in lines if line <= last), last)


def _sentence(error: MarkedYAMLError) -> str:
    if "maximum nesting depth" in (error.problem or ""):  # libyaml 0.2.6 stops before we count
        return f"more than {DEEPEST} levels of nesting"
    parts = [part for part in (error.context, error.problem) if part]
    return "not YAML: " + ", ".join(parts)


_ADVICE = {
    "mapping values are not allowed": "a text with a colon and a space in it needs quotes",
    "did not find expected key": "check the indentation; a text that begins with [ or { needs quotes",
    "maximum nesting depth": "see docs/format.md for the shape of the file",
    "cannot start any token": "a text that begins with @, ` or % needs quotes",
}
"""What usually helps, by what libyaml says."""


def _advice(error: MarkedYAMLError) -> str:
    return next((advice for problem, advice in _ADVICE.items() if problem in (error.problem or "")), "")


def _reader_fault(text: str, error: YAMLError) -> tuple[int, str, str]:
    """A character that YAML does not allow (YAML 1.2, section 5.1); libyaml counts bytes, so it is looked for."""
    code = getattr(error, "character", None)
    if isinstance(code, int) and (position := text.find(chr(code))) >= 0:
        line = text.count("\n", 0, position) + 1
        return line, f"the character U+{code:04X} is not allowed in YAML", "delete it"
    return 1, f"not YAML: {error}", ""
