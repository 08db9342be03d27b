"""biblatex with biber: no warning, also where biber checks the data model; the PDF's text looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from kyutai_bib.model.library import Library
from kyutai_bib.model.paper import Record
from kyutai_bib.model.selection import Preference
from tests.consumers.programs import Need, exported, printable, run
from tests.consumers.test_pdf import times
from tests.consumers.typeset import Look, Typeset, with_biblatex

STYLES = ("numeric", "authoryear", "alphabetic", "apa")
PROGRAMS = ("biber", "pdflatex", "pdftotext", "biblatex.sty")


def typeset(
    folder: Path, style: str, format_: str, records: list[Record], look: Look, *, abstracts: bool = True
) -> Typeset:
    """The data model is checked where it is biblatex's own: apa turns entries into types that lack our fields."""
    bib = exported(records, format_, abstracts=abstracts)
    return with_biblatex(folder, style, bib, look, validate=format_ == "biblatex" and style != "apa")


def check(style: str, format_: str, records: list[Record], result: Typeset) -> None:
    assert result.bibliography == []
    assert result.latex == []
    assert "CASA:" in result.text
    assert "ARC-Encoder:" in result.text
    assert "Moshi:" in result.text
    for record in records:
        wanted = sum(ids(style, format_, other) for other in records if other.arxiv == record.arxiv)
        assert times(record, result.unbroken) == wanted, record.key


def ids(style: str, format_: str, record: Record) -> int:
    """How often a record's arXiv id is printed: biblatex prints `eprint`, and of BibTeX's file `howpublished`
    as well. apa prints `eprint` for @online only, and no `howpublished`."""
    preprint = record.version.arxiv is not None
    if style == "apa":
        return int(preprint and format_ == "biblatex")
    return 1 + (preprint and format_ == "bibtex")


@pytest.mark.parametrize(
    ("style", "format_", "look"),
    [
        ("numeric", "biblatex", Look()),
        ("apa", "biblatex", Look(hyperref=False)),
        ("authoryear", "bibtex", Look(t1=False)),
    ],
)
def test_the_nine(style: str, format_: str, look: Look, library: Library, tmp_path: Path, need: Need) -> None:
    need(*PROGRAMS, f"{style}.bbx")
    records = printable(library)
    check(style, format_, records, typeset(tmp_path, style, format_, records, look))


@pytest.mark.long
@pytest.mark.parametrize("prefer", Preference)
@pytest.mark.parametrize("abstracts", [True, False])
@pytest.mark.parametrize("look", [Look(), Look(hyperref=False), Look(t1=False)])
@pytest.mark.parametrize("format_", ["biblatex", "bibtex"])
@pytest.mark.parametrize("style", STYLES)
def test_every_combination(
    style: str,
    format_: str,
    look: Look,
    abstracts: bool,
    prefer: Preference,
    library: Library,
    tmp_path: Path,
    need: Need,
) -> None:
    need(*PROGRAMS, f"{style}.bbx")
    records = printable(library, prefer)
    check(style, format_, records, typeset(tmp_path, style, format_, records, look, abstracts=abstracts))


SAID = [
    "CASA: étude of O(n log n) attention with x ∈ {4, 8} for LLMs",
    "100% of $5 & more_or_less #1",
    "back\\slash <a>",
    "Braces {and} one } unbalanced",
    "al-Khw",
    "Sigríður Æsa Þórsteinsson",
    "bioRxiv: 2020.01.01",
    "H2O and naïve façades",
]


@pytest.mark.parametrize("format_", ["biblatex", pytest.param("bibtex", marks=pytest.mark.long)])
def test_the_hard_corpus(format_: str, hard: Library, tmp_path: Path, need: Need) -> None:
    need(*PROGRAMS, "cmap.sty")
    records = [record for record in printable(hard) if record.date]
    result = typeset(tmp_path, "alphabetic", format_, records, Look())
    assert result.bibliography == []
    assert result.latex == []
    for words in SAID if format_ == "biblatex" else SAID[:6]:
        assert "".join(words.split()) in result.unbroken


def test_data_model(hard: Library, tmp_path: Path, need: Need) -> None:
    """Every kind, letters of every script. biblatex wants a date, which nobody knows of an unpublished work."""
    need("biber")
    bib = tmp_path / "hard.bib"
    bib.write_text(exported(hard.select(prefer=Preference.ALL), "biblatex"), "utf-8")
    said = run("biber", "--tool", "--validate-datamodel", "--output-file", "out.bib", "hard.bib", cwd=tmp_path)
    complaints = [line.partition("Datamodel: ")[2] for line in said.splitlines() if not line.startswith("INFO")]
    missing = "Missing mandatory field - one of 'date, year' must be defined"
    assert complaints == [f"Entry 'hardundated' (hard.bib): {missing}"]
