"""The building blocks of the file format: each reads a node and says in JSON Schema what it reads.

Reader and schema are two views of one declaration, so they cannot drift apart. A shape's `read` returns the
value, or `None` after it has reported what is wrong; reading goes on, so that one run reports everything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from kyutai_bib.errors import either
from kyutai_bib.nearest import nearest
from kyutai_bib.reader.nodes import MappingNode, Node, ScalarNode, SequenceNode
from kyutai_bib.reader.problems import Place, Report

__all__ = [
    "Choice",
    "Context",
    "Field",
    "Fields",
    "FirstOf",
    "ListOf",
    "OneOrMany",
    "Parsed",
    "Reference",
    "Schema",
    "Shape",
    "Table",
]

Schema = dict[str, Any]
T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
E = TypeVar("E", bound=StrEnum)


class Context:
    """What reading needs besides the node: where to report, and what ids refer to."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.tables: dict[str, Mapping[str, Any]] = {}
        self.spoiled: set[str] = set()
        """Ids whose entry is there but faulty: a reference to one is no second problem."""
        self.unread: set[str] = set()
        """Sections whose ids cannot be known, for the same reason."""
        self.drafts = False
        """Whether what a source on the network can tell may be missing."""

    def wrong(self, node: Node, place: Place, message: str, advice: str = "") -> None:
        self.report.add(node.line, place, message, advice)


class Shape(Protocol[T_co]):
    """Something that can stand in the file."""

    def read(self, node: Node, place: Place, context: Context) -> T_co | None: ...

    def schema(self) -> Schema: ...


class Parsed(Generic[T]):
    """A scalar that `parse` makes a value of; `parse` raises `ValueError` with a sentence."""

    def __init__(self, parse: Callable[[str], T], what: str, schema: Schema | None = None) -> None:
        self._parse = parse
        self._what = what
        self._schema = schema or {"type": "string", "minLength": 1}

    def read(self, node: Node, place: Place, context: Context) -> T | None:
        if not isinstance(node, ScalarNode):
            context.wrong(node, place, f"{_noun(node)} stands where {self._what} is expected", _hint(node))
            return None
        if node.empty or not node.text.strip():
            context.wrong(node, place, f"{self._what} is missing", "fill it in, or delete the field")
            return None
        try:
            return self._parse(node.text)
        except ValueError as error:
            message, _, advice = str(error).partition("; ")
            context.wrong(node, place, message, advice)
            return None

    def schema(self) -> Schema:
        return dict(self._schema)


class Choice(Generic[E]):
    """One word of a fixed set."""

    def __init__(self, words: type[E], what: str) -> None:
        self._words = words
        self._what = what

    def read(self, node: Node, place: Place, context: Context) -> E | None:
        word = Parsed(str, self._what).read(node, place, context)
        if word is None:
            return None
        known = [str(member) for member in self._words]
        if word not in known:
            context.wrong(node, place, f"{word!r} is not {self._what}", _did_you_mean(word, known))
            return None
        return self._words(word)

    def schema(self) -> Schema:
        return {"enum": [str(member) for member in self._words]}


class Reference:
    """The id of an entry of another section of the file."""

    def __init__(self, section: str, what: str) -> None:
        self._section = section
        self._what = what

    def read(self, node: Node, place: Place, context: Context) -> Any:
        id_ = Parsed(str, f"the id of a {self._what}").read(node, place, context)
        if id_ is None or id_ in context.spoiled or self._section in context.unread:
            return None
        table = context.tables[self._section]
        if id_ not in table:
            advice = _did_you_mean(id_, table) if nearest(id_, table) else f"add it to `{self._section}`"
            context.wrong(node, place, f"unknown {self._what} {id_!r}", advice)
        return table.get(id_)

    def schema(self) -> Schema:
        return {"type": "string", "minLength": 1}


class ListOf(Generic[T]):
    """A list of one shape; it has something in it, and nothing twice."""

    def __init__(self, item: Shape[T], what: str) -> None:
        self._item = item
        self._what = what

    def read(self, node: Node, place: Place, context: Context) -> tuple[T, ...] | None:
        if not isinstance(node, SequenceNode):
            context.wrong(
                node,
                place,
                f"{_noun(node)} stands where a list of {self._what} is expected",
                "write it in [ ], or each behind a dash",
            )
            return None
        if not node.items:
            context.wrong(node, place, f"the list of {self._what} is empty", "fill it, or delete the field")
            return None
        values = [self._item.read(item, place.at(index), context) for index, item in enumerate(node.items)]
        repeated = self._report_repeats(node, values, place, context)
        found = [value for value in values if value is not None]
        return tuple(found) if len(found) == len(values) and not repeated else None

    def _report_repeats(
        self, node: SequenceNode, values: Sequence[T | None], place: Place, context: Context
    ) -> bool:
        seen: set[T] = set()
        repeated = False
        for index, value in enumerate(values):
            if value is not None and value in seen:
                context.wrong(node.items[index], place.at(index), "stands in this list twice", "delete one")
                repeated = True
            elif value is not None:
                seen.add(value)
        return repeated

    def schema(self) -> Schema:
        return {"type": "array", "items": self._item.schema(), "minItems": 1, "uniqueItems": True}


class OneOrMany(Generic[T]):
    """One value, or a list of them; always read as a tuple."""

    def __init__(self, item: Shape[T], what: str) -> None:
        self._item = item
        self._many = ListOf(item, what)

    def read(self, node: Node, place: Place, context: Context) -> tuple[T, ...] | None:
        if isinstance(node, SequenceNode):
            return self._many.read(node, place, context)
        value = self._item.read(node, place, context)
        return None if value is None else (value,)

    def schema(self) -> Schema:
        return {"anyOf": [self._item.schema(), self._many.schema()]}


class FirstOf(Generic[T]):
    """A scalar in short notation, or a mapping with the parts written out."""

    def __init__(self, scalar: Shape[T], mapping: Shape[T]) -> None:
        self._scalar = scalar
        self._mapping = mapping

    def read(self, node: Node, place: Place, context: Context) -> T | None:
        shape = self._mapping if isinstance(node, MappingNode) else self._scalar
        return shape.read(node, place, context)

    def schema(self) -> Schema:
        return {"anyOf": [self._scalar.schema(), self._mapping.schema()]}


class Field(NamedTuple):
    """One field of a mapping: its name, what may stand in it, what it means."""

    name: str
    shape: Shape[Any]
    doc: str
    required: bool = False
    found: bool = False
    """Whether a source on the network can tell it: a draft may lack it."""


class Fields(Generic[T]):
    """A mapping with named fields, from which `build` makes a value.

    `build` gets the fields that were read, as keyword arguments, and raises `ValueError` with a sentence
    where they do not go together. It is not called where a field was faulty. `lacks` gets them too and says,
    in a sentence, what only a draft may lack.
    """

    def __init__(
        self, what: str, fields: Iterable[Field], build: Callable[..., T], lacks: Callable[..., str] | None = None
    ) -> None:
        self._what = what
        self._lacks = lacks
        self._fields = {field.name: field for field in fields}
        self._build = build

    def read(self, node: Node, place: Place, context: Context) -> T | None:
        values = self.read_values(node, place, context)
        if values is None:
            return None
        arguments = {name.replace("-", "_"): value for name, value in values.items()}
        try:
            if self._lacks and not context.drafts and (sentence := self._lacks(**arguments)):
                raise ValueError(sentence)
            return self._build(**arguments)
        except ValueError as error:
            message, _, advice = str(error).partition("; ")
            context.wrong(node, place, message, advice)
            return None

    def read_values(self, node: Node, place: Place, context: Context) -> dict[str, Any] | None:
        """The fields by name, or `None` after a report."""
        if not isinstance(node, MappingNode):
            context.wrong(
                node,
                place,
                f"{_noun(node)} stands where the fields of {self._what} are expected",
                f"known fields: {', '.join(self._fields)}",
            )
            return None
        values: dict[str, Any] = {}
        sound = _report_repeated_keys(node, place, context)
        for key, value in node.pairs:
            field = self._fields.get(key.text)
            if field is None:
                context.wrong(key, place.at(key.text), "unknown field", _did_you_mean(key.text, self._fields))
                sound = False
            elif (read := field.shape.read(value, place.at(key.text), context)) is None:
                sound = False
            else:
                values[key.text] = read
        return values if self._complete(node, place, context) and sound else None

    def _complete(self, node: MappingNode, place: Place, context: Context) -> bool:
        present = {key.text for key, _ in node.pairs}
        required = (f for f in self._fields.values() if f.required and not (f.found and context.drafts))
        missing = [field for field in required if field.name not in present]
        for field in missing:
            context.wrong(node, place.at(field.name), "missing", f"{self._what} needs it: {field.doc}")
        return not missing

    def schema(self) -> Schema:
        return {
            "type": "object",
            "additionalProperties": False,
            "properties": {f.name: {"description": f.doc, **f.shape.schema()} for f in self._fields.values()},
            **(
                {"required": required}
                if (required := [f.name for f in self._fields.values() if f.required])
                else {}
            ),
        }


class Table(Generic[T]):
    """A mapping from ids to entries of one shape, read into a dict; ids are unique when case is ignored."""

    def __init__(
        self, id_: Shape[str], entry: Callable[[str, int], Shape[T]], what: str, schema: Callable[[], Schema]
    ) -> None:
        self._id = id_
        self._entry = entry
        self._what = what
        self._schema = schema

    def read(self, node: Node, place: Place, context: Context) -> dict[str, T] | None:
        if not isinstance(node, MappingNode):
            context.wrong(
                node,
                place,
                f"{_noun(node)} stands where {self._what} are expected",
                "write a mapping: each id, a colon, then its fields",
            )
            return None
        _report_repeated_keys(node, place, context)
        entries: dict[str, T] = {}
        for key, value in node.pairs:
            id_ = self._id.read(key, place.at(key.text), context)
            entry = self._entry(key.text, key.line).read(value, place.at(key.text), context)
            if id_ is None or entry is None:
                context.spoiled.add(key.text)
            else:
                entries.setdefault(id_, entry)
        return entries

    def schema(self) -> Schema:
        return {"type": "object", "propertyNames": self._id.schema(), "additionalProperties": self._schema()}


def _report_repeated_keys(node: MappingNode, place: Place, context: Context) -> bool:
    """Whether no key stands twice, also when only case differs."""
    first: dict[str, ScalarNode] = {}
    repeated = False
    for key, _ in node.pairs:
        earlier = first.setdefault(key.text.casefold(), key)
        if earlier is not key:
            spelled = "" if earlier.text == key.text else f" as {earlier.text!r}"
            context.wrong(
                key,
                place.at(key.text),
                f"stands here a second time (first in line {earlier.line}{spelled})",
                "keep one",
            )
            repeated = True
    return not repeated


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    names = list(known)
    found = nearest(word, names)
    return f"did you mean {either(*found)}?" if found else f"known: {', '.join(names)}"


def _noun(node: Node) -> str:
    if isinstance(node, SequenceNode):
        return "a list"
    if isinstance(node, MappingNode):
        return "a mapping"
    return "nothing" if node.empty else "a single value"


def _hint(node: Node) -> str:
    if isinstance(node, MappingNode):
        return "a text with a colon or with braces at its start needs quotes"
    return "a text that begins with [ needs quotes"
