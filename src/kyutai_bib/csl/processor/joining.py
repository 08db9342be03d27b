"""Groups of output to formatted text: affixes, delimiters, quotes, and the punctuation that meets.

CSL 1.0.2, "Affixes", "Delimiter", "Quotes", `punctuation-in-quote`; flip-flopping and the table of marks that
meet are citeproc-js's behaviour, as its answers show.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from kyutai_bib.csl.processor.output import Group, Node, Tag
from kyutai_bib.csl.tree import Form, Inline, Span

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

# A formatting with what undoes it inside itself.
_OPPOSITES = {
    Form.ITALIC: Form.UPRIGHT,
    Form.OBLIQUE: Form.UPRIGHT,
    Form.BOLD: Form.REGULAR,
    Form.SMALL_CAPS: Form.FULL_CAPS,
}
_UNDOING = {
    Form.UPRIGHT: (Form.ITALIC, Form.OBLIQUE),
    Form.REGULAR: (Form.BOLD, Form.LIGHT),
    Form.FULL_CAPS: (Form.SMALL_CAPS,),
    Form.PLAIN: (Form.UNDERLINE,),
    Form.BASELINE: (Form.SUPERSCRIPT, Form.SUBSCRIPT),
}


_DISPLAYS = frozenset({Form.BLOCK, Form.INDENT, Form.LEFT_MARGIN, Form.RIGHT_INLINE})
_MEANINGS: dict[Tag | None, Form] = {Tag.LINK: Form.LINK, Tag.NUMBER: Form.NUMBER}


@dataclass(frozen=True, slots=True)
class Marks:
    """The quotation marks of a locale, (opening, closing), and what its punctuation does."""

    outer: tuple[str, str]
    inner: tuple[str, str]
    take_punctuation: bool


Nodes = list["Inline | _Open"]


@dataclass(slots=True)
class _Open:
    """A span that may still grow; without a form it only holds its children together."""

    form: Form | None
    children: Nodes = field(default_factory=list)


def joined(node: Node | None, marks: Marks) -> tuple[Inline, ...]:
    """The formatted text of a cite, a citation or an entry."""
    join = _Join(marks)
    if node is not None and _pruned(node):
        join.write(node, join.whole, frozenset(), inside=False)
    return tuple(_closed(join.whole))


def _pruned(node: Node) -> bool:
    """Whether anything is printed of a node, whose empty pieces go: once, not at every level of the walk."""
    if isinstance(node, str):
        return bool(node)
    if node.tag is Tag.AFFIX:
        return True
    node.children = [child for child in node.children if _pruned(child)]
    return bool(node.children)


def _closed(nodes: Nodes) -> Iterable[Inline]:
    """Frozen, neighbouring strings joined, empty spans gone."""
    run: list[str] = []
    for node in _spliced(nodes):
        if isinstance(node, str):
            run.append(node)
            continue
        if (span := _span(node)) is None:
            continue
        if run:
            yield "".join(run)
            run = []
        yield span
    if text := "".join(run):
        yield text


def _span(node: Span | _Open) -> Span | None:
    if isinstance(node, Span):
        return node
    children = tuple(_closed(node.children))
    return Span(node.form, children) if children and node.form is not None else None


def _spliced(nodes: Nodes) -> Iterator[Inline | _Open]:
    for node in nodes:
        if isinstance(node, _Open) and node.form is None:
            yield from _spliced(node.children)
        else:
            yield node


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


class _Join:
    """The text so far, and where it ends."""

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
        # How many groups have begun behind the last characters, and whether a formatting has.
        self._begun = 0
        self._formats = False

    def write(self, node: Node, out: Nodes, forms: frozenset[Form], *, inside: bool) -> None:
        """Append `node` to `out`, which stands inside `forms` and, if `inside`, inside a quote."""
        if isinstance(node, str):
            self._text(node, out, _Kind.CONTENT, self._before_content(None))
            return
        if node.tag is Tag.AFFIX:
            self._text(node.suffix, out, _Kind.DELIMITER, self._before_delimiter(None), follows=True)
            return
        children = node.children
        self._begun += 1
        if node.prefix:
            self._prefix(node, out)
        inner, within = self._opened(node.forms, out, forms) if node.forms else (out, forms)
        self._formats = self._formats or (inner is not out and not _DISPLAYS.issuperset(node.forms))
        if node.tag is not None and (form := _MEANINGS.get(node.tag)) is not None:
            inner.append(span := _Open(form))
            inner = span.children
        if node.quotes:
            self._quote(node, children, inner, within, inside=inside)
        else:
            self._children(node, children, inner, within, inside=inside)
        if (inner is not out or node.forms) and not _DISPLAYS.issuperset(node.forms):
            self._sealed, self._enclosed = True, False
        elif not node.quotes:
            self._enclosed = True
        if node.suffix:
            self._suffix(node, out)
        else:
            self._taken = False

    @property
    def _beside_formatting(self) -> bool:
        """Whether a formatting has just ended, and no group round it."""
        return self._sealed and not self._enclosed

    def _prefix(self, node: Group, out: Nodes) -> None:
        follows = not (self._is_formatted(node) or self._beside_formatting or self._formats)
        self._text(node.prefix, out, _Kind.PREFIX, self._before_prefix(node), follows=follows)
        self._prefixed = node

    def _suffix(self, node: Group, out: Nodes) -> None:
        own = self._beside_formatting and self._kind is _Kind.CONTENT and isinstance(node.children[-1], str)
        meeting = _Meeting.SAME if own else _Meeting.ALL
        inside = self._quoted
        self._text(node.suffix, out, _Kind.SUFFIX, meeting, follows=True)
        self._taken = self._quoted is not None and self._quoted is inside and not node.quotes

    def _is_formatted(self, node: Group) -> bool:
        """Whether what follows is formatted by itself, not in a group that begins with it."""
        return bool(node.forms) and self._begun == 1

    def _before_prefix(self, node: Group) -> _Meeting:
        if self._kind is _Kind.PREFIX or self._beside_formatting:
            return _Meeting.NONE
        same = self._kind is _Kind.DELIMITER or self._is_formatted(node)
        return _Meeting.SAME if same else _Meeting.ALL

    def _before_content(self, node: Group | None) -> _Meeting:
        if self._sealed or (self._kind is _Kind.PREFIX and self._prefixed is not node):
            return _Meeting.NONE
        return _Meeting.SAME if self._kind in {_Kind.PREFIX, _Kind.DELIMITER} else _Meeting.ALL

    def _before_delimiter(self, child: Node | None) -> _Meeting:
        """A child's own suffix and the delimiter behind it are only one if they are the same."""
        if self._kind is _Kind.SUFFIX:
            own = isinstance(child, Group) and bool(child.suffix)
            return _Meeting.SAME if own else _Meeting.ALL
        return _Meeting.SAME if self._beside_formatting else _Meeting.ALL

    def _children(
        self, node: Group, children: list[Node], out: Nodes, forms: frozenset[Form], *, inside: bool
    ) -> None:
        for place, child in enumerate(children):
            if place and node.delimiter:
                meeting = self._before_delimiter(children[place - 1])
                self._text(node.delimiter, out, _Kind.DELIMITER, meeting, follows=True)
            if isinstance(child, str):
                self._text(child, out, _Kind.CONTENT, self._before_content(node))
            else:
                self.write(child, out, forms, inside=inside)

    def _quote(
        self, node: Group, children: list[Node], out: Nodes, forms: frozenset[Form], *, inside: bool
    ) -> None:
        inside = inside or node.tag is Tag.SINGLE
        opening, closing = self._marks.inner if inside else self._marks.outer
        self._text(opening, out, _Kind.CONTENT, _Meeting.ALL)
        out.append(held := _Open(None))
        self._children(node, children, held.children, forms, inside=not inside)
        inner = self._end if self._quoted is None else self._quoted
        out.append(closing)
        self._end, self._quoted, self._taken, self._enclosed = out, inner, False, False
        self._place = len(out) - 1

    def _opened(
        self, wanted: tuple[Form, ...], out: Nodes, forms: frozenset[Form]
    ) -> tuple[Nodes, frozenset[Form]]:
        for form in wanted:
            if form in _UNDOING:
                undone = forms.intersection(_UNDOING[form])
                if not undone:
                    continue
                new, forms = form, forms - undone
            elif form in forms and form in _OPPOSITES:
                new, forms = _OPPOSITES[form], forms - {form}
            else:
                new, forms = form, forms | {form}
            out.append(span := _Open(new))
            out = span.children
        return out, forms

    def _text(
        self,
        text: str,
        out: Nodes,
        kind: _Kind,
        meeting: _Meeting,
        *,
        follows: bool = False,
    ) -> None:
        """Append characters, as what stands before them allows.

        `follows` is for affixes and delimiters: only they go into the quotes before them, as in citeproc-js,
        where the prefix of something formatted does not either.
        """
        if not text:
            return
        if self._quoted is not None:
            if follows and self._marks.take_punctuation and not (self._taken and kind is not _Kind.SUFFIX):
                text = self._after_quote(text, self._quoted)
            else:
                text = self._beside_quote(text, self._quoted, absorbing=follows and self._enclosed)
        elif self._end and not self._formats and text[0] in " .,;:!?":
            text = self._met(text, self._end, kind, meeting, self._place)
        if text:
            out.append(text)
            self._end, self._quoted, self._place = out, None, len(out) - 1
            self._kind, self._sealed, self._prefixed = kind, False, None
            self._begun, self._formats = 0, False

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
        return self._met(text, self._end, place=self._place) if text[0] in " .,;:!?" else text

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
