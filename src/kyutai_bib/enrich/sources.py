"""The services, in the order of trust: where two differ, the first one counts."""

from __future__ import annotations

from collections.abc import Sequence

from kyutai_bib.enrich.answer import Source
from kyutai_bib.enrich.arxiv import Arxiv
from kyutai_bib.enrich.crossref import Crossref
from kyutai_bib.enrich.datacite import DataCite
from kyutai_bib.enrich.dblp import Dblp
from kyutai_bib.enrich.openreview import OpenReview
from kyutai_bib.enrich.semantic_scholar import SemanticScholar

__all__ = ["ARXIV", "CROSSREF", "DATACITE", "PUBLISHED", "SOURCES", "picked"]

ARXIV, CROSSREF, DATACITE = Arxiv(), Crossref(), DataCite()
PUBLISHED: tuple[Source, ...] = (Dblp(), SemanticScholar(), OpenReview())
"""Those that are asked where a preprint was published, until one of them knows."""

SOURCES: tuple[Source, ...] = (ARXIV, CROSSREF, DATACITE, *PUBLISHED)


def picked(names: Sequence[str]) -> tuple[Source, ...]:
    """The sources of these names in the order of trust; all of them for no names."""
    return tuple(source for source in SOURCES if not names or source.name in names)
