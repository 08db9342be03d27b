"""BibTeX reads our files without a warning, but for facts that nobody knows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kyutai_bib.model.kind import Kind
from kyutai_bib.model.library import Library
from kyutai_bib.model.paper import Record
from kyutai_bib.model.selection import Preference
from tests.consumers.programs import Need, exported, printable
from tests.consumers.typeset import bibtex

STYLES = [
    *("plain", "abbrv", "alpha", "unsrt", "plainnat", "abbrvnat", "unsrtnat", "acm", "apalike", "ieeetr", "siam"),
    *("IEEEtran", "ACM-Reference-Format"),
]


@pytest.mark.parametrize("prefer", Preference)
@pytest.mark.parametrize("style", STYLES)
def test_no_warning(style: str, prefer: Preference, either: Library, tmp_path: Path, need: Need) -> None:
    need("bibtex", f"{style}.bst")
    records = printable(either, prefer)
    for abstracts in (False, True):
        complaints = bibtex(tmp_path, style, exported(records, "bibtex", abstracts=abstracts))
        assert sorted(complaints) == sorted(unknown_facts(style, records))


@pytest.mark.parametrize("style", STYLES)
def test_of_the_nine_papers_every_fact_is_known(style: str, library: Library) -> None:
    assert not list(unknown_facts(style, library.select(prefer=Preference.ALL)))


def unknown_facts(style: str, records: list[Record]) -> Iterator[str]:
    """The warnings for what a style wants and nobody knows: a year; for ACM also where and by whom."""
    wants_year = style.endswith("nat") or style in ("apalike", "ACM-Reference-Format")
    for record in records:
        if wants_year and not record.date:
            yield f"Warning--empty year in {record.key}"
        if style == "ACM-Reference-Format" and record.kind is Kind.CONFERENCE:
            yield from acm_unknown(record)


def acm_unknown(record: Record) -> Iterator[str]:
    if not record.publisher:
        yield f"Warning--empty publisher in {record.key}"
    if not (record.publisher_place or (record.venue and record.venue.event_place)):
        yield f"Warning--empty address in {record.key}"


def test_abbreviated_names(hard: Library, tmp_path: Path, need: Need) -> None:
    """abbrv: an accented first letter is one letter, a team is whole, a particle is no given name."""
    need("bibtex")
    bibtex(tmp_path, "abbrv", exported(printable(hard), "bibtex"))
    text = " ".join((tmp_path / "paper.bbl").read_text("utf-8").split())
    for name in (
        r"{\c C}.~{\"O}zt{\"u}rk, J.~{\L}ukasiewicz, and P.~Erd{\H o}s",
        r"C.-J. de~la Vall{\'e}e~Poussin, J.-{\'E}. {\r A}ngstr{\"o}m, and {\v S}.~Dvo{\v r}{\'a}k",
        r"M.~L. King, Jr., S.~O'Neill, {Smith, Jones \& Co.}, and {Research and Development Team}",
        r"P.~{Ruiz y Picasso} and F.~Signe~Talla",
        r"Suharto and M.~i.~M. {al-Khw{\=a}rizmī}",
        r"{\.Z}.~Wr{\'o}bel",
        r"{\.I}.~{\c S}ahin",
        r"H.~{\AE}. {\O}rsted",
        r"J.~P. van~den Berg",
    ):
        assert name in text


def test_labels(hard: Library, tmp_path: Path, need: Need) -> None:
    """alpha: labels of accented letters, none of half a letter."""
    need("bibtex")
    bibtex(tmp_path, "alpha", exported(printable(hard), "bibtex"))
    bbl = (tmp_path / "paper.bbl").read_text("utf-8")  # fails where BibTeX cut a letter in half
    for label in (r"{\"O}{\L}E24", r"{\c S}ah02", r"Wr{\'o}01", r"{\O}rs04", "vdB20", "KOSR13", "{The}05"):
        assert f"\\bibitem[{label}]" in bbl
