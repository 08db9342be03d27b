"""What rendering makes before it is text: runs of characters, and groups of them.

A group keeps its delimiter, affixes, formatting and quotes until the whole cite or entry is known, since what
becomes of them depends on the neighbours (CSL 1.0.2, "Affixes", "Delimiter", "Quotes"). `joining` decides it.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from kyutai_bib.csl.tree import Form

__all__ = ["ENDS_ALIKE", "NO_PRINTED_FORM", "Group", "Node", "Tag", "find", "groups", "is_empty", "text_of"]


NO_PRINTED_FORM = "[CSL STYLE ERROR: reference with no printed form.]"
"""What stands for a cite or entry of which nothing is printed, in the words of citeproc-js."""

ENDS_ALIKE = -3
"""The value of a group whose suffix is the mark that its last piece has as its own."""


class Tag(Enum):
    """What a group is, for the stages that look for it again."""

    NAMES = "names"
    NAME = "name"
    NAME_LIST = "name list"
    DATE = "date"
    YEAR = "year"
    YEAR_SUFFIX = "year-suffix"
    NUMBER = "citation-number"
    LABEL = "citation-label"
    TERM = "term"
    LINK = "link"
    NO_CASE = "nocase"
    FIELD = "field"
    TITLE = "title"
    AFFIX = "affix"
    SINGLE = "single quotes"

    __hash__ = object.__hash__  # as in `tree.Form`


class Group:
    """Pieces of output under one delimiter, one pair of affixes, one formatting.

    `forms` are applied from the outermost to the innermost; affixes stand outside them and the quotes.
    """

    __slots__ = ("children", "delimiter", "forms", "prefix", "quotes", "suffix", "tag", "value")

    def __init__(
        self,
        children: list[Node],
        delimiter: str = "",
        prefix: str = "",
        suffix: str = "",
        forms: tuple[Form, ...] = (),
        *,
        quotes: bool = False,
        tag: Tag | None = None,
        value: object = None,
    ) -> None:
        self.children = children
        self.delimiter = delimiter
        self.prefix = prefix
        self.suffix = suffix
        self.forms = forms
        self.quotes = quotes
        self.tag = tag
        self.value = value

    @property
    def is_bare(self) -> bool:
        """Whether it is nothing but its pieces and their delimiter."""
        return not (self.tag or self.prefix or self.suffix or self.forms or self.quotes)

    def with_children(self, children: list[Node]) -> Group:
        """The same group round other pieces."""
        return Group(
            children,
            self.delimiter,
            self.prefix,
            self.suffix,
            self.forms,
            quotes=self.quotes,
            tag=self.tag,
            value=self.value,
        )


Node = str | Group


def is_empty(node: Node | None) -> bool:
    """Whether nothing will be printed of it: affixes and delimiters do not count."""
    while isinstance(node, Group):
        if node.tag is Tag.AFFIX:
            return False
        children = node.children
        if len(children) != 1:
            return not any(child if isinstance(child, str) else not is_empty(child) for child in children)
        node = children[0]
    return not node


def text_of(node: Node | None) -> str:
    """The characters alone, affixes and delimiters included, nothing decided."""
    if isinstance(node, str):
        return node
    if node is None:
        return ""
    if node.tag is Tag.AFFIX:
        return node.suffix
    text = node.delimiter.join([part for child in node.children if (part := text_of(child))])
    return f"{node.prefix}{text}{node.suffix}" if text else ""


def groups(node: Node | None) -> Iterator[Group]:
    """A node's groups, from the outside in, in reading order."""
    if isinstance(node, Group):
        yield node
        for child in node.children:
            yield from groups(child)


def find(node: Node | None, tag: Tag) -> Group | None:
    """The first group of this kind that prints something."""
    return next((group for group in groups(node) if group.tag is tag and not is_empty(group)), None)
