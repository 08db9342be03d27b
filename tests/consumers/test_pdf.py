"""What is printed: pdfLaTeX with the styles of BibTeX, and the PDF's text looked at."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kyutai_bib.model.library import Library
from kyutai_bib.model.paper import Record
from kyutai_bib.model.selection import Preference
from tests.consumers.programs import Need, exported, printable
from tests.consumers.typeset import Look, Typeset, with_bibtex

ARXIV_IDS = {
    "plain": (1, 0),
    "abbrv": (1, 0),
    "alpha": (1, 0),
    "unsrt": (1, 0),
    "plainnat": (1, 0),
    "apalike": (1, 0),
    "ieeetr": (1, 0),
    "siam": (1, 0),
    "IEEEtran": (1, 0),
    "ACM-Reference-Format": (2, 1),
}
"""Style -> how often it prints the arXiv id of a preprint, and that behind another version. ACM prints both
`howpublished` and `eprint`; the others print no `eprint`. Without `howpublished` ACM prints it once."""

SENTENCE_CASE = {"plain", "abbrv", "alpha", "unsrt", "plainnat", "apalike", "ieeetr", "siam", "IEEEtran"}

PROGRAMS = ("bibtex", "pdflatex", "pdftotext")


def typeset(folder: Path, style: str, records: list[Record], look: Look, *, abstracts: bool = True) -> Typeset:
    return with_bibtex(folder, style, exported(records, "bibtex", abstracts=abstracts), look)


def times(record: Record, text: str) -> int:
    """How often "arXiv:" and the id stand in the text; 2512.19535v2 is not 2512.19535."""
    return len(re.findall(rf"arXiv:{re.escape(str(record.arxiv))}(?!v?\d)", text))


@pytest.mark.parametrize(
    ("style", "look"), [*zip(ARXIV_IDS, 5 * [Look(), Look(hyperref=False, t1=False)], strict=True)]
)
def test_the_nine(style: str, look: Look, library: Library, tmp_path: Path, need: Need) -> None:
    need(*PROGRAMS, f"{style}.bst")
    check(style, printable(library), typeset(tmp_path, style, printable(library), look))


@pytest.mark.long
@pytest.mark.parametrize("prefer", Preference)
@pytest.mark.parametrize("abstracts", [True, False])
@pytest.mark.parametrize("hyperref", [True, False])
@pytest.mark.parametrize("t1", [True, False])
@pytest.mark.parametrize("style", ARXIV_IDS)
def test_every_combination(
    style: str,
    t1: bool,
    hyperref: bool,
    abstracts: bool,
    prefer: Preference,
    library: Library,
    tmp_path: Path,
    need: Need,
) -> None:
    need(*PROGRAMS, f"{style}.bst")
    records = printable(library, prefer)
    check(style, records, typeset(tmp_path, style, records, Look(hyperref, t1), abstracts=abstracts))


def check(style: str, records: list[Record], result: Typeset) -> None:
    """LaTeX is content; ids stand there as often as the style can; acronyms keep their capitals."""
    assert result.latex == []
    of_preprint, of_others = ARXIV_IDS[style]
    for record in records:
        wanted = sum(
            of_preprint if other.version.arxiv else of_others for other in records if other.arxiv == record.arxiv
        )
        assert times(record, result.unbroken) == wanted, record.key
    assert "CASA:" in result.text
    assert "ARC-Encoder:" in result.text
    assert ("Moshi: a speech-text" in " ".join(result.text.split())) or ("Moshi:aspeech-text" in result.unbroken)
    if style in SENTENCE_CASE:
        assert "Continuousaudiolanguagemodels" in result.unbroken


def test_acm_without_howpublished(library: Library, tmp_path: Path, need: Need) -> None:
    """`--omit howpublished` is for ACM's style: every arXiv id once."""
    need(*PROGRAMS, "ACM-Reference-Format.bst")
    records = printable(library, Preference.PREPRINT)
    bib = exported(records, "bibtex", omit=("howpublished",))
    result = with_bibtex(tmp_path, "ACM-Reference-Format", bib, Look())
    assert [times(record, result.unbroken) for record in records] == [1] * len(records)


SAID = {
    "plain": [
        "CASA: étude of O(n log n) attention with x ∈ {4, 8} for LLMs",
        "100% of $5 & more_or_less #1",
        "back\\slash <a>",
        "Braces {and} one } unbalanced",
        "Actes de la 12e conférence sur l’IA & le son",
        "Besançon, May 2012. Springer, Cham.",
        "bioRxiv 2020.01.01",
        "Dataset, version 1.0, Zenodo",
        "al-Khw",
        "Sigríður Æsa Þórsteinsson",
        "Technical Report TR-05_1, R&D Lab",
        "Bachelor’s thesis, Uniwersytet Łódzki",
        "Master’s thesis, Boğaziçi Üniversitesi",
        "Habilitation, Université de Montréal",
        "naïve façades",
    ],
    "abbrv": [
        "Ç. Öztürk, J. Łukasiewicz, and P. Erdős",
        "Š. Dvořák",
        "İ. Şahin",
        "Ż. Wróbel",
        "J. P. van den Berg",
    ],
    "alpha": ["[ÖŁE24]", "[Şah02]", "[Wró01]", "[Ørs04]", "[dlVPÅD12]"],
    "ACM-Reference-Format": ["A preprint that is not on arXiv. bioRxiv 2020.01.01."],
    "plainnat": [],
    "IEEEtran": [],
}
"""What stands in the PDF of the hard corpus."""


@pytest.mark.parametrize("style", SAID)
def test_the_hard_corpus(style: str, hard: Library, tmp_path: Path, need: Need) -> None:
    need(*PROGRAMS, f"{style}.bst", "cmap.sty")
    result = typeset(tmp_path, style, printable(hard), Look())
    assert result.latex == []
    for words in SAID[style]:
        assert "".join(words.split()) in result.unbroken
