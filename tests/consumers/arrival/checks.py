"""Programs that check or format a whole file, for the page; the tests are in tests/consumers/test_checks.py."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["CHECKS", "Check"]


class Check(NamedTuple):
    """Who is given which format, and what is asked of the answer."""

    consumer: str
    format: str
    asked: str


CHECKS = (
    Check("BibTeX, 13 styles", "bibtex", "no warning but for facts that nobody knows (`test_bibtex.py`)"),
    Check("biber with `--validate-datamodel`", "biblatex", "no warning (`test_biblatex.py`)"),
    Check("pdfLaTeX, 10 styles of BibTeX, 4 of biblatex", "bibtex, biblatex", "no warning; the PDF's text"),
    Check(
        "ajv, the CSL-JSON input schema",
        "csl-json, csl-yaml",
        "every item valid; types and variables are those of the CSL schema that citeproc-py ships",
    ),
    Check("cffconvert --validate", "cff", "valid, as a file for each paper and as one for all"),
)
