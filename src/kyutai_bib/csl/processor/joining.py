"""Groups of output to formatted text: affixes, delimiters, quotes, and the punctuation that meets.

CSL 1.0.2, "Affixes", "Delimiter", "Quotes", `punctuation-in-quote`; flip-flopping and the table of marks that
meet are citeproc-js's behaviour, as its answers show.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from kyutai_bib.csl.processor.growing import Nodes, Open, closed, opened
from kyutai_bib.csl.processor.output import ENDS_ALIKE, Group, Node, Tag
from kyutai_bib.csl.tree import DISPLAYS, Form, Inline

__all__ = ["Marks", "joined"]

_MEETING = {
    "!": {"!": "!", ".": "!", "?": "!?", ":": "!", ",": "!,", ";": "!;"},
    "?": {"?": "?", ".": "?", "!": "?!", ":": "?", ",": "?,", ";": "?;"},
    ".": {".": ".", "!": ".!", "?": ".?", ":": ".:", ",": ".,", ";": ".;"},
    ":": {":": ":", "!": "!", "?": "?", ".": ":", ",": ":,", ";": ":;"},
    ",": {",": ",", "!": ",!", "?": ",?", ":": ",:", ".": ",.", ";": ",;"},
    ";": {";": ";", "!": "!", "?": "?", ":": ";", ".": ";", ",": ";,"},
}
"""What is printed where the first mark is followed by the second, each from its own piece of output."""

_MEANINGS: dict[Tag | None, Form] = {Tag.LINK: Form.LINK, Tag.NUMBER: Form.NUMBER}


@dataclass(frozen=True, slots=True)
class Marks:
    """The quotation marks of a locale, (opening, closing), and what its punctuation does."""

    outer: tuple[str, str]
    inner: tuple[str, str]
    take_punctuation: bool


def joined(node: Node | None, marks: Marks) -> tuple[Inline, ...]:
    """The formatted text of a cite, a citation or an entry."""
    if not isinstance(node, Group):
        return (node,) if node else ()
    join = _Join(marks)
    if _pruned(node):
        join.write(node, join.whole, frozenset(), inside=False)
    return closed(join.whole)


def _pruned(node: Node) -> bool:
    """Whether anything is printed of a node, whose empty pieces go: once, not at every level of the walk."""
    if isinstance(node, str):
        return bool(node)
    if node.tag is Tag.AFFIX:
        return bool(node.suffix)
    children = node.children
    for child in children:
        if not _pruned(child):
            node.children = children = [each for each in children if _pruned(each)]
            break
    return bool(children)


class _Kind(Enum):
    """Where characters come from: what two marks that meet become depends on it."""

    CONTENT = "content"
    PREFIX = "prefix"
    SUFFIX = "suffix"
    DELIMITER = "delimiter"


class _Meeting(Enum):
    """Which marks that meet become one."""

    ALL = "those of the table"
    SAME = "those that are the same"
    NONE = "none"


# What may become one with the mark before it, and what that may be.
_MARKS = frozenset(" .,;:!?")
_ENDS = _MARKS | {"\N{NO-BREAK SPACE}"}


class _Join:
    """The text so far, and where it ends."""

    __slots__ = (
        *("_begun", "_doubled", "_enclosed", "_end", "_formats", "_kind", "_marks", "_place", "_prefixed"),
        "_quoted",
        *("_sealed", "_taken", "whole"),
    )

    def __init__(self, marks: Marks) -> None:
        self.whole: Nodes = []
        self._marks = marks
        # The list that the last characters are the end of; after a closing quote also the one inside.
        self._end: Nodes = []
        # Where in that list they are: spans that have begun behind them may still be empty.
        self._place = -1
        self._quoted: Nodes | None = None
        # Whether the mark that ends the quote was the suffix of a group round it.
        self._taken = False
        # Whether a group round the quote, or round the formatting that has ended, has ended too.
        self._enclosed = False
        # Where the last characters come from, whether a formatting has ended behind them, and the group whose
        # prefix they are.
        self._kind = _Kind.PREFIX
        self._sealed = False
        self._prefixed: Group | None = None
        # Whether the mark at the end is that of two suffixes: it stands for the one that follows, too.
        self._doubled = False
        # How many groups have begun behind the last characters, and whether a formatting has.
        self._begun = 0
        self._formats = False

    def write(self, node: Group, out: Nodes, forms: frozenset[Form], *, inside: bool) -> None:
        """Append `node` to `out`, which stands inside `forms` and, if `inside`, inside a quote."""
        tag = node.tag
        if tag is Tag.AFFIX:
            self._text(node.suffix, out, _Kind.DELIMITER, None)
            return
        self._begun += 1
        if node.prefix:
            self._text(node.prefix, out, _Kind.PREFIX, node)
            self._prefixed = node
        inner, within, formatted = out, forms, False
        if node.forms:
            inner, within = opened(node.forms, out, forms)
            formatted = not DISPLAYS.issuperset(node.forms)
            self._formats = self._formats or (formatted and inner is not out)
        if tag in _MEANINGS:
            inner.append(span := Open(_MEANINGS[tag]))
            inner = span.children
        if node.quotes:
            self._quote(node, inner, within, inside=inside)
        else:
            self._children(node, inner, within, inside=inside)
        if formatted:
            self._sealed, self._enclosed = True, False
        elif not node.quotes:
            self._enclosed = True
        if node.suffix:
            self._suffix(node, out)
        else:
            self._taken = False
        if formatted or not node.suffix:
            self._doubled = False

    def _suffix(self, node: Group, out: Nodes) -> None:
        inside, before = self._quoted, len(out)
        self._text(node.suffix, out, _Kind.SUFFIX, node)
        self._doubled = node.value is ENDS_ALIKE and inside is None and len(out) == before
        self._taken = self._quoted is not None and self._quoted is inside and not node.quotes

    def _children(self, node: Group, out: Nodes, forms: frozenset[Form], *, inside: bool) -> None:
        delimiter = node.delimiter
        before: Node | None = None
        for child in node.children:
            if delimiter and before is not None:
                self._text(delimiter, out, _Kind.DELIMITER, before)
            if isinstance(child, str):
                self._text(child, out, _Kind.CONTENT, node)
            else:
                self.write(child, out, forms, inside=inside)
            before = child

    def _quote(self, node: Group, out: Nodes, forms: frozenset[Form], *, inside: bool) -> None:
        inside = inside or node.tag is Tag.SINGLE
        opening, closing = self._marks.inner if inside else self._marks.outer
        if opening:
            self._text(opening, out, _Kind.CONTENT, None)
        out.append(held := Open(None))
        self._children(node, held.children, forms, inside=not inside)
        inner = self._end if self._quoted is None else self._quoted
        out.append(closing)
        self._end, self._quoted, self._taken, self._enclosed = out, inner, False, False
        self._place = len(out) - 1

    def _text(self, text: str, out: Nodes, kind: _Kind, beside: Node | None) -> None:
        """Append characters, as what stands before them allows.

        `beside` is the group that they are the prefix, the suffix or the content of, before a delimiter the
        child that it follows.
        """
        if self._doubled:
            self._doubled = False
            if kind is not _Kind.SUFFIX and text[0] in (".;:" if kind is _Kind.CONTENT else ".,;:"):
                text = text[1:]
        if self._quoted is not None and text:
            text = self._behind_quote(text, self._quoted, kind, beside)
        elif text[:1] in _MARKS and self._end and not self._formats:
            last = self._end[self._place]
            if isinstance(last, str) and last[-1:] in _ENDS:
                text = self._met(text, self._end, kind, self._meeting(kind, beside), self._place)
        if text:
            out.append(text)
            self._end, self._place = out, len(out) - 1
            self._quoted = self._prefixed = None
            self._kind = kind
            self._sealed = self._formats = False
            self._begun = 0

    def _meeting(self, kind: _Kind, beside: Node | None) -> _Meeting:
        """Which marks may become one where text of this kind follows."""
        before = self._kind
        if kind is _Kind.CONTENT:
            if self._sealed or (before is _Kind.PREFIX and self._prefixed is not beside):
                return _Meeting.NONE
            same = before is _Kind.PREFIX or before is _Kind.DELIMITER
        elif kind is _Kind.PREFIX:
            if before is _Kind.PREFIX or self._beside_formatting:
                return _Meeting.NONE
            same = before is _Kind.DELIMITER or self._is_formatted(beside)
        elif kind is _Kind.SUFFIX:
            same = self._beside_formatting and before is _Kind.CONTENT and _ends_with_text(beside)
        elif before is _Kind.SUFFIX:
            # A child's own suffix and the delimiter behind it are only one if they are the same.
            same = isinstance(beside, Group) and bool(beside.suffix)
        else:
            same = self._beside_formatting
        return _Meeting.SAME if same else _Meeting.ALL

    @property
    def _beside_formatting(self) -> bool:
        """Whether a formatting has just ended, and no group round it."""
        return self._sealed and not self._enclosed

    def _is_formatted(self, node: Node | None) -> bool:
        """Whether a group that begins is formatted by itself, not inside others that begin with it."""
        return isinstance(node, Group) and bool(node.forms) and self._begun == 1

    def _behind_quote(self, text: str, inner: Nodes, kind: _Kind, beside: Node | None) -> str:
        """What is left of `text` behind a quote.

        Only affixes and delimiters go into the quotes before them, as in citeproc-js, where the prefix of
        something formatted does not either.
        """
        follows = kind is not _Kind.CONTENT
        if kind is _Kind.PREFIX:
            follows = not (self._is_formatted(beside) or self._formats or self._beside_formatting)
        if follows and self._marks.take_punctuation and not (self._taken and kind is not _Kind.SUFFIX):
            return self._after_quote(text, inner)
        return self._beside_quote(text, inner, absorbing=follows and self._enclosed)

    def _after_quote(self, text: str, inner: Nodes) -> str:
        """What is left of `text` where it follows a quote, whose last characters `inner` ends with."""
        mark = text[0]
        last = inner[-1] if inner and isinstance(inner[-1], str) else ""
        if mark in ".,!?" and (rest := self._met(mark, inner)):
            inner.append(rest)
            return text[1:]
        if mark in ".,!?":
            text = text[1:]
        elif mark in ":;" and last[-1:] in {"!", "?"} and len(_MEETING[last[-1]][mark]) == 1:
            return text[1:]
        return self._moved_out(inner, text, ":;")

    def _beside_quote(self, text: str, inner: Nodes, *, absorbing: bool) -> str:
        """What is left of `text` where it stays outside; a full stop goes behind "?" and "!" if `absorbing`."""
        last = inner[-1][-1:] if inner and isinstance(inner[-1], str) else ""
        if last in {",", ":", ";"} and not self._marks.take_punctuation:
            return self._moved_out(inner, text, ",:;")
        same = text[0] == last and last in ".,;:!?"
        return text[1:] if same or (absorbing and text[0] == "." and last in {"!", "?"}) else text

    def _moved_out(self, inner: Nodes, text: str, marks: str) -> str:
        """One of these marks inside the quote goes behind it where something follows."""
        last = inner[-1] if inner else ""
        if not isinstance(last, str) or last[-1:] not in set(marks) or not text:
            return text
        inner[-1] = last[:-1]
        self._place += 1
        self._end.insert(self._place, last[-1])
        self._quoted = None
        return self._met(text, self._end, place=self._place) if text[0] in _MARKS else text

    def _met(
        self,
        text: str,
        end: Nodes,
        kind: _Kind = _Kind.SUFFIX,
        meeting: _Meeting = _Meeting.ALL,
        place: int = -1,
    ) -> str:
        """`text` without what the end of the text before makes needless; that end may change too."""
        last = end[place]
        if not isinstance(last, str):
            return text
        before, mark = last[-1:], text[0]
        if mark == " ":
            double = before in {" ", "\N{NO-BREAK SPACE}"} and _Kind.CONTENT not in {kind, self._kind}
            return text[1:] if double else text
        if meeting is _Meeting.NONE or (meeting is _Meeting.SAME and before != mark):
            return text
        if before == mark == "," and kind is _Kind.CONTENT:
            return text
        met = _MEETING.get(before, {}).get(mark)
        if met is None or len(met) > 1:
            return text
        end[place] = last[:-1] + met
        return text[1:]


def _ends_with_text(node: Node | None) -> bool:
    return isinstance(node, Group) and isinstance(node.children[-1], str)
