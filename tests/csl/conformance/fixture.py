"""Reading and running the fixtures of the CSL test suite."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from lxml import etree

from kyutai_bib.csl.processor.context import Cite, Position
from kyutai_bib.csl.processor.document import Document
from kyutai_bib.csl.processor.positions import Citation
from kyutai_bib.csl.processor.style_program import compiled
from kyutai_bib.csl.tree import Form, Inline, superscripts

__all__ = ["Fixture", "read", "result", "same"]

_SECTION = re.compile(r">>=+ ([A-Z0-9-]+) =+>>\n(.*?)<<=+ \1 =+<<", re.DOTALL)
_TAGS = {
    Form.ITALIC: ("<i>", "</i>"),
    Form.OBLIQUE: ("<em>", "</em>"),
    Form.BOLD: ("<b>", "</b>"),
    Form.LIGHT: ('<span style="font-weight:lighter;">', "</span>"),
    Form.SMALL_CAPS: ('<span style="font-variant:small-caps;">', "</span>"),
    Form.UNDERLINE: ('<span style="text-decoration:underline;">', "</span>"),
    Form.SUPERSCRIPT: ("<sup>", "</sup>"),
    Form.SUBSCRIPT: ("<sub>", "</sub>"),
    Form.UPRIGHT: ('<span style="font-style:normal;">', "</span>"),
    Form.REGULAR: ('<span style="font-weight:normal;">', "</span>"),
    Form.FULL_CAPS: ('<span style="font-variant:normal;">', "</span>"),
    Form.PLAIN: ('<span style="text-decoration:none;">', "</span>"),
    Form.BASELINE: ('<span style="baseline">', "</span>"),
    Form.BLOCK: ('\n\n    <div class="csl-block">', "</div>\n"),
    Form.INDENT: ('<div class="csl-indent">', "</div>\n  "),
    Form.LEFT_MARGIN: ('\n    <div class="csl-left-margin">', "</div>"),
    Form.RIGHT_INLINE: ('<div class="csl-right-inline">', "</div>\n  "),
}


@dataclass(frozen=True, slots=True)
class Fixture:
    name: str
    sections: Mapping[str, str]

    def data(self, section: str) -> Any:
        return json.loads(self.sections[section]) if self.sections.get(section, "").strip() else None

    @property
    def expected(self) -> str:
        return self.sections["RESULT"]


def read(path: Path) -> Fixture:
    text = path.read_text(encoding="utf-8")
    return Fixture(path.stem, {name: body.strip("\n") for name, body in _SECTION.findall(text)})


def html(nodes: Sequence[Inline]) -> str:
    out = ""
    for node in superscripts(nodes):
        if isinstance(node, str):
            out += escape(node, quote=False).replace("&amp;", "&#38;")
        else:
            opening, closing = _TAGS.get(node.form, ("", ""))
            inner = html(node.children)
            # A space at the end of a block stands behind it.
            space = " " if node.form is Form.RIGHT_INLINE and inner.endswith(" ") else ""
            out += f"{opening}{inner.rstrip() if space else inner}{closing}{space}"
    return out


def result(fixture: Fixture) -> str:
    """What our processor makes of a fixture, in the form of its RESULT."""
    root = etree.fromstring(fixture.sections["CSL"].strip().encode(), etree.XMLParser(remove_comments=True))
    program = compiled(root, root.get("default-locale") or "en-US")
    items = fixture.data("INPUT")
    calls = fixture.data("CITATIONS")
    mode = fixture.sections.get("MODE", "citation").strip()
    citations = _document(calls) if calls else []
    cited = [cite.id for citation in citations for cite in citation.cites]
    entries = fixture.data("BIBENTRIES")
    if entries:
        wanted = set(map(str, entries[-1] if isinstance(entries[-1], list) else entries))
        items = [item for item in items if str(item["id"]) in wanted]
    elif calls:
        items = [item for item in items if str(item["id"]) in cited]
    document = Document(program, items, citations)
    if mode.startswith("bibliography"):
        if calls:
            document.cite(citations)
        return _bibliography(document, fixture, items, mode)
    if calls:
        return _calls(document, citations, calls)
    clusters = fixture.data("CITATION-ITEMS") or [
        [{"id": key} for key in dict.fromkeys(item.get("id", "") for item in items)]
    ]
    return "\n".join(html(document.cluster(Citation([_cite(cite) for cite in each]))) for each in clusters)


def _bibliography(document: Document, fixture: Fixture, items: list[Any], mode: str) -> str:
    del mode
    section = fixture.data("BIBSECTION")
    lines = [
        f'  <div class="csl-entry">{html(nodes)}</div>\n'
        for place, nodes in document.bibliography()
        if _selected(items[place], section)
    ]
    return f'<div class="csl-bib-body">\n{"".join(lines)}</div>'


def _selected(item: Mapping[str, Any], section: Any) -> bool:
    """The rules of BIBSECTION: an item is in if it matches all, any or none of some fields."""
    if not section:
        return True

    def matches(rule: Mapping[str, Any]) -> bool:
        value, wanted = item.get(rule["field"], ""), rule["value"]
        return wanted in value if isinstance(value, list) else str(value) == wanted

    if any(matches(rule) for rule in section.get("quash", [])) and section.get("quash"):
        return False
    if rules := section.get("include"):
        return any(map(matches, rules))
    if rules := section.get("exclude"):
        return not any(map(matches, rules))
    if rules := section.get("select"):
        return all(map(matches, rules))
    return True


def _cite(data: Mapping[str, Any]) -> Cite:
    cite = Cite(
        str(data["id"]),
        str(data.get("locator") or "").strip(),
        str(data.get("label") or "page"),
        str(data.get("prefix") or ""),
        str(data.get("suffix") or ""),
        author_only=bool(data.get("author-only")),
        suppress_author=bool(data.get("suppress-author")),
        first_note=int(data.get("first-reference-note-number") or 0),
    )
    position = data.get("position")
    if position is not None:
        flags = {0: 1, 1: 2, 2: 6, 3: 14}
        cite.position = Position(flags[int(position)])
        if data.get("near-note"):
            cite.position |= Position.NEAR_NOTE
    return cite


def _document(calls: list[Any]) -> list[Citation]:
    """The citations after the last call, in order."""
    known: dict[str, tuple[Citation, int]] = {}
    order: list[tuple[str, int]] = []
    for number, (citation, before, after) in enumerate(calls):
        key = str(citation.get("citationID") or f"call {number}")
        properties = citation.get("properties") or {}
        made = Citation(
            [_cite(cite) for cite in citation["citationItems"]],
            int(properties.get("noteIndex") or 0),
            str(properties.get("mode") or ""),
            str(properties.get("infix") or ""),
            key,
        )
        known[key] = (made, number)
        order = [*map(tuple, before), (key, made.note), *map(tuple, after)]
    out = []
    for key, note in order:
        citation = known[str(key)][0]
        citation.note = int(note)
        out.append(citation)
    return out


def _calls(document: Document, citations: list[Citation], calls: list[Any]) -> str:
    texts = document.cite(citations)
    return "\n".join(f"[{place}] {html(nodes)}" for place, nodes in enumerate(texts))


def same(found: str, expected: str) -> bool:
    return _plain(found) == _plain(expected)


def _plain(text: str) -> str:
    text = re.sub(r"(?m)^(?:>>|\.\.)(?=\[\d+\])", "", text)
    text = text.replace("&#38;", "&amp;").replace("&#60;", "&lt;").replace("&#62;", "&gt;")
    return "\n".join(line.rstrip() for line in text.strip().split("\n"))
