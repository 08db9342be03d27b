"""Groups of output to formatted text: affixes, delimiters, quotes, and the punctuation that meets.

CSL 1.0.2, "Affixes", "Delimiter", "Quotes", `punctuation-in-quote`; flip-flopping and the table of marks that
meet are citeproc-js's behaviour, as its answers show.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kyutai_bib.csl.processor.output import Group, Node, Tag, is_empty
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
    if node is not None:
        join.write(node, join.whole, frozenset(), inside=False)
    return tuple(_closed(join.whole))


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


class _Join:
    """The text so far, and where it ends."""

    def __init__(self, marks: Marks) -> None:
        self.whole: Nodes = []
        self._marks = marks
        # The list that the last characters are the end of; after a closing quote also the one inside.
        self._end: Nodes = []
        self._quoted: Nodes | None = None

    def write(self, node: Node, out: Nodes, forms: frozenset[Form], *, inside: bool) -> None:
        """Append `node` to `out`, which stands inside `forms` and, if `inside`, inside a quote."""
        if isinstance(node, str):
            self._text(node, out)
            return
        if node.tag is Tag.AFFIX:
            self._text(node.suffix, out, follows=True)
            return
        children = [child for child in node.children if child and not is_empty(child)]
        if not children:
            return
        self._text(node.prefix, out, follows=not node.forms)
        inner, within = self._opened(node.forms, out, forms)
        if (form := _MEANINGS.get(node.tag)) is not None:
            inner.append(span := _Open(form))
            inner = span.children
        if node.quotes:
            self._quote(node, children, inner, within, inside=inside)
        else:
            self._children(node, children, inner, within, inside=inside)
        self._text(node.suffix, out, follows=True)

    def _children(
        self, node: Group, children: list[Node], out: Nodes, forms: frozenset[Form], *, inside: bool
    ) -> None:
        for place, child in enumerate(children):
            if place and node.delimiter:
                self._text(node.delimiter, out, follows=True)
            self.write(child, out, forms, inside=inside)

    def _quote(
        self, node: Group, children: list[Node], out: Nodes, forms: frozenset[Form], *, inside: bool
    ) -> None:
        opening, closing = self._marks.inner if inside else self._marks.outer
        self._text(opening, out)
        out.append(held := _Open(None))
        self._children(node, children, held.children, forms, inside=not inside)
        inner = self._end if self._quoted is None else self._quoted
        out.append(closing)
        self._end, self._quoted = out, inner

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

    def _text(self, text: str, out: Nodes, *, follows: bool = False) -> None:
        """Append characters, as what stands before them allows.

        `follows` is for affixes and delimiters: only they go into the quotes before them, as in citeproc-js,
        where the prefix of something formatted does not either.
        """
        if not text:
            return
        if self._quoted is not None:
            text = self._after_quote(text, self._quoted) if follows else self._beside_quote(text, self._quoted)
        elif self._end and text[0] in " .,;:!?":
            text = self._met(text, self._end)
        if text:
            out.append(text)
            self._end, self._quoted = out, None

    def _after_quote(self, text: str, inner: Nodes) -> str:
        """What is left of `text` where it follows a quote, whose last characters `inner` ends with."""
        mark = text[0]
        last = inner[-1] if inner and isinstance(inner[-1], str) else ""
        if not self._marks.take_punctuation:
            return self._beside_quote(text, inner)
        if mark in ".,!?" and (rest := self._met(mark, inner)):
            inner.append(rest)
            return text[1:]
        if mark in ".,!?":
            text = text[1:]
        elif mark in ":;" and last[-1:] in {"!", "?"} and len(_MEETING[last[-1]][mark]) == 1:
            return text[1:]
        return self._moved_out(inner, text)

    def _beside_quote(self, text: str, inner: Nodes) -> str:
        last = inner[-1] if inner and isinstance(inner[-1], str) else ""
        return text[1:] if text[0] == "." and last[-1:] in {"!", "?", "."} else text

    def _moved_out(self, inner: Nodes, text: str) -> str:
        """A colon or semicolon inside the quote goes behind it where punctuation follows."""
        last = inner[-1] if inner else ""
        if not isinstance(last, str) or last[-1:] not in {":", ";"} or not text:
            return text
        inner[-1] = last[:-1]
        self._end.append(last[-1])
        self._quoted = None
        return self._met(text, self._end) if text[0] in " .,;:!?" else text

    def _met(self, text: str, end: Nodes) -> str:
        """`text` without what the end of the text before makes needless; that end may change too."""
        last = end[-1]
        if not isinstance(last, str):
            return text
        before, mark = last[-1:], text[0]
        if mark == " ":
            return text[1:] if before in {" ", "\N{NO-BREAK SPACE}"} else text
        meeting = _MEETING.get(before, {}).get(mark)
        if meeting is None:
            return text
        if len(meeting) > 1:
            return text
        end[-1] = last[:-1] + meeting
        return text[1:]
