"""Formatted text that still grows: spans are open until all of an entry or citation is written.

A formatting inside the same one undoes it (flip-flopping, as in citeproc-js).
"""

from __future__ import annotations

from kyutai_bib.csl.tree import UNDOES, Form, Inline, Span

__all__ = ["Nodes", "Open", "closed", "opened"]

_OPPOSITES = {
    Form.ITALIC: Form.UPRIGHT,
    Form.OBLIQUE: Form.UPRIGHT,
    Form.BOLD: Form.REGULAR,
    Form.SMALL_CAPS: Form.FULL_CAPS,
}


class Open:
    """A span that may still grow; without a form it only holds its children together."""

    __slots__ = ("children", "form")

    def __init__(self, form: Form | None) -> None:
        self.form = form
        self.children: Nodes = []


Nodes = list[str | Open]


def opened(wanted: tuple[Form, ...], out: Nodes, forms: frozenset[Form]) -> tuple[Nodes, frozenset[Form]]:
    """Begin spans at the end of `out`, which stands inside `forms`: the children of the innermost, and what they
    stand inside."""
    for form in wanted:
        if form in UNDOES:
            undone = forms & UNDOES[form]
            if not undone:
                continue
            new, forms = form, forms - undone
        elif form in forms and form in _OPPOSITES:
            new, forms = _OPPOSITES[form], forms - {form}
        else:
            new, forms = form, forms | {form}
        out.append(span := Open(new))
        out = span.children
    return out, forms


def closed(nodes: Nodes) -> tuple[Inline, ...]:
    """Frozen, neighbouring strings joined, empty spans gone."""
    made: list[Inline] = []
    run: list[str] = []
    _close(nodes, made, run)
    if text := "".join(run):
        made.append(text)
    return tuple(made)


def _close(nodes: Nodes, made: list[Inline], run: list[str]) -> None:
    """Append what is closed to `made`; `run` are the strings at its end."""
    for node in nodes:
        if isinstance(node, str):
            run.append(node)
        elif node.form is None:
            _close(node.children, made, run)
        elif children := closed(node.children):
            if text := "".join(run):
                made.append(text)
            run.clear()
            made.append(Span(node.form, children))
